"""Search over a sample of SAMPLE passages (100,000 unless set), beside the least it could cost.

The floor is a capped search without visibility, filters or facets: a count to 1,001, the newest
400 matches scored by their own words. It and the naive `icontains` run on the same rows in the same
run. Prints a table, the plans of the main queries, the size of the index and the time to make it.
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
from critiques.search.expressions import expression
from critiques.search.finding import Kind, Results, find, languages
from critiques.search.indexing import now_in_microseconds
from critiques.search.marking import snippet
from critiques.search.parsing import parse
from tests.benchmarks.make_sample import Sample

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]

SAMPLE = int(os.environ.get("SAMPLE", "100000"))
TIMES = 15
SHOWN = 20
CAP, CANDIDATES = 1_001, 400
# As the issue sets them: at most so many times the floor, and the slowest times the median.
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


def milliseconds(call: Callable[[], Any], times: int = TIMES) -> list[float]:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1e3)
    return sorted(taken)


def answer(typed: str, facet: str) -> Results:
    """What the index is asked for: of passages the order, of all kinds the counts and facets."""
    results = find(parse(typed), {"a": [facet]} if facet else {}, Kind.EXCERPT)
    results.facet_counts()
    return results


def whole(typed: str, facet: str) -> int:
    """And the marked words of 20 passages, read through `published()`."""
    results = answer(typed, facet)
    shown = results.found[Kind.EXCERPT].records(0, SHOWN)
    public = Excerpt.objects.published().filter(pk__in=shown).order_by()
    for text, language in public.values_list("text", "language_id"):
        snippet(text, language, results.clauses)
    return results.found[Kind.EXCERPT].total


def floor(typed: str, facet: str) -> None:
    """`search_cap.py`: the same words in the same index, and no more than must be done."""
    query = parse(typed)
    wanted = expression(query, ("en",), [[facet]] if facet else [])
    low, high = ids_of_kind(Kind.EXCERPT)
    match = backend()._match(wanted)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM (SELECT 1 FROM critiques_search "
                "WHERE critiques_search MATCH %s AND rowid BETWEEN %s AND %s LIMIT %s)",
                [match, low, high, CAP],
            )
            cursor.fetchone()
            cursor.execute(
                "SELECT e.id, e.text FROM critiques_search s JOIN critiques_excerpt e "
                "ON e.id = s.rowid - %s WHERE s.critiques_search MATCH %s "
                "AND s.rowid BETWEEN %s AND %s ORDER BY s.rowid DESC LIMIT %s",
                [low, match, low, high, CANDIDATES],
            )
        else:
            cursor.execute(
                "SELECT id, tokens FROM critiques_searchentry WHERE vector @@ %s::tsquery "
                "AND id BETWEEN %s AND %s LIMIT %s",
                [match, low, high, CAP],
            )
        rows = cursor.fetchall()[:CANDIDATES]
    terms = [word for term in query.terms for word in term.words]
    scored = []
    for pk, text in rows:
        tokens = text.lower().split()
        norm = 1.2 * (0.25 + 0.75 * len(tokens) / 45)
        scored.append((sum(2.2 * (n := tokens.count(t)) / (n + norm) for t in terms), pk, text))
    scored.sort(key=lambda each: (-each[0], -each[1]))
    for _, _, text in scored[:SHOWN]:
        text.replace(terms[0], f"[{terms[0]}]")


def naive(typed: str) -> None:
    word = typed.strip('"*').split()[0]
    found = Excerpt.objects.published().filter(text__icontains=word)
    found.count()
    list(found.order_by("-pk")[:SHOWN])


def test_search_costs_little_whatever_is_asked(
    sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, too_slow, ratios = [], [], []
    for name, (typed, facet) in questions(sample.words["en"]).items():
        whole(typed, facet)  # warm
        least = milliseconds(lambda t=typed, f=facet: floor(t, f))
        taken = milliseconds(lambda t=typed, f=facet: whole(t, f))
        of_index = milliseconds(lambda t=typed, f=facet: answer(t, f))
        plain = milliseconds(lambda t=typed: naive(t), 3)
        ratio, at_95 = median(taken) / median(least), taken[int(0.95 * len(taken))]
        ratios.append(ratio)
        if at_95 > MOST_SPREAD * median(taken):
            too_slow.append(name)
        rows.append(
            f"{name:17}{whole(typed, facet):6,}{median(taken):9.2f}{at_95:9.2f}{median(least):9.2f}"
            f"{ratio:7.1f}{median(of_index):9.2f}{median(plain):10.1f}"
        )
    entries = SearchEntry.objects.filter(pk__range=ids_of_kind(Kind.EXCERPT)).count()
    made, indexed = sample.seconds
    with capsys.disabled():
        print(
            f"\n{connection.vendor}, {SAMPLE:,} passages; made in {made:.1f} s, indexed in "
            f"{indexed:.1f} s, {backend().size() / max(entries, 1):,.0f} bytes each",
            f"{'milliseconds':17}{'hits':>6}{'median':>9}{'95 %':>9}{'floor':>9}{'times':>7}"
            f"{'index':>9}{'icontains':>10}",
            *rows,
            f"median of the ratios {median(ratios):.1f}",
            *plans(sample.words["en"]),
            sep="\n",
        )
    assert not too_slow


def plans(words: list[str]) -> Iterator[str]:
    for typed in (words[0], f"{words[0]} {words[999]}"):
        wanted = expression(parse(typed), languages())
        yield f"-- {typed}"
        yield backend().explain(wanted, ids_of_kind(Kind.EXCERPT), now_in_microseconds(), CAP)


def test_the_best_five_of_the_candidates_are_the_best_five_of_all(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Measures the bound: on how many of 200 queries the first five are those of an exact rank."""
    chance, words = random.Random(5), sample.words["en"]  # noqa: S311
    asked = [
        " ".join(words[int(len(words) ** chance.random()) - 1] for _ in range(1 + number % 3))
        for number in range(200)
    ]
    same = equal_first = 0
    for typed in asked:
        bounded = find(parse(typed), kind=Kind.EXCERPT).found[Kind.EXCERPT].ids[:5]
        with monkeypatch.context() as patch:
            patch.setattr(finding, "MOST", 10**7)
            patch.setattr(finding, "CANDIDATES", 10**7)
            results = find(parse(typed), kind=Kind.EXCERPT)
        exact = results.found[Kind.EXCERPT].ids[:5]
        same += bounded == exact
        equal_first += bounded[:1] == exact[:1]
    with capsys.disabled():
        print(f"\nof 200 queries the first five equal the exact ranking's on {same}, "
              f"the first on {equal_first}")  # fmt: skip


def test_a_hundred_thousand_questions_are_all_answered(sample: Sample) -> None:
    from tests.critiques.search.test_page import ask_randomly
    from tests.site.visitor import Visitor

    visitor = Visitor()
    for number in range(int(os.environ.get("QUESTIONS", "100000"))):
        ask_randomly(visitor, number)


def test_the_sample_is_the_same_each_time() -> None:
    texts = [Sample(10, 100, 7)._text("en", 40) for _ in range(2)]

    assert texts[0] == texts[1]
