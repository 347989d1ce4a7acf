"""Owns where a text may be cut: between what readers see as characters, never within one.

Source: Unicode Standard Annex 29 (extended grapheme clusters), as the `regex` package has it.
"""

import regex

GRAPHEME = regex.compile(r"\X")

# No real cluster is longer. Looking back no further keeps a megabyte of combining marks from
# being walked through for each boundary.
_FARTHEST = 128


def is_boundary(text: str, offset: int) -> bool:
    """Whether a cut before the code point at `offset` parts no grapheme cluster."""
    if offset <= 0 or offset >= len(text):
        return True
    if text[offset - 1].isascii() and text[offset].isascii():
        return text[offset - 1 : offset + 1] != "\r\n"
    # A cluster certainly begins at a character of ASCII.
    start = offset - 1
    farthest = max(0, offset - _FARTHEST)
    while start > farthest and not text[start].isascii():
        start -= 1
    return any(match.end() == offset for match in GRAPHEME.finditer(text, start, offset + 1))
