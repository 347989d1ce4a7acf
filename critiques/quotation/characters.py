"""Owns what characters are to one another: unseen, the same in NFC, letters in one form, or
marks of one class (architecture §4, "Typography").

Source of the composition: Unicode Standard Annex 15.
"""

import re
import unicodedata

import regex

from critiques.quotation.graphemes import GRAPHEME
from critiques.quotation.offsets import OffsetMap
from critiques.quotation.reading import INVISIBLE

# One mark for each class. The first two are controls, which cannot be in a text any more when it
# is classed, and all three leave a Western text at one byte for each character.
DASH = "\x01"
ELLIPSIS = "\x02"
QUOTE = "'"
HYPHEN = "-"

LINE_ENDS = "\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_QUOTES = (
    "\"'`\u00b4\u00ab\u00bb\u02b9-\u02bf\u02c8\u02ca\u02cb\u02ee\u2018-\u201f\u2032-\u2037\u2039"
    "\u203a\u275b-\u275e\u276e\u276f\u2e42\u300c-\u300f\u301d-\u301f\uff02\uff07\uff62\uff63"
)
_QUOTE = re.compile(f"[{_QUOTES}]")
_LINE_END = re.compile(f"[{LINE_ENDS}]")
_CLASSES = {
    **{code: QUOTE for code in range(0x10000) if _QUOTE.match(chr(code))},
    **{code: " " for code in range(0x10000) if chr(code).isspace()},
    **{code: "\n" for code in range(0x10000) if _LINE_END.match(chr(code))},
    **dict.fromkeys((0x2013, 0x2014, 0x2015), DASH),
    **dict.fromkeys((0x2010, 0x2011), HYPHEN),
    0x2026: ELLIPSIS,
}

# A soft hyphen at a line's end is seen: it is what may join a word there.
_UNSEEN = re.compile(rf"(?:(?!\u00ad[^\S{LINE_ENDS}]*[{LINE_ENDS}])[{INVISIBLE}])+")

# Longer runs of marks are no writing, and sorting them would take CPython quadratic time.
_LONG_MARKS = regex.compile(r"\p{M}{33}")
_LONGEST_CLUSTER = 32
_NOT_ASCII = regex.compile(r"(?:\p{ASCII}?\P{ASCII}+)+")


def _ligatures() -> dict[int, str]:
    """Presentation forms that Unicode itself takes apart into letters; æ and œ are letters."""
    found = {}
    for code in (0x132, 0x133, *range(0xFB00, 0xFB50), *range(0xFE70, 0xFF00)):
        letters = unicodedata.normalize("NFKC", chr(code))
        if "LIGATURE" in unicodedata.name(chr(code), "") and letters.isalpha():
            found[code] = letters
    return found


_LIGATURES = _ligatures()
_LIGATURE = re.compile(f"[{''.join(map(chr, _LIGATURES))}]")
# All that NFC may compose, order or replace, and the ligatures.
_MAY_CHANGE = regex.compile(
    rf"[\p{{M}}\p{{NFC_QC=N}}\p{{NFC_QC=M}}{''.join(map(chr, _LIGATURES))}]"
)


def is_quote(character: str) -> bool:
    return _QUOTE.match(character) is not None


def nfc(text: str) -> str:
    """The text in NFC, in linear time: one with more than 32 marks in a row stays as it is."""
    if text.isascii() or _LONG_MARKS.search(text):
        return text
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> tuple[str, OffsetMap | None]:
    """The text without what cannot be seen, and the way back if anything was taken out."""
    gaps = [match.span() for match in _UNSEEN.finditer(text)]
    if not gaps:
        return text, None
    starts = [0, *(end for _, end in gaps)]
    ends = [*(start for start, _ in gaps), len(text)]
    way_back = OffsetMap()
    way_back.add_runs(starts, ends)
    return without_unseen(text), way_back


def without_unseen(text: str) -> str:
    """The text without what cannot be seen."""
    return _UNSEEN.sub("", text)


def composed(text: str) -> tuple[str, OffsetMap | None]:
    """The text in NFC with its ligatures taken apart, and the way back if that changed it."""
    if text.isascii():
        return text, None
    if not _LONG_MARKS.search(text) and not _LIGATURE.search(text) and nfc(text) == text:
        return text, None
    parts: list[str] = []
    way_back = OffsetMap()
    done = 0
    for run in _NOT_ASCII.finditer(text):
        if not _MAY_CHANGE.search(run[0]):
            continue
        parts.append(text[done : run.start()])
        way_back.add(run.start() - done, done, run.start())
        clusters = GRAPHEME.findall(run[0])
        forms = {cluster: _form(cluster) for cluster in set(clusters)}
        changed = [forms[cluster] for cluster in clusters]
        way_back.add_all([*map(len, changed)], [*map(len, clusters)], run.start())
        parts.extend(changed)
        done = run.end()
    parts.append(text[done:])
    way_back.add(len(text) - done, done, len(text))
    return "".join(parts), way_back


def classed(text: str) -> str:
    """The text with one mark for each class of marks; as long as it was."""
    return text.translate(_CLASSES)


def _form(cluster: str) -> str:
    whole = nfc(cluster) if len(cluster) <= _LONGEST_CLUSTER else cluster
    return whole.translate(_LIGATURES)
