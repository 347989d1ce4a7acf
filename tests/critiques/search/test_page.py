"""The page of search and the suggestions, as a reader meets them."""

import json
import random
import time
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from critiques.search import finding, slips
from critiques.search.parsing import FIELDS, parse
from tests import factories as make
from tests.critiques.search.asking import asked, found
from tests.site.html import Page
from tests.site.visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def visitor() -> Visitor:
    return Visitor()


def page_of(visitor: Visitor, typed: str = "", more: str = "") -> Page:
    response = visitor.get(f"/search/?q={quote(typed)}{more}")
    assert response.status_code == 200
    page = Page(response.content)
    assert not page.unbalanced
    return page


def headings(page: Page) -> list[str]:
    return [each.text for each in page.all("h2")]


def marks(page: Page) -> list[str]:
    return [each.text for each in page.all("mark")]


def test_results_stand_by_kind_with_the_words_marked(visitor: Visitor) -> None:
    film = make.make_film("Comedies of Dignity", year=2012)
    make.make_person("Dignity Jones")
    make.make_theme("Dignity", definition="What *comedy* leaves a person.")
    make.make_source("On dignity")
    make.make_list("Dignity in ten films")
    make.make_excerpt("A comedy of great dignity.", about=film)

    page = page_of(visitor, "dignity")

    assert [heading.split()[0] for heading in headings(page)] == [
        "Films", "People", "Themes", "Lists", "Sources", "Passages"
    ]  # fmt: skip
    assert marks(page).count("Dignity") == 4
    assert marks(page).count("dignity") == 2
    assert any("1 film" in each.text for each in page.all("h2"))


def test_words_are_escaped_where_they_are_marked(visitor: Visitor) -> None:
    make.make_excerpt("An <b>angry</b> & loud scene")

    page = page_of(visitor, "angry <script>alert(1)</script>")
    other = page_of(visitor, "angry")

    assert not [each for each in page.all("script") if "src" not in each.attributes]
    assert marks(other) == ["angry"]
    assert not other.all("b")


def test_a_covered_passage_stays_covered(visitor: Visitor) -> None:
    make.make_excerpt("She dies at the ending.", spoiler=True)

    mark = next(each for each in page_of(visitor, "ending").all("mark"))

    assert "details" in [parent.tag for parent in mark.parents]


def test_a_note_is_shown_where_it_is_what_was_meant(visitor: Visitor) -> None:
    excerpt = make.make_excerpt("Plain words.")
    make.make_annotation(excerpt, "words", body="Borrowed from a *lullaby*.")

    assert marks(page_of(visitor, "lullaby")) == ["lullaby"]


def test_filters_stand_at_the_side_with_honest_counts(visitor: Visitor) -> None:
    one, other = make.make_film("One", slug="one"), make.make_film("Other", slug="other")
    for film, stance in ((one, "mixed"), (one, "favourable"), (other, "mixed")):
        make.make_excerpt("Chosen words", about=film, stance=stance)

    links = {a.text for a in page_of(visitor, "chosen").all("a")}
    narrowed = page_of(visitor, "chosen", "&film=one")

    assert {"One 2", "Other 1", "Mixed 2", "Favourable 1"} <= links
    assert {"Mixed 1", "Favourable 1"} <= {a.text for a in narrowed.all("a")}
    assert any("Remove the filter Film: One" in a.text for a in narrowed.all("a"))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("film=anchor", 1), ("person=maker", 1), ("theme=thrift", 1), ("source=essay", 1),
        ("publication=gazette", 1), ("year=1999", 1), ("year=1998", 0), ("language=fr", 1),
        ("stance=mixed", 1), ("checked=yes", 1), ("checked=no", 1), ("kind=film", 0),
    ],
)  # fmt: skip
def test_each_filter_narrows(visitor: Visitor, filters: str, expected: int) -> None:
    make.make_excerpt("Common words, elsewhere", kind="paraphrase")
    french, paper = make.make_language("fr", "French"), make.make_publication(slug="gazette")
    source = make.make_source(
        slug="essay", language=french, publication=paper, published_on="1999-04"
    )
    make.make_capture(source, "Now: Common words, here. End.")
    excerpt = make.make_excerpt(
        "Common words, here", source=source, about=make.make_film(slug="anchor"), stance="mixed",
        themes=(make.make_theme(slug="thrift"),), language=french,
    )  # fmt: skip
    make.make_subject(excerpt, make.make_person(slug="maker"))
    if filters == "checked=no":
        make.make_excerpt("Common words, unproved")

    page = page_of(visitor, "common words", f"&{filters}")

    passages = [each for each in page.all("article") if "search-passage" in each.classes]
    assert len(passages) == expected


def test_results_by_date_of_the_source(visitor: Visitor) -> None:
    for year in ("1990", "2010", "1950"):
        make.make_excerpt(f"Dated words {year}", source=make.make_source(published_on=year))

    page = page_of(visitor, "dated", "&kind=excerpt&sort=date")

    shown = [each.text for each in page.all("blockquote")]
    assert [text[-4:] for text in shown] == ["2010", "1990", "1950"]


def test_the_best_stand_first() -> None:
    long = make.make_excerpt(f"tension {'and other words ' * 60}")
    short = make.make_excerpt("tension, tension")
    around = make.make_excerpt("nothing of it", about=make.make_film("Tension"))

    assert found("tension") == [short.pk, long.pk, around.pk]
    whole, part = make.make_film("Ran"), make.make_film("Ran and after")
    assert found("ran", finding.Kind.FILM) == [whole.pk, part.pk]


def test_other_titles_and_other_names_are_found() -> None:
    film, person = make.make_film("Breathless"), make.make_person("Agnès Varda")
    film.other_titles.create(title="À bout de souffle", language=make.make_language("fr", "F"))
    person.other_names.create(name="Arlette", use="search")
    person.other_names.create(name="Hidden Name", use="suppressed")

    assert found("a bout de souffle", finding.Kind.FILM) == [film.pk]
    assert found("film:souffle", finding.Kind.FILM) == [film.pk]
    assert found("arlette", finding.Kind.PERSON) == [person.pk]
    assert found("hidden", finding.Kind.PERSON) == []


def test_a_translation_is_found_by_the_rules_of_its_own_language() -> None:
    excerpt = make.make_excerpt("Plain words")
    excerpt.translations.create(
        language=make.make_language("fr", "French"), text="Des paroles heureuses", translator="T"
    )

    assert found("parole heureux") == [excerpt.pk]


def test_a_title_is_found_by_the_rules_of_a_language_that_no_text_is_in() -> None:
    film = make.make_film("The Bicycle")
    language = make.make_language("it-CH", "Italian of Switzerland")
    film.other_titles.create(title="Ladri di biciclette", language=language)

    assert found("biciclette", finding.Kind.FILM) == [film.pk]
    assert found("bicicletta ladro", finding.Kind.FILM) == [film.pk]


@pytest.mark.parametrize("few", [0, finding.FEW])
@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dignty", "dignity"), ("diginty", "dignity"), ("dignitty", "dignity"),
        ("dignuty", "dignity"), ("commedy dignty", "comedy dignity"), ("theme:thirft", "thrift"),
    ],
)  # fmt: skip
def test_one_slip_in_a_word_is_forgiven_and_said(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, typed: str, meant: str, few: int
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    make.make_excerpt("A comedy of dignity", themes=(make.make_theme("Thrift"),))

    page = page_of(visitor, typed)

    assert any("Did you mean" in each.text and meant in each.text for each in page.all("p"))
    assert [each for each in page.all("article") if "search-passage" in each.classes]


@pytest.mark.parametrize("few", [0, finding.FEW])
def test_what_was_meant_is_what_most_of_the_newest_passages_say(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(finding, "FEW", few)
    monkeypatch.setattr(slips, "_LOOKED_AT", 3)
    for text in ("One lover", "Another lover", "A third lover", "A glove", "Old gloves"):
        make.make_excerpt(text)

    assert [slips.likeliest(term) for term in parse("glover").terms] == ["glove"]

    make.make_excerpt("A new lover")
    make.make_excerpt("The last lover")

    assert [slips.likeliest(term) for term in parse("glover").terms] == ["lover"]


def test_a_word_that_is_nowhere_costs_few_questions(
    visitor: Visitor, django_assert_max_num_queries: Any
) -> None:
    make.make_excerpt("A scene of dignity")
    visitor.get("/search/?q=scene")

    with django_assert_max_num_queries(14):
        visitor.get("/search/?q=embarrassment")


def test_short_words_and_two_slips_are_not_guessed_at(visitor: Visitor) -> None:
    make.make_excerpt("A scene of dignity")

    for typed in ("scne", "dgnty", "xyzzyx"):
        assert "Did you mean" not in str([each.text for each in page_of(visitor, typed).all("p")])


def test_a_word_only_begun_finds_what_begins_so(visitor: Visitor) -> None:
    make.make_film("Tangerine")

    page = page_of(visitor, "tanger")

    assert any("begin with it" in each.text for each in page.all("p"))
    assert any(a.text == "Tangerine" for a in page.all("a"))


def test_counts_stop_at_a_bound_and_say_so(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        make.make_excerpt("Frequent words")
    monkeypatch.setattr(finding, "MOST", 3)

    results = finding.find(parse("frequent"))

    assert results.has_more
    assert results.found[finding.Kind.EXCERPT].total == 3


@pytest.mark.parametrize(
    ("typed", "more", "which"),
    [("frequent", "", "best"), ("frequent", "&sort=date", "latest"), ("", "", "added last")],
)
def test_of_very_many_the_page_says_which_are_shown(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, typed: str, more: str, which: str
) -> None:
    for _ in range(4):
        make.make_excerpt("Frequent words")
    monkeypatch.setattr(finding, "MOST", 3)
    monkeypatch.setattr(finding, "LOOKED_AT", 2)

    page = page_of(visitor, typed, f"&kind=excerpt{more}")

    (note,) = [each.text for each in page.all("p") if "more than 1,000, the" in each.text]
    assert which in note
    assert len([each for each in page.all("article") if "search-passage" in each.classes]) == 2


def test_a_filter_is_taken_off_where_nothing_is_found(visitor: Visitor) -> None:
    make.make_excerpt("Common words", about=make.make_film("Numbat", slug="numbat"))

    page = page_of(visitor, "zebra", "&film=numbat")

    assert any("Remove the filter Film: Numbat" in a.text for a in page.all("a"))


def test_a_scene_that_tells_the_end_stays_covered(visitor: Visitor) -> None:
    make.make_scene(make.make_film(), "The quay", description="She sails away.", spoiler=True)

    mark = next(each for each in page_of(visitor, "sails").all("mark"))

    assert "details" in [parent.tag for parent in mark.parents]


def test_pages_of_one_kind_hold_each_passage_once(visitor: Visitor) -> None:
    for number in range(45):
        make.make_excerpt(f"Paged words {number}")

    shown: list[str] = []
    for number in (1, 2, 3):
        page = page_of(visitor, "paged", f"&kind=excerpt&page={number}")
        shown += [each.text for each in page.all("blockquote")]

    assert len(shown) == len(set(shown)) == 45


def test_without_a_question_the_page_says_what_can_be_asked(visitor: Visitor) -> None:
    assert any("year:2012..2017" in each.text for each in page_of(visitor).all("dt"))


def test_what_was_typed_is_kept(visitor: Visitor) -> None:
    page = page_of(visitor, 'a "b" <c>')

    assert [
        each.attributes["value"] for each in page.all("input") if each.attributes["name"] == "q"
    ] == ['a "b" <c>']


def test_suggestions_are_names_that_begin_so(visitor: Visitor) -> None:
    make.make_film("The Florida Project")
    make.make_person("Flora Project")
    make.make_theme("Florid style")
    make.make_film("Florist", published=False)

    def names(typed: str) -> list[str]:
        return json.loads(visitor.get(f"/search/suggestions/?q={quote(typed)}").content)["names"]

    assert names("flor") == ["Florid style", "Flora Project", "The Florida Project"]
    assert names("the flor") == ["The Florida Project"]
    assert names("") == names("zz") == names("\0") == []


# --- Bad input ---------------------------------------------------------------------------------

BAD = {
    "quotation mark": '"',
    "star": "*",
    "operator": "AND",
    "only unwanted": "-a",
    "unknown field": "foo:",
    "NEAR": "NEAR(",
    "NEAR in full": 'NEAR("a" "b", 5)',
    "column": "tokens:the",
    "caret": "^the",
    "1,100 letters": "a b c d e f g h i j k " * 100,
    "60,000 letters": "x" * 60_000,
    "emoji": "🎬",
    "NUL": "\0",
    "NUL inside": "wo\0rds",
    "small words": "the of and",
    "punctuation": "?!…—.,;:",
    "brackets": "(((((",
    "backslash": "\\",
    "tsquery": "a & b | !c:* <-> 'd'",
    "SQL": "'; DROP TABLE critiques_excerpt; --",
    "per cent": "%s %(a)s {0}",
    "facet": "#k:film #f:1",
    "private use": "\ue000",
    "marks": "a" + "\u0301" * 500,
    "bidirectional": "\u202eanora",
    "line ends": "a\r\nb\u2028c",
    "only exclusions": '-a -"b c" -film:x -zzzzz',
    "years": "year:0000..9999",
    "many years": "year:1000..9999 year:1.. year:..",
    "half widths": "ｶﾒﾗ ㌔ ﷺ",
    "separators": "¶ ¦",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_answered_helpfully_and_quickly(visitor: Visitor, name: str) -> None:
    make.make_excerpt("a the of words")
    started = time.process_time()

    page = page_of(visitor, BAD[name])

    assert time.process_time() - started < 1
    assert headings(page) or page.all("dl")
    assert visitor.get(f"/search/suggestions/?q={quote(BAD[name])}").status_code == 200


WORDS = [
    "the",
    "words",
    "a",
    "film",
    "七人の侍",
    "é",
    "½",
    "zzz",
    "dignty",
    "2012",
    "🎬",
    "\0",
    "\\",
]
MARKS = ['"', "“", "-", "*", ":", "(", ")", "..", "'", "%", "#", "&", "|", "!", "<->", "\u0301"]


def random_question(chance: random.Random) -> str:
    pieces = [
        chance.choice([*WORDS, *MARKS, *(f"{field}:" for field in (*FIELDS, "year"))])
        for _ in range(chance.randrange(9))
    ]
    return chance.choice(["", " "]).join(pieces)


def random_parameters(chance: random.Random) -> str:
    values = ["", "1", "-1", "mixed", "yes", "2012", "en", "film", "excerpt", "x" * 200, "\0", "七"]
    names = ["page", "kind", "sort", "film", "person", "theme", "stance", "publication", "source",
             "year", "language", "checked", "unknown"]  # fmt: skip
    return "".join(
        f"&{chance.choice(names)}={quote(chance.choice(values))}"
        for _ in range(chance.randrange(4))
    )


def ask_randomly(visitor: Visitor, number: int) -> None:
    chance = random.Random(number)  # noqa: S311  (the same each time)
    address = f"/search/?q={quote(random_question(chance))}{random_parameters(chance)}"
    assert visitor.get(address).status_code == 200, address


def test_hundreds_of_questions_break_nothing(visitor: Visitor) -> None:
    make.make_excerpt("the words of a film 七人の侍 2012")
    for number in range(300):
        ask_randomly(visitor, number)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_page(visitor: Visitor, typed: str) -> None:
    page = visitor.get("/search/?" + asked(typed.encode("utf-8", "replace").decode()).urlencode())

    assert page.status_code == 200
