"""Where words stand in a text, and where they stand after the text was edited.

Pure: knows no model, request or database. Offsets are code points.
"""

from critiques.quotation import Anchor, reanchor


def places(text: str, words: str) -> list[int]:
    """Where `words` begin in `text`, each occurrence, overlapping ones too."""
    if not words:
        return []
    found, start = [], text.find(words)
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found


def carried(old: str, new: str, start: int, words: str) -> int | None:
    """Where the `words` that began at `start` of `old` begin in `new`; None if they are gone, are
    others now, or if that is uncertain."""
    found = reanchor(old, new, Anchor(start, start + len(words)))
    if found.span is None or new[slice(*found.span)] != words:
        return None
    return found.span[0]
