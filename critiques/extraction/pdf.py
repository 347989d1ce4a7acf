"""Owns how the text layer of a PDF becomes the text of a capture, page by page. Runs in the child
process only."""

import re
from collections.abc import Iterator, Sequence

import pypdfium2
from pypdfium2 import raw

from critiques.extraction.about import tidy
from critiques.extraction.result import (
    LONGEST_LABEL,
    Extracted,
    Mark,
    MarkKind,
    Origin,
    UnreadableFile,
)

VERSION = "pdfium " + pypdfium2.PDFIUM_INFO.version.partition("@")[0]

# So PDFium writes a hyphen at a line's end, and drops the line's end.
_HYPHEN_AT_LINE_END = "\x02"
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
# What is left where a font does not say which characters its shapes are.
_UNKNOWN = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
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
_MANY_UNKNOWN = (
    "Many characters of this PDF cannot be told, because its fonts do not name them. Compare the "
    "text with the pages, or paste it instead."
)
_RECOGNISED = (
    "The file says that its text was recognised from pictures (OCR), so that origin is proposed. "
    "Expect misread characters."
)
_MOST_NAMED = 12


def read_pdf(data: bytes) -> Extracted:
    """Raises UnreadableFile."""
    document = _opened(data)
    labels, texts = [], []
    for nth in range(len(document)):
        labels.append(_label(document, nth))
        texts.append(_page_text(document, nth))
    if not any(text.strip() for text in texts):
        raise UnreadableFile(_PICTURES if texts else _DAMAGED)
    told = document.get_metadata_dict()
    is_recognised = any(_TEXT_RECOGNITION.search(told[by]) for by in ("Creator", "Producer"))
    return Extracted(
        text="\n".join(texts),
        origin=Origin.OCR if is_recognised else Origin.PDF_TEXT,
        marks=tuple(_marks(labels, texts)),
        version=VERSION,
        title=tidy(told["Title"]),
        author=tidy(told["Author"]),
        warnings=tuple(_warnings(labels, texts, is_recognised)),
    )


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
    raise UnreadableFile(_LOCKED if is_locked else _DAMAGED)


def _label(document: pypdfium2.PdfDocument, nth: int) -> str:
    """What is printed on the page, if the PDF tells it; else its number from 1."""
    label = tidy(document.get_page_label(nth))
    return label if 0 < len(label) <= LONGEST_LABEL else str(nth + 1)


def _page_text(document: pypdfium2.PdfDocument, nth: int) -> str:
    """What can be seen of a page, line by line; nothing if the page is broken."""
    try:
        page = document[nth]
        text = page.get_textpage().get_text_bounded()
        page.close()  # and its text with it: pages take memory until the end otherwise
    except pypdfium2.PdfiumError:
        return ""
    lines = text.replace(_HYPHEN_AT_LINE_END, "-\n").replace("\r\n", "\n")
    return _NO_CHARACTER.sub("\ufffd", lines)


def _marks(labels: Sequence[str], texts: Sequence[str]) -> Iterator[Mark]:
    offset = 0
    for label, text in zip(labels, texts, strict=True):
        yield Mark(offset, MarkKind.PAGE, label)
        offset += len(text) + 1


def _warnings(labels: Sequence[str], texts: Sequence[str], is_recognised: bool) -> Iterator[str]:
    if empty := [label for label, text in zip(labels, texts, strict=True) if not text.strip()]:
        yield _about_empty(empty)
    whole = "".join(texts)
    if len(_UNKNOWN.findall(whole)) > _MOST_UNKNOWN * len(whole):
        yield _MANY_UNKNOWN
    if is_recognised:
        yield _RECOGNISED


def _about_empty(labels: Sequence[str]) -> str:
    if len(labels) == 1:
        return f"Page {labels[0]} holds no text: it may be a picture."
    named, others = list(labels[:_MOST_NAMED]), len(labels) - _MOST_NAMED
    if others > 0:
        return f"Pages {', '.join(named)} and {others} more hold no text: they may be pictures."
    return f"Pages {', '.join(named[:-1])} and {named[-1]} hold no text: they may be pictures."
