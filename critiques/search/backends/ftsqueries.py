"""What is wanted in the query language of FTS5. Pure."""

from collections.abc import Sequence

from critiques.search.expressions import Alternative, Clause, Expression


def ftsquery(wanted: Expression) -> str:
    """In the query language of FTS5. Every token stands in quotation marks, which none holds."""
    found = _all(wanted.wanted)
    if wanted.unwanted:
        found = f"({found}) NOT ({_any(wanted.unwanted)})"
    return f"({found}) NOT ({_all(wanted.not_all)})" if wanted.not_all else found


def _all(clauses: Sequence[Clause]) -> str:
    return " AND ".join(f"({_any(clause)})" for clause in clauses)


def _any(clause: Clause) -> str:
    return " OR ".join(map(_phrase, clause))


def _phrase(alternative: Alternative) -> str:
    return f'"{" ".join(alternative.tokens)}"{"*" * alternative.is_prefix}'


def one_by_one(wanted: Expression) -> list[Expression]:
    """What words in a row may be, each by itself: side by side FTS5 would look for the rarest of
    them through everything, before it gives the first."""
    rows = next((clause for clause in wanted.wanted if len(clause[0].tokens) > 1), ())
    if len(rows) < 2:
        return [wanted]
    return [
        wanted._replace(
            wanted=tuple((row,) if clause is rows else clause for clause in wanted.wanted)
        )
        for row in rows
    ]
