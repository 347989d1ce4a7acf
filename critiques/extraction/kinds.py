"""Owns which kinds of file are read, and how one is told: by its name and its content both."""

import re
from enum import StrEnum
from pathlib import PurePath

from critiques.extraction.result import UnreadableFile


class Kind(StrEnum):
    PLAIN = "plain"
    SUBTITLES = "subtitles"
    HTML = "html"
    PDF = "pdf"
    EPUB = "epub"


_BY_SUFFIX = {
    **dict.fromkeys((".txt", ".text", ".md"), Kind.PLAIN),
    **dict.fromkeys((".srt", ".vtt"), Kind.SUBTITLES),
    **dict.fromkeys((".html", ".htm", ".xhtml"), Kind.HTML),
    ".pdf": Kind.PDF,
    ".epub": Kind.EPUB,
}

_DOCUMENT = (
    "Documents of word processors are not read here. Save it as PDF, HTML or plain text and "
    "upload that, or paste the text."
)
_WEB_ARCHIVE = (
    "Web archives (MHTML) are not read here. Save the page in the browser as HTML only and "
    "upload that, or paste the text."
)
_PICTURE = "This is a picture. Run text recognition (OCR) over it first, or paste the text."
_OTHER = (
    "This kind of file is not read here. Upload plain text (.txt, .md), HTML, PDF, EPUB or "
    "subtitles (.srt, .vtt), or paste the text."
)
_REFUSED = {
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf", ".pages"), _DOCUMENT),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), _WEB_ARCHIVE),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp"), _PICTURE),
}

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
# Other foreign content has bytes that no text has, and is refused when it is decoded.
_FOREIGN = (
    (_PDF, "its content is a PDF"),
    (_ZIP, "its content is an archive or a document"),
    (b"{\\rtf", "its content is a document of a word processor"),
)
_PDF_WITHIN = 1_024  # where readers of PDF look for its mark
_START = 4_096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_TAG = re.compile(rb"<[a-z!?/]", re.I)
_MHTML = re.compile(rb"(?:[\w-]+:.*\n|[ \t].*\n)*MIME-Version:", re.I)


def recognise(data: bytes, filename: str) -> Kind:
    """The kind of a file. Raises UnreadableFile where it is none that is read, or where name and
    content contradict each other."""
    suffix = PurePath(filename).suffix.lower()
    kind = _BY_SUFFIX.get(suffix)
    if kind is None:
        raise UnreadableFile(_REFUSED.get(suffix, _OTHER))
    if contradiction := _contradiction(data, kind):
        raise UnreadableFile(
            f"The name of this file ends in {suffix}, but {contradiction}. Upload it under the "
            "name that it should have, or paste the text."
        )
    return kind


def _contradiction(data: bytes, kind: Kind) -> str:
    start = data.removeprefix(_BYTE_ORDER_MARK)[:_START]
    if kind is Kind.PDF:
        return "" if _PDF in data[:_PDF_WITHIN] else "it is no PDF"
    if kind is Kind.EPUB:
        return "" if data.startswith(_ZIP) else "it is no EPUB"
    for mark, content in _FOREIGN:
        if start.startswith(mark):
            return content
    if kind is Kind.HTML:
        return _no_page(start)
    return "its content is HTML" if _PAGE.match(start) else ""


def _no_page(start: bytes) -> str:
    if _MHTML.match(start):
        return "its content is a web archive (MHTML)"
    # In UTF-16 every other byte of a tag is NUL.
    return "" if _TAG.search(start.replace(b"\0", b"")) else "it is no HTML"
