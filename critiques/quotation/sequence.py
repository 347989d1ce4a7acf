"""Owns where the pieces of an abridged quotation stand in a source, in their order: the shortest
passage that holds them all.

A shortest-path search over the occurrences of each piece: of all ways to reach an occurrence
only the one that begins last is kept.
"""

import enum
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from critiques.quotation.characters import QUOTE
from critiques.quotation.folding import Folded
from critiques.quotation.matching import MOST_OCCURRENCES, Occurrence, is_inside_word, occurrences
from critiques.quotation.pattern import Joint, Pattern
from critiques.quotation.words import Words

# Beyond this nobody could choose; it bounds what thousands of repeated pieces can cost.
_MOST_STEPS = 60_000
_LONGEST_WORD = 100


class TooManyWays(Exception):
    """The pieces stand in so many places that the shortest passage is not looked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """An occurrence of a piece, with the way by which it was reached.

    `first_place` and `last_place` bound the words taken with it, those of a bracket grown to it
    included; `begins_at` is the place where the whole way begins.
    """

    occurrence: Occurrence
    first_place: int
    last_place: int
    begins_at: int
    before: "Step | None"

    def way(self) -> list["Step"]:
        steps, step = [], self
        while step is not None:
            steps.append(step)
            step = step.before
        return steps[::-1]


@dataclass(frozen=True, slots=True)
class Passage:
    """One place where all pieces stand: skeleton places and code points, half-open."""

    place: int
    end_place: int
    start: int
    end: int
    is_sure: bool
    splits_word: bool  # a space or the word at an omission is doubtful: nothing around can help
    steps: tuple[Step, ...]

    @property
    def length(self) -> int:
        """In characters that count: a doubled space makes no passage longer."""
        return self.end_place - self.place


def passages(pattern: Pattern, source: Folded, words: Words) -> list[Passage]:
    """The shortest passages that hold all pieces in order: several only if equally short.

    Those in which each piece surely stands come before others. Raises TooManyWays.
    """
    search = _Search(pattern, source, words)
    for allowed in _Allowed:
        if found := search.passages(allowed):
            shortest = min(passage.length for passage in found)
            spans = {(p.start, p.end): p for p in found if p.length == shortest}
            return list(spans.values())
    return []


class _Allowed(enum.Enum):
    """What is put up with, in the order of trying."""

    SURE = enum.auto()
    OUTER_ENDS_INSIDE_WORDS = enum.auto()
    UNSURE = enum.auto()


class _Search:
    def __init__(self, pattern: Pattern, source: Folded, words: Words) -> None:
        self.pattern, self.source, self.words = pattern, source, words
        self.found: dict[int, list[Occurrence]] = {}
        self.steps_left = _MOST_STEPS

    def passages(self, allowed: _Allowed) -> list[Passage]:
        reached: list[Step] = []
        for nth in range(len(self.pattern.pieces)):
            steps = (self._step(nth, o, allowed) for o in self._occurrences(nth, reached))
            candidates = [step for step in steps if step]
            reached = candidates if nth == 0 else self._continue(nth, reached, candidates)
            if not reached:
                return []
        return [self._passage(step, allowed) for step in reached]

    def _occurrences(self, nth: int, reached: Sequence[Step]) -> list[Occurrence]:
        if nth not in self.found:
            earliest = min((step.last_place for step in reached), default=0)
            follows_omission = self.pattern.joints[nth].is_omission or nth == 0
            found = occurrences(
                self.pattern.pieces[nth],
                self.source,
                start=earliest,
                any_first_case=follows_omission and not self.pattern.joints[nth].right_grown,
            )
            self.steps_left -= len(found)
            if len(found) >= MOST_OCCURRENCES or self.steps_left < 0:
                raise TooManyWays
            self.found[nth] = found
        return self.found[nth]

    def _step(self, nth: int, occurrence: Occurrence, allowed: _Allowed) -> Step | None:
        """The occurrence with the words that brackets grown to it take; None if not allowed."""
        before, after = self.pattern.joints[nth], self.pattern.joints[nth + 1]
        if not self._is_allowed(nth, occurrence, allowed):
            return None
        first, last = occurrence.place, occurrence.end_place
        if before.right_grown and not before.is_within_word:
            first = self._edge_of_word(first, -1)
        elif nth == 0 and before.added and self._has_apostrophe(first):
            first = self._edge_of_word(first - 1, -1)
        if after.left_grown and not after.is_within_word:
            last = self._edge_of_word(last, 1)
            if last is not None and self._has_apostrophe(last):
                last = self._edge_of_word(last + 2, 1)
        if first is None or last is None:
            return None
        return Step(occurrence, first, last, first, None)

    def _is_allowed(self, nth: int, occurrence: Occurrence, allowed: _Allowed) -> bool:
        if allowed is _Allowed.UNSURE:
            return True
        begins = occurrence.begins_inside_word and not self.pattern.joints[nth].right_grown
        ends = occurrence.ends_inside_word and not self.pattern.joints[nth + 1].left_grown
        if allowed is _Allowed.OUTER_ENDS_INSIDE_WORDS:
            begins = begins and nth > 0
            ends = ends and nth < len(self.pattern.pieces) - 1
        return not (begins or ends or occurrence.splits_word)

    def _has_apostrophe(self, place: int) -> bool:
        """Whether one stands there within a word: "[Mira]'s boat", "he['s] rowing"."""
        text = self.source.skeleton[max(0, place - 1) : place + 2]
        return (
            len(text) == 3
            and text[1] == QUOTE
            and text[0].isalnum()
            and text[2].isalnum()
            and not self.source.separators_within(place - 1, place + 2)
        )

    def _edge_of_word(self, place: int, direction: int) -> int | None:
        for _ in range(_LONGEST_WORD):
            if not is_inside_word(self.source, place):
                return place
            place += direction
        return None

    def _continue(self, nth: int, reached: list[Step], candidates: list[Step]) -> list[Step]:
        joint = self.pattern.joints[nth]
        reached = sorted(reached, key=lambda step: step.last_place)
        ends = [step.last_place for step in reached]
        latest = _latest_of_each_prefix(reached)
        result = []
        for step in candidates:
            earlier = bisect_right(ends, step.first_place)
            if joint.is_omission:
                before = latest[earlier - 1] if earlier else None
            else:
                before = self._nearby(joint, reached[:earlier], step)
            if before:
                result.append(replace(step, begins_at=before.begins_at, before=before))
        return result

    def _nearby(self, joint: Joint, earlier: list[Step], step: Step) -> Step | None:
        """The way that begins last among those that end as near as a bracket allows."""
        best = None
        for before in reversed(earlier):
            if not self._is_near(joint, before.last_place, step.first_place):
                if self._is_farther_than_any(joint, before.last_place, step.first_place):
                    break
                continue
            if best is None or before.begins_at > best.begins_at:
                best = before
        return best

    def _words_between(self, place: int, end_place: int) -> int:
        start, end = self.source.end(place) if place else 0, self.source.start(end_place)
        return len(self.words.between(start, end))

    def _is_near(self, joint: Joint, place: int, end_place: int) -> bool:
        if joint.is_within_word:
            return all(
                is_inside_word(self.source, between) for between in range(place, end_place + 1)
            )
        if place == end_place:
            return True
        # Marks alone are no words that a bracket could stand for.
        return 1 <= self._words_between(place, end_place) <= joint.most_words

    def _is_farther_than_any(self, joint: Joint, place: int, end_place: int) -> bool:
        if joint.is_within_word:
            return end_place - place > _LONGEST_WORD
        return self._words_between(place, end_place) > joint.most_words

    def _passage(self, last: Step, allowed: _Allowed) -> Passage:
        steps = last.way()
        first = steps[0]
        start = first.occurrence.start
        if first.first_place != first.occurrence.place:
            start = self.source.start(first.first_place)
        end = last.occurrence.end
        if last.last_place != last.occurrence.end_place:
            end = self.source.end(last.last_place)
        return Passage(
            first.first_place,
            last.last_place,
            start,
            end,
            is_sure=allowed is _Allowed.SURE,
            splits_word=allowed is _Allowed.UNSURE,
            steps=tuple(steps),
        )


def _latest_of_each_prefix(steps: Sequence[Step]) -> list[Step]:
    latest: list[Step] = []
    for step in steps:
        is_later = not latest or step.begins_at >= latest[-1].begins_at
        latest.append(step if is_later else latest[-1])
    return latest
