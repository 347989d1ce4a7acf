"""Owns the quotation marks that people put around a whole quotation: they are none of its words."""

import re
from collections.abc import Iterable

from critiques.quotation.reading import is_invisible

# Marks of one width may close one another: captures and keyboards mix straight and curly ones.
_DOUBLE = '"\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u275d\u275e\u301d\u301e\u301f\uff02'
_SINGLE = "'\u2018\u2019\u201a\u201b\u2032\u2035\u2039\u203a`\u00b4\u275b\u275c\uff07"
_OPENING = "\u201c\u201e\u201f\u00ab\u2018\u201a\u201b\u2039\u275b\u275d\u301d"
_CLOSING = "\u201d\u00bb\u2019\u203a\u275c\u275e\u301e\u301f"
_CORNERS = {"\u300c": "\u300d", "\u300e": "\u300f", "\uff62": "\uff63"}


def readings(text: str) -> list[str]:
    """The quotation without white space around it, as it may be meant, the likeliest first.

    A matching pair of marks around the whole is taken off. Where it may be two quotations with
    words between (“I won,” she said, “at last”), it is first left on. A full stop or comma
    behind the pair counts as if it stood in it. What cannot be seen around the pair is kept
    around the words.
    """
    start = _unseen(text)
    end = max(start, len(text) - _unseen(reversed(text)))
    before, after = text[:start], text[end:]
    return [f"{before}{reading}{after}".strip() for reading in _readings(text[start:end])]


def _readings(text: str) -> list[str]:
    inner = _inner(text)
    if inner is None and text.endswith((".", ",")):
        before = _inner(text[:-1])
        if before is not None and not _may_be_two(text[:-1]):
            return [before + text[-1]]
    if inner is None:
        return [text]
    return [text, inner] if _may_be_two(text) else [inner]


def _unseen(text: Iterable[str]) -> int:
    """How many characters at the beginning cannot be seen."""
    return next((n for n, c in enumerate(text) if not (c.isspace() or is_invisible(c))), 0)


def _inner(text: str) -> str | None:
    if len(text) < 2 or not _match(text[0], text[-1]):
        return None
    return text[1:-1].strip()


def _match(first: str, last: str) -> bool:
    return (
        any(first in width and last in width for width in (_DOUBLE, _SINGLE))
        or _CORNERS.get(first) == last
    )


def _may_be_two(text: str) -> bool:
    """Whether the first mark is closed before the last one."""
    width = next((width for width in (_DOUBLE, _SINGLE) if text[0] in width), None)
    if width is None:
        return False
    depth = 1
    for found in re.finditer(f"[{width}]", text[1:-1]):
        before, after = text[found.start()], text[found.end() + 1]
        if before.isalnum() and after.isalnum():
            continue  # an apostrophe
        depth += 1 if _opens(found[0], before, after) else -1
        if depth == 0:
            return True
    return False


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in _OPENING or mark in _CLOSING:
        return mark in _OPENING
    return not before.isalnum() and not after.isspace() and before not in ".,;:!?\u2026)"
