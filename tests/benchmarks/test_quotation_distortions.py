"""A thousand spans of the real articles, each distorted in every way: how many are judged right.

Prints a table. A falsified quotation called checked is an error, and must not happen once.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from critiques.quotation import Check, Prepared, check, prepare
from tests.critiques.quotation.distortions import (
    ABRIDGED,
    CAPTURED,
    FALSIFIED,
    TYPOGRAPHIC,
    VERBATIM,
    Distortion,
    stands,
)
from tests.critiques.quotation.test_properties import is_once

pytestmark = pytest.mark.benchmark

SPANS = 1_000
SEED = 4
KINDS = {
    "verbatim": VERBATIM,
    "typographic": TYPOGRAPHIC,
    "abridged": ABRIDGED,
    "falsified": FALSIFIED,
}
LEAST_RIGHT = 0.97


class Cut(NamedTuple):
    source: Prepared
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.source.text[self.start : self.end]


@pytest.fixture(scope="module")
def cuts(articles_dir: Path) -> list[Cut]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(articles_dir.glob("*.txt"))]
    sources = [prepare(text) for text in texts]
    chance = random.Random(SEED)  # noqa: S311
    return [cut for cut, _ in zip(_cuts(sources, chance), range(SPANS), strict=False)]


def _cuts(sources: list[Prepared], chance: random.Random) -> Iterator[Cut]:
    """Spans of whole words, 3 to 45 of them, that stand once in their article."""
    while True:
        source = chance.choice(sources)
        words = [match.span() for match in re.finditer(r"(?<!\S)\w[^\s—]*\w(?!\S)", source.text)]
        first = chance.randrange(len(words))
        last = min(len(words) - 1, first + chance.randint(2, 44))
        cut = Cut(source, words[first][0], words[last][1])
        if len(re.sub(r"\s", "", cut.words)) >= 12 and is_once(cut.words, source.text):
            yield cut


def test_distortions(cuts: list[Cut], capsys: pytest.CaptureFixture[str]) -> None:
    rows, totals = [], Counter()

    def add(
        kind: str, name: str, counts: Counter[bool], states: Counter[str], checked: int
    ) -> None:
        found = ", ".join(f"{state} {number}" for state, number in states.most_common())
        figures = f"{counts.total():5} {counts[True]:6} {checked:8}"
        rows.append(f"{kind:12} {name:28} {figures}  {found}")
        totals.update(judged=counts.total(), right=counts[True], wrongly_checked=checked)

    for kind, distortions in KINDS.items():
        for name, distort in distortions.items():
            add(kind, name, *_judge(kind, distort, cuts))
    for name, (distort, expected) in CAPTURED.items():
        add("captured", name, *_judge_captures(distort, expected, cuts))
    head = f"{'kind':12} {'distortion':28} {'tried':>5} {'right':>6} {'wrongly':>8}  found"
    with capsys.disabled():
        print("", head, *rows, dict(totals), sep="\n")

    assert totals["wrongly_checked"] == 0
    assert totals["right"] >= LEAST_RIGHT * totals["judged"]


def _judge(
    kind: str, distort: Distortion, cuts: list[Cut]
) -> tuple[Counter[bool], Counter[str], int]:
    """Right or not, states, and how many are wrongly called checked."""
    chance = random.Random(SEED)  # noqa: S311
    counts, states, wrongly_checked = Counter(), Counter(), 0
    for cut in cuts:
        quotation = distort(cut.words, chance)
        if quotation is None or (kind == "falsified" and stands(quotation, cut.source.text)):
            continue
        if kind == "typographic" and quotation in cut.source.text:
            continue
        result = check(quotation, cut.source)
        is_right = _is_right(kind, result, cut)
        counts[is_right] += 1
        states[result.state] += 1
        wrongly_checked += result.is_proved and not is_right
    return counts, states, wrongly_checked


def _judge_captures(
    distort: Distortion, expected: str, cuts: list[Cut]
) -> tuple[Counter[bool], Counter[str], int]:
    """The same for true quotations where the capture is distorted within their words."""
    chance = random.Random(SEED)  # noqa: S311
    counts, states, wrongly_checked = Counter(), Counter(), 0
    for cut in cuts:
        captured = distort(cut.words, chance)
        if captured is None:
            continue
        text = cut.source.text[: cut.start] + captured + cut.source.text[cut.end :]
        result = check(cut.words, prepare(text))
        span = (cut.start, cut.start + len(captured)) if result.is_proved else None
        is_right = result.state == expected and result.span == span
        counts[is_right] += 1
        states[result.state] += 1
        wrongly_checked += result.is_proved and not is_right
    return counts, states, wrongly_checked


def _is_right(kind: str, result: Check, cut: Cut) -> bool:
    if kind == "falsified":
        return not result.is_proved
    if kind == "abridged":
        # A shorter passage that holds the same parts is as right.
        return result.state == kind and result.span[1] - result.span[0] <= cut.end - cut.start
    return result.state == kind and result.span == (cut.start, cut.end)
