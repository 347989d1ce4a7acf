"""Owns which words of one text are which of another: the most that can be the same, in order.

Texts are given with one character for each word (`Words.string`). Long ones are first parted at
runs of words that both have just once (Cohen's patience difference); between these the longest
common subsequence is taken, bit-parallel (Hyyrö 2004), as rapidfuzz has it. What was left out or
put in is then moved to where sentences begin and end, if it can be (Fraser's lossless cleanup).
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from rapidfuzz.distance import LCSseq

# Where words that are the same begin in both texts, and how many they are.
Run = tuple[int, int, int]
Break = Callable[[int], int]

# The square of that many words, in bits, is what comparing may take of the memory.
_MOST_WORDS = 10_000
# How far, in words, what was left out or put in is moved.
_FARTHEST = 50
# Runs of so many words are looked for, one after the other, to part longer texts.
_LENGTHS_OF_RUNS = (8, 4, 2, 1)


def aligned(old: str, new: str) -> Iterator[Run]:
    """Runs of words that are the same, in order: where each begins in the old text and in the
    new one, and its length. Near to linear in the length of the texts; of parts that are longer
    than 10,000 words and have no word just once nothing is aligned."""
    before = _common(old, new)
    after = _common(old[before:][::-1], new[before:][::-1])
    if before:
        yield 0, 0, before
    yield from _between(old, new, (before, before), (len(old) - after, len(new) - after))
    if after:
        yield len(old) - after, len(new) - after, after


def at_breaks(
    runs: Iterable[Run], texts: tuple[str, str], breaks: tuple[Break, Break]
) -> list[Run]:
    """The runs with the gaps between them where the breaks are greatest.

    "the time of bread, [the time of rain,] the time of salt" may as well have lost "time of
    rain, the". `breaks` tell how strongly a word of each text is parted from the one before.
    """
    found: list[Run] = []
    for run in runs:
        by = _best_move(found[-1], run, texts, breaks) if found else 0
        if found:
            found[-1] = *found[-1][:2], found[-1][2] + by
        found.append((run[0] + by, run[1] + by, run[2] - by))
    return found


def _best_move(before: Run, after: Run, texts: tuple[str, str], breaks: tuple[Break, Break]) -> int:
    """How many words farther on the gap between two runs had better be; 0 where both texts have
    words there, or none has."""
    ends = before[0] + before[2], before[1] + before[2]
    has_gap = [after[side] > ends[side] for side in (0, 1)]
    if sum(has_gap) != 1:
        return 0
    side = has_gap.index(True)
    text, start, end = texts[side], ends[side], after[side]
    most_back, most_on = min(before[2] - 1, _FARTHEST), min(after[2] - 1, _FARTHEST)
    back = _common(text[start - most_back : start][::-1], text[end - most_back : end][::-1])
    on = _common(text[start : start + most_on], text[end : end + most_on])
    moves = range(-back, on + 1)
    strength = breaks[side]
    return max(moves, key=lambda by: (strength(start + by) + strength(end + by), -abs(by)))


def _common(one: str, other: str) -> int:
    """How many words at the beginning are the same."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _between(
    old: str,
    new: str,
    start: tuple[int, int],
    end: tuple[int, int],
    lengths: Sequence[int] = _LENGTHS_OF_RUNS,
) -> Iterator[Run]:
    one, other = old[start[0] : end[0]], new[start[1] : end[1]]
    if not one or not other:
        return
    if len(one) * len(other) <= _MOST_WORDS**2:
        for block in LCSseq.editops(one, other).as_matching_blocks():
            if block.size:
                yield start[0] + block.a, start[1] + block.b, block.size
        return
    if not lengths:
        return
    done = start
    for in_old, in_new, length in _runs_found_once(one, other, lengths[0]):
        run = start[0] + in_old, start[1] + in_new
        yield from _between(old, new, done, run, lengths[1:])
        yield *run, length
        done = run[0] + length, run[1] + length
    yield from _between(old, new, done, end, lengths[1:])


def _runs_found_once(one: str, other: str, length: int) -> Iterator[Run]:
    """The most runs that stand once in both texts and in the same order; none overlaps."""
    there = _found_once(other, length)
    pairs = [(at, there[run]) for run, at in _found_once(one, length).items() if run in there]
    done = (0, 0)
    for in_one, in_other in _most_in_order(sorted(pairs)):
        # Of overlapping runs, as those that follow one another are, the rest is taken.
        known = max(0, done[0] - in_one, done[1] - in_other)
        if known < length:
            done = in_one + length, in_other + length
            yield in_one + known, in_other + known, length - known


def _found_once(text: str, length: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in range(len(text) - length + 1):
        run = text[at : at + length]
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _most_in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest ascending subsequence of the second members (Schensted 1961)."""
    tails: list[int] = []
    at_tails: list[int] = []
    before: list[int] = []
    for nth, (_, value) in enumerate(pairs):
        length = bisect_left(tails, value)
        before.append(at_tails[length - 1] if length else -1)
        tails[length : length + 1] = [value]
        at_tails[length : length + 1] = [nth]
    chosen = []
    nth = at_tails[-1] if at_tails else -1
    while nth >= 0:
        chosen.append(pairs[nth])
        nth = before[nth]
    return chosen[::-1]
