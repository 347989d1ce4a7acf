"""Owns where a text may be cut: between what readers see as characters, never within one.

Source: Unicode Standard Annex 29 (extended grapheme clusters), as the `regex` package has it.
"""

import regex

GRAPHEME = regex.compile(r"\X")

# Two of these are two clusters, whatever stands around them.
_PLAIN = regex.compile(r"[\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}]{2}")

# No real cluster is longer. Looking back no further keeps a megabyte of combining marks from
# being walked through for each boundary.
_FARTHEST = 128


def is_boundary(text: str, offset: int) -> bool:
    """Whether a cut before the code point at `offset` parts no grapheme cluster."""
    if offset <= 0 or offset >= len(text):
        return True
    if text[offset - 1].isascii() and text[offset].isascii():
        return text[offset - 1 : offset + 1] != "\r\n"
    if _PLAIN.fullmatch(text, offset - 1, offset + 1):
        return True
    # A cluster certainly begins at a character of ASCII.
    start = offset - 1
    farthest = max(0, offset - _FARTHEST)
    while start > farthest and not text[start].isascii():
        start -= 1
    # The slice keeps the expression from looking back to where a long row of flags begins.
    around = text[start : offset + 1]
    return any(match.end() == offset - start for match in GRAPHEME.finditer(around))
