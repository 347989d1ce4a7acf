"""Owns the typographic title card that stands in for a poster: words, sizes and places.

Pure: must not know films, only a title, a year and a slug. Units are those of the viewBox.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Literal

from filmography.title_card_art import COMPOSITIONS
from filmography.title_card_shapes import HEIGHT, PALETTES, WIDTH, Area, Chance, Palette, Shape

_MARGIN = 24
_MEASURE = 238  # Estimates may be a tenth too small for the widest system serif.
_LEADING = 1.06
_SMALLEST, _LARGEST = 14, 104
# A word that needs a smaller type than the first is broken to stand in the second.
_SMALLEST_WHOLE, _BROKEN = 20, 28
_BLOCK_HEIGHT, _TALLEST_BLOCK = 152, 262
_MOST_LETTERS = 1000  # More never fit; the rest need not be measured.
_YEAR_SIZE = 16
_CAP_HEIGHT, _DESCENT = 0.74, 0.25
_GAP = 26

# Average widths in em of Georgia and Palatino.
_WIDTHS = {
    **dict.fromkeys("ijl|!.,:;'’‘·", 0.30),
    **dict.fromkeys('frtIJ()[]{}-/\\"“”*', 0.41),
    **dict.fromkeys("mw%@—…", 0.86),
    **dict.fromkeys("MW", 0.96),
    " ": 0.25,
}
_NOT_FIRST_IN_LINE = (
    "、。，．・：；？！」』）］｝〉》】〕’”ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)


@dataclass(frozen=True)
class TextLine:
    """One line of text at its baseline. `anchor` is a value of SVG's text-anchor."""

    text: str
    x: float
    y: float
    font_size: float
    anchor: Literal["start", "middle"] = "start"


@dataclass(frozen=True)
class TitleCard:
    """What a template needs to draw the card, in viewBox units from the upper left corner."""

    title: str
    year: int | None
    palette: Palette
    lines: tuple[TextLine, ...]
    year_line: TextLine | None
    shapes: tuple[Shape, ...]
    words_top: float
    words_bottom: float
    width: int = WIDTH
    height: int = HEIGHT


def title_card(title: str, year: int | None, slug: str) -> TitleCard:
    """The card of a film: palette and composition follow from the slug, the rest from the title.

    Always the same for the same input. Titles of any length and script fit: they are broken
    into lines and sized by estimated widths, and cut with "…" only beyond some 400 letters.
    """
    title = " ".join(title.split())
    chance = Chance(slug)
    palette = PALETTES[chance.below(len(PALETTES))]
    composition = COMPOSITIONS[chance.below(len(COMPOSITIONS))]
    words_above = chance.below(5) < 2
    size, texts = _fit(title)
    top, bottom = _words_span(size, len(texts), above=words_above)
    area = Area(bottom + _GAP, HEIGHT) if words_above else Area(0, top - _GAP)
    return TitleCard(
        title=title,
        year=year,
        palette=palette,
        lines=_set(texts, size, top),
        year_line=_year_line(year, above=words_above),
        shapes=tuple(composition(area, palette, chance)),
        words_top=0 if words_above else top,
        words_bottom=bottom if words_above else HEIGHT,
    )


def _words_span(size: float, count: int, *, above: bool) -> tuple[float, float]:
    """Top and bottom of the title's letters; the year stands between them and the card's edge."""
    height = size * (_CAP_HEIGHT + _DESCENT + (count - 1) * _LEADING)
    top = 58 if above else HEIGHT - 52 - height
    return top, top + height


def _set(texts: list[str], size: float, top: float) -> tuple[TextLine, ...]:
    first = top + size * _CAP_HEIGHT
    return tuple(
        TextLine(text, _MARGIN, round(first + number * size * _LEADING, 1), size)
        for number, text in enumerate(texts)
    )


def _year_line(year: int | None, *, above: bool) -> TextLine | None:
    return (
        None
        if year is None
        else TextLine(str(year), _MARGIN, 37 if above else HEIGHT - 24, _YEAR_SIZE)
    )


def _fit(title: str) -> tuple[float, list[str]]:
    """The largest type in which the title fits, and its lines."""
    pieces = _pieces(title[:_MOST_LETTERS])
    for limit in (_BLOCK_HEIGHT, _TALLEST_BLOCK):
        for size in range(_LARGEST, _SMALLEST - 1, -2):
            if size < 26 and limit < _TALLEST_BLOCK:
                break
            lines = _wrap(pieces, _MEASURE / size)
            if lines and size * _LEADING * len(lines) <= limit * 1.06:
                return size, _balanced(pieces, _MEASURE / size, len(lines))
    lines = _wrap(pieces, _MEASURE / _SMALLEST)
    most = int(_TALLEST_BLOCK / (_SMALLEST * _LEADING))
    return _SMALLEST, [*lines[: most - 1], lines[most - 1][:-2] + "…"]


def _pieces(title: str) -> tuple[str, ...]:
    """What may not be broken: words with the space before them, and single wide characters."""
    pieces: list[str] = []
    for character in title:
        breaks_before = (
            character == " " or _is_wide(character) or (pieces and _is_wide(pieces[-1][-1]))
        )
        if pieces and (character in _NOT_FIRST_IN_LINE or not breaks_before):
            pieces[-1] += character
        else:
            pieces.append(character)
    return tuple(part for piece in pieces for part in _parts(piece))


def _parts(piece: str) -> list[str]:
    """The piece, or, if it would need too small a type, what of it fits into a line each."""
    if _width(piece) <= _MEASURE / _SMALLEST_WHOLE:
        return [piece]
    return _wrap(tuple(piece), _MEASURE / _BROKEN)


def _wrap(pieces: tuple[str, ...], measure: float) -> list[str]:
    """Lines no wider than the measure in em, or none if a piece is wider than that."""
    lines = [""]
    for piece in pieces:
        if _width(piece.strip()) > measure:
            return []
        if _width(lines[-1] + piece) > measure:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def _balanced(pieces: tuple[str, ...], measure: float, count: int) -> list[str]:
    """As many lines, as even as can be: the narrowest measure that still gives that many."""
    low, high = 0.0, measure
    for _ in range(12):
        middle = (low + high) / 2
        if 0 < len(_wrap(pieces, middle)) <= count:
            high = middle
        else:
            low = middle
    return _wrap(pieces, high)


def _width(text: str) -> float:
    """Estimated width in em."""
    return sum(map(_character_width, text))


@cache
def _character_width(character: str) -> float:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.combining(character):
        return 0
    if _is_wide(character):
        return 1
    return 0.72 if character.isupper() else 0.54


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F")
