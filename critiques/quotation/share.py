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


def share(spans: Iterable[tuple[int, int]], source_text: str) -> Share:
    """How much of `source_text` the spans hold together.

    Spans are code points, half-open, and may overlap: what several hold counts once. A word
    counts if any part of it is in a span; spans with no word between them make one run. Raises
    ValueError on a span that is empty or not inside the text.
    """
    words = words_of(source_text)
    held: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= len(source_text):
            raise ValueError(f"The span {start} to {end} is empty or not inside the text.")
        first, last = (found := words.between(start, end)).start, found.stop
        if held and first <= held[-1][1]:
            held[-1] = (held[-1][0], max(last, held[-1][1]))
        elif first < last:
            held.append((first, last))
    runs = [last - first for first, last in held]
    return Share(sum(runs), len(words), max(runs, default=0))
