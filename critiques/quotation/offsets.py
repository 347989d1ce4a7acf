"""Owns the way back from a text that was changed for comparing to the text it was made from."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, count
from operator import add, sub


@dataclass(slots=True)
class OffsetMap:
    """Pieces of a changed text, each with where it stood: offsets in code points, ascending.

    A piece as long as its origin is mapped character by character, any other as a whole:
    its first and its last character both stand for all of the origin.
    """

    pieces: array = field(default_factory=lambda: array("l"))
    starts: array = field(default_factory=lambda: array("l"))
    ends: array = field(default_factory=lambda: array("l"))
    length: int = 0

    def add(self, length: int, start: int, end: int) -> None:
        """The next piece: its length, and where it stood."""
        self.pieces.append(self.length)
        self.starts.append(start)
        self.ends.append(end)
        self.length += length

    def add_all(self, lengths: Sequence[int], origins: Sequence[int], start: int) -> None:
        """Pieces that stood side by side from `start` on, and the lengths of their origins."""
        self.pieces.extend(accumulate(lengths[:-1], initial=self.length))
        ends = array("l", accumulate(origins, initial=start))
        self.starts.extend(ends[:-1])
        self.ends.extend(ends[1:])
        self.length += sum(lengths)

    def add_words(self, lengths: Iterable[int], start: int) -> None:
        """Pieces left as they were, that stood from `start` on with one space between them."""
        lengths = [*lengths]
        begun = [*accumulate(lengths, initial=self.length)]
        self.length = begun.pop()
        # Each word lies one space farther from its place than the word before.
        starts = [*map(add, begun, count(start - begun[0]))]
        self.pieces.extend(begun)
        self.starts.extend(starts)
        self.ends.extend(map(add, starts, lengths))

    def add_runs(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Pieces left as they were, with where each began and ended."""
        begun = [*accumulate(map(sub, ends, starts), initial=self.length)]
        self.length = begun.pop()
        self.pieces.extend(begun)
        self.starts.extend(starts)
        self.ends.extend(ends)

    def start(self, place: int) -> int:
        """Where the character at `place` began."""
        piece = bisect_right(self.pieces, place) - 1
        if self._is_unchanged(piece):
            return self.starts[piece] + place - self.pieces[piece]
        return self.starts[piece]

    def end(self, place: int) -> int:
        """Where the character before `place` ended."""
        piece = bisect_right(self.pieces, place - 1) - 1
        if self._is_unchanged(piece):
            return self.starts[piece] + place - self.pieces[piece]
        return self.ends[piece]

    def _is_unchanged(self, piece: int) -> bool:
        following = self.pieces[piece + 1] if piece + 1 < len(self.pieces) else self.length
        return following - self.pieces[piece] == self.ends[piece] - self.starts[piece]
