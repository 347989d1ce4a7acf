"""Owns how the text layer of a PDF becomes the text of a capture, page by page.

Runs in the child process only.
"""

import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile
from critiques.extraction.text import one_line

VERSION = "pdfium " + pypdfium2.PDFIUM_INFO.version.partition("@")[0]

# So PDFium writes a hyphen at a line's end, and drops the line's end.
_HYPHEN_AT_LINE_END = "\x02"
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
# What is left where a font does not say which characters its shapes are.
_UNKNOWN = re.compile("[\x01-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_MOST_UNKNOWN = 0.02
_TEXT_RECOGNITION = re.compile(r"\bOCR|ABBYY|FineReader|Tesseract|Paper Capture|ScanSnap", re.I)

_PICTURES = (
    "This PDF holds pictures of pages and no text. Run text recognition (OCR) over it first, or "
    "paste the text."
)
_LOCKED = (
    "This PDF is protected by a password. Save a copy without one and upload that, or paste the "
    "text."
)
_DAMAGED = (
    "This PDF is damaged or incomplete and cannot be opened. Download or save it again, or paste "
    "the text."
)
_SOME_EMPTY = "{} of {} pages hold no text: they may be pictures."
_MANY_UNKNOWN = (
    "Some characters of this PDF cannot be told, because its fonts do not name them. Compare the "
    "text with the pages, or paste it instead."
)
_RECOGNISED = (
    "The file says that its text was recognised from pictures (OCR), so that origin is proposed. "
    "Expect misread characters."
)


def read_pdf(data: bytes) -> Extracted:
    """Raises UnreadableFile."""
    document = _opened(data)
    read = [_page_text(document, nth) for nth in range(len(document))]
    pages, unnamed = [text for text, _ in read], sum(lacking for _, lacking in read)
    text = "\n".join(pages)
    if not text.strip():
        raise UnreadableFile(_PICTURES if pages else _DAMAGED)
    told = document.get_metadata_dict()
    is_recognised = any(_TEXT_RECOGNITION.search(told[by]) for by in ("Creator", "Producer"))
    return Extracted(
        text=text,
        origin=Origin.OCR if is_recognised else Origin.PDF_TEXT,
        marks=tuple(_marks(document, pages)),
        version=VERSION,
        title=one_line(told["Title"]),
        author=one_line(told["Author"]),
        warnings=(*_warnings(pages, unnamed), *([_RECOGNISED] if is_recognised else [])),
    )


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableFile(_LOCKED if is_locked else _DAMAGED) from None


def _page_text(document: pypdfium2.PdfDocument, nth: int) -> tuple[str, int]:
    """What can be seen of a page, line by line, and how many characters the text lacks; nothing if
    the page is broken."""
    try:
        page = document[nth]
        shown = page.get_textpage()
        text = shown.get_text_bounded()
        # PDFium passes over these without a word.
        lacking = sum(not raw.FPDFText_GetUnicode(shown, at) for at in range(shown.count_chars()))
        page.close()  # and its text with it: pages take memory until the end otherwise
    except pypdfium2.PdfiumError:
        return "", 0
    lines = text.replace(_HYPHEN_AT_LINE_END, "-\n").replace("\r\n", "\n")
    return _NO_CHARACTER.sub("\ufffd", lines), lacking


def _marks(document: pypdfium2.PdfDocument, pages: list[str]) -> Iterator[Mark]:
    """Each page under the label that is printed on it, if the PDF tells it; else its number."""
    offset = 0
    for nth, text in enumerate(pages):
        label = one_line(document.get_page_label(nth)) or str(nth + 1)
        yield Mark(offset, MarkKind.PAGE, label)
        offset += len(text) + 1


def _warnings(pages: list[str], lacking: int) -> Iterator[str]:
    if empty := sum(not text.strip() for text in pages):
        yield _SOME_EMPTY.format(empty, len(pages))
    unknown = sum(len(_UNKNOWN.findall(text)) for text in pages) + lacking
    if lacking or unknown > _MOST_UNKNOWN * sum(map(len, pages)):
        yield _MANY_UNKNOWN
