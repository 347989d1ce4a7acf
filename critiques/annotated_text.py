"""Owns how a text with overlapping annotated spans is cut into pieces that a template can mark.

Pure: knows neither annotations nor excerpts, only offsets in code points.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

_BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Segment:
    """A piece of the text that the same spans cover throughout.

    `start` and `end` are code points of the whole text, half-open. The rest are indices
    into the given spans, ascending: those that cover it, those whose first segment it is,
    and those whose last segment it is (where the reference to the note stands).
    """

    text: str
    start: int
    end: int
    notes: tuple[int, ...] = ()
    opening: tuple[int, ...] = ()
    closing: tuple[int, ...] = ()


def segments(text: str, spans: Sequence[tuple[int, int]]) -> list[Segment]:
    """Consecutive segments that together are the text; none for an empty text.

    Spans are half-open code-point offsets and may overlap, nest and coincide. Boundaries
    are taken as given, inside a grapheme too. O(n log n) in the spans, plus the size of the
    result. Raises ValueError on a span that is empty or not inside the text.
    """
    return _cut(text, spans, ())


def paragraphs(text: str, spans: Sequence[tuple[int, int]]) -> list[list[Segment]]:
    """The segments of each paragraph; the blank lines between paragraphs are left out.

    Offsets stay those of the whole text. A span over several paragraphs covers segments in
    each of them; one that begins or ends in blank lines opens after or closes before them.
    Raises ValueError as `segments` does.
    """
    blanks = [match.span() for match in _BLANK_LINES.finditer(text)]
    pieces = _cut(text, spans, (offset for blank in blanks for offset in blank))
    return _without_blanks(pieces, blanks)


def _cut(text: str, spans: Sequence[tuple[int, int]], further_cuts: Iterable[int]) -> list[Segment]:
    for span in spans:
        _check(span, len(text))
    starting = _by_offset(start for start, _ in spans)
    ending = _by_offset(end for _, end in spans)
    cuts = sorted({0, len(text), *further_cuts, *starting, *ending})
    covering: list[int] = []
    pieces = []
    for start, end in pairwise(cuts):
        for index in ending.get(start, ()):
            del covering[bisect_left(covering, index)]
        for index in starting.get(start, ()):
            insort(covering, index)
        opening, closing = starting.get(start, ()), ending.get(end, ())
        pieces.append(
            Segment(text[start:end], start, end, tuple(covering), tuple(opening), tuple(closing))
        )
    return pieces


def _check(span: tuple[int, int], length: int) -> None:
    start, end = span
    if not 0 <= start < end <= length:
        raise ValueError(
            f"The span {start} to {end} is empty or not inside a text of {length} characters."
        )


def _by_offset(offsets: Iterable[int]) -> dict[int, list[int]]:
    indices: dict[int, list[int]] = {}
    for index, offset in enumerate(offsets):
        indices.setdefault(offset, []).append(index)
    return indices


def _without_blanks(pieces: list[Segment], blanks: list[tuple[int, int]]) -> list[list[Segment]]:
    """Group the pieces between blanks; what opens or closes in a blank moves to a neighbour."""
    groups: list[list[Segment]] = []
    opened_in_blank: tuple[int, ...] = ()
    starts_paragraph = True
    for piece, is_blank in _marked(pieces, blanks):
        if is_blank:
            opened_in_blank += piece.opening
            _close_in_last(groups, piece.closing)
            starts_paragraph = True
            continue
        if starts_paragraph:
            groups.append([])
        groups[-1].append(replace(piece, opening=tuple(sorted(opened_in_blank + piece.opening))))
        opened_in_blank, starts_paragraph = (), False
    return groups


def _marked(pieces: list[Segment], blanks: list[tuple[int, int]]) -> Iterator[tuple[Segment, bool]]:
    starts = [start for start, _ in blanks]
    for piece in pieces:
        before = bisect_left(starts, piece.end) - 1
        yield piece, before >= 0 and piece.start < blanks[before][1]


def _close_in_last(groups: list[list[Segment]], closing: tuple[int, ...]) -> None:
    if groups and closing:
        last = groups[-1][-1]
        groups[-1][-1] = replace(last, closing=tuple(sorted(last.closing + closing)))
