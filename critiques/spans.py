"""Where words stand in a text, and where they stand after the text was edited.

Pure: knows no model, request or database. Offsets are code points.
"""


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
    """Where the `words` that began at `start` of `old` begin in `new`; None if that is uncertain.

    Words before the first or after the last edited character stay what they are, however often
    they are repeated. Between, they are taken for the same if they stand in the new text just once
    or just as often as in the old.
    """
    head = _same(old, new)
    tail = _same(old[head:][::-1], new[head:][::-1])
    if start + len(words) <= head:
        return start
    if start >= len(old) - tail:
        return start + len(new) - len(old)
    before, after = places(old, words), places(new, words)
    if len(after) == 1:
        return after[0]
    if len(after) == len(before) and start in before:
        return after[before.index(start)]
    return None


def _same(one: str, other: str) -> int:
    """How many characters both texts begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))
