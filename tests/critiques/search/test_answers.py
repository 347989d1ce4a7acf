"""The same answers on every database: those of plain Python over the same tokens."""

import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from critiques.models import SearchEntry
from critiques.models.search_entries import ids_of_kind, record_of
from critiques.search import finding, searched
from critiques.search.backends import backend
from critiques.search.expressions import Alternative, Expression
from critiques.search.finding import Kind, find
from critiques.search.indexing import now_in_microseconds
from critiques.search.page import SearchPage
from critiques.search.parsing import parse
from critiques.search.showing import hits
from critiques.search.tokens import words
from tests import factories as make
from tests.critiques.search.asking import asked
from tests.critiques.search.reference import Reference

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("passages")]

PASSAGES = {
    "ja": ["七人の侍は最高の映画です", "侍の映画", "カメラはよく動く"],
    "fr": ["Le cinéma est une écriture en images.", "Les préférées du cinéaste"],
    "de": ["Die Häuser stehen am Fluß", "Das Haus am Fluss"],
    "ru": ["Зеркало памяти", "Ёлка в зеркалах"],
    "th": ["ภาพยนตร์ที่ดี"],
    "ar": ["كِتابٌ جميل"],
    "en": ["Don’t look: a naïve café scene", "Eighty-eight ½ frames of O'Brien", "the of and"],
}
ASKED = (
    """
comedy|dignity|comedy dignity|film|films|the|the of|america|american dream|"american dream"
by:baker|by:"sean baker"|by:madison|film:anora|film:"the florida project"|film:project|theme:class
theme:work|theme:ending comedy|year:2015|year:2015..2018|year:2000..2029|year:1990..2024 baker
-anora|-film:anora comedy|comedy -dignity|"final scene"|"scene final"|ending|endings|tang*|an*|th*
im* comedy|sex work|"sex work"|work -sex|七人|侍|映画|七人の侍|"七人の侍"|カメラ|の映画|です
cinema|cinéma|CINÉMA|ecriture|preferee|haus|häuser|fluß|fluss|зеркало|зеркала|елка|ёлка|ภาพยนตร์
كتاب|don't|don’t|dont|cafe|naive|o'brien|8½|½|88|eighty-eight|eighty eight|zzzz|zzzz -comedy
by:zzzz|film:zz*|year:1800|a|i|x|baker baker|"the florida" project|improvis*|performance|performing
class money|money|home|motel|iphone|camera|light|colour|color|actor|actors|acting|non-professional
director|directors|critic|review|new york|"new york"|los angeles|texas|orlando|palme|oscar|cannes
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
MADE = 120
# From how many entries on the rest is told by reading them; how many are counted to know how rare
# a word is, on a site with twice as many.
WAYS = [(0, 8_192), (0, 16), (finding.FEW, 8_192), (finding.FEW, 16)]


@pytest.fixture(scope="module")
def passages(demo: None) -> None:
    for code, texts in PASSAGES.items():
        language = make.make_language(code, code)
        source = make.make_source(language=language, published_on="2016")
        for text in texts:
            make.make_excerpt(text, language=language, source=source)


def made_queries() -> list[str]:
    """Words, pairs, phrases and beginnings of words that stand in the records, and near misses."""
    chance = random.Random(6)  # noqa: S311  (the same each time)
    texts = [entry.tokens.split(" ¶ ")[1].split() for entry in SearchEntry.objects.order_by("pk")]
    texts = [text for text in texts if len(text) > 8]
    made = []
    for number in range(MADE):
        text = chance.choice(texts)
        at = chance.randrange(len(text) - 4)
        first, second, third = text[at], text[at + 1], chance.choice(text)
        made.append(
            [
                first,
                f"{first} {third}",
                f'"{first} {second}"',
                f"{third[:3]}*",
                f"{first} -{third}",
                f'"{second} {first}"',
            ][number % 6]
        )
    return made


@pytest.mark.parametrize(("few", "weighed"), WAYS)
def test_two_hundred_queries_find_what_plain_python_finds(
    few: int, weighed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the index tells all, or what has the rarest word is read and told from."""
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(searched, "_PASSAGES_WEIGHED", weighed)
    queries = [*ASKED, *made_queries()]
    assert len(queries) >= 200
    reference, found_something = Reference(), 0
    for typed in queries:
        query = parse(typed)
        found = {entry for each in find(query).found.values() for entry in each.all}
        assert query.is_empty or found == reference.answers(query), typed
        found_something += bool(found)
    assert found_something > 150


@pytest.mark.parametrize("weighed", [16, 8_192])
def test_the_best_of_very_many_are_those_of_the_exact_ranking(
    weighed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not all may be looked at, levels lead to the best; words alone are exact."""
    queries = [*ASKED, *made_queries()]
    exact = [_first_five(typed) for typed in queries]
    monkeypatch.setattr(finding, "MOST", 15)
    monkeypatch.setattr(finding, "LOOKED_AT", 5)
    monkeypatch.setattr(finding, "FEW", 0)
    monkeypatch.setattr(searched, "_PASSAGES_WEIGHED", weighed)

    bounded = [_first_five(typed) for typed in queries]

    same = sum(map(list.__eq__, exact, bounded))
    assert same >= 0.95 * len(queries)


def _first_five(typed: str) -> list[int]:
    return [entry for each in find(parse(typed)).found.values() for entry in each.ordered[:5]]


@pytest.mark.parametrize(
    ("most", "few", "questions"),
    [
        (1_000, finding.FEW, 4),  # what is there, who has the word, their words, what is shown
        (1_000, 0, 6),  # names and passages are asked for by themselves
        (5, 0, 12),  # and then each level
    ],
)
def test_a_search_asks_the_database_few_questions(
    monkeypatch: pytest.MonkeyPatch, most: int, few: int, questions: int
) -> None:
    monkeypatch.setattr(finding, "MOST", most)
    monkeypatch.setattr(finding, "FEW", few)
    with CaptureQueriesContext(connection) as asked_for:
        results = find(parse("comedy"), kind=Kind.EXCERPT)
        results.facet_counts()
        hits(Kind.EXCERPT, results.found[Kind.EXCERPT].ordered[:20], results.clauses)

    assert results.found[Kind.EXCERPT].total
    assert len(asked_for) <= questions


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite goes by ranges of ids.")
def test_names_are_found_by_an_index_of_their_own() -> None:
    """Or else all passages that match would be gone through."""
    asked_for: list[tuple[str, Any]] = []

    def note(run: Any, sql: str, params: Any, *more: Any) -> Any:
        asked_for.append((sql, params))
        return run(sql, params, *more)

    with connection.execute_wrapper(note):
        wanted = Expression(((Alternative(("comedy",)),),))
        backend().named(wanted, 1, 10, with_ids=True)
    with connection.cursor() as cursor:
        # As it would be where there is much: neither all is read, nor the index of all.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("DROP INDEX critiques_searchentry_vector")
        cursor.execute("ANALYZE critiques_searchentry")
        cursor.execute("EXPLAIN " + asked_for[0][0], asked_for[0][1])
        plan = " ".join(row[0] for row in cursor.fetchall())

    assert "critiques_searchentry_names" in plan


def test_passages_that_hold_for_a_time_are_not_counted_among_names() -> None:
    soon = timezone.now() + timedelta(days=1)
    for _ in range(4):
        make.make_excerpt("Of quokkas", published_until=soon)
    make.make_film("Quokkas")

    wanted, now = Expression(((Alternative(("quokka",)),),)), now_in_microseconds()
    found = backend().named(wanted, now, 10, with_ids=True)

    assert {kind: number for kind, (number, _) in found.items() if number} == {Kind.FILM: 1}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("侍", "侍の映画"),
        ("映画", "侍の映画"),
        ("ECRITURE", "Le cinéma est une écriture en images."),
        ("haus fluss", "Die Häuser stehen am Fluß"),
        ("зеркал", "Ёлка в зеркалах"),
        ("DON'T", "Don’t look: a naïve café scene"),
        ("cafe", "Don’t look: a naïve café scene"),
        ("O’Brien", "Eighty-eight ½ frames of O'Brien"),
    ],
)
def test_accents_case_endings_and_typography_are_forgiven(typed: str, text: str) -> None:
    page = SearchPage(asked(typed))
    shown = [
        hit.record.text for group in page.groups if group.kind == "excerpt" for hit in group.hits
    ]

    assert text in shown


def test_words_of_an_editor_stand_in_no_index_as_syntax() -> None:
    """Every token stands in quotation marks: none may hold one."""
    for entry in SearchEntry.objects.all():
        assert not set("\"'\\*()") & set(entry.tokens + entry.around + entry.facets)
        for word in words(entry.tokens):
            assert word.folded


@pytest.mark.parametrize("few", [0, finding.FEW])
@pytest.mark.parametrize("most", [1, 3, 1_000])
def test_the_newest_come_first_however_far_apart_their_numbers_lie(
    monkeypatch: pytest.MonkeyPatch, most: int, few: int
) -> None:
    """PostgreSQL is asked bucket by bucket, of 2,048 records each."""
    source, film = make.make_source(), make.make_film()
    numbers = [7_000, 8_191, 8_192, 50_000, 50_001, 900_000, 2_000_000]
    for number in numbers:
        words = "scattered words" if number != 50_001 else "scattered and unlike"
        make.make_excerpt(words, pk=number, source=source, about=film)
    monkeypatch.setattr(finding, "MOST", most)
    monkeypatch.setattr(finding, "FEW", few)

    for typed, expected in {
        "scattered": numbers,
        "scattered -unlike": [number for number in numbers if number != 50_001],
        '"scattered words"': [number for number in numbers if number != 50_001],
        "scatt*": numbers,
        "unlike scattered": [50_001],
    }.items():
        found = finding.find(parse(typed), kind=Kind.EXCERPT).found[Kind.EXCERPT]
        question = found.question
        in_order = sorted(expected, reverse=True)
        # Whatever is known or thought of how many there are.
        for known in (question.known, None, (lambda _: 1_000_000, max(numbers))):
            newest = backend().first_ones(
                question.wanted, ids_of_kind(Kind.EXCERPT), question.now, most, known
            )
            assert [record_of(entry) for entry, *_ in newest] == in_order[:most], typed
        assert found.has_more is (len(expected) > most)
        assert found.has_more or [record_of(entry) for entry in found.all] == in_order, typed


def test_who_says_a_phrase_comes_before_who_only_stands_beside_it() -> None:
    film = make.make_film("The Hinged Mirror")
    source = make.make_source()
    says = make.make_excerpt("They speak of the hinged mirror at length.", source=source)
    beside = make.make_excerpt("Something else, of glass.", source=source, about=film)

    page = SearchPage(asked('"hinged mirror"'))
    shown = [
        hit.record.text for group in page.groups if group.kind == "excerpt" for hit in group.hits
    ]

    assert shown == [says.text, beside.text]
