"""stub"""

from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    PAGE_TEXT = "page_text"
    PDF_TEXT = "pdf_text"
    OCR = "ocr"
    TRANSCRIPT = "transcript"
    MACHINE_TRANSCRIPT = "machine_transcript"


@dataclass(frozen=True, slots=True)
class Mark:
    offset: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Extracted:
    text: str
    origin: str
    marks: tuple = ()
    version: str = ""
    warnings: tuple = ()


MOST_BYTES = 5_000_000


class UnreadableFile(Exception):
    pass


def from_text(text):
    return Extracted(text, "page_text", (), "plain 1")


def extract(data, filename):
    return Extracted(data.decode(), "page_text", (), "plain 1")
