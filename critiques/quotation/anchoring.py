"""Owns how an anchor is carried from one version of a text to another.

Both texts are ours, so that places are transformed rather than searched for: a difference by
words says where each word went (Myers 1986, as diff-match-patch has it). Only what that leaves
open is searched, and only among words that are new: words that were kept from elsewhere belong
there. A wrong place is worse than none.
"""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz

from critiques.quotation.folding import fold
from critiques.quotation.matching import occurrences
from critiques.quotation.nearest import similarity
from critiques.quotation.words import words_of

SHORTEST_FUZZY = 25
LEAST_SCORE = 0.80
LEAST_LEAD = 0.05
# So much of a span must be left where it was to be called the same passage with other words.
LEAST_KEPT = 0.5
CONTEXT = 32
LEAST_CONTEXT = 0.60

# Fewer words are kept by chance, so that all of them must be, and a neighbour as well.
_FEW_WORDS = 4
_LONGEST = 1.5  # times the old span, in words
_MOST_CANDIDATES = 20
_SECONDS = 1.0


class Outcome(enum.StrEnum):
    KEPT = "kept"  # the same words in the same place among the others
    MOVED = "moved"  # the same words elsewhere
    CHANGED = "changed"  # other words: an editor confirms
    ORPHANED = "orphaned"  # nowhere


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of a text in code points, half-open, with words before and after it; without
    these, the CONTEXT characters that stand there are taken."""

    start: int
    end: int
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Reanchored:
    """Where an anchor lies in the new text (None if orphaned), how that was found (same text,
    difference, exact match, fuzzy match) and how alike old and new words are, from 0 to 1."""

    outcome: Outcome
    span: tuple[int, int] | None
    method: str
    score: float


_ORPHANED = Reanchored(Outcome.ORPHANED, None, "", 0.0)


def reanchor(old_text: str, new_text: str, anchor: Anchor) -> Reanchored:
    """Carry an anchor from one version of a text to the next.

    By a difference by words; then by the only exact match with matching context; then, from
    SHORTEST_FUZZY characters on, by a fuzzy match of at least LEAST_SCORE that leads the second
    best by LEAST_LEAD; else it is orphaned. "Kept" and "moved" mean the same words, typography
    apart. Raises ValueError on a span that is empty or not inside the old text.
    """
    if not 0 <= anchor.start < anchor.end <= len(old_text):
        raise ValueError("The anchor is empty or not inside the old text.")
    if old_text == new_text:
        return Reanchored(Outcome.KEPT, (anchor.start, anchor.end), "same text", 1.0)
    carrying = _Carrying(old_text, new_text, anchor)
    for carry in (carrying.by_difference, carrying.by_exact_match, carrying.by_likeness):
        if found := carry():
            return found
    return _ORPHANED


class _Carrying:
    """Two versions of a text, an anchor in the old one, and where the old one's words went."""

    def __init__(self, old_text: str, new_text: str, anchor: Anchor) -> None:
        self.old_text, self.new_text, self.anchor = old_text, new_text, anchor
        self.exact = old_text[anchor.start : anchor.end]
        self.old, self.new = words_of(old_text), words_of(new_text)
        self.new_string = self.old.encode(
            new_text[start:end] for start, end in zip(self.new.starts, self.new.ends, strict=True)
        )
        self.carried = dict(_carried(self.old.string, self.new_string))
        self.words = self.old.between(anchor.start, anchor.end)

    def by_difference(self) -> Reanchored | None:
        kept = [self.carried[word] for word in self.words if word in self.carried]
        if not kept or len(kept) < LEAST_KEPT * len(self.words):
            return None
        if len(self.words) < _FEW_WORDS and not self._is_kept_with_neighbour(kept):
            return None
        first, last = kept[0], kept[-1]
        if last - first + 1 > _LONGEST * len(self.words) + 1:
            return None
        start, end = self._with_edges(first, last)
        if len(kept) == len(self.words) and self._is_same(start, end):
            return Reanchored(Outcome.KEPT, (start, end), "difference", 1.0)
        start, end = self.new.starts[first], self.new.ends[last]
        score = self._score(start, end)
        return Reanchored(Outcome.CHANGED, (start, end), "difference", score)

    def by_exact_match(self) -> Reanchored | None:
        everywhere = occurrences(fold(self.exact), fold(self.new_text), any_first_case=False)
        spans = [(found.start, found.end) for found in everywhere if found.is_sure]
        found = [span for span in spans if self._is_new(*span) and self._has_context(*span)]
        if len(found) != 1:
            return None
        return Reanchored(Outcome.MOVED, found[0], "exact match", 1.0)

    def by_likeness(self) -> Reanchored | None:
        if len(self.exact) < SHORTEST_FUZZY or not self.words:
            return None
        best, second = self._two_most_alike()
        if best is None or best[0] < LEAST_SCORE or best[0] - second < LEAST_LEAD:
            return None
        score, start, end = best
        if not self._is_new(start, end):
            return None
        outcome = Outcome.MOVED if self._is_same(start, end) else Outcome.CHANGED
        return Reanchored(outcome, (start, end), "fuzzy match", score)

    def _with_edges(self, first: int, last: int) -> tuple[int, int]:
        """Words of the new text with what the anchor has or lacks at its outer words."""
        before = self.anchor.start - self.old.starts[self.words[0]]
        after = self.anchor.end - self.old.ends[self.words[-1]]
        return max(0, self.new.starts[first] + before), max(0, self.new.ends[last] + after)

    def _is_same(self, start: int, end: int) -> bool:
        """Whether the same words stand there, typography apart."""
        ours, theirs = fold(self.exact), fold(self.new_text[start:end])
        return (ours.skeleton, ours.places, ours.separators) == (
            theirs.skeleton,
            theirs.places,
            theirs.separators,
        )

    def _is_kept_with_neighbour(self, kept: list[int]) -> bool:
        return len(kept) == len(self.words) and (
            self.carried.get(self.words[0] - 1) == kept[0] - 1 >= 0
            or self.carried.get(self.words[-1] + 1) == kept[-1] + 1
        )

    @cached_property
    def _kept_from_elsewhere(self) -> set[int]:
        """Words of the new text that were kept, and not from the anchor."""
        return {new for old, new in self.carried.items() if old not in self.words}

    def _is_new(self, start: int, end: int) -> bool:
        words = self.new.between(start, end)
        return 2 * sum(word in self._kept_from_elsewhere for word in words) <= len(words)

    def _has_context(self, start: int, end: int) -> bool:
        prefix = self.anchor.prefix or self.old_text[: self.anchor.start][-CONTEXT:]
        suffix = self.anchor.suffix or self.old_text[self.anchor.end :][:CONTEXT]
        before = self.new_text[max(0, start - len(prefix)) : start]
        after = self.new_text[end : end + len(suffix)]
        return any(
            given.strip() and fuzz.ratio(given, found) >= 100 * LEAST_CONTEXT
            for given, found in ((prefix, before), (suffix, after))
        )

    def _score(self, start: int, end: int) -> float:
        return fuzz.ratio(self.exact, self.new_text[start:end]) / 100

    def _two_most_alike(self) -> tuple[tuple[float, int, int] | None, float]:
        """The passage most like the anchor's words, and how alike the next one elsewhere is."""
        ranked = sorted(self._alike(), reverse=True)
        if not ranked:
            return None, 0.0
        best = ranked[0]
        apart = (score for score, start, end in ranked if end <= best[1] or start >= best[2])
        return best, next(apart, 0.0)

    def _alike(self) -> Iterator[tuple[float, int, int]]:
        size = len(self.words)
        query = self.old.string[self.words.start : self.words.stop]
        common = [
            (similarity(query, self.new_string[at : at + size]), at)
            for at in range(max(1, len(self.new) - size + 1))
        ]
        for shared, at in sorted(common, reverse=True)[:_MOST_CANDIDATES]:
            if 2 * shared < size:
                break
            for last in range(max(at, at + size - 3), min(len(self.new), at + size + 2)):
                start, end = self.new.starts[at], self.new.ends[last]
                yield self._score(start, end), start, end


def _carried(old: str, new: str) -> Iterator[tuple[int, int]]:
    """Which word of the old text is which of the new one, by their indices."""
    comparing = diff_match_patch()
    comparing.Diff_Timeout = _SECONDS
    at_old = at_new = 0
    for kind, words in comparing.diff_main(old, new, False):
        if kind == comparing.DIFF_EQUAL:
            yield from zip(
                range(at_old, at_old + len(words)), range(at_new, at_new + len(words)), strict=True
            )
        at_old += len(words) if kind != comparing.DIFF_INSERT else 0
        at_new += len(words) if kind != comparing.DIFF_DELETE else 0
