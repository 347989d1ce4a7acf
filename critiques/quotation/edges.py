"""Owns how far a passage reaches in a new text that has other words or marks at its edges."""

import re

from critiques.quotation.alignment import Break
from critiques.quotation.versions import CLAUSE, Compared
from critiques.quotation.words import Words

_MARKS_AFTER, _MARKS_BEFORE = re.compile(r"\S*"), re.compile(r"\S*\Z")


def outermost(versions: Compared, words: range, direction: int) -> int:
    """The last word of the new text, or with -1 as direction the first, that stands for these
    words of the old one, of which some were kept.

    What came in the place of the outer words is taken with them: all of it if nothing else of
    their sentence went there, or as many if each word was replaced by one.
    """
    edge = words[-1] if direction > 0 else words[0]
    inner = edge
    while inner not in versions.carried:
        inner -= direction
    at = versions.carried[inner]
    if inner == edge:
        return at
    outer = edge + direction
    while 0 <= outer < len(versions.old) and outer not in versions.carried:
        outer += direction
    end = versions.carried.get(outer, len(versions.new) if direction > 0 else -1)
    breaks_old, breaks_new = versions.breaks
    strongest = max(_breaks(breaks_old, inner, edge))
    lost = abs(edge - inner)
    gone = lost + _unbroken(breaks_old, edge, outer, strongest)
    come = _unbroken(breaks_new, at, end, strongest)
    return at + direction * (come if gone == lost else lost if come == gone else 0)


def _unbroken(breaks: Break, start: int, end: int, strongest: int) -> int:
    """How many words there are between two before a break that parts sentences, or one that is
    stronger than the strongest given."""
    between = _breaks(breaks, start, end)[:-1]
    most = max(CLAUSE, strongest)
    return next((nth for nth, strength in enumerate(between) if strength > most), len(between))


def _breaks(breaks: Break, start: int, end: int) -> list[int]:
    """How strong the breaks are on the way from one word to another, in either direction."""
    if start < end:
        return [breaks(word) for word in range(start + 1, end + 1)]
    return [breaks(word) for word in range(start, end, -1)]


def marks_after(held: str, old: tuple[str, Words, int], new: tuple[str, Words, int]) -> int:
    """How many characters after a word of the new text belong to a passage that held some marks
    after its last word; each word is given with its text."""
    there, here = (_MARKS_AFTER.match(_gap(*word))[0] for word in (old, new))
    return len(here) if held and held == there else _common(held, here)


def marks_before(held: str, old: tuple[str, Words, int], new: tuple[str, Words, int]) -> int:
    """Likewise of the marks before the first word."""
    gaps = (_gap(text, words, word - 1) for text, words, word in (old, new))
    there, here = (_MARKS_BEFORE.search(gap)[0] for gap in gaps)
    return len(here) if held and held == there else _common(held[::-1], here[::-1])


def _gap(text: str, words: Words, word: int) -> str:
    """What stands between a word and the next one."""
    start = words.ends[word] if word >= 0 else 0
    return text[start : words.starts[word + 1] if word + 1 < len(words) else len(text)]


def _common(one: str, other: str) -> int:
    most = min(len(one), len(other))
    return next((nth for nth in range(most) if one[nth] != other[nth]), most)
