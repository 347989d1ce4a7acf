"""Owns how the place of a passage in a captured text is told: by page, time or paragraph.

Pure: knows no model. Offsets are code points.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from critiques.extraction import Mark
from critiques.locator_checks import ends_too_early
from critiques.quotation.sentences import paragraph_starts


class Locator(NamedTuple):
    """As the excerpt holds it: the label of CSL, and the numbers of the first and last place."""

    label: str
    start: str
    end: str


_LABELS = {"page": "page", "time": "timecode"}


def locator(text: str, marks: Sequence[Mark], start: int, end: int) -> Locator:
    """The locator of the half-open span. Pages and times count where the text has them, and else
    paragraphs from 1."""
    for kind, label in _LABELS.items():
        known = [mark for mark in marks if mark.kind == kind and mark.label]
        if known and known[0].offset <= start:
            return _told(label, _at(known, start), _at(known, end - 1))
    starts = paragraph_starts(text)
    first, last = bisect_right(starts, start), bisect_right(starts, end - 1)
    return _told("paragraph", str(max(1, first)), str(max(1, last)))


def _at(marks: Sequence[Mark], offset: int) -> str:
    offsets = [mark.offset for mark in marks]
    return marks[max(0, bisect_right(offsets, offset) - 1)].label


def _told(label: str, first: str, last: str) -> Locator:
    """Where the numbers of pages begin anew within the passage, its end cannot be told."""
    has_end = last != first and not ends_too_early(label, first, last)
    return Locator(label, first, last if has_end else "")
