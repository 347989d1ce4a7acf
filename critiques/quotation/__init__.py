"""Checking quotations against the text of their source (architecture §4).

Pure functions on texts: no database, no request. Offsets are code points, half-open.
"""

from critiques.quotation.anchoring import Anchor, Outcome, Reanchored, reanchor
from critiques.quotation.checking import check, found_in
from critiques.quotation.context import Context, context
from critiques.quotation.difference import Change, Kind
from critiques.quotation.prepared import Prepared, prepare
from critiques.quotation.reading import UnreadableText
from critiques.quotation.result import PROVED, Check, Span, State
from critiques.quotation.share import Share, share

__all__ = [
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
    "State",
    "UnreadableText",
    "check",
    "context",
    "found_in",
    "prepare",
    "reanchor",
    "share",
]
