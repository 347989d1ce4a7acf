"""Owns the places in a source where a quotation may have been taken from."""

from collections.abc import Iterator
from dataclasses import dataclass

from critiques.quotation.characters import ELLIPSIS, nfc, without_unseen
from critiques.quotation.closing import other_closings
from critiques.quotation.folding import Folded, fold
from critiques.quotation.matching import Occurrence, may_be_spaced_so, occurrences
from critiques.quotation.pattern import Pattern
from critiques.quotation.prepared import Prepared
from critiques.quotation.reading import is_invisible
from critiques.quotation.result import Span, State
from critiques.quotation.sequence import Passage, passages
from critiques.quotation.words import has_words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that holds the quotation, what it is if taken from there, and what speaks
    against that: it begins or ends inside a word (not `is_sure`), or it `splits_word`."""

    state: State
    span: Span
    segments: tuple[Span, ...]
    place: int
    end_place: int
    is_sure: bool
    splits_word: bool


def as_it_stands(quotation: str, pattern: Pattern, source: Prepared) -> list[Candidate]:
    """Where the quotation stands with every mark the source's own, a closing one perhaps apart."""
    seen = without_unseen(quotation)
    piece = fold(seen) if pattern.is_marked or not pattern.pieces else pattern.pieces[0]
    if found := occurrences(piece, source.folded):
        return [_candidate(o, source, _is_verbatim(quotation, o, source.text)) for o in found]
    for other in filter(has_words, other_closings(seen)):
        if found := occurrences(fold(other), source.folded):
            return [_candidate(o, source, False) for o in found]
    return []


def as_abridged(pattern: Pattern, source: Prepared) -> list[Candidate]:
    """Where the pieces of the quotation stand, if they prove anything. Raises TooManyWays."""
    for variant in (pattern, *pattern.with_other_closings()):
        if not variant.pieces or not _may_prove(variant, source):
            continue
        found = [
            _abridged(passage)
            for passage in passages(variant, source.folded, source.words)
            if variant.proves(_own_marks(variant, passage, source))
        ]
        if found:
            return found
    return []


def _candidate(occurrence: Occurrence, source: Prepared, is_verbatim: bool) -> Candidate:
    span = Span(occurrence.start, occurrence.end)
    return Candidate(
        state=State.VERBATIM if is_verbatim else State.TYPOGRAPHIC,
        span=span,
        segments=(span,),
        place=occurrence.place,
        end_place=occurrence.end_place,
        is_sure=occurrence.is_sure,
        splits_word=occurrence.splits_word,
    )


def _is_verbatim(quotation: str, occurrence: Occurrence, text: str) -> bool:
    """Whether the same characters stand there, unseen ones at the ends included."""
    if occurrence.splits_word:
        return False
    unseen_before = next((n for n, c in enumerate(quotation) if not is_invisible(c)), 0)
    unseen_after = next((n for n, c in enumerate(reversed(quotation)) if not is_invisible(c)), 0)
    start = max(0, occurrence.start - unseen_before)
    captured = text[start : occurrence.end + unseen_after]
    return captured == quotation or nfc(captured) == nfc(quotation)


def _may_prove(pattern: Pattern, source: Prepared) -> bool:
    """Whether enough words are left, supposing the source has what marks it may have."""
    if ELLIPSIS in source.folded.skeleton:
        return pattern.proves(own=pattern.omissions)
    return pattern.proves()


def _own_marks(pattern: Pattern, passage: Passage, source: Prepared) -> set[int]:
    """Which omissions of the quotation are the source's own marks in this passage."""
    return {nth for nth in pattern.omissions if _is_own_mark(nth, pattern, passage, source.folded)}


def _is_own_mark(nth: int, pattern: Pattern, passage: Passage, source: Folded) -> bool:
    start, end = passage.steps[nth - 1].last_place, passage.steps[nth].first_place
    before, after = pattern.pieces[nth - 1], pattern.pieces[nth]
    following = passage.steps[nth].occurrence
    return (
        source.skeleton[start:end] == pattern.joints[nth].mark
        # Only behind an omission may a first letter differ in case.
        and source.skeleton.startswith(after.skeleton, following.place)
        and may_be_spaced_so(before.separator(len(before.skeleton)), source.separator(start))
        and may_be_spaced_so(after.separator(0), source.separator(end))
    )


def _abridged(passage: Passage) -> Candidate:
    return Candidate(
        state=State.ABRIDGED,
        span=Span(passage.start, passage.end),
        segments=tuple(_segments(passage)),
        place=passage.place,
        end_place=passage.end_place,
        is_sure=passage.is_sure,
        splits_word=passage.splits_word,
    )


def _segments(passage: Passage) -> Iterator[Span]:
    """The quoted parts of a passage; a word with letters in brackets is quoted as a whole."""
    last = len(passage.steps) - 1
    for nth, step in enumerate(passage.steps):
        start = passage.start if nth == 0 else step.occurrence.start
        end = passage.end if nth == last else step.occurrence.end
        yield Span(start, end)
