"""Owns which passage of a source is closest to words that do not stand in it.

Closeness decides between "altered" and "absent", and where to look. It proves nothing.
Source of the measure: longest common subsequence, bit-parallel (Hyyrö 2004), as rapidfuzz has it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from critiques.quotation.words import Words

# Of longer quotations the beginning is compared; it bounds time and memory.
MOST_WORDS = 5_000
# How far around the closest window the words of a passage are looked for, in words.
_MARGINS = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 100)
# In a long quotation neighbouring windows differ little, so that this many are looked at.
_MOST_WINDOWS = 128
# A word at the end of a passage is aligned by chance if so many others, or half as many of a
# lone one, part it from the rest.
_FARTHEST = 4


class _Block(NamedTuple):
    """Words in common: where they begin in the quotation, and their bounds in the source."""

    in_query: int
    start: int
    end: int

    @property
    def size(self) -> int:
        return self.end - self.start


def nearest(quoted: Sequence[str], source: Words) -> range | None:
    """The words of the source that are closest to the quoted ones; None if none are close.

    Close: at least half of the quoted words, in order, in a window of the source as long as the
    quotation. The result runs from the word aligned with the first aligned quoted word to that
    aligned with the last.
    """
    query = source.encode(quoted[:MOST_WORDS])
    if not query:
        return None
    window = _closest_window(query, source.string, fewest=(len(query) + 1) // 2)
    if window is None:
        return None
    return _aligned(query, source.string, window)


def similarity(one: str, other: str) -> int:
    """How many words of two encoded texts are the same, in order."""
    return LCSseq.similarity(one, other)


def _closest_window(query: str, text: str, fewest: int) -> int | None:
    """Where the window with the most words in common begins.

    Branch and bound: what a window has in common is no more than what the double window has
    that holds it.
    """
    best, best_at = fewest - 1, None
    bounds = sorted(_bounds(query, text, fewest), key=lambda bound: (-bound[0], bound[1]))
    for bound, start in bounds:
        if bound <= best:
            break
        for at in range(start, min(start + len(query), len(text)), _stride(query)):
            common = LCSseq.similarity(query, text[at : at + len(query)], score_cutoff=best + 1)
            if common > best:
                best, best_at = common, at
    return best_at


def _bounds(query: str, text: str, fewest: int) -> Iterator[tuple[int, int]]:
    for start in range(0, len(text), len(query)):
        around = text[start : start + 2 * len(query)]
        common = LCSseq.similarity(query, around, score_cutoff=fewest)
        if common >= fewest:
            yield common, start


def _stride(query: str) -> int:
    return max(1, len(query) // _MOST_WINDOWS)


def _aligned(query: str, text: str, window: int) -> range:
    start, region = _region(query, text, window)
    blocks = _without_strays(_blocks(query, region))
    return range(start + blocks[0].start, start + blocks[-1].end)


def _region(query: str, text: str, window: int) -> tuple[int, str]:
    """The window with as much around it as brings more words in common than it costs."""

    def around(margin: int) -> tuple[int, str]:
        start = max(0, window - margin)
        return start, text[start : window + len(query) + margin]

    def gain(margin: int) -> float:
        return LCSseq.similarity(query, around(margin)[1]) - margin / _FARTHEST

    return around(max(_MARGINS, key=gain))


def _blocks(query: str, region: str) -> list[_Block]:
    """Runs of words in common, as near together in the region as a longest common subsequence
    can be."""
    common = LCSseq.similarity(query, region)
    start, end = 0, len(region)
    while LCSseq.similarity(query, region[start + 1 : end]) == common:
        start += 1
    while LCSseq.similarity(query, region[start : end - 1]) == common:
        end -= 1
    matching = LCSseq.editops(query, region[start:end]).as_matching_blocks()
    return [
        _Block(block.a, start + block.b, start + block.b + block.size)
        for block in matching
        if block.size
    ]


def _without_strays(blocks: list[_Block]) -> list[_Block]:
    """Without the few words at either end that far more unaligned words part from the rest."""
    half = sum(block.size for block in blocks) / 2
    first, last = 0, len(blocks)
    before = after = 0
    for nth in range(len(blocks) - 1):
        before += blocks[nth].size
        if before < half and _is_stray(before, blocks[nth], blocks[nth + 1]):
            first = nth + 1
    for nth in range(len(blocks) - 1, first, -1):
        after += blocks[nth].size
        if after <= half and _is_stray(after, blocks[nth - 1], blocks[nth]):
            last = nth
    return blocks[first:last]


def _is_stray(words: int, one: _Block, other: _Block) -> bool:
    """Whether so many words, at one side of the gap between two blocks, are there by chance:
    far more words part them in the source than in the quotation."""
    in_query = other.in_query - one.in_query - one.size
    return other.start - one.end - in_query > _FARTHEST * words - _FARTHEST // 2
