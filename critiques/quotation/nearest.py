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
_MARGIN = 100
# In a long quotation neighbouring windows differ little, so that this many are looked at.
_MOST_WINDOWS = 128
# A word at the end of a passage is aligned by chance if so many others part it from the rest.
_FARTHEST = 4
# So often an alignment is done again without its strays.
_MOST_TIMES = 5


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
    start, end = max(0, window - _MARGIN), window + len(query) + _MARGIN
    for _ in range(_MOST_TIMES):
        blocks = _blocks(query, text[start:end])
        kept = _without_strays(blocks)
        found = range(start + blocks[kept[0]].start, start + blocks[kept[-1]].end)
        if len(kept) == len(blocks):
            break
        # The words of a stray may have others of their kind nearer to the rest.
        before, after = blocks[: kept[0]], blocks[kept[-1] + 1 :]
        end = start + after[0].start if after else end
        start += before[-1].end if before else 0
    return found


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


def _without_strays(blocks: list[_Block]) -> range:
    """Which blocks are left without the few words at either end that far more unaligned words
    part from the rest."""
    half = sum(block.size for block in blocks) / 2
    first, last = 0, len(blocks)
    before = after = 0
    for nth in range(len(blocks) - 1):
        before += blocks[nth].size
        if before <= half and _distance(blocks[nth], blocks[nth + 1]) > _FARTHEST * before:
            first = nth + 1
    for nth in range(len(blocks) - 1, first, -1):
        after += blocks[nth].size
        if after <= half and _distance(blocks[nth - 1], blocks[nth]) > _FARTHEST * after:
            last = nth
    return range(first, last)


def _distance(one: _Block, other: _Block) -> int:
    """How many more words part two blocks in the source than in the quotation."""
    in_query = other.in_query - one.in_query - one.size
    return other.start - one.end - in_query
