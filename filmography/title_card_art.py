"""Owns the geometric compositions of title cards; must not know titles.

Pure. Units are those of the card's viewBox. A composition fills its area and stays in it.
"""

import math
from collections.abc import Callable

from filmography.title_card_shapes import (
    WIDTH,
    Area,
    Chance,
    Circle,
    Line,
    Palette,
    Polygon,
    Rect,
    Shape,
)


def _arc(
    cx: float, cy: float, radius: float, start: float, end: float
) -> tuple[tuple[float, float], ...]:
    """Points along a circle, angles in degrees clockwise from the right."""
    steps = max(2, round(abs(end - start) / 3))
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return tuple((cx + radius * math.cos(angle), cy + radius * math.sin(angle)) for angle in angles)


def _field(area: Area, fill: str) -> Rect:
    return Rect(0, area.top, WIDTH, area.height, fill)


def _sun(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """A disc over a field, crossed by a horizon, with a smaller body in orbit."""
    radius = min(area.height * 0.36, 104)
    cx = (104, 150, 196)[chance.below(3)]
    cy = area.middle
    angle = math.radians(chance.between(200, 340))
    moon_x, moon_y = cx + radius * 1.22 * math.cos(angle), cy + radius * 1.22 * math.sin(angle)
    return [
        _field(area, palette.tone),
        Circle(cx, cy, radius, palette.accent),
        Circle(moon_x, moon_y, radius * 0.13, palette.ink),
        Line(0, cy + radius * 0.42, WIDTH, cy + radius * 0.42, palette.ink, 1.5),
    ]


def _bars(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """Uneven bars from the card's edge towards the words, as in a title sequence of the fifties."""
    widths = (46, 18, 62, 10, 34, 26, 54)
    turn = chance.below(len(widths))
    fills = (palette.accent, palette.tone, palette.ink)
    shapes: list[Shape] = []
    x = 9.0
    for number in range(len(widths)):
        width = widths[(number + turn) % len(widths)]
        end = area.at(chance.between(0.0, 0.5))
        fill = fills[(0, 1, 0, 2, 1, 0, 1)[number]]
        shapes.append(Rect(x, min(end, area.outer), width, abs(end - area.outer), fill))
        x += width + 5.3
    return shapes


def _horizon(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """A half disc sets behind a horizon; below it the light lies on water in strips."""
    level = area.top + area.height * 0.58
    radius = min(area.height * 0.44, 108)
    cx = (112, 150, 188)[chance.below(3)]
    shapes: list[Shape] = [
        Rect(0, area.top, WIDTH, level - area.top, palette.tone),
        Polygon(_arc(cx, level, radius, 180, 360), palette.accent),
        Line(0, level, WIDTH, level, palette.ink, 1.5),
    ]
    for number in range(6):
        y = level + (area.bottom - level) * (0.1 + 0.15 * number)
        half = radius * (0.98 - 0.13 * number) * chance.between(0.8, 1)
        shift = chance.between(-9, 9)
        shapes.append(Rect(cx - half + shift, y, 2 * half, 7 - number * 0.8, palette.accent))
    return shapes


def _diagonal(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """Slanted bands across the field, one broad and some narrow."""
    slant = area.height * 0.62 * (1, -1)[chance.below(2)]
    centre = chance.between(118, 182)

    def band(offset: float, width: float, fill: str) -> Polygon:
        left, right = centre + offset - width / 2, centre + offset + width / 2
        return Polygon(
            (
                (left + slant / 2, area.top),
                (right + slant / 2, area.top),
                (right - slant / 2, area.bottom),
                (left - slant / 2, area.bottom),
            ),
            fill,
        )

    return [
        band(-104, 70, palette.tone),
        band(0, 96, palette.accent),
        band(66, 10, palette.ink),
        band(86, 5, palette.ink),
        band(128, 44, palette.tone),
    ]


def _dots(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """A halftone: dots that swell towards a place, where one of them is dark."""
    pitch = 27.5
    rows = int((area.height - 4) / pitch)
    column_of_light, row_of_light = 2 + chance.below(6), 1 + chance.below(max(1, rows - 2))
    shapes: list[Shape] = []
    for row in range(rows):
        y = area.at((row + 0.5) * pitch / area.height)
        for column in range(10):
            distance = math.hypot(column - column_of_light, row - row_of_light)
            is_light = distance == 0
            radius = max(2.2, 12.6 - 1.75 * distance)
            fill = palette.ink if is_light else palette.accent if distance < 4.2 else palette.tone
            shapes.append(Circle(26.25 + column * pitch, y, radius, fill))
    return shapes


def _frames(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """Screens within screens, towards a vanishing point."""
    share_x, share_y = chance.between(0.3, 0.7), chance.between(0.38, 0.62)
    fills = (
        palette.tone,
        palette.background,
        palette.accent,
        palette.background,
        palette.tone,
        palette.ink,
    )
    shapes: list[Shape] = []
    x, y, width, height = 0.0, area.top, float(WIDTH), area.height
    for fill in fills:
        shapes.append(Rect(x, y, width, height, fill))
        x, y = x + width * 0.27 * share_x, y + height * 0.27 * share_y
        width, height = width * 0.73, height * 0.73
    shapes.append(Circle(x + width / 2, y + height / 2, min(width, height) * 0.3, palette.accent))
    return shapes


def _rings(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """Half a target at the card's edge, like a reel or the start of a countdown."""
    cx = (0, 90, 150, 210, 300)[chance.below(5)]
    fills = (
        palette.tone,
        palette.background,
        palette.accent,
        palette.background,
        palette.tone,
        palette.ink,
    )
    shares = (1.0, 0.83, 0.76, 0.44, 0.36, 0.16)
    start, end = (0, 180) if area.hangs else (180, 360)
    return [
        Polygon(_arc(cx, area.outer, area.height * share, start, end), fill)
        for share, fill in zip(shares, fills, strict=True)
    ]


def _beam(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """A projector's beam through the dark of the hall."""
    from_left = chance.below(2) == 0
    lens_x, far_x = (46, WIDTH) if from_left else (WIDTH - 46, 0)
    lens_y = area.top + area.height * chance.between(0.42, 0.58)
    high, low = area.top + area.height * 0.12, area.bottom - area.height * 0.12
    inner_high, inner_low = lens_y + (high - lens_y) * 0.45, lens_y + (low - lens_y) * 0.45
    return [
        _field(area, palette.tone),
        Polygon(((lens_x, lens_y), (far_x, high), (far_x, low)), palette.accent),
        Polygon(((lens_x, lens_y), (far_x, inner_high), (far_x, inner_low)), palette.background),
        Circle(lens_x, lens_y, 25, palette.ink),
        Circle(lens_x, lens_y, 12, palette.accent),
        Circle(lens_x, lens_y, 4.5, palette.ink),
    ]


def _quilt(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """Squares halved by diagonals, as on a printed endpaper."""
    side = WIDTH / 6
    shapes: list[Shape] = []
    for row in range(int(area.height / side)):
        near = area.outer + row * side if area.hangs else area.outer - row * side - side
        for column in range(6):
            x, y = column * side, near
            corners = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
            missing = chance.below(4)
            fill = (
                palette.accent,
                palette.accent,
                palette.tone,
                palette.tone,
                palette.tone,
                palette.ink,
            )[chance.below(6)]
            shapes.append(Polygon(corners[:missing] + corners[missing + 1 :], fill))
    return shapes


def _eye(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """The cinema eye: a lens of two arcs, an iris that looks somewhere."""
    half_height = min(area.height * 0.33, 92)
    half_width = 132.0
    radius = (half_width**2 + half_height**2) / (2 * half_height)
    opening = math.degrees(math.asin(half_width / radius))
    cy = area.middle
    upper = _arc(150, cy + radius - half_height, radius, 270 - opening, 270 + opening)
    lower = _arc(150, cy - radius + half_height, radius, 90 - opening, 90 + opening)
    look = chance.between(-30, 30)
    return [
        _field(area, palette.tone),
        Polygon(upper + lower, palette.background),
        Circle(150 + look, cy, half_height * 0.86, palette.accent),
        Circle(150 + look, cy, half_height * 0.42, palette.ink),
        Circle(
            150 + look + half_height * 0.2,
            cy - half_height * 0.22,
            half_height * 0.12,
            palette.background,
        ),
    ]


def _stairs(area: Area, palette: Palette, chance: Chance) -> list[Shape]:
    """Steps that rise to one side, and a disc above them."""
    rises_right = chance.below(2) == 0
    steps = 6
    width = WIDTH / steps
    shapes: list[Shape] = [_field(area, palette.tone)]
    for step in range(steps):
        height = area.height * (0.14 + 0.11 * step)
        x = step * width if rises_right else WIDTH - (step + 1) * width
        fill = palette.accent if step % 2 == 0 else palette.background
        shapes.append(Rect(x, area.bottom - height, width, height, fill))
    radius = min(area.height * 0.15, 40)
    cx = 84 if rises_right else WIDTH - 84
    shapes.append(Circle(cx, area.top + area.height * 0.3, radius, palette.ink))
    return shapes


Composition = Callable[[Area, Palette, Chance], list[Shape]]
COMPOSITIONS: tuple[Composition, ...] = (
    *(_sun, _bars, _horizon, _diagonal, _dots, _frames),
    *(_rings, _beam, _quilt, _eye, _stairs),
)
