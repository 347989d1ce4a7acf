"""Owns how text is cleaned at every entry, folded for search, and turned into slugs.

Pure: knows no model, request or database.
Sources: Unicode Standard Annex 15 (normalisation), Reports 36 and 39 (what hides in text).
"""

import re
import unicodedata
from collections.abc import Iterable

from django.utils.text import slugify

MAX_MARKS = 8

# Normalisation sorts a run of combining marks in quadratic time in CPython,
# so runs are cut to this length before it, and to MAX_MARKS after it.
_MARKS_BEFORE_NORMALISATION = 32

_JOINERS = "\u200c\u200d"
_SOFT_HYPHEN = "\u00ad"
_LINE_ENDS = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")

_REMOVED = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 but tab and line ends
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"  # zero width
    "\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e00ff"  # surrogates, noncharacters, tags
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
)
# Letters and symbols by category, but blank in every font: Hangul fillers, Braille blank.
_BLANK_PADDING = "\u2800\u3164\uffa0"
_HIDDEN = rf"\s{_REMOVED}{_JOINERS}{_SOFT_HYPHEN}{_BLANK_PADDING}"


def _character_class(code_points: Iterable[int]) -> str:
    """The inside of a regular expression's [...] for ascending code points."""
    ranges: list[list[int]] = []
    for code_point in code_points:
        if ranges and ranges[-1][1] == code_point - 1:
            ranges[-1][1] = code_point
        else:
            ranges.append([code_point, code_point])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in ranges)


# Marks lie below U+1F000 or among the variation selectors: scanning only there saves start-up time.
_MARK = _character_class(
    code_point
    for part in (range(0x300, 0x1F000), range(0xE0100, 0xE01F0))
    for code_point in part
    if unicodedata.category(chr(code_point)) in ("Mn", "Me")
)
_BLANK = (
    rf"{_HIDDEN}{_MARK}\u115f\u1160\ue000-\uf8ff\U000f0000-\U0010ffff"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a"
)

_REMOVABLE = re.compile(f"[{_REMOVED}]+")
_STRAY_JOINER = re.compile(f"[{_JOINERS}](?![^{_HIDDEN}])")
_HIDDEN_BEFORE_JOINER = re.compile(f"([{_HIDDEN}])[{_JOINERS}]")
_STRAY_SOFT_HYPHEN = re.compile(rf"{_SOFT_HYPHEN}(?![^\W{_BLANK_PADDING}])")
_NO_WORD_BEFORE_SOFT_HYPHEN = re.compile(rf"([^\w{_MARK}]|[{_BLANK_PADDING}]){_SOFT_HYPHEN}")
_VISIBLE = re.compile(f"[^{_BLANK}]")
_OUTER = "".join(filter(str.isspace, map(chr, range(0x3001)))) + _BLANK_PADDING


def _longer_than(marks: int) -> re.Pattern[str]:
    """More than so many marks in a row; a joiner between two marks does not hide them."""
    return re.compile(f"[{_MARK}](?:[{_JOINERS}]?[{_MARK}]){{{marks},}}")


_TOO_MANY_TO_NORMALISE = _longer_than(_MARKS_BEFORE_NORMALISATION)
_TOO_MANY_MARKS = _longer_than(MAX_MARKS)


def _cap_marks(too_many: re.Pattern[str], value: str, limit: int) -> str:
    if value.isascii():
        return value
    return too_many.sub(
        lambda run: "".join(c for c in run[0][: 2 * limit] if c not in _JOINERS)[:limit], value
    )


def _normalise(form: str, value: str) -> str:
    return unicodedata.normalize(
        form, _cap_marks(_TOO_MANY_TO_NORMALISE, value, _MARKS_BEFORE_NORMALISATION)
    )


def clean_text(value: str, *, multiline: bool = False) -> str:
    """Text as it may be stored, whoever sent it.

    In NFC, without control, bidirectional and zero-width characters, lone surrogates,
    noncharacters and tags; ZWJ and ZWNJ stay between visible characters, a soft hyphen
    inside a word, and at most MAX_MARKS combining marks in a row. Tabs become spaces.
    With `multiline`, line ends of all kinds become "\\n"; without it, white space that
    holds a line end becomes one space. White space around the whole goes. The result is ""
    if nothing visible is left, cleaning it again changes nothing, and time is linear.
    """
    value = _LINE_ENDS.sub("\n", value).replace("\t", " ")
    value = _REMOVABLE.sub("", value)
    value = _normalise("NFC", _without_stray_joiners(value))
    value = _cap_marks(_TOO_MANY_MARKS, value, MAX_MARKS)
    value = (value if multiline else _on_one_line(value)).strip(_OUTER)
    return "" if is_blank(value) else value


def is_blank(value: str) -> bool:
    """Whether nothing visible is in the text, such as only spaces, fillers or bare marks."""
    return _VISIBLE.search(value) is None


def _on_one_line(value: str) -> str:
    if "\n" not in value:
        return value
    return " ".join(line for line in map(str.strip, value.split("\n")) if line)


def _without_stray_joiners(value: str) -> str:
    """ZWJ, ZWNJ and soft hyphens only where they join or part something."""
    if "\u200c" in value or "\u200d" in value:
        # From a run of joiners the last one stays, if it stands between visible characters.
        value = _STRAY_JOINER.sub("", value).lstrip(_JOINERS)
        value = _HIDDEN_BEFORE_JOINER.sub(r"\1", value)
    if _SOFT_HYPHEN in value:
        value = _STRAY_SOFT_HYPHEN.sub("", value).lstrip(_SOFT_HYPHEN)
        value = _NO_WORD_BEFORE_SOFT_HYPHEN.sub(r"\1", value)
    return value


# Letters that Unicode does not decompose, though people type them without the stroke.
_PLAIN_LETTERS = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
    "ħ": "h", "ı": "i", "ȷ": "j", "ĸ": "k", "ŋ": "n", "ŧ": "t", "ə": "e", "ƒ": "f",
    "ɨ": "i", "ʉ": "u", "ƀ": "b", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɲ": "n", "ɔ": "o", "ɛ": "e",
}  # fmt: skip
_PLAIN_LETTERS |= {
    letter.upper(): plain.capitalize()
    for letter, plain in _PLAIN_LETTERS.items()
    if len(letter.upper()) == 1
} | {"ẞ": "SS", "ı": "i"}
_STROKED_LETTER = re.compile(f"[{''.join(_PLAIN_LETTERS)}]")


def _plain_letters(value: str) -> str:
    return _STROKED_LETTER.sub(lambda letter: _PLAIN_LETTERS[letter[0]], value)


# Accents and points that people leave out when they type. Vowel signs of Indic scripts and of Thai
# carry the word and stay; so do the voicing marks of kana (U+3099, U+309A), which NFC composes.
_ACCENTS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u180b-\u180d\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_ACCENT = re.compile(f"[{_ACCENTS}]+")
_IGNORED_IN_SEARCH = re.compile(f"[{_REMOVED}{_JOINERS}{_SOFT_HYPHEN}{_BLANK_PADDING}]+")
_FRACTION = re.compile("(?=[\u00bc-\u00be\u2150-\u215e])")
_MODIFIER_QUOTES = "\u02b9-\u02c1\u02c8\u02ca\u02cb\u02ee"
_PUNCTUATION = re.compile(
    "["
    + _character_class(c for c in range(0x21, 0x1F000) if unicodedata.category(chr(c))[0] == "P")
    + _MODIFIER_QUOTES
    + "`\u00b4^~|\u00a8\u00af\u00b8\u2044\u2212\u02d0-\u02df\u1fbd\u1fbf-\u1fc1\u1ffd\u1ffe"
    + "]"
)


def fold(value: str) -> str:
    """Text as search and autocomplete compare it: the same on every database.

    NFKD, without accents, case-folded (Unicode 3.13), ø, ł, æ and their like as plain
    letters, punctuation and quotation marks of every kind as space, one space between words.
    CJK, Hangul, kana with their voicing marks and Indic vowel signs stay; symbols such as
    $ and ♥ stay. "8½" gives the same as "8 1/2". The result is in NFC, "" if nothing is left.
    """
    value = _IGNORED_IN_SEARCH.sub("", _LINE_ENDS.sub(" ", value))
    value = _normalise("NFKD", _FRACTION.sub(" ", value))
    value = _plain_letters(_ACCENT.sub("", value)).casefold()
    if not unicodedata.is_normalized("NFKD", value):
        value = _ACCENT.sub("", _normalise("NFKD", value))
    value = _normalise("NFC", _PUNCTUATION.sub(" ", value))
    return " ".join(value.split())


_LATIN_ACCENTS = re.compile(f"([A-Za-z])[{_ACCENTS}]+")
_DROPPED_IN_SLUGS = re.compile(
    f"[{_REMOVED}{_JOINERS}{_SOFT_HYPHEN}{_BLANK_PADDING}{_MODIFIER_QUOTES}\u115f\u1160]+"
)
_SEPARATORS = re.compile(r"[\u2010-\u2015\u2044\u2212/\\|·•\u30fb_]+")


def slug_from(text: str, *, max_length: int = 80) -> str:
    """A Unicode slug: "Cléo de 5 à 7" gives "cleo-de-5-a-7", "七人の侍" stays.

    As Django's slugify(allow_unicode=True), so validate_unicode_slug takes it, but Latin
    letters lose their accents and dashes and slashes part words. At most `max_length` code
    points, cut between words where there are several. "" if nothing remains; never begins
    or ends with - or _.
    """
    text = _normalise("NFKD", _FRACTION.sub(" ", _LINE_ENDS.sub(" ", text)))
    text = _plain_letters(_DROPPED_IN_SLUGS.sub("", text))
    text = _normalise("NFC", _LATIN_ACCENTS.sub(r"\1", text))
    return _cut(slugify(_SEPARATORS.sub(" ", text), allow_unicode=True), max_length)


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    head = slug[:max_length]
    if slug[max_length] != "-" and "-" in head:
        head = head.rpartition("-")[0]
    return head.strip("-_")
