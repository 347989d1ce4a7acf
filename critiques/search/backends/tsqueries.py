"""The words of an entry as a tsvector, and what is wanted as a tsquery. Pure.

Each entry also bears the numbers of its buckets of records, small and large, by which the newest
are asked first; and what a GIN index would else have to put together from very much: how words
begin, with the highest level of any that begins so, and which words stand side by side, as a short
hash. What has a name bears its words for its kind too, wherever they stand, and levels only so.
"""

from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from critiques.models.search_entries import SearchEntry, is_timed, kind_of, record_of
from critiques.search.backends.rows import Row
from critiques.search.expressions import (
    AROUND,
    BREAK,
    MARKS,
    OF_NAME,
    OWN,
    SECTION,
    Alternative,
    Clause,
    Expression,
    around_token,
    patterns,
)

_SIZES = (11, 14, 17)  # bits of the records of a bucket; each entry is in one of each size
TIMED = "#timed"  # what holds for a time
_LAST_POSITION = 16_383
_LEVELS = {mark: level for level, mark in MARKS.items()}
_BEGINNING = 2  # letters


def newest_buckets(newest: int, records: int) -> str:
    """Of at least so many of the newest records."""
    return buckets(max(newest - records, 0), newest)


def buckets(first: int, last: int) -> str:
    """Of the records from this one to that, and some before and after: large ones where they are
    full, as few are found sooner."""
    found, at = [], first >> _SIZES[0] << _SIZES[0]
    while at <= last:
        bits = max(
            bits for bits in _SIZES
            if at % (1 << bits) == 0 and (at + (1 << bits) - 1 <= last or bits == _SIZES[0])
        )  # fmt: skip
        found.append(f"'{_bucket(bits, at >> bits)}'")
        at += 1 << bits
    return " | ".join(found)


def _bucket(bits: int, number: int) -> str:
    return f"#{bits}:{number}"


def begins(wanted: Expression) -> bool:
    """Whether words are asked for of which the index first lists all that begin so."""
    return any(map(is_begun, wanted.wanted))


def is_begun(clause: Clause) -> bool:
    return any(
        each.is_prefix and len(each.tokens) == 1 and not _levels_begun(each) for each in clause
    )


def _levels_begun(alternative: Alternative) -> tuple[str, range] | None:
    """The letters that a word begins with and the levels that it may have, if entries bear that."""
    token, *others = alternative.tokens
    if others or not alternative.is_prefix:
        return None
    lowest, letters = OWN, token
    if token.startswith(around_token("")):
        lowest, letters = AROUND, token[1:]
    elif token[0] in _LEVELS:
        lowest, letters = _LEVELS[token[0]], token[1:]
    if len(letters) != _BEGINNING or not letters.isalnum():
        return None
    return letters, range(lowest, OF_NAME + 1)


def both(match: str, also: str) -> str:
    return f"({match}) & ({also})" if also else match


def without_rows(wanted: Expression, kind: SearchEntry.Kind | None = None) -> tuple[list[str], str]:
    """As what the first words in a row stand in a text, and the query without their order."""
    rows = next((clause for clause in wanted.wanted if len(clause[0].tokens) > 1), None)
    if rows is None:
        return [], tsquery(wanted, kind)
    others = tuple(clause for clause in wanted.wanted if clause is not rows)
    words = " | ".join(f"({' & '.join(_words(each))})" for each in rows)
    return patterns(rows), both(f"({words})", tsquery(wanted._replace(wanted=others), kind))


def _words(row: Alternative) -> Iterator[str]:
    """What has the words of a row side by side has at least these."""
    *others, last = row.tokens
    if row.tokens[0].startswith(("#", around_token(""))):  # of which no pairs are known
        yield from (f"'{token}'" for token in others)
    else:
        yield from (
            f"'{_pair(*each)}'" for each in pairwise(others if row.is_prefix else row.tokens)
        )
        if not row.is_prefix:
            return
        yield from (f"'{token}'" for token in others[:1])
    yield f"({_any((Alternative((last,), row.is_prefix),))})"


def tsquery(wanted: Expression, kind: SearchEntry.Kind | None = None) -> str:
    """Every token stands in quotation marks, which none holds. Of what has a name its `kind` must
    be given, if levels are asked for."""
    scope = _scope(kind) if kind else ""
    parts = [f"({_any(clause, scope)})" for clause in wanted.wanted]
    if scope and not any(f"'{scope}" in part for part in parts):
        parts.append(f"'#k:{kind.name.lower()}'")
    if wanted.unwanted:
        parts.append(f"!({_any(wanted.unwanted, scope)})")
    if wanted.not_all:
        parts.append(f"!({' & '.join(f'({_any(clause, scope)})' for clause in wanted.not_all)})")
    return " & ".join(parts)


def _scope(kind: int) -> str:
    """Before the words of what has a name."""
    return "" if kind == SearchEntry.Kind.EXCERPT else f"@{kind}:"


def _any(clause: Clause, scope: str = "") -> str:
    """Of a word that may stand in or around a text one operand, if the index knows it so."""
    short = [each for each in clause if _around(each) in clause and _is_short(each, scope)]
    found = [_anywhere_in(each, scope) for each in short]
    covered = {*short, *map(_around, short)}
    for each in clause:
        if each not in covered:
            found += _phrases(each, scope)
    return " | ".join(dict.fromkeys(found))


def _around(alternative: Alternative) -> Alternative:
    return Alternative(tuple(map(around_token, alternative.tokens)), alternative.is_prefix)


def _is_short(alternative: Alternative, scope: str) -> bool:
    return len(alternative.tokens) == 1 and bool(scope or _levels_begun(alternative))


def _anywhere_in(alternative: Alternative, scope: str) -> str:
    if begun := _levels_begun(alternative):
        return f"'{scope}{_beginning(begun[0])}'"
    return f"'{scope}{alternative.tokens[0]}'" + ":*" * alternative.is_prefix


def _phrases(alternative: Alternative, scope: str) -> list[str]:
    """Of one of which it is found."""
    if begun := _levels_begun(alternative):
        letters, levels = begun
        return [f"'{scope}{_beginning(letters, level)}'" for level in levels]
    if alternative.tokens[0][0] in _LEVELS:
        return [f"'{scope}{alternative.tokens[0]}'" + ":*" * alternative.is_prefix]
    quoted = (f"'{token}'" for token in alternative.tokens)
    return [f"({' <-> '.join(quoted)}{':*' * alternative.is_prefix})"]


def vector(row: Row) -> str:
    scope = _scope(kind_of(row.id))
    name, text, levels = row.tokens.split(SECTION)
    words = [*name.split(), SECTION, *text.split(), SECTION, *row.around.split(), SECTION]
    words += row.facets.split()
    placed = (
        f"'{token}':{min(position, _LAST_POSITION)}" for position, token in enumerate(words, 1)
    )
    more = {_bucket(bits, record_of(row.id) >> bits) for bits in _SIZES}
    if is_timed(row.id):
        more.add(TIMED)
    more.update(_pairs(row))
    begun = _beginnings(row)
    more.update(map(_beginning, begun))
    best = [*levels.split(), *(_beginning(*each) for each in begun.items())]
    if scope:
        best += [*_anywhere(row), *map(_beginning, begun)]
    more.update(scope + token for token in best)
    return " ".join([*placed, *(f"'{token}'" for token in sorted(more))])


def _anywhere(row: Row) -> Iterator[str]:
    """Words in and around a text."""
    for token in (*row.tokens.rpartition(SECTION)[0].split(), *row.around.split()):
        if token not in (SECTION, BREAK) and not token.startswith("#"):
            yield token.removeprefix(around_token(""))


def _beginnings(row: Row) -> dict[str, int]:
    """Of words of two letters and more, with the highest level of any that begins so."""
    highest: dict[str, int] = {}
    for token in row.around.split():
        if token.startswith(around_token("")):
            highest[token[1 : 1 + _BEGINNING]] = AROUND
    for token in row.tokens.split():
        level = _LEVELS.get(token[0])
        letters = token[:_BEGINNING] if level is None else token[1 : 1 + _BEGINNING]
        highest[letters] = max(highest.get(letters, OWN), level or OWN)
    return {letters: level for letters, level in highest.items() if len(letters) == _BEGINNING}


def _beginning(letters: str, level: int | None = None) -> str:
    return f"^{'' if level is None else level}{letters}"


def _pairs(row: Row) -> Iterator[str]:
    for section in row.tokens.split(SECTION)[:2]:  # of name and text, not of the levels
        for text in section.split(BREAK):
            yield from (_pair(*each) for each in pairwise(text.split()))


def _pair(first: str, second: str) -> str:
    """One of some thousands: what it is found by is compared with the text."""
    return f"~{crc32(f'{first} {second}'.encode()) & 0xFFFF:x}"
