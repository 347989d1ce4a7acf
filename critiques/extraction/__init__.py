"""Turning an uploaded file or pasted text into the text of a capture (architecture §3).

Knows no model, request or database. What strangers may have made is read in a process of its own
(`child`), so that importing this package loads no parser.
"""

from critiques.extraction.extracting import MOST_BYTES, extract, from_text
from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile

__all__ = [
    "MOST_BYTES",
    "Extracted",
    "Mark",
    "MarkKind",
    "Origin",
    "UnreadableFile",
    "extract",
    "from_text",
]
