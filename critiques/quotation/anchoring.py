"""Owns how an anchor is carried from one version of a text to another.

Both texts are ours, so that places are transformed rather than searched for: a difference by
words says where each word went. Only what that leaves open is searched, and only among words
that are new: words that were kept from elsewhere belong there. A wrong place is worse than none.
"""

import enum
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from critiques.quotation.edges import marks_after, marks_before, outermost
from critiques.quotation.folding import Folded, fold
from critiques.quotation.matching import occurrences
from critiques.quotation.versions import Compared

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
# Of the passages most like the old one so many are compared by characters, and so many of those
# that begin near one another.
_MOST_CANDIDATES = 20
_MOST_NEAR = 3


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
    """Carry one anchor from one version of a text to the next (`Versions.reanchor`)."""
    return Versions(old_text, new_text).reanchor(anchor)


class Versions:
    """Two versions of a text, compared once for all anchors that are carried over."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self.old_text, self.new_text = old_text, new_text

    def reanchor(self, anchor: Anchor) -> Reanchored:
        """Carry an anchor from the old version to the new one.

        By a difference by words; then by the only exact match with matching context; then, from
        SHORTEST_FUZZY characters on, by a fuzzy match of at least LEAST_SCORE that leads the
        second best by LEAST_LEAD; else it is orphaned. "Kept" and "moved" mean the same words,
        typography apart. Raises ValueError on a span that is empty or not inside the old text.
        """
        if not 0 <= anchor.start < anchor.end <= len(self.old_text):
            raise ValueError("The anchor is empty or not inside the old text.")
        if self.old_text == self.new_text:
            return Reanchored(Outcome.KEPT, (anchor.start, anchor.end), "same text", 1.0)
        carrying = _Carrying(self._compared, anchor)
        for carry in (carrying.by_difference, carrying.by_exact_match, carrying.by_likeness):
            if found := carry():
                return found
        return _ORPHANED

    @cached_property
    def _compared(self) -> Compared:
        return Compared(self.old_text, self.new_text)


class _Carrying:
    """An anchor in the old one of two versions of a text."""

    def __init__(self, versions: Compared, anchor: Anchor) -> None:
        self.versions, self.anchor = versions, anchor
        self.old, self.new, self.new_text = versions.old, versions.new, versions.new_text
        self.exact = versions.old_text[anchor.start : anchor.end]
        self.words = self.old.between(anchor.start, anchor.end)

    def by_difference(self) -> Reanchored | None:
        carried = self.versions.carried
        kept = [carried[word] for word in self.words if word in carried]
        if not kept or len(kept) < LEAST_KEPT * len(self.words):
            return None
        if len(self.words) < _FEW_WORDS and not self._is_kept_with_neighbour(kept):
            return None
        first, last = kept[0], kept[-1]
        if self._is_too_long(first, last):
            return None
        start, end = self._with_edges(first, last)
        if len(kept) == len(self.words) and self._is_same(start, end):
            return Reanchored(Outcome.KEPT, (start, end), "difference", 1.0)
        start, end = self._with_marks(*self._with_replaced(first, last))
        score = self._score(start, end)
        return Reanchored(Outcome.CHANGED, (start, end), "difference", score)

    def by_exact_match(self) -> Reanchored | None:
        spans = _places(self.exact, self.versions.folded_new)
        found = [span for span in spans if self._is_new(*span) and self._has_context(*span)]
        if len(found) != 1 or self._is_another_s(found[0]):
            return None
        return Reanchored(Outcome.MOVED, found[0], "exact match", 1.0)

    def by_likeness(self) -> Reanchored | None:
        if len(self.exact) < SHORTEST_FUZZY or not self.words:
            return None
        best, second = self._two_most_alike()
        if best is None or best[0] < LEAST_SCORE or best[0] - second < LEAST_LEAD:
            return None
        score, start, end = best
        if not self._is_new(start, end) or self._elsewhere(self.new_text[start:end]):
            return None
        outcome = Outcome.MOVED if self._is_same(start, end) else Outcome.CHANGED
        return Reanchored(outcome, (start, end), "fuzzy match", score)

    def _with_edges(self, first: int, last: int) -> tuple[int, int]:
        """Words of the new text with what the anchor has or lacks at its outer words."""
        before = self.anchor.start - self.old.starts[self.words[0]]
        after = self.anchor.end - self.old.ends[self.words[-1]]
        start, end = self.new.starts[first] + before, self.new.ends[last] + after
        return max(0, start), min(end, len(self.new_text))

    def _is_too_long(self, first: int, last: int) -> bool:
        return last - first + 1 > _LONGEST * len(self.words) + 1

    def _with_replaced(self, first: int, last: int) -> tuple[int, int]:
        """Words of the new text with those that came in the place of the anchor's outer words."""
        outer = outermost(self.versions, self.words, -1), outermost(self.versions, self.words, 1)
        return (first, last) if self._is_too_long(*outer) else outer

    def _with_marks(self, first: int, last: int) -> tuple[int, int]:
        """Where words of the new text begin and end, with marks if the anchor held them."""
        old, new = (self.versions.old_text, self.old), (self.new_text, self.new)
        before = self.versions.old_text[self.anchor.start : self.old.starts[self.words[0]]]
        after = self.versions.old_text[self.old.ends[self.words[-1]] : self.anchor.end]
        return (
            self.new.starts[first] - marks_before(before, (*old, self.words[0]), (*new, first)),
            self.new.ends[last] + marks_after(after, (*old, self.words[-1]), (*new, last)),
        )

    def _is_same(self, start: int, end: int) -> bool:
        """Whether the same words stand there, typography apart."""
        ours, theirs = fold(self.exact), fold(self.new_text[start:end])
        return (ours.skeleton, ours.places, ours.separators) == (
            theirs.skeleton,
            theirs.places,
            theirs.separators,
        )

    def _is_kept_with_neighbour(self, kept: list[int]) -> bool:
        carried = self.versions.carried
        return len(kept) == len(self.words) and (
            carried.get(self.words[0] - 1) == kept[0] - 1 >= 0
            or carried.get(self.words[-1] + 1) == kept[-1] + 1
        )

    def _is_new(self, start: int, end: int) -> bool:
        words = self.new.between(start, end)
        return 2 * self.versions.kept_from_elsewhere(self.words, words) <= len(words)

    def _has_context(self, start: int, end: int) -> bool:
        prefix = self.anchor.prefix or self.versions.old_text[: self.anchor.start][-CONTEXT:]
        suffix = self.anchor.suffix or self.versions.old_text[self.anchor.end :][:CONTEXT]
        before = self.new_text[max(0, start - len(prefix)) : start]
        after = self.new_text[end : end + len(suffix)]
        return any(
            given.strip() and fuzz.ratio(given, found) >= 100 * LEAST_CONTEXT
            for given, found in ((prefix, before), (suffix, after))
        )

    def _is_another_s(self, span: tuple[int, int]) -> bool:
        """Whether the same words were lost elsewhere too, and may as well have come here."""
        lost = [place for place in self._elsewhere(self.exact) if not self._is_kept(*place)]
        own = self.anchor.start, self.anchor.end
        return any(self._fit(place, span) >= self._fit(own, span) for place in lost)

    def _elsewhere(self, words: str) -> list[tuple[int, int]]:
        """Where words stand in the old text, but for the anchor."""
        return [
            (start, end)
            for start, end in _places(words, self.versions.folded_old)
            if end <= self.anchor.start or start >= self.anchor.end
        ]

    def _is_kept(self, start: int, end: int) -> bool:
        return all(word in self.versions.carried for word in self.old.between(start, end))

    def _fit(self, place: tuple[int, int], span: tuple[int, int]) -> float:
        """How alike what stands around a place of the old text and one of the new one is."""
        one, other = self.versions.old_text, self.new_text
        before = fuzz.ratio(
            one[max(0, place[0] - CONTEXT) : place[0]], other[max(0, span[0] - CONTEXT) : span[0]]
        )
        after = fuzz.ratio(one[place[1] :][:CONTEXT], other[span[1] :][:CONTEXT])
        return before + after

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
        for at in self._where_alike():
            for last in range(max(at, at + size - 3), min(len(self.new), at + size + 2)):
                start, end = self.new.starts[at], self.new.ends[last]
                yield self._score(start, end), start, end

    def _where_alike(self) -> list[int]:
        """The first words of the passages with the most words in common, not all of them in one
        place: else the second best place would not be seen."""
        ranked = sorted(self.versions.alike(self.words), key=lambda alike: (-alike[1], alike[0]))
        places: Counter[int] = Counter()
        found = []
        for at, _ in ranked:
            place = at // (len(self.words) // 2 + 1)
            places[place] += 1
            if places[place] <= _MOST_NEAR:
                found.append(at)
        return found[:_MOST_CANDIDATES]


def _places(words: str, text: Folded) -> list[tuple[int, int]]:
    """Where these very words stand in a text, typography apart."""
    found = occurrences(fold(words), text, any_first_case=False)
    return [(place.start, place.end) for place in found if place.is_sure]
