"""The figures of moderation, with the geometry of their charts: columns of weeks."""

from dataclasses import dataclass
from typing import Any

from critiques.moderation.figures import OUTCOMES, Figures, Week, figures

# Of the drawing, in its own units.
WIDTH, HEIGHT = 780, 200
_GAP = 0.3
_LABELLED_EVERY = 4


@dataclass(frozen=True)
class Bar:
    outcome: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Column:
    """A week: its decisions stacked by outcome, its arrivals as a mark across."""

    week: Week
    x: float
    right: float
    bars: list[Bar]
    received_y: float
    is_labelled: bool


def figures_context() -> dict[str, Any]:
    found = figures()
    return {
        "figures": found,
        "columns": [_column(found, number) for number in range(len(found.weeks))],
        "newest_first": found.weeks[::-1],
        "outcomes": OUTCOMES,
        "chart": {
            "width": WIDTH,
            "height": HEIGHT,
            "full_width": WIDTH + 44,
            "full_height": HEIGHT + 34,
            "most": found.most,
        },
    }


def _column(found: Figures, number: int) -> Column:
    week, step = found.weeks[number], WIDTH / len(found.weeks)
    scale = HEIGHT / found.most
    left, width = step * (number + _GAP / 2), step * (1 - _GAP)
    bars: list[Bar] = []
    top = float(HEIGHT)
    for outcome, count in week.outcomes.items():
        top -= count * scale
        bars.append(Bar(outcome, left, top, width, count * scale))
    return Column(
        week=week,
        x=left,
        right=left + width,
        bars=[bar for bar in bars if bar.height],
        received_y=HEIGHT - week.received * scale,
        is_labelled=number % _LABELLED_EVERY == 0,
    )
