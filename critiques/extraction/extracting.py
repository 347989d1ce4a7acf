"""Owns the way from what an editor hands in to the text of a capture."""

from dataclasses import replace

from critiques.extraction import cues
from critiques.extraction.decoding import decoded, is_garbled
from critiques.extraction.isolation import read_apart
from critiques.extraction.kinds import Kind, recognise
from critiques.extraction.result import Extracted, Origin, UnreadableFile
from critiques.extraction.text import checked, kept

MOST_BYTES = 5_000_000

_GARBLED = (
    "Characters seem to be garbled, as in “â€™” for an apostrophe: the text was saved in the "
    "wrong encoding before. Quotations with such characters will not be found."
)
_PLAIN_VERSION = "plain 1"
_PASTED_VERSION = "pasted 1"


def extract(data: bytes, filename: str) -> Extracted:
    """The text of an uploaded file.

    The kind is told by the end of `filename` and by the content. Raises UnreadableFile with a
    message for the editor. Takes up to half a minute and reads in a process of its own what is
    not plain text: call it outside of any transaction.
    """
    if not data:
        raise UnreadableFile("This file is empty.")
    if len(data) > MOST_BYTES:
        raise UnreadableFile(
            "This file is larger than 5 MB. Upload the part that is quoted from, or paste the text."
        )
    kind = recognise(data, filename)
    match kind:
        case Kind.PLAIN | Kind.SRT | Kind.VTT:
            extracted = _read_text(kind, data)
        case _:
            extracted = read_apart(kind, data)
    # The child process has looked at its text too, but it is not trusted.
    return _warned(kept(extracted))


def from_text(text: str) -> Extracted:
    """Pasted text, as it stands. Raises UnreadableFile."""
    return _warned(Extracted(checked(text), Origin.PAGE_TEXT, (), _PASTED_VERSION))


def _warned(extracted: Extracted) -> Extracted:
    if not is_garbled(extracted.text):
        return extracted
    return replace(extracted, warnings=(*extracted.warnings, _GARBLED))


def _read_text(kind: Kind, data: bytes) -> Extracted:
    decoded_text, warnings = decoded(data)
    text = checked(decoded_text)
    match kind:
        case Kind.SRT:
            extracted = cues.read_srt(text)
        case Kind.VTT:
            extracted = cues.read_vtt(text)
        case _:
            extracted = Extracted(text, Origin.PAGE_TEXT, (), _PLAIN_VERSION)
    return replace(extracted, warnings=(*warnings, *extracted.warnings))
