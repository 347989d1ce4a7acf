"""Owns the order in which a quotation is tried against a source (architecture §4)."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from critiques.quotation.candidates import as_abridged, as_it_stands
from critiques.quotation.characters import ELLIPSIS, nfc, without_unseen
from critiques.quotation.choice import SEVERAL, choose
from critiques.quotation.closing import without_closing_mark
from critiques.quotation.difference import Kind, difference
from critiques.quotation.matching import occurrences
from critiques.quotation.nearest import nearest
from critiques.quotation.omissions import parse, readings_of_marks
from critiques.quotation.outer_marks import readings
from critiques.quotation.pattern import Pattern
from critiques.quotation.prepared import Prepared
from critiques.quotation.reading import readable
from critiques.quotation.result import Check, Span, State
from critiques.quotation.sequence import TooManyWays
from critiques.quotation.surroundings import Surroundings
from critiques.quotation.words import turns, word_list
from filmography.publishing.text import is_blank

FEWEST_CHARACTERS = 12

# Of a quotation that was not found as marked only so many pieces are looked for one by one, and
# in so many places.
_MOST_PIECES = 50
_MOST_PLACES = 100

_TOO_MANY_WAYS = "Its parts stand in so many places that no one passage can be told."
_ADDED_TURN = "A bracket adds a word that denies or concedes: {}."
_CHANGED_TURN = "The words that differ deny or concede: {}."


def check(quotation: str, prepared: Prepared | None, prefix: str = "", suffix: str = "") -> Check:
    """Check a quotation against a source that `prepare` prepared; None if there is no capture.

    `prefix` and `suffix` are words that stand before and after it in the source: they choose
    among several places. Offsets in the result are code points of `prepared.text`, half-open.
    Raises UnreadableText if a text holds a NUL or a lone surrogate.
    """
    quotation = readable(quotation, "the quotation")
    surroundings = Surroundings.of(
        readable(prefix, "the words before"), readable(suffix, "the words after")
    )
    meant = [reading for reading in readings(quotation) if not is_blank(reading)]
    if not meant:
        return Check(State.INVALID)
    if prepared is None:
        return Check(State.UNCHECKED)
    undecided = None
    for reading in meant:
        pattern = parse(reading)
        for found in _tries(reading, pattern, prepared, surroundings):
            if found.is_proved:
                return found
            undecided = undecided or found
    return undecided or _unproved(meant[-1], pattern, prepared)


def found_in(quotation: str, others: Mapping[str, Prepared]) -> str | None:
    """The name of the first other source that holds the quotation, be it several times; None if
    none does. One that is too short or inside a word is held by none."""
    for name, other in others.items():
        result = check(quotation, other)
        if result.is_proved or (
            SEVERAL in result.warnings and not _is_short(other.text[slice(*result.occurrences[0])])
        ):
            return name
    return None


def _tries(
    quotation: str, pattern: Pattern, source: Prepared, surroundings: Surroundings
) -> Iterator[Check]:
    if found := as_it_stands(quotation, pattern, source):
        # A closing mark that was added says nothing more: the source's own words are counted.
        is_short = _is_short(source.text[slice(*found[0].span)])
        yield choose(found, source, surroundings, is_short=is_short)
    has_own = pattern.marks > 0 and ELLIPSIS in source.folded.skeleton
    for reading in readings_of_marks(quotation, pattern) if has_own else [pattern]:
        try:
            found = as_abridged(reading, source) if reading.is_marked else []
        except TooManyWays:
            yield Check(State.AMBIGUOUS, warnings=(_TOO_MANY_WAYS,))
            return
        if found:
            is_short = _is_short("".join(piece.original for piece in reading.pieces))
            result = choose(found, source, surroundings, is_short=is_short)
            yield _with_warnings(result, _ADDED_TURN, turns(" ".join(reading.added)))


def _is_short(quotation: str) -> bool:
    """Whether it has fewer visible characters than chance brings together."""
    text = nfc(without_unseen(quotation))
    seen = (c for c in text if not c.isspace() and unicodedata.category(c)[0] != "M")
    return sum(1 for _ in islice(seen, FEWEST_CHARACTERS)) < FEWEST_CHARACTERS


def _with_warnings(result: Check, sentence: str, words: Sequence[str]) -> Check:
    if not words:
        return result
    listed = ", ".join(dict.fromkeys(words))
    return replace(result, warnings=(*result.warnings, sentence.format(listed)))


def _unproved(quotation: str, pattern: Pattern, source: Prepared) -> Check:
    """Altered if it is close to a passage of the source or made of its pieces, else absent."""
    words = pattern.words
    if not words:
        # Nothing of it is said to be the source's: brackets prove nothing.
        has_words = any(map(word_list, pattern.added))
        return Check(State.ALTERED if has_words else State.ABSENT)
    span = _nearest(words, source)
    if span is None and pattern.is_marked:
        span = _largest_piece(pattern, len(words), source)
    if span is None:
        return Check(State.ABSENT)
    passage = source.text[slice(*span)]
    # A passage ends with a word, so that a closing mark would always seem to be added.
    changes = difference(without_closing_mark(without_unseen(quotation)) or quotation, passage)
    differing = [c for c in changes if c.kind is not Kind.SAME]
    result = Check(State.ALTERED, span=span, segments=(span,), passage=passage, difference=changes)
    changed = " ".join(f"{change.quoted} {change.source}" for change in differing)
    return _with_warnings(result, _CHANGED_TURN, turns(changed))


def _nearest(words: Sequence[str], source: Prepared) -> Span | None:
    found = nearest(words, source.words)
    return Span(source.words.starts[found[0]], source.words.ends[found[-1]]) if found else None


def _largest_piece(pattern: Pattern, words: int, source: Prepared) -> Span | None:
    """The longest of the pieces that stand in the source, if these hold half of the words: so it
    is with pieces in another order than the source's, or of few words beside lost spaces."""
    found: list[tuple[int, Span]] = []
    for piece in pattern.pieces[:_MOST_PIECES]:
        places = occurrences(piece, source.folded, most=_MOST_PLACES)
        if first := next((o for o in places if o.is_sure), None):
            found.append((len(word_list(piece.original)), Span(first.start, first.end)))
    if 2 * sum(length for length, _ in found) < words:
        return None
    return max(found, default=(0, None))[1]
