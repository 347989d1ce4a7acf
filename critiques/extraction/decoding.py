"""Owns how bytes become characters: by what the file says of itself, or by one guess that is
named. Knows nothing of markup but where it declares its encoding."""

import codecs
import re

from critiques.extraction.result import UnreadableFile
from critiques.extraction.text import checked, is_garbled

_UNKNOWN = (
    "This file is not in an encoding that could be recognised. Save it as UTF-8 and upload it "
    "again."
)
_GUESSED = (
    "The file does not say which encoding it is in; it was read as Windows-1252 (Western "
    "European). Look whether quotation marks, dashes and accents are right."
)

# UTF-32 first: its mark for little-endian begins with that of UTF-16.
_MARKED = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARATION = re.compile(
    rb"<(?:\?xml\s[^>]{0,200}?encoding|meta\s[^>]{0,300}?charset)\s*=\s*[\"']?\s*([\w.:-]{2,40})",
    re.I,
)
_DECLARED_WITHIN = 4_096
# Python also has codecs that are no encodings of pages: rot13, zip, unicode_escape …
_OF_PAGES = re.compile(
    r"(?:windows-|cp)125\d|iso-?8859-\d{1,2}|koi8-[ru]|macintosh|gb2312|gbk|gb18030|big5"
    r"|shift_jis|euc-(?:jp|kr)"
)
# What browsers read under these names.
_READ_AS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MOST_ACCENTED = 0.3


def decoded(data: bytes, *, is_markup: bool = False) -> tuple[str, tuple[str, ...]]:
    """The text, with its line ends as they are, and warnings for the editor.

    `is_markup`: the file may declare its encoding. Raises UnreadableFile if no encoding fits.
    """
    marked = [codec for mark, codec in _MARKED if data.startswith(mark)][:1]
    for codec in marked or ["utf-8", *(_declared(data) if is_markup else ())]:
        if (text := _decoded_as(codec, data)) is not None:
            return text, ()
    if (halves := _decoded_as("utf-8", data, "surrogatepass")) is not None:
        checked(halves)  # says where half a character stands
    text = None if marked else _decoded_as("cp1252", data)
    if text is None or not _is_western(text):
        raise UnreadableFile(_UNKNOWN)
    return text, (_GUESSED,)


def _declared(data: bytes) -> list[str]:
    found = _DECLARATION.search(data[:_DECLARED_WITHIN])
    name = found[1].decode("ascii", "replace").lower() if found else ""
    return [_READ_AS.get(name, name)] if _OF_PAGES.fullmatch(name) else []


def _decoded_as(codec: str, data: bytes, errors: str = "strict") -> str | None:
    """None, and no exception: that of Python holds the whole file."""
    try:
        return data.decode(codec, errors)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_western(text: str) -> bool:
    """Most letters are plain: every byte means something in Windows-1252, so that Cyrillic, say,
    could be read so too, and a part in UTF-8 gives itself away."""
    letters = [letter for letter in text if letter.isalpha()]
    accented = sum(not letter.isascii() for letter in letters)
    is_plain = accented <= _MOST_ACCENTED * max(len(letters), 4)
    return is_plain and not _CONTROLS.search(text) and not is_garbled(text)
