"""Owns what every text of a capture must be, whatever it came from, and how short texts beside it
are tidied."""

import re
from dataclasses import replace

from critiques.extraction.result import Extracted, UnreadableFile

MOST_CHARACTERS = 5_000_000
LONGEST_LINE = 300

_BYTE_ORDER_MARK = "\ufeff"
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?!-?\d)")
# UTF-8 that was read as Windows-1252 or Latin-1: quotation marks and dashes, accented letters,
# spaces and signs, Cyrillic.
_GARBLED = re.compile("â[€\x80]|Ã[¡-º¼-¾]|Â[\xa0-º¼-¾]|(?:[ÐÑ].){3}")


def checked(text: str) -> str:
    """The text without a byte order mark. Raises UnreadableFile if it cannot be kept."""
    text = text.lstrip(_BYTE_ORDER_MARK)
    if found := _NO_CHARACTER.search(text):
        what = "a NUL character" if found[0] == "\0" else "half a character (a lone surrogate)"
        raise UnreadableFile(
            f"There is {what} at position {found.start()} of the text. It was probably saved or "
            "read in the wrong encoding: save it as UTF-8 and try once more."
        )
    if not any(map(str.isalnum, text)):
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
    marks = (replace(mark, offset=max(0, mark.offset - dropped)) for mark in extracted.marks)
    return replace(extracted, text=text, marks=tuple(marks)) if dropped else extracted


def is_garbled(text: str) -> bool:
    """Whether it was once read in the wrong encoding and kept so, as it seems."""
    return _GARBLED.search(text) is not None


def one_line(text: str) -> str:
    """What can be seen of a title, a name or a label, on one line."""
    seen = "".join(each for each in text if each.isprintable() or each.isspace())
    return " ".join(seen.split())[:LONGEST_LINE].strip()


def day(text: str) -> str:
    """The year, month or day that a text begins with (EDTF), or nothing."""
    found = _DAY.match(text.strip())
    return found[0] if found else ""
