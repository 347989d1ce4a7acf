"""Owns what an extraction gives, and how one is refused. Knows no kind of file."""

from dataclasses import dataclass
from enum import StrEnum


class UnreadableFile(Exception):
    """Nothing can be taken from the file or text; the message tells the editor why and what to
    do. It never holds anything of the text."""


class Origin(StrEnum):
    """How the text of a capture came about."""

    PAGE_TEXT = "page_text"
    PDF_TEXT = "pdf_text"
    OCR = "ocr"
    TRANSCRIPT = "transcript"
    MACHINE_TRANSCRIPT = "machine_transcript"


class MarkKind(StrEnum):
    PAGE = "page"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page or a time begins. `offset`: code points into the text. `label`: "12", "xii",
    or hours, minutes and seconds as "01:02:03"."""

    offset: int
    kind: MarkKind | str
    label: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a capture, and what the file tells about it.

    `origin` is a proposal. `marks` stand in the order of the text. `version` names what extracted
    it. `title`, `author` and `date` (EDTF: a year, month or day) are suggestions and may be empty.
    `warnings` are sentences for the editor, without any of the text.
    """

    text: str
    origin: Origin | str
    marks: tuple[Mark, ...] = ()
    version: str = ""
    title: str = ""
    author: str = ""
    date: str = ""
    warnings: tuple[str, ...] = ()
