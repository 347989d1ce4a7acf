"""Small charts of numbers by year, drawn as SVG by templates with a table behind. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

WIDEST, HEIGHT = 640, 96
WIDEST_SLOT = 40
MOST_BARS = 60
BAR_SHARE = 0.78


@dataclass(frozen=True)
class Bar:
    label: str
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    rows: list[tuple[int, int]]
    most: Bar
    width: int
    height: int = HEIGHT

    @property
    def peak(self) -> str:
        """When the most were, in words: `2012`, or `the 1960s`."""
        return self.most.label if self.most.label.isdecimal() else f"the {self.most.label}"

    @property
    def first(self) -> str:
        return self.bars[0].label

    @property
    def last(self) -> str:
        return self.bars[-1].label


def by_year(counts: Iterable[tuple[int, int]], span: tuple[int, int] | None = None) -> Chart | None:
    """A bar for each year from the first to the last, or for each decade where years are many.

    `counts` are pairs of year and number, each year once; `span` lets several charts share an
    axis. None if nothing is dated.
    """
    rows = sorted((year, count) for year, count in counts if count)
    if not rows:
        return None
    first, last = span or (rows[0][0], rows[-1][0])
    step = 1 if last - first < MOST_BARS else 10
    start = first // step * step
    totals = dict.fromkeys(range(start, last + 1, step), 0)
    for year, count in rows:
        totals[year // step * step] += count
    width, highest = min(WIDEST, WIDEST_SLOT * len(totals)), max(totals.values())
    slot = width / len(totals)
    bars = [
        _bar(f"{year}s" if step > 1 else str(year), count, at * slot, slot, count / highest)
        for at, (year, count) in enumerate(totals.items())
    ]
    return Chart(bars, rows, most=max(bars, key=lambda bar: bar.count), width=width)


def _bar(label: str, count: int, x: float, slot: float, share: float) -> Bar:
    height = max(share * HEIGHT, 2) if count else 0
    gap = slot * (1 - BAR_SHARE) / 2
    return Bar(label, count, x + gap, HEIGHT - height, slot * BAR_SHARE, height)
