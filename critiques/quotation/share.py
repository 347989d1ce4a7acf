"""Owns how much of a source is quoted, in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from critiques.quotation.words import words_of


@dataclass(frozen=True, slots=True)
class Share:
    """Words quoted, words of the source, and the most quoted words that follow one another."""

    quoted: int
    total: int
    longest_run: int

    @property
    def ratio(self) -> float:
        """From 0 to 1; of a source without words 0."""
        return self.quoted / self.total if self.total else 0.0

    @property
    def percent(self) -> str:
        """For people: a whole number, "less than 1" where that would be nought."""
        rounded = round(self.ratio * 100)
        return str(rounded) if rounded or not self.quoted else "less than 1"


def share(spans: Iterable[tuple[int, int]], source_text: str) -> Share:
    """How much of `source_text` the spans hold together.

    Spans are code points, half-open, and may overlap: what several hold counts once. A word
    counts if any part of it is in a span; spans with no word between them make one run. Raises
    ValueError on a span that is empty or not inside the text.
    """
    words = words_of(source_text)
    held: list[tuple[int, int]] = []
    for start, end in spans:
        if not 0 <= start < end <= len(source_text):
            raise ValueError(f"The span {start} to {end} is empty or not inside the text.")
        found = words.between(start, end)
        held.append((found.start, found.stop))
    runs = [last - first for first, last in union(held)]
    return Share(sum(runs), len(words), max(runs, default=0))


def union(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Half-open ranges as few as hold the same, in order; those that touch become one."""
    held: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if held and first <= held[-1][1]:
            held[-1] = (held[-1][0], max(last, held[-1][1]))
        elif first < last:
            held.append((first, last))
    return held
