"""A query as both databases are asked it: alternatives that must all, or must not, be found. Pure.

Facets and words of named fields are tokens like any other, but begin with a #, as no word does.
Words that a record only stands with begin with a _. A word that weighs much in a record stands
there once more for each level that it has, with the mark of the level before it, so that the best
are found without the rest.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from critiques.search.parsing import Query, Term
from critiques.search.tokens import forms

BREAK = "¦"  # between two texts of one section: no phrase reaches over it
SECTION = "¶"  # between the name, the text and the levels; what stands around and the fields

# No word holds such a sign; and a text with no others beyond ASCII is read and searched quickly. Of
# a word without one the level is OWN in name or text, else AROUND.
MARKS = dict(zip(range(2, 9), "¢£¤¥§©®", strict=True))
AROUND, OWN, OF_TEXT, OF_NAME = 0, 1, 4, 8


class Alternative(NamedTuple):
    """Tokens in a row; the last one may be only the beginning of one."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


Clause = tuple[Alternative, ...]


class Expression(NamedTuple):
    """Of each clause of `wanted` one alternative is found, and none of `unwanted`; and not of all
    clauses of `not_all` one, if there are any."""

    wanted: tuple[Clause, ...] = ()
    unwanted: Clause = ()
    not_all: tuple[Clause, ...] = ()

    def also(self, clauses: Iterable[Clause], not_all: Iterable[Clause] = ()) -> "Expression":
        wanted = tuple(dict.fromkeys((*self.wanted, *clauses)))
        return self._replace(wanted=wanted, not_all=tuple(not_all))


def in_any_order(wanted: Expression) -> tuple[list[str], Expression]:
    """As what the first words in a row stand in a text, and what is wanted without their order."""
    rows = next((clause for clause in wanted.wanted if len(clause[0].tokens) > 1), None)
    if rows is None:
        return [], wanted
    words = [clause for clause in wanted.wanted if clause is not rows]
    if not any(clause[0].tokens[0][0] in MARKS.values() for clause in words):  # else they are there
        words += [
            tuple(Alternative((token,), begins) for token, begins in word)
            for word in words_of([rows])
        ]
    return patterns(rows), wanted._replace(wanted=tuple(words))


def is_found(wanted: Expression, text: str) -> bool:
    """In a text of tokens with a space on both sides."""
    found = (is_any(patterns(each), text) for each in wanted.wanted)
    if is_any(patterns(wanted.unwanted), text) or not all(found):
        return False
    return not (wanted.not_all and all(is_any(patterns(each), text) for each in wanted.not_all))


def is_any(patterns: Iterable[str], text: str) -> bool:
    """Whether one of these stands in the text."""
    return any(map(text.__contains__, patterns))


def patterns(clause: Clause) -> list[str]:
    """As its alternatives stand in such a text."""
    return [f" {' '.join(each.tokens)}{'' if each.is_prefix else ' '}" for each in clause]


def field_token(field: str, token: str) -> str:
    return f"#{field}:{token}"


def name_token(token: str) -> str:
    """Under which a word of a name or title is found while somebody types it."""
    return f"#n:{token}"


def around_token(token: str) -> str:
    """Under which a word is found of what a record stands with."""
    return f"_{token}"


def expression(
    query: Query,
    languages: tuple[str, ...],
    facets: Iterable[Iterable[str]] = (),
    *,
    is_own: bool = False,
) -> Expression:
    """`facets` are groups of tokens, of each of which one must be there; `is_own` leaves out what
    is only found around a text."""
    found = own_clause if is_own else clause
    wanted = [found(term, languages) for term in query.wanted]
    if query.years:
        wanted.append(tuple(Alternative((token,)) for token in year_tokens(*query.years)))
    wanted += [tuple(Alternative((token,)) for token in group) for group in facets]
    unwanted = [each for term in query.unwanted for each in clause(term, languages)]
    return Expression(tuple(wanted), tuple(unwanted))


def clause(term: Term, languages: tuple[str, ...]) -> Clause:
    """The term wherever it may stand: in its field, or in or around a text."""
    own = own_clause(term, languages)
    return own if term.field else (*own, *_each(own, around_token))


def own_clause(term: Term, languages: tuple[str, ...]) -> Clause:
    """The term in its field, or in a text."""
    own = own_words(term, languages)
    if term.field:
        return tuple(_each(own, lambda token: field_token(term.field, token)))
    return own


@lru_cache(maxsize=1_000)
def own_words(term: Term, languages: tuple[str, ...]) -> Clause:
    """The term as names have it, and as texts of each language do."""
    begun = term.words[-1]
    rows = list(dict.fromkeys([term.words, *(_stems(term.words, code) for code in languages)]))
    found = [Alternative(row) for row in rows]
    if term.is_prefix:
        # Whatever is that word begins so.
        found = [each for each in found if each.tokens[-1] != begun]
        begun_rows = dict.fromkeys((*row[:-1], begun) for row in rows)
        found += [Alternative(row, is_prefix=True) for row in begun_rows]
    return tuple(found)


def in_a_row(terms: Sequence[Term], languages: tuple[str, ...]) -> Clause:
    """All these words one after the other, as they were typed."""
    row = tuple(word for term in terms for word in term.words)
    return own_words(Term(row, ""), languages)


def at_least(level: int, clauses: Iterable[Clause]) -> list[Clause]:
    """That each word has at least this level."""
    if level <= OWN:
        return list(clauses) if level else []
    return [
        tuple(Alternative((MARKS[level] + token,), begins) for token, begins in word)
        for word in words_of(clauses)
    ]


def words_of(clauses: Iterable[Clause]) -> list[tuple[tuple[str, bool], ...]]:
    """Of each word that was typed the tokens it may be, and whether these are only begun."""
    return [
        tuple(dict.fromkeys(
            (each.tokens[at], each.is_prefix and at == len(each.tokens) - 1) for each in clause
        ))
        for clause in clauses
        for at in range(len(clause[0].tokens))
    ]  # fmt: skip


def _each(clause: Clause, change: Callable[[str], str]) -> Iterable[Alternative]:
    for each in clause:
        yield Alternative(tuple(map(change, each.tokens)), each.is_prefix)


def _stems(words: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(forms(word, (language,))[-1] for word in words)


def year_tokens(first: int, last: int) -> list[str]:
    """Few tokens for many years: decades and centuries where they are whole."""
    found, year = [], first
    while year <= last:
        if year % 100 == 0 and year + 99 <= last:
            found.append(f"#y:{year // 100:02d}xx")
            year += 100
        elif year % 10 == 0 and year + 9 <= last:
            found.append(f"#y:{year // 10:03d}x")
            year += 10
        else:
            found.append(f"#y:{year:04d}")
            year += 1
    return found


def tokens_of_year(year: int) -> list[str]:
    return [f"#y:{year:04d}", f"#y:{year // 10:03d}x", f"#y:{year // 100:02d}xx"]
