"""Owns what title cards are made of: palettes, shapes, the area they fill, stable chance.

Pure: must not know titles or compositions. Units are those of the viewBox, 300 by 450.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import shake_256
from typing import ClassVar

WIDTH, HEIGHT = 300, 450


@dataclass(frozen=True)
class Palette:
    """`ink` on `background` has a contrast of 7:1 or more (WCAG 2.2 AAA); the others decorate."""

    background: str
    ink: str
    accent: str
    tone: str


PALETTES = (
    Palette("#f4c430", "#1b1610", "#c2311c", "#fae39a"),  # yellow, as a certain journal of 1951
    Palette("#f2e8d5", "#1d1a16", "#c33a22", "#dcc9a6"),  # newsprint and vermilion
    Palette("#14213d", "#f7f0e0", "#e8a33d", "#2c4170"),  # day for night
    Palette("#17342b", "#f4ecd8", "#e58153", "#2d5848"),  # pine
    Palette("#57121a", "#fbeedc", "#e9b44c", "#802a30"),  # velvet curtain
    Palette("#cfe1e5", "#14232b", "#cf452c", "#93b9c4"),  # winter sky
    Palette("#f4bfb4", "#2b1218", "#96213a", "#fae0d7"),  # blush
    Palette("#2c1f42", "#f7edf4", "#ec7398", "#4c3a6c"),  # violet hour
    Palette("#cbdfc5", "#16261c", "#2c6a4d", "#e8f0dc"),  # celadon
    Palette("#f0904f", "#1e0e06", "#fff0d9", "#d1622c"),  # tangerine
    Palette("#1d1c1b", "#f2ede4", "#d9cf4b", "#403d3a"),  # carbon and acid
    Palette("#0d3a42", "#f5efe0", "#f2a65a", "#1e5d68"),  # deep teal
    Palette("#e5d6ba", "#1b2430", "#24528a", "#c7b38c"),  # sand and cobalt
    Palette("#f6f3ec", "#131211", "#dd3a1f", "#d6d0c4"),  # constructivist
    Palette("#f6d7bf", "#2c1a2e", "#702d5f", "#edb18f"),  # peach and plum
    Palette("#38424f", "#faf3ea", "#f29f92", "#566373"),  # slate and rose
)


@dataclass(frozen=True)
class Rect:
    kind: ClassVar[str] = "rect"
    x: float
    y: float
    width: float
    height: float
    fill: str

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.x, self.y, self.x + self.width, self.y + self.height


@dataclass(frozen=True)
class Circle:
    kind: ClassVar[str] = "circle"
    cx: float
    cy: float
    r: float
    fill: str

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        return self.cx - self.r, self.cy - self.r, self.cx + self.r, self.cy + self.r


@dataclass(frozen=True)
class Line:
    kind: ClassVar[str] = "line"
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    stroke_width: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        half = self.stroke_width / 2
        xs, ys = sorted((self.x1, self.x2)), sorted((self.y1, self.y2))
        return xs[0] - half, ys[0] - half, xs[1] + half, ys[1] + half


@dataclass(frozen=True)
class Polygon:
    kind: ClassVar[str] = "polygon"
    corners: tuple[tuple[float, float], ...]
    fill: str

    @property
    def points(self) -> str:
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.corners)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        xs, ys = zip(*self.corners, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


Shape = Rect | Circle | Line | Polygon


@dataclass(frozen=True)
class Area:
    """The band of the card for the picture, from side to side.

    It reaches over one edge of the card (`outer`), and meets the words at the other (`inner`).
    """

    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def hangs(self) -> bool:
        return self.top <= 0

    @property
    def outer(self) -> float:
        return self.top if self.hangs else self.bottom

    def at(self, share: float) -> float:
        """The height at a share of the way from the words to the card's edge."""
        return self.bottom - share * self.height if self.hangs else self.top + share * self.height


class Chance:
    """Choices that follow from a slug: the same on every machine and in every version of Python."""

    def __init__(self, slug: str) -> None:
        self._bytes: Iterator[int] = iter(shake_256(slug.encode("utf-8", "replace")).digest(1024))

    def fraction(self) -> float:
        """From 0 up to 1, without 1."""
        return (next(self._bytes) * 256 + next(self._bytes)) / 65536

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.fraction()

    def below(self, count: int) -> int:
        return int(self.fraction() * count)
