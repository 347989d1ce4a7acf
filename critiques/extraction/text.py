"""Owns what every text of a capture must be, whatever it came from."""

import re
from dataclasses import replace

from critiques.extraction.result import Extracted, UnreadableFile

MOST_CHARACTERS = 5_000_000

_BYTE_ORDER_MARK = "\ufeff"
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def checked(text: str) -> str:
    """The text without a byte order mark. Raises UnreadableFile if it cannot be kept."""
    text = text.lstrip(_BYTE_ORDER_MARK)
    if found := _NO_CHARACTER.search(text):
        what = "a NUL character" if found[0] == "\0" else "half a character (a lone surrogate)"
        raise UnreadableFile(
            f"There is {what} at position {found.start()} of the text. It was probably saved or "
            "read in the wrong encoding: save it as UTF-8 and try once more."
        )
    if not text.strip():
        raise UnreadableFile("There is no text in it.")
    if len(text) > MOST_CHARACTERS:
        raise UnreadableFile(
            f"The text is longer than {MOST_CHARACTERS:,} characters. Capture the part that is "
            "quoted from."
        )
    return text


def kept(extracted: Extracted) -> Extracted:
    """With its text checked, and its marks still in their places. Raises UnreadableFile."""
    text = checked(extracted.text)
    dropped = len(extracted.text) - len(text)
    if not dropped:
        return extracted
    marks = tuple(replace(mark, offset=max(0, mark.offset - dropped)) for mark in extracted.marks)
    return replace(extracted, text=text, marks=marks)
