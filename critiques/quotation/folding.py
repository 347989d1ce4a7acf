"""Owns the form in which two texts are compared: one mark for each class of marks (architecture
§4, "Typography"), without white space and hyphens, which are kept beside it as separators.

Each folded character knows where it stood, so that what is found can be pointed at in the
original. Case, spelling and accents are kept: they are words, not typography.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from critiques.quotation.characters import DASH, ELLIPSIS, classed, composed, visible
from critiques.quotation.offsets import OffsetMap

SPACE = " "
# A hyphen, or a soft one, at a line's end: it may join its word.
HYPHEN_AT_LINE_END = "-\n"
SOFT_HYPHEN_AT_LINE_END = "\u00ad\n"

# Anything but words with one space or hyphen between them. Taking those by the stretch makes
# folding a text of 100,000 words ten times as fast as taking them one by one.
_IRREGULAR = re.compile(
    rf"[ \n\-\u00ad{DASH}]{{2,}}|[\n\u00ad{DASH}]|\.(?:[ \n]{{0,2}}\.){{2,}}"
    rf"|{ELLIPSIS}[ \n]{{0,2}}\.(?![ \n]{{0,2}}[.{ELLIPSIS}])"
)
_REGULAR = re.compile("[ -]")
_DASH = re.compile(rf"{DASH}|(?<!-)-{{2,3}}(?!-)")
_WHITE = re.compile(r"[ \n]+")
_AT_LINE_END = re.compile(r"([-\u00ad]) *\n[ \n]*")
_LONGEST_KNOWN = 8
_IRREGULAR_WHITE = re.compile(r"[ \n]{2,}|\n")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text in the form in which texts are compared.

    `skeleton` holds its characters but white space, hyphens and what cannot be seen. `places`
    are the offsets in the skeleton before which a separator stands, ascending, and `separators`
    what stands there: white space as one space, hyphens as they are.
    """

    original: str
    skeleton: str
    places: array
    separators: list[str]
    _maps: tuple[OffsetMap, ...] = field(repr=False)

    def start(self, place: int) -> int:
        """Where the folded character at `place` begins in the original."""
        for step in self._maps:
            place = step.start(place)
        return place

    def end(self, place: int) -> int:
        """Where the folded character before `place` ends in the original."""
        for step in self._maps:
            place = step.end(place)
        return place

    def separator(self, place: int) -> str:
        """What stands between the folded characters before and at `place`; often nothing."""
        index = bisect_left(self.places, place)
        if index < len(self.places) and self.places[index] == place:
            return self.separators[index]
        return ""

    def separators_within(self, start: int, end: int) -> list[tuple[int, str]]:
        """Places, counted from `start`, and separators, strictly between two places."""
        first, last = bisect_right(self.places, start), bisect_left(self.places, end)
        found = zip(self.places[first:last], self.separators[first:last], strict=True)
        return [(place - start, separator) for place, separator in found]


def fold(text: str) -> Folded:
    """The text as it is compared. Takes any text; linear in its length."""
    seen, seen_map = visible(text)
    whole, whole_map = composed(seen)
    folding = _Folding(classed(whole))
    maps = (folding.map, whole_map, seen_map)
    return Folded(
        original=text,
        skeleton="".join(folding.parts),
        places=folding.places,
        separators=folding.separators,
        _maps=tuple(step for step in maps if step is not None),
    )


def _normal(separator: str) -> str:
    """White space as one space, a line's end where it may have joined a word."""
    if joining := _AT_LINE_END.fullmatch(separator):
        return joining[1] + "\n"
    return _WHITE.sub(SPACE, separator).replace("\u00ad", "")


_known_normal = lru_cache(maxsize=1_000)(_normal)


class _Folding:
    """Takes the separators out of a text in which each class of marks is one mark already."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.map = OffsetMap()
        self.places, self.separators = array("l"), []
        done = 0
        for found in _IRREGULAR.finditer(text):
            self._add_regular(done, found.start())
            if found[0].startswith("."):
                self._add_dots(found)
            elif found[0].startswith(ELLIPSIS):
                # Four dots as well, whichever of them the keyboard made one character.
                self._add(".", *found.span())
                self._add(ELLIPSIS, *found.span())
            else:
                self._add_separators(found)
            done = found.end()
        self._add_regular(done, len(text))

    def _add_regular(self, start: int, end: int) -> None:
        if start == end:
            return
        stretch = self.text[start:end]
        words = _REGULAR.split(stretch)
        if len(words) == 1:
            self._add(stretch, start, end)
            return
        lengths = [*map(len, words)]
        places = array("l", accumulate(lengths, initial=self.map.length))
        self.places.extend(places[1:-1])
        self.separators.extend(_REGULAR.findall(stretch))
        self.map.add_words(lengths, start)
        self.parts.extend(words)

    def _add_dots(self, found: re.Match[str]) -> None:
        """Three are an ellipsis, four a full stop and an ellipsis, all others are dots."""
        dots = found[0].count(".")
        if dots not in (3, 4):
            self._add_other_dots(*found.span())
            return
        start, end = found.span()
        if dots == 4:
            self._add(".", start, start + 1)
            start = self.text.index(".", start + 1)
        self._add(ELLIPSIS, start, end)

    def _add_other_dots(self, start: int, end: int) -> None:
        for white in _IRREGULAR_WHITE.finditer(self.text, start, end):
            self._add_regular(start, white.start())
            self._separate(white[0])
            start = white.end()
        self._add_regular(start, end)

    def _add_separators(self, found: re.Match[str]) -> None:
        """Hyphens and white space as they are, two or three hyphens as a dash.

        White space beside a dash never counts.
        """
        if found[0].count(DASH) == len(found[0]):
            self._add(found[0], *found.span())
            return
        done = 0
        for dash in _DASH.finditer(found[0]):
            self._separate(found[0][done : dash.start()].strip())
            self._add(DASH, found.start() + dash.start(), found.start() + dash.end())
            done = dash.end()
        rest = found[0][done:]
        self._separate(rest.strip() if done else rest)

    def _separate(self, separator: str) -> None:
        is_short = len(separator) <= _LONGEST_KNOWN
        separator = _known_normal(separator) if is_short else _normal(separator)
        if separator:
            self.places.append(self.map.length)
            self.separators.append(separator)

    def _add(self, mark: str, start: int, end: int) -> None:
        self.map.add(len(mark), start, end)
        self.parts.append(mark)
