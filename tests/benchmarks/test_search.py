"""Search over a sample of SAMPLE passages (100,000 unless set), beside the least it could cost.

The floor (floor.py) and the naive `icontains` run on the same passages, by turns with ours. Prints
a table in milliseconds of processor and of wall time, how the database answers the main queries,
the size of the index and the time to make it.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from critiques.models import Excerpt, SearchEntry
from critiques.models.search_entries import ids_of_kind
from critiques.search import finding
from critiques.search.backends import backend
from critiques.search.finding import Kind, find
from critiques.search.parsing import parse
from critiques.search.showing import hits
from tests.benchmarks.floor import SHOWN, Floor
from tests.benchmarks.make_sample import Sample

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

SAMPLE = int(os.environ.get("SAMPLE", "100000"))
TIMES = 15
# What search may cost: at most so many times the floor, and the slowest times the median.
MOST_FLOORS, MOST_SPREAD = 2, 10


@pytest.fixture(scope="module")
def sample(module_records: None) -> Iterator[Sample]:
    made = Sample(max(10, SAMPLE // 100), SAMPLE, 1)
    started = time.perf_counter()
    made.make()
    sampled = time.perf_counter()
    call_command("rebuild_search", anew=True)
    made.seconds = sampled - started, time.perf_counter() - sampled
    return made


def questions(words: list[str]) -> dict[str, tuple[str, str]]:
    """What is typed, and what filters are in force."""
    rank = lambda number: words[min(number, len(words) - 1)]  # noqa: E731
    return {
        "rare": (rank(30_000), ""),
        "mid": (rank(999), ""),
        "common": (rank(9), ""),
        "commonest": (rank(0), ""),
        "two mid": (f"{rank(99)} {rank(299)}", ""),
        "two common": (f"{rank(0)} {rank(9)}", ""),
        "common and rare": (f"{rank(0)} {rank(20_000)}", ""),
        "phrase common": (f'"{rank(0)} {rank(1)}"', ""),
        "phrase mid": (f'"{rank(9)} {rank(29)}"', ""),
        "prefix of 4": (f"{rank(999)[:4]}*", ""),
        "prefix of 2": (f"{rank(9)[:2]}*", ""),
        "common, filtered": (rank(9), "#t:5"),
        "mid, filtered": (rank(99), "#st:mixed"),
    }


def answer(typed: str, facet: str) -> int:
    """Order, counts of all kinds, facets, and 20 passages with the words marked."""
    results = find(parse(typed), {"a": [facet]} if facet else {}, Kind.EXCERPT)
    results.facet_counts()
    found = results.found[Kind.EXCERPT]
    hits(Kind.EXCERPT, found.ordered[:SHOWN], results.clauses)
    return found.total


def least(floor: Floor, typed: str) -> None:
    words = typed.strip('"*').split()
    floor.search(words, is_phrase='"' in typed, is_prefix="*" in typed)


def naive(typed: str) -> None:
    word = typed.strip('"*').split()[0]
    found = Excerpt.objects.published().filter(text__icontains=word)
    found.count()
    list(found.order_by("-pk")[:SHOWN])


class Taken:
    """Milliseconds of calls, of the wall and of the processor, of this process."""

    def __init__(self, call: Callable[[], Any]) -> None:
        self.call, self.wall, self.processor = call, [], []

    def once(self) -> None:
        wall, processor = time.perf_counter(), time.process_time()
        self.call()
        self.processor.append((time.process_time() - processor) * 1e3)
        self.wall.append((time.perf_counter() - wall) * 1e3)

    @property
    def at_95(self) -> float:
        return sorted(self.wall)[int(0.95 * len(self.wall))]


def table(words: list[str], *, with_naive: bool = True) -> tuple[list[str], list[str]]:
    """Rows of the table, and the questions whose slowest answers are far from the median."""
    floor, rows, too_slow, ratios = Floor(), [], [], {}
    for name, (typed, facet) in questions(words).items():
        total = answer(typed, facet)
        ours = Taken(lambda t=typed, f=facet: answer(t, f))
        floors = Taken(lambda t=typed: least(floor, t))
        for _ in range(TIMES):  # by turns, so that what else the machine does troubles both
            floors.once()
            ours.once()
        plain = Taken(lambda t=typed: naive(t))
        if with_naive:
            plain.once()
        ratio = median(ours.wall) / median(floors.wall)
        ratios[name] = ratio
        if ours.at_95 > MOST_SPREAD * median(ours.wall):
            too_slow.append(name)
        rows.append(
            f"{name:17}{total:6,}{median(ours.wall):9.2f}{ours.at_95:9.2f}"
            f"{median(ours.processor):9.2f}{median(floors.wall):9.2f}{median(floors.processor):9.2f}"
            f"{ratio:7.1f}{sum(plain.wall):11.1f}"
        )
    heading = (
        f"{'milliseconds':17}{'hits':>6}{'median':>9}{'95 %':>9}{'CPU':>9}{'floor':>9}{'CPU':>9}"
        f"{'times':>7}{'icontains':>11}"
    )
    above = ", ".join(name for name, ratio in ratios.items() if ratio > MOST_FLOORS)
    middle = f"median of the ratios {median(ratios.values()):.1f}; above {MOST_FLOORS}: {above}"
    return [heading, *rows, middle], too_slow


def plans(words: list[str]) -> Iterator[str]:
    """How the database answers what search asks it."""
    asked: list[tuple[str, Any]] = []

    def note(run: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "critiques_search" in sql:
            asked.append((sql, params))
        return run(sql, params, many, context)

    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    for typed in (words[0], f"{words[0]} {words[999]}"):
        asked.clear()
        with connection.execute_wrapper(note):
            answer(typed, "")
        yield f"-- {typed}"
        with connection.cursor() as cursor:
            for sql in dict.fromkeys(sql for sql, _ in asked):
                cursor.execute(explain + sql, dict(asked)[sql])
                yield f"{sql[:100]} …"
                yield from (f"    {row[-1]}" for row in cursor.fetchall())


def test_search_costs_little_whatever_is_asked(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, too_slow = table(sample.words["en"])
    entries = SearchEntry.objects.filter(pk__range=ids_of_kind(Kind.EXCERPT)).count()
    made, indexed = sample.seconds
    with capsys.disabled():
        print(
            f"\n{connection.vendor}, {SAMPLE:,} passages; made in {made:.1f} s, indexed in "
            f"{indexed:.1f} s, {backend().size() / max(entries, 1):,.0f} bytes each",
            *rows,
            *plans(sample.words["en"]),
            sep="\n",
        )
    assert not too_slow


def equal_first_five(words: list[str], patch: pytest.MonkeyPatch, queries: int = 200) -> int:
    """On how many of these many queries the best five are those of the ranking of all matches."""
    chance, same = random.Random(5), 0  # noqa: S311
    for number in range(queries):
        typed = " ".join(words[int(len(words) ** chance.random()) - 1]
                         for _ in range(1 + number % 3))  # fmt: skip
        bounded = find(parse(typed), kind=Kind.EXCERPT).found[Kind.EXCERPT].ordered[:5]
        with patch.context() as unbounded:
            unbounded.setattr(finding, "MOST", 10**7)
            exact = find(parse(typed), kind=Kind.EXCERPT).found[Kind.EXCERPT].ordered[:5]
        same += bounded == exact
    return same


def test_the_best_five_of_very_many_are_the_best_five_of_all(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    same = equal_first_five(sample.words["en"], monkeypatch)
    with capsys.disabled():
        print(f"\nof 200 queries the first five equal the exact ranking's on {same}")
    assert same >= 190


def test_a_hundred_thousand_questions_are_all_answered(sample: Sample) -> None:
    from tests.critiques.search.test_page import ask_randomly
    from tests.site.visitor import Visitor

    visitor = Visitor()
    for number in range(int(os.environ.get("QUESTIONS", "100000"))):
        ask_randomly(visitor, number)


def test_the_sample_is_the_same_each_time() -> None:
    texts = [Sample(10, 100, 7)._text("en", 40) for _ in range(2)]

    assert texts[0] == texts[1]
