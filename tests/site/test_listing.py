"""Lists narrowed by filters: every filter in force is shown and can be taken away again."""

import pytest
from django.test import Client

from filmography.models import Country, Genre
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


@pytest.mark.parametrize("filters", ["genre=secret", "organisation=secret"])
def test_what_hangs_on_drafts_only_cannot_be_asked_for(client: Client, filters: str) -> None:
    """Else the answer would tell an address that exists from one that does not."""
    draft = make.make_film(published=False)
    genre = Genre.objects.create(name="Secret", slug="secret")
    draft.tagged_genres.create(tag=genre)
    make.make_award(draft, organisation=make.make_organisation("Secret", slug="secret"))
    make.make_award(make.make_film())

    for page in ("/films/", "/awards/"):
        plain = client.get(page).content
        assert client.get(f"{page}?{filters}").content == plain


def test_years_are_whole_numbers(client: Client) -> None:
    make.make_source(published_on="2024")

    for year in ("2024.5", "2e3", "NaN", "-1", "10000"):
        assert client.get(f"/sources/?year={year}").context["listing"].active == []
