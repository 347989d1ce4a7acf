"""Owns the way from what an editor hands in to the text of a capture."""

from dataclasses import replace

from critiques.extraction.cues import read_subtitles
from critiques.extraction.decoding import decoded
from critiques.extraction.isolation import read_apart
from critiques.extraction.kinds import Kind, recognise
from critiques.extraction.result import Extracted, Origin, UnreadableFile
from critiques.extraction.text import checked, is_garbled, kept

MOST_BYTES = 5_000_000

_EMPTY = "This file is empty."
_LARGE = "This file is larger than 5 MB. Upload the part that is quoted from, or paste the text."
_GARBLED = (
    "Characters seem to be garbled, as in “â€™” for an apostrophe: the text was saved in the "
    "wrong encoding before. Quotations with such characters will not be found."
)


def extract(data: bytes, filename: str) -> Extracted:
    """The text of an uploaded file.

    The kind is told by the end of `filename` and by the content. Raises UnreadableFile with a
    message for the editor. Takes up to half a minute and reads in a process of its own what is
    not plain text: call it outside of any transaction.
    """
    if not data:
        raise UnreadableFile(_EMPTY)
    if len(data) > MOST_BYTES:
        raise UnreadableFile(_LARGE)
    kind = recognise(data, filename)
    is_plain = kind in (Kind.PLAIN, Kind.SUBTITLES)
    extracted = _read_plain(kind, data) if is_plain else read_apart(kind, data)
    # The child process has looked at its text too, but it is not trusted.
    return _warned(kept(extracted))


def from_text(text: str) -> Extracted:
    """Pasted text, as it stands. Raises UnreadableFile."""
    return _warned(Extracted(checked(text), Origin.PAGE_TEXT, version="pasted 1"))


def _read_plain(kind: Kind, data: bytes) -> Extracted:
    text, warnings = decoded(data)
    text = checked(text)
    if kind is Kind.PLAIN:
        return Extracted(text, Origin.PAGE_TEXT, version="plain 1", warnings=warnings)
    extracted = read_subtitles(text)
    return replace(extracted, warnings=(*warnings, *extracted.warnings))


def _warned(extracted: Extracted) -> Extracted:
    if not is_garbled(extracted.text):
        return extracted
    return replace(extracted, warnings=(*extracted.warnings, _GARBLED))
