"""The words of an entry as a tsvector, and what is wanted as a tsquery. Pure.

Each entry also bears the number of its bucket of records, by which the newest are asked first.
"""

from collections.abc import Iterator

from critiques.models.search_entries import SearchEntry, is_timed, record_of
from critiques.search.backends.rows import Row
from critiques.search.expressions import Alternative, Clause, Expression, patterns

BITS = 13  # of the records of a bucket
TIMED = "#timed"  # in place of it in what holds for a time
_LAST_POSITION = 16_383


def bucket(number: int) -> str:
    return f"#b:{number}"


def of_kind(kind: SearchEntry.Kind) -> str:
    return f"'#k:{kind.name.lower()}'"


def begins_short(wanted: Expression) -> bool:
    """Whether a beginning of a word is asked for: the index first lists all words that begin so."""
    return any(map(is_begun, wanted.wanted))


def is_begun(clause: Clause) -> bool:
    return any(each.is_prefix and len(each.tokens) == 1 for each in clause)


def both(match: str, also: str) -> str:
    return f"({match}) & ({also})" if also else match


def without_rows(wanted: Expression) -> tuple[list[str], str]:
    """As what the first words in a row stand in a text, and the query without their order."""
    rows = next((clause for clause in wanted.wanted if len(clause[0].tokens) > 1), None)
    if rows is None:
        return [], tsquery(wanted)
    others = tuple(clause for clause in wanted.wanted if clause is not rows)
    words = " | ".join(f"({' & '.join(map(_phrase, _words(each)))})" for each in rows)
    return patterns(rows), both(f"({words})", tsquery(wanted._replace(wanted=others)))


def _words(row: Alternative) -> Iterator[Alternative]:
    *others, last = row.tokens
    yield from (Alternative((token,)) for token in others)
    yield Alternative((last,), row.is_prefix)


def tsquery(wanted: Expression) -> str:
    """Every token stands in quotation marks, which none holds."""
    parts = [f"({_any(clause)})" for clause in wanted.wanted]
    if wanted.unwanted:
        parts.append(f"!({_any(wanted.unwanted)})")
    if wanted.not_all:
        parts.append(f"!({' & '.join(f'({_any(clause)})' for clause in wanted.not_all)})")
    return " & ".join(parts)


def _any(clause: Clause) -> str:
    return " | ".join(map(_phrase, clause))


def _phrase(alternative: Alternative) -> str:
    *row, last = (f"'{token}'" for token in alternative.tokens)
    return f"({' <-> '.join([*row, last + ':*' * alternative.is_prefix])})"


def vector(row: Row) -> str:
    words = [*row.tokens.split(), "¶", *row.around.split(), "¶", *row.facets.split(), "¶"]
    words.append(TIMED if is_timed(row.id) else bucket(record_of(row.id) >> BITS))
    return " ".join(
        f"'{token}':{min(position, _LAST_POSITION)}" for position, token in enumerate(words, 1)
    )
