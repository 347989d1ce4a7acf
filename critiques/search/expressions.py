"""A query as both databases are asked it: alternatives that must all, or must not, be found. Pure.

Facets and words of named fields are tokens like any other, but begin with a #, as no word does.
"""

from collections.abc import Iterable
from typing import NamedTuple

from critiques.search.parsing import Query, Term
from critiques.search.tokens import forms

BREAK = "¦"  # between two texts of one section: no phrase reaches over it
SECTION = "¶"  # between the name, the text, what stands around it, and the fields


class Alternative(NamedTuple):
    """Tokens in a row; the last one may be only the beginning of one."""

    tokens: tuple[str, ...]
    is_prefix: bool = False


Clause = tuple[Alternative, ...]


class Expression(NamedTuple):
    """Of each clause of `wanted` one alternative is found, and none of `unwanted`."""

    wanted: tuple[Clause, ...] = ()
    unwanted: Clause = ()


def field_token(field: str, token: str) -> str:
    return f"#{field}:{token}"


def name_token(token: str) -> str:
    """Under which a word of a name or title is found while somebody types it."""
    return f"#n:{token}"


def expression(
    query: Query, languages: tuple[str, ...], facets: Iterable[Iterable[str]] = ()
) -> Expression:
    """`facets` are groups of tokens, of each of which one must be there."""
    wanted = [clause(term, languages) for term in query.wanted]
    if query.years:
        wanted.append(tuple(Alternative((token,)) for token in year_tokens(*query.years)))
    wanted += [tuple(Alternative((token,)) for token in group) for group in facets]
    unwanted = [each for term in query.unwanted for each in clause(term, languages)]
    return Expression(tuple(wanted), tuple(unwanted))


def clause(term: Term, languages: tuple[str, ...]) -> Clause:
    """The term as names have it, and as texts of each language do."""
    begun = term.words[-1]
    rows = [term.words, *(_stems(term.words, language) for language in languages)]
    found = [Alternative(row) for row in dict.fromkeys(rows)]
    if term.is_prefix:
        found += [Alternative((*row[:-1], begun), is_prefix=True) for row in dict.fromkeys(rows)]
        found = list(dict.fromkeys(found))
    if term.field:
        found = [
            Alternative(tuple(field_token(term.field, token) for token in each.tokens), each[1])
            for each in found
        ]
    return tuple(found)


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
