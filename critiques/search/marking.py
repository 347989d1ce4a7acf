"""Which words of a text are marked, and which part of a long one is shown. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from critiques.search.expressions import Clause
from critiques.search.tokens import LONGEST, Spelt, keeps_initial, spaced_words, stem

SHOWN = 280  # code points of a text
_BEFORE = 80


class Part(NamedTuple):
    """A piece of text that is marked or not; a template escapes it."""

    text: str
    is_marked: bool


def marked(text: str, language: str, clauses: Iterable[Clause]) -> list[Part]:
    """The whole text in parts."""
    return _cut(text, spans(text, language, clauses), 0, len(text))


def snippet(text: str, language: str, clauses: Iterable[Clause]) -> list[Part]:
    """About SHOWN characters of the text around what was found, on one line."""
    if not text.isprintable() or "  " in text:
        text = " ".join(text.split())
    found = spans(text, language, clauses)
    if len(text) <= SHOWN:
        return _cut(text, found, 0, len(text))
    start = _start(text, found)
    end = _word_end(text, start + SHOWN)
    parts = _cut(text, found, start, end)
    before = [Part("… ", False)] if start else []
    after = [Part(" …", False)] if end < len(text) else []
    return [*before, *parts, *after]


def _start(text: str, found: Sequence[tuple[int, int]]) -> int:
    """Where the part begins that holds the most of what was found, at a word."""
    if not found:
        return 0
    starts = [first for first, _ in found]
    held = [bisect_left(starts, first + SHOWN - _BEFORE) - at for at, first in enumerate(starts)]
    best = starts[held.index(max(held))]
    start = min(max(0, best - _BEFORE), max(0, len(text) - SHOWN))
    space = text.find(" ", start, best + 1)
    return space + 1 if start and space >= 0 else start


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.rfind(" ", at - 40, at)
    return space if space > 0 else at


def spans(text: str, language: str, clauses: Sequence[Clause]) -> list[tuple[int, int]]:
    """Where the words stand that were looked for, in order, none over another."""
    sought = _sought(tuple(clauses), language)
    if sought.is_quick and text.isascii():
        return _spans_of_words(sought, text)
    spelt = Spelt(text)
    places: dict[str, set[int]] = {}
    for at, word in sought.near(spelt.words):
        for token in sought[word]:
            places.setdefault(token, set()).add(at)
    hits: set[int] = set()
    for row, is_prefix in sought.rows if places else ():
        hits |= _places(places, row, is_prefix)
    return _merged(spelt.spans(sorted(hits)))


def _spans_of_words(sought: "_Sought", text: str) -> list[tuple[int, int]]:
    """Of words by themselves in a text that is all ASCII: where else, does not matter."""
    spaced, found = f" {spaced_words(text)} ", list[tuple[int, int]]()
    for word in {word for word in spaced.split() if word[0] in sought.initials}:
        at = spaced.find(f" {word} ") if sought[word] else -1
        while at >= 0:
            found.append((at, at + len(word)))
            at = spaced.find(f" {word} ", at + len(word))
    return sorted(found)


class _Sought(dict[str, tuple[str, ...]]):
    """Of each word that was met in a language, which of the tokens it is that are looked for."""

    def __init__(self, clauses: tuple[Clause, ...], language: str) -> None:
        self.rows = [each for clause in clauses for each in clause]
        self.language = language
        self.tokens = {token for row, _ in self.rows for token in row}
        self.begun = tuple(row[-1] for row, is_prefix in self.rows if is_prefix)
        self.initials = {token[0] for token in self.tokens} if keeps_initial(language) else None
        self.is_quick = self.initials is not None and all(len(row) == 1 for row, _ in self.rows)

    def near(self, words: list[str]) -> Iterable[tuple[int, str]]:
        """The words that may be one of the tokens, with their numbers."""
        if (initials := self.initials) is None:
            return enumerate(words)
        return [(at, word) for at, word in enumerate(words) if word[0] in initials]

    def __missing__(self, word: str) -> tuple[str, ...]:
        cut = word[:LONGEST]
        found = {cut, stem(cut, self.language)}
        self[word] = tuple(
            token for token in found if token in self.tokens or token.startswith(self.begun)
        )
        return self[word]


@lru_cache(maxsize=8)  # as many languages as a page of results may have, for one search
def _sought(clauses: tuple[Clause, ...], language: str) -> _Sought:
    return _Sought(clauses, language)


def _places(places: dict[str, set[int]], tokens: tuple[str, ...], is_prefix: bool) -> set[int]:
    """Indices of the words of each place where these tokens stand in a row."""
    *whole, last = tokens
    ends = places.get(last, set())
    if is_prefix:
        ends = set().union(*(held for token, held in places.items() if token.startswith(last)))
    for offset, token in enumerate(reversed(whole), 1):
        ends = {at for at in ends if at - offset in places.get(token, ())}
    return {at - offset for at in ends for offset in range(len(tokens))}


def _merged(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _cut(text: str, found: Sequence[tuple[int, int]], start: int, end: int) -> list[Part]:
    parts, done = [], start
    for first, last in found:
        first, last = max(first, start), min(last, end)
        if first >= last:
            continue
        parts += [Part(text[done:first], False), Part(text[first:last], True)]
        done = last
    parts.append(Part(text[done:end], False))
    return [part for part in parts if part.text]
