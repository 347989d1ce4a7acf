"""The difference between two texts, word by word. Typography counts: it is what editors change.

Pure. Source of the measure: longest common subsequence, bit-parallel (Hyyrö 2004), as rapidfuzz
has it; of long texts the common beginning and end are set aside first.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.distance import LCSseq

# What lies between the common beginning and end of longer texts is shown as replaced at a piece:
# comparing takes the square of the length.
MOST_TOKENS = 20_000
_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class WordChange:
    """A piece that both texts have (`old` equals `new`), or one in the place of the other."""

    old: str
    new: str

    @property
    def is_same(self) -> bool:
        return self.old == self.new


def word_difference(old: str, new: str) -> list[WordChange]:
    """The pieces of both, in order: joined, their `old` sides are the old text, and so the new."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    head = _common(before, after)
    rest = min(len(before), len(after)) - head
    tail = _common(before[::-1][:rest], after[::-1][:rest])
    middle = _middle(before[head : len(before) - tail], after[head : len(after) - tail])
    same = ["".join(before[:head]), "".join(before[len(before) - tail :])]
    pieces = [WordChange(same[0], same[0]), *middle, WordChange(same[1], same[1])]
    return [piece for piece in pieces if piece.old or piece.new]


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _middle(before: list[str], after: list[str]) -> Iterator[WordChange]:
    if max(len(before), len(after)) > MOST_TOKENS:
        yield WordChange("".join(before), "".join(after))
        return
    ids: dict[str, int] = {}
    encoded = [[ids.setdefault(token, len(ids)) for token in side] for side in (before, after)]
    # A blank that both have between changed words is no help to who reads it.
    gap: list[str] = ["", ""]
    a = b = 0
    for block in LCSseq.editops(*encoded).as_matching_blocks():
        gap[0] += "".join(before[a : block.a])
        gap[1] += "".join(after[b : block.b])
        a, b = block.a + block.size, block.b + block.size
        same = "".join(before[block.a : a])
        if same.isspace() and any(gap) and a < len(before) and b < len(after):
            gap = [gap[0] + same, gap[1] + same]
            continue
        if any(gap):
            yield WordChange(*gap)
        if same:
            yield WordChange(same, same)
        gap = ["", ""]
    if any(gap):
        yield WordChange(*gap)
