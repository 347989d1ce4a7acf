"""Checking quotations against the text of their source (architecture §4).

Pure functions on texts: no database, no request. Offsets are code points, half-open.
"""

from critiques.quotation.anchoring import (
    CONTEXT,
    Anchor,
    Outcome,
    Reanchored,
    Versions,
    reanchor,
)
from critiques.quotation.checking import check, found_in
from critiques.quotation.context import Context, context
from critiques.quotation.difference import Change, Kind, difference
from critiques.quotation.omissions import unmarked
from critiques.quotation.prepared import Prepared, prepare
from critiques.quotation.quoted_words import quoted_words
from critiques.quotation.reading import UnreadableText
from critiques.quotation.result import PROVED, Check, Span, State
from critiques.quotation.share import Share, share, union
from critiques.quotation.standing import Standing, standing

__all__ = [
    "CONTEXT",
    "PROVED",
    "Anchor",
    "Change",
    "Check",
    "Context",
    "Kind",
    "Outcome",
    "Prepared",
    "Reanchored",
    "Share",
    "Span",
    "Standing",
    "State",
    "UnreadableText",
    "Versions",
    "check",
    "context",
    "difference",
    "found_in",
    "prepare",
    "quoted_words",
    "reanchor",
    "share",
    "standing",
    "union",
    "unmarked",
]
