"""Owns which kinds of file are read, and how one is told: by its name and its content both."""

import re
from enum import StrEnum
from pathlib import PurePath

from critiques.extraction.result import UnreadableFile


class Kind(StrEnum):
    PLAIN = "plain text"
    HTML = "HTML"
    XHTML = "XHTML"
    PDF = "PDF"
    EPUB = "EPUB"
    SRT = "SRT subtitles"
    VTT = "WebVTT subtitles"


_BY_SUFFIX = {
    ".txt": Kind.PLAIN,
    ".text": Kind.PLAIN,
    ".md": Kind.PLAIN,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.XHTML,
    ".pdf": Kind.PDF,
    ".epub": Kind.EPUB,
    ".srt": Kind.SRT,
    ".vtt": Kind.VTT,
}
SUFFIXES = tuple(_BY_SUFFIX)

_DOCUMENT = (
    "Documents of word processors are not read here. Save it as PDF, HTML or plain text and "
    "upload that, or paste the text."
)
_WEB_ARCHIVE = (
    "Web archives (MHTML) are not read here. Save the page in the browser as HTML only and "
    "upload that, or paste the text."
)
_BOOK = (
    "Of electronic books only EPUB is read. Convert it to EPUB and upload that, or paste the text."
)
_PICTURE = "This is a picture. Run text recognition (OCR) over it first, or paste the text."
_OTHER = (
    "This kind of file is not read here. Upload plain text (.txt, .md), HTML, PDF, EPUB or "
    "subtitles (.srt, .vtt), or paste the text."
)
_REFUSED = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages", ".wpd"), _DOCUMENT),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), _WEB_ARCHIVE),
    **dict.fromkeys((".mobi", ".azw", ".azw3", ".kfx", ".fb2", ".djvu"), _BOOK),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp"), _PICTURE),
}

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
# Readers of PDF look for the mark within this many bytes.
_PDF_WITHIN = 1_024
_FOREIGN = (
    (b"{\\rtf", "a document of a word processor"),
    (b"\xd0\xcf\x11\xe0", "a document of a word processor"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"RIFF", "a picture or recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\x7fELF", "a program"),
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_TAG = re.compile(rb"<[a-z!?/]", re.I)
_MHTML = re.compile(
    rb"(?:From: <Saved by|MIME-Version:|[\w-]+:[^\n]*\n(?:.*\n){0,12}MIME-Version:)"
)
_START = 4_096


def recognise(data: bytes, filename: str) -> Kind:
    """The kind of a file. Raises UnreadableFile where it is none that is read, or where name and
    content contradict each other."""
    suffix = PurePath(filename).suffix.lower()
    kind = _BY_SUFFIX.get(suffix)
    if kind is None:
        raise UnreadableFile(_REFUSED.get(suffix, _OTHER))
    if content := _contradiction(data, kind):
        raise UnreadableFile(
            f"The name of this file ends in {suffix}, but {content}. Upload it under the name "
            "that it should have, or paste the text."
        )
    return kind


def _contradiction(data: bytes, kind: Kind) -> str:
    start = data.removeprefix(_BYTE_ORDER_MARK)[:_START]
    if kind is Kind.PDF:
        return "" if _PDF in data[:_PDF_WITHIN] else "it is no PDF"
    if kind is Kind.EPUB:
        return "" if data.startswith(_ZIP) else "it is no EPUB"
    for mark, name in ((_PDF, "a PDF"), (_ZIP, "a document or an archive"), *_FOREIGN):
        if start.startswith(mark):
            return f"its content is {name}"
    return _text_contradiction(start, kind)


def _text_contradiction(start: bytes, kind: Kind) -> str:
    is_page = _HTML.match(start) is not None
    if kind in (Kind.HTML, Kind.XHTML):
        if not is_page and _MHTML.match(start):
            return "its content is a web archive (MHTML)"
        # In UTF-16 every other byte of a tag is NUL.
        return "" if _TAG.search(start.replace(b"\0", b"")) else "it is no HTML"
    return "its content is HTML" if is_page else ""
