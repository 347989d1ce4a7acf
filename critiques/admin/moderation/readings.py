"""The text of a source that a moderator has at hand: pasted or uploaded into the form, and carried
in it from look to look, because a browser does not send a file again."""

from typing import Any

from django.core import signing

from critiques.extraction import MOST_BYTES, Extracted, Mark, UnreadableFile, extract, from_text
from critiques.models import Capture
from critiques.models.captures import digest

_SALT = "critiques.reading"


def read(file: Any, text: str, carried: str) -> Extracted | None:
    """What was given, if anything. `carried` tells what file the text came from, if it did.

    Raises UnreadableFile.
    """
    if file:
        if file.size > MOST_BYTES:
            raise UnreadableFile("This file is over 5 MB. Paste the text instead.")
        return extract(file.read(), file.name)
    text = text.replace("\r\n", "\n")
    if not text.strip():
        return None
    return _carried(text, carried) or from_text(text)


def carry(extracted: Extracted) -> str:
    """What a hidden field remembers of a text, signed."""
    told = [digest(extracted.text), str(extracted.origin), extracted.version]
    marks = [[mark.offset, mark.kind, mark.label] for mark in extracted.marks]
    return signing.dumps([*told, marks], salt=_SALT, compress=True)


def _carried(text: str, carried: str) -> Extracted | None:
    try:
        sha256, origin, version, marks = signing.loads(carried, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    if sha256 != digest(text):
        return None  # it was edited since
    return Extracted(text, origin, tuple(Mark(*mark) for mark in marks), version)


def unkept(extracted: Extracted) -> Capture:
    """A capture to look in, that is not kept anywhere."""
    return Capture(
        text=extracted.text,
        sha256=digest(extracted.text),
        origin=extracted.origin,
        marks=[[mark.offset, mark.kind, mark.label] for mark in extracted.marks],
    )
