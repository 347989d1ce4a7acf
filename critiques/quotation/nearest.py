"""Owns which passage of a source is closest to words that do not stand in it.

Closeness decides between "altered" and "absent", and where to look. It proves nothing.
Source of the measure: longest common subsequence, bit-parallel (Hyyrö 2004), as rapidfuzz has it.
"""

from collections.abc import Iterator, Sequence

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
    first = max(0, window - _MARGIN)
    region = text[first : window + len(query) + _MARGIN]
    blocks = _without_strays(_blocks(query, region))
    _, last, size = blocks[-1]
    return range(first + blocks[0][1], first + last + size)


def _blocks(query: str, region: str) -> list[tuple[int, int, int]]:
    """Runs of words in common, as (in the query, in the region, how many), as near together in
    the region as a longest common subsequence can be."""
    common = LCSseq.similarity(query, region)
    start, end = 0, len(region)
    while LCSseq.similarity(query, region[start + 1 : end]) == common:
        start += 1
    while LCSseq.similarity(query, region[start : end - 1]) == common:
        end -= 1
    matching = LCSseq.editops(query, region[start:end]).as_matching_blocks()
    return [(block.a, start + block.b, block.size) for block in matching if block.size]


def _without_strays(blocks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Without the few words at either end that far more unaligned words part from the rest."""
    half = sum(size for *_, size in blocks) / 2
    first, last = 0, len(blocks)
    before = after = 0
    for nth in range(len(blocks) - 1):
        before += blocks[nth][2]
        if before <= half and _distance(blocks[nth], blocks[nth + 1]) > _FARTHEST * before:
            first = nth + 1
    for nth in range(len(blocks) - 1, first, -1):
        after += blocks[nth][2]
        if after <= half and _distance(blocks[nth - 1], blocks[nth]) > _FARTHEST * after:
            last = nth
    return blocks[first:last]


def _distance(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
    """How many more words part two blocks in the source than in the quotation."""
    in_query = other[0] - one[0] - one[2]
    return other[1] - one[1] - one[2] - in_query
