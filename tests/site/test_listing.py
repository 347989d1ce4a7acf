"""Lists narrowed by filters: every filter in force is shown and can be taken away again."""

import re
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from critiques import source_filters
from critiques.filters import ExcerptFilter
from critiques.models import Excerpt, Response, Source
from critiques.ties import TIES
from filmography.bounded import BOUND, bounded
from filmography.listing import Listing
from filmography.models import Country, Film, Genre
from filmography.publishing.lookups import Among
from filmography.publishing.statistics import gather_statistics
from filmography.ties import LARGEST, Tie, tied
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_a_filter_that_leaves_nothing_can_still_be_removed(client: Client) -> None:
    """It used to vanish from the page with its last record."""
    drama, comedy = make.make_film("Anora", year=2024), make.make_film("Tootsie", year=1982)
    drama.tagged_genres.create(tag=Genre.objects.create(name="Drama", slug="drama"))
    comedy.tagged_genres.create(tag=Genre.objects.create(name="Comedy", slug="comedy"))

    listing = client.get("/films/?genre=drama&decade=1980").context["listing"]

    assert listing.total == 0
    assert [(choice.facet_label, choice.label, choice.count) for choice in listing.active] == [
        ("Genre", "Drama", 0),
        ("Decade", "1980s", 0),
    ]
    assert [choice.query for choice in listing.active] == ["?decade=1980", "?genre=drama"]
    assert listing.clear_query == "?"


def test_a_filter_by_a_record_or_a_number_that_leaves_nothing_is_named(client: Client) -> None:
    france = Country.objects.get_or_create(code="FR", defaults={"name": "France"})[0]
    make.make_film(year=2024).countries.add(france)
    make.make_film(year=1982)
    make.make_source(published_on="2024")

    films = client.get("/films/?country=FR&decade=1980").context["listing"]
    sources = client.get("/sources/?year=1999&medium=print").context["listing"]

    assert [choice.label for choice in films.active] == [france.name, "1980s"]
    assert [choice.label for choice in sources.active] == ["Print", "1999"]


def test_counts_are_those_that_each_choice_would_leave(client: Client) -> None:
    genre = Genre.objects.create(name="Drama", slug="drama")
    director = make.make_person("Sean Baker")
    for year in (2012, 2015, 2024):
        film = make.make_film(year=year)
        make.make_credit(film, director)
        if year > 2012:
            film.tagged_genres.create(tag=genre)

    listing = client.get("/films/?genre=drama").context["listing"]

    facets = {facet.label: [(c.label, c.count) for c in facet.choices] for facet in listing.facets}
    assert facets["Genre"] == [("Drama", 2)]
    assert facets["Director"] == [("Sean Baker", 2)]
    assert facets["Decade"] == [("2020s", 1), ("2010s", 1)]


@pytest.mark.parametrize("name", ["genre", "organisation"])
def test_what_hangs_on_drafts_only_cannot_be_asked_for(client: Client, name: str) -> None:
    """Else the answer would tell an address that exists from one that does not."""
    draft = make.make_film(published=False)
    genre = Genre.objects.create(name="Secret", slug="secret")
    draft.tagged_genres.create(tag=genre)
    make.make_award(draft, organisation=make.make_organisation("Secret", slug="secret"))
    make.make_award(make.make_film())

    for page in ("/films/", "/awards/"):
        unknown = client.get(f"{page}?{name}=no-such-thing").content
        assert client.get(f"{page}?{name}=secret").content == unknown


def test_years_are_whole_numbers(client: Client) -> None:
    make.make_source(published_on="2024")

    for year in ("2024.5", "2e3", "NaN", "-1", "10000"):
        assert client.get(f"/sources/?year={year}").context["listing"].active == []


def test_a_filter_that_is_not_known_is_left_out_with_a_word(client: Client) -> None:
    make.make_film("Anora", year=2024)

    page = client.get("/films/?genre=nonsense&decade=2020&sort=colour")

    assert page.context["listing"].filterset.left_out == ["Genre", "Order"]
    assert [choice.label for choice in page.context["listing"].active] == ["2020s"]
    assert "so it was left out: genre, order." in page.content.decode()
    assert "nonsense" not in page.content.decode()


def test_people_are_narrowed_by_film_and_by_what_they_did_on_it(client: Client) -> None:
    anora, tangerine = make.make_film("Anora"), make.make_film("Tangerine")
    baker, madison = make.make_person("Sean Baker"), make.make_person("Mikey Madison")
    for film in (anora, tangerine):
        make.make_credit(film, baker, "director")
    make.make_credit(anora, madison, "cast")
    make.make_credit(tangerine, madison, "editor")
    make.make_credit(make.make_film(published=False), madison, "director")
    make.make_award(anora, (madison,), outcome="won")

    listing = client.get(f"/people/?film={anora.slug}").context["listing"]
    cast = client.get(f"/people/?film={anora.slug}&role=cast").context["listing"]

    facets = {facet.name: {c.label: c.count for c in facet.choices} for facet in listing.facets}
    assert facets["role"] == {"Director": 1, "Cast": 1}
    assert facets["outcome"] == {"Won": 1}
    assert facets["film"] == {"Anora": 2, "Tangerine": 2}
    assert [str(person) for person in cast.page] == ["Mikey Madison"]


def facet_promises(client: Client, address: str) -> Iterator[tuple[str, int, int]]:
    """For each choice of each facet: its address, what it promises, what is found there."""
    path = address.partition("?")[0]
    for facet in client.get(address).context["listing"].facets:
        for choice in facet.choices:
            if not choice.is_selected:
                yield choice.query, choice.count, listing_at(f"{path}{choice.query}").total


def listing_at(address: str) -> Listing:
    """What a list page would show, without writing it out."""
    view = resolve(address.partition("?")[0])
    with mock.patch.object(sys.modules[view.func.__module__], "render", lambda *args: args[2]):
        return view.func(RequestFactory().get(address), **view.kwargs)["listing"]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    "address",
    [
        "/films/",
        "/films/?decade=2010",
        "/people/?role=cast",
        "/sources/",
        "/sources/?genre=review",
        "/excerpts/",
        "/excerpts/?film=anora",
        "/excerpts/?film=anora&stance=favourable",
        "/films/anora/excerpts/?stance=mixed",
        "/awards/?outcome=won",
    ],
)
def test_each_choice_leaves_as_many_as_it_promises(client: Client, address: str) -> None:
    promises = list(facet_promises(client, address))

    assert promises
    assert [promise for promise in promises if promise[1] != promise[2]] == []


@pytest.fixture
def low_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "__kwdefaults__", {"by": "pk", "bound": 5})


@pytest.mark.usefixtures("low_bound")
def test_beyond_the_bound_the_page_says_that_there_are_more(client: Client) -> None:
    for number in range(1, 8):
        make.make_film(f"Film number {number}", year=1980 if number == 1 else 2020)

    page = client.get("/films/")
    listing = page.context["listing"]

    assert (listing.total, listing.number) == (5, "more than 5")
    text = " ".join(page.content.decode().split())
    assert "More than 5 films" in text
    assert "There are more than 5. The 5 added last are counted, sorted and listed here" in text
    assert {str(film) for film in listing.page} == {f"Film number {n} (2020)" for n in range(3, 8)}
    assert [str(film) for film in client.get("/films/?decade=1980").context["listing"].page] == [
        "Film number 1 (1980)"
    ]


@pytest.mark.usefixtures("low_bound")
def test_a_facet_counted_to_the_bound_says_so_though_the_list_is_whole(client: Client) -> None:
    for number in range(1, 8):
        make.make_film(year=1980 if number > 6 else 2020)

    page = client.get("/films/?decade=1980")

    assert page.context["listing"].number == "1"
    (facet,) = page.context["listing"].facets
    assert facet.counted_among == "5"
    assert {(c.label, c.count, c.is_at_least) for c in facet.choices} == {
        ("1980s", 1, False),
        ("2020s", 4, True),
    }
    assert "Counted among the 5 added last." in page.content.decode()


FILTERS = ({}, {"kind": "paraphrase"}, {"stance": "mixed"}, {"kind": "quotation", "year": "1975"})


def plan_of(asked: dict[str, str]) -> str:
    gather_statistics()
    found = ExcerptFilter(asked, Excerpt.objects.all()).narrowed().order_by("-pk")
    return found.values("pk")[:BOUND].explain()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many there are")
@pytest.mark.parametrize("asked", FILTERS)
def test_the_last_passages_are_read_from_the_end_and_not_sorted(
    asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever SQLite knows of the tables: it took the index of what is public, and sorted all."""
    monkeypatch.setattr(Tie, "size", lambda tie, most: most)

    plan = plan_of(asked)

    assert "SCAN critiques_excerpt\n" in plan
    assert "ORDER BY" not in plan


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many there are")
@pytest.mark.parametrize("asked", FILTERS[1:])
def test_what_few_passages_have_is_found_by_indexes_alone(
    asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a stance that hardly any passage has, all passages were read."""
    monkeypatch.setattr(Tie, "size", lambda tie, most: 7)

    plan = plan_of(asked)

    assert "SEARCH critiques_excerpt USING INTEGER PRIMARY KEY" in plan
    assert "COVERING INDEX" in plan.partition("LIST SUBQUERY")[2]
    assert "SCAN critiques" not in plan
    assert "ORDER BY" not in plan


def test_of_several_filters_the_one_that_leaves_fewest_leads() -> None:
    """And all of them hold, whichever it is."""
    rare, common = make.make_theme("Rare"), make.make_theme("Common")
    film = make.make_film()
    both = make.make_excerpt(about=film, themes=(rare, common))
    make.make_excerpt(about=film, themes=(common,))
    make.make_excerpt(themes=(rare,), published=False, about=film)
    ties = [TIES["film"](film), TIES["theme"](rare), TIES["theme"](common)]

    assert [tie.size(LARGEST) for tie in ties] == [3, 2, 2]
    for largest in (0, 3, LARGEST):
        assert list(tied(Excerpt.objects.published(), ties, largest=largest)) == [both]
    led = str(tied(Excerpt.objects.all(), ties).query)
    assert f'"tag_id" = {rare.pk})' in led.partition(" IN (SELECT ")[2]


def test_filters_are_counted_no_further_than_the_smallest_and_once() -> None:
    rare, common = make.make_theme("Rare"), make.make_theme("Common")
    for themes in [(rare, common), *[(common,)] * 3]:
        make.make_excerpt(about=make.make_film(), themes=themes)
    ties = [TIES["theme"](rare), TIES["theme"](common), TIES["kind"]("quotation")]

    with CaptureQueriesContext(connection) as asked_for:
        for _ in range(2):
            tied(Excerpt.objects.all(), ties)

    counted = [int(query["sql"].partition("LIMIT ")[2].split(")")[0]) for query in asked_for]
    assert counted == [LARGEST, 1, 1]
    assert ties[1].size(1) == 1
    assert ties[1].size(3) == 3


def test_passages_of_many_sources_are_gone_through_by_key_until_there_are_enough() -> None:
    """PostgreSQL would look at all of them before it sorts them."""
    source = make.make_source(published_on="1975-02-28")
    found = [make.make_excerpt(source=source) for _ in range(3)]
    make.make_excerpt(published=False, source=source)
    make.make_excerpt()
    narrowed = ExcerptFilter({"year": "1975"}, Excerpt.objects.all()).narrowed()

    assert list(narrowed.order_by("-pk")) == found[::-1]
    assert list(Excerpt.objects.exclude(pk__in_turn=narrowed.values("pk")).filter(source=source))
    if connection.vendor == "postgresql":
        assert '"critiques_excerpt"."id" = ANY(ARRAY(SELECT' in str(narrowed.query)


def test_many_keys_are_put_to_the_database_as_they_are() -> None:
    films = [make.make_film() for _ in range(3)]
    excerpt = make.make_excerpt(about=films[0])
    keys = [film.pk for film in films[:2]]
    found = Film.objects.filter(pk__in=Among(keys))

    assert set(found) == set(films[:2])
    assert Film.objects.filter(pk__in=found.values("pk")).exclude(pk__in=Among(keys[:1])).get()
    assert Excerpt.objects.get(subjects__film__in=Among(keys)) == excerpt
    assert found.filter(pk__in=Among([])).count() == 0
    if connection.vendor == "sqlite":
        assert f"[{keys[0]}, {keys[1]}]" in str(found.query)


@pytest.mark.parametrize("model", [Excerpt, Response])
def test_the_newest_are_read_from_now_on_back_and_not_sorted(model: Any) -> None:
    """By the index of what is released: neither what is older nor what is still to come."""
    gather_statistics()
    newest = model.objects.published().newest_first()[:50]
    index = f"{model._meta.model_name}_visible"

    if connection.vendor == "sqlite":
        plan = newest.explain()
        assert f"USING INDEX {index} (state=? AND published_at<?)" in plan
        assert "ORDER BY" not in plan
    else:
        with connection.cursor() as cursor:  # of hardly any rows it would read all
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        plan = newest.explain()
        assert f"Index Scan Backward using {index}" in plan
        assert re.search(r"Index Cond: .*published_at <= ", plan)
        assert not re.search(r"(?<!Incremental )Sort  \(", plan)


def test_the_newest_are_those_whose_time_has_come(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    film = make.make_film()
    old = make.make_excerpt("Long ago", about=film)
    later = {"state": "published", "published_at": now + timedelta(days=1)}
    new = [make.make_excerpt(f"Scheduled {number}", about=film, **later) for number in range(3)]
    pages = ["/", "/excerpts/", "/feeds/excerpts.atom"]
    pages += [f"{film.get_absolute_url()}{end}" for end in ("", "excerpts/", "feed.atom")]

    for at, expected in ((now, [old]), (now + timedelta(days=2), [*new[::-1], old])):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        newest = Excerpt.objects.published().about_film(film).newest_first()
        assert list(newest) == expected
        for page in pages:
            words = client.get(page).content.decode()
            assert ("Scheduled" in words) == (len(expected) > 1), page


def test_sources_about_a_film_are_the_same_however_they_are_looked_for(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its passages, or of each source whether there is one; of public passages either way."""
    film, sources = make.make_film(), [make.make_source() for _ in range(3)]
    make.make_excerpt(about=film, source=sources[0])
    make.make_excerpt(about=film, source=sources[1], published=False)
    make.make_excerpt(source=sources[2])
    address = f"/sources/?film={film.slug}"

    for most in (source_filters.GATHERED, 0):
        monkeypatch.setattr(source_filters, "GATHERED", most)
        listing = client.get(address).context["listing"]
        assert list(listing.page) == sources[:1]
        (about,) = [facet for facet in listing.facets if facet.name == "film"]
        assert (str(film.title), 1) in {(each.label, each.count) for each in about.choices}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by how many there are")
def test_what_hangs_on_a_record_is_found_without_going_through_all() -> None:
    person, source = make.make_person(), make.make_source()
    gather_statistics()
    public = Source.objects.published()

    for found in (public.written_by(person), public.by_same_authors(source)):
        assert "sourcecontributor_person" in found.explain()
        assert "CORRELATED" not in found.explain()
    assert "source_by_date" in public.of_year(1975).explain()
    with connection.cursor() as cursor:
        # As of many people, none of whom is another.
        cursor.execute(
            "UPDATE sqlite_stat1 SET stat = '20000 ' || iif(idx LIKE '%_pseudonym_%', 20000, 1) "
            "WHERE tbl = 'filmography_person'"
        )
        cursor.execute("ANALYZE sqlite_schema")
    assert "person_by_pseudonym" in person.pseudonyms.published().explain()
