"""Turning an uploaded file or pasted text into the text of a capture (architecture §3).

Knows no model, request or database. Whatever strangers may have made is read in a process of its
own (`child`), which must not import Django.
"""

from critiques.extraction.extracting import MOST_BYTES, extract, from_text
from critiques.extraction.kinds import SUFFIXES
from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile

__all__ = [
    "MOST_BYTES",
    "SUFFIXES",
    "Extracted",
    "Mark",
    "MarkKind",
    "Origin",
    "UnreadableFile",
    "extract",
    "from_text",
]
