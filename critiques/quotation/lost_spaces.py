"""Owns whether a capture shows that it lost a space: "anticipatedAnora" does, "notable" does not.

A space that only the quotation has is put down to the capture where its token holds a capital,
a digit or a mark after its first character (architecture §4). That evidence is read narrowly,
since what passes here is called checked: it must stand at the split or before it, and what is
ordinary inside a word is none: its hyphens, capitals in a word all in capitals, the points and
commas of a number, and the apostrophe of 's, n't and their like.
"""

import re
import unicodedata

import regex

from critiques.quotation.characters import DASH, ELLIPSIS, HYPHEN, classed, without_unseen

# No longer token says anything more; it bounds the work on a text without spaces.
_FARTHEST = 200

_TOKEN_BEFORE = re.compile(r"(?<!\S)\S*\Z")
_MARKS_AT_START = regex.compile(rf"[\p{{P}}\p{{S}}{DASH}{ELLIPSIS}]*")
_TOKEN_AFTER = re.compile(r"\S*")
_CONTRACTION = re.compile(r"'(?:s|t|d|m|re|ve|ll)\Z", re.IGNORECASE)
_NUMBER_SPLIT = re.compile(r"\d[.,]?\Z")
_NUMBER_CONTINUED = re.compile(r"[.,]?\d")


def was_lost(source: str, offset: int) -> bool:
    """Whether a space may well have stood in `source` before the code point at `offset`."""
    before = _token(_TOKEN_BEFORE, source[max(0, offset - _FARTHEST) : offset])
    after = _token(_TOKEN_AFTER, source[offset : offset + _FARTHEST])
    if _parts_a_number(before, after) or _parts_a_contraction(before, after):
        return False
    is_beside_mark = (len(before) > 1 and _is_mark(before[-1])) or _is_mark(after[:1])
    return is_beside_mark or _has_evidence(before, after)


def _token(end: re.Pattern[str], text: str) -> str:
    found = end.search(text)
    return classed(without_unseen(found[0])) if found else ""


def _parts_a_number(before: str, after: str) -> bool:
    return bool(_NUMBER_SPLIT.search(before) and _NUMBER_CONTINUED.match(after))


def _parts_a_contraction(before: str, after: str) -> bool:
    found = _CONTRACTION.search(_without_outer_marks(before + after, end_only=True))
    return found is not None and found.start() <= len(before)


def _has_evidence(before: str, after: str) -> bool:
    whole = _without_outer_marks(before + after)
    begun = _without_outer_marks(before, start_only=True)
    shown = begun[1:] + (after[:1] if begun else "")
    return any(
        character.isdigit() or _is_mark(character) or (character.isupper() and not whole.isupper())
        for character in shown.replace(HYPHEN, "")
    )


def _without_outer_marks(token: str, *, start_only: bool = False, end_only: bool = False) -> str:
    start = 0 if end_only else _MARKS_AT_START.match(token).end()
    end = len(token) if start_only else len(token) - _MARKS_AT_START.match(token[::-1]).end()
    return token[start:end]


def _is_mark(character: str) -> bool:
    return character in (DASH, ELLIPSIS) or unicodedata.category(character or "a")[0] in "PS"
