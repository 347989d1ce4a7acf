"""Owns how bytes become characters: only by what the file says of itself, or by one guess that
is named. Knows nothing of markup but where it declares its encoding."""

import codecs
import re
from collections.abc import Iterator

from critiques.extraction.result import UnreadableFile

_UNKNOWN = (
    "This file is not in an encoding that could be recognised. Save it as UTF-8 and upload it "
    "again."
)
_GUESSED = (
    "The file does not say which encoding it is in; it was read as Windows-1252 (Western "
    "European). Look whether quotation marks, dashes and accents are right."
)

# UTF-32 first: its mark for little-endian begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_DECLARATION = re.compile(
    rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]{2,40})"
    rb"|<meta\s[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.I,
)
_DECLARED_WITHIN = 4_096
# What browsers read under these names; other codecs of Python's are no encodings of pages.
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_KNOWN = frozenset(_READ_AS.values()) | frozenset({
    "cp866", "cp1250", "cp1251", "cp1253", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859-2",
    "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u", "mac-roman",
    "mac-cyrillic", "euc_jp", "iso2022_jp", "utf-8",
})  # fmt: skip
# All its bytes are ASCII, so that it would pass for UTF-8.
_SEVEN_BIT = "iso2022_jp"

# UTF-8 that was read as Windows-1252: a leading byte's character, and as many as it announces
# of those that the bytes 80 to BF become; and C1 controls, which no text holds.
_FOLLOWING = "".join(
    chr(byte) if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xC0)
)
_GARBLED_PAIR = re.compile(f"[Â-ß][{re.escape(_FOLLOWING)}]|[\x80-\x84\x86-\x9f]")
_GARBLED_TRIPLE = re.compile(f"[à-ï][{re.escape(_FOLLOWING)}]{{2}}")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_ACCENTED = 0.3


def decoded(data: bytes, *, is_markup: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text, with its line ends as they are, and warnings for the editor.

    `is_markup`: the file may declare its encoding. Raises UnreadableFile if no encoding fits.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = _decode(data[len(mark) :], codec)
            if text is None:
                raise UnreadableFile(_UNKNOWN)
            return text, ()
    for codec in _candidates(data, is_markup):
        if (text := _decode(data, codec)) is not None:
            return text, ()
    text = _decode(data, "cp1252")
    if text is None or not _is_plausible(text):
        raise UnreadableFile(_UNKNOWN)
    return text, (_GUESSED,)


def is_garbled(text: str) -> bool:
    """Whether UTF-8 was once read as Windows-1252, as it seems."""
    if _GARBLED_TRIPLE.search(text):
        return True
    pairs = _GARBLED_PAIR.finditer(text)
    return next(pairs, None) is not None and next(pairs, None) is not None


def _candidates(data: bytes, is_markup: bool) -> Iterator[str]:
    declared = _declared(data) if is_markup else None
    if declared == _SEVEN_BIT:
        yield declared
    yield "utf-8"
    if declared:
        yield declared


def _declared(data: bytes) -> str | None:
    found = _DECLARATION.search(data[:_DECLARED_WITHIN])
    if not found:
        return None
    label = (found[1] or found[2]).decode("ascii", "replace")
    try:
        codec = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    codec = _READ_AS.get(codec, codec)
    return codec if codec in _KNOWN else None


def _decode(data: bytes, codec: str) -> str | None:
    """None, and no exception: that of Python holds the whole text."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _is_plausible(text: str) -> bool:
    """Whether a text may be Western European: most of its letters are plain."""
    letters = _LETTER.findall(text)
    accented = sum(not letter.isascii() for letter in letters)
    return (
        not _CONTROLS.search(text)
        and accented <= _MOST_ACCENTED * max(len(letters), 4)
        and not is_garbled(text)
    )
