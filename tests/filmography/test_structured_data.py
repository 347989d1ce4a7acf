"""The data for other software in the pages of films and people says what is recorded."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from filmography.models import Country, FilmOrganisation, Genre, OtherName, OtherTitle, Person
from tests import factories as make
from tests.site.html import Page

pytestmark = pytest.mark.django_db

HOSTILE = "</script><script>alert(1)</script><!-- \u2028 & ' \" ]]>"


def data(client: Client, record: Any) -> dict[str, Any]:
    page = Page(client.get(record.get_absolute_url()).content)
    scripts = [s for s in page.all("script") if s.attributes.get("type") == "application/ld+json"]
    assert len(scripts) == 1
    assert not page.unbalanced
    return json.loads("".join(scripts[0].pieces))


def test_a_film_is_described_in_full(client: Client) -> None:
    film = make.make_film(
        "Anora",
        original_title="Анора",
        year=2024,
        runtime_minutes=139,
        logline="A young woman marries.",
        imdb_id="tt28607951",
        wikidata_id="Q123",
    )
    OtherTitle.objects.create(film=film, title="Working title")
    film.countries.add(Country.objects.get_or_create(code="US", defaults={"name": "USA"})[0])
    film.languages.add(make.make_language(), make.make_language("ru", "Russian"))
    film.tagged_genres.create(tag=Genre.objects.create(name="Comedy"))
    people = {role: make.make_person() for role in ("director", "cast", "writer", "sound")}
    for role, person in people.items():
        make.make_credit(film, person, role)
    company = make.make_organisation("Filmnation")
    make.make_film_organisation(film, company)
    make.make_film_organisation(film, make.make_organisation(), role=FilmOrganisation.Role.SALES)
    award = make.make_award(film, category="Palme d'Or", ceremony="77th Cannes Film Festival")

    found = data(client, film)

    address = f"{settings.SITE_URL}/films/anora/"
    assert found["@context"] == "https://schema.org"
    assert (found["@type"], found["@id"], found["url"]) == ("Movie", address, address)
    assert (found["name"], found["alternateName"]) == ("Anora", ["Анора", "Working title"])
    assert (found["datePublished"], found["duration"]) == ("2024", "PT139M")
    assert found["description"] == "A young woman marries."
    assert found["genre"] == ["Comedy"]
    assert found["inLanguage"] == ["en", "ru"]
    assert [country["name"] for country in found["countryOfOrigin"]] == [film.countries.get().name]
    assert [person["name"] for person in found["director"]] == [people["director"].name]
    assert [person["name"] for person in found["actor"]] == [people["cast"].name]
    assert found["author"][0]["@id"].endswith(people["writer"].get_absolute_url())
    assert people["sound"].name not in json.dumps(found)
    assert found["productionCompany"] == [{"@type": "Organization", "name": "Filmnation"}]
    assert found["award"] == [str(award)]
    assert found["sameAs"] == [
        "https://www.imdb.com/title/tt28607951/",
        "https://www.wikidata.org/wiki/Q123",
    ]


def test_what_is_not_known_is_left_out(client: Client) -> None:
    found = data(client, make.make_film("Anora"))

    assert set(found) == {"@context", "@type", "@id", "url", "name"}


def test_no_text_breaks_out_of_its_script(client: Client) -> None:
    film = make.make_film(HOSTILE, logline=HOSTILE)
    person = make.make_person(HOSTILE, disambiguation=HOSTILE)
    make.make_credit(film, person)
    OtherName.objects.create(person=person, name=HOSTILE[:40], use="shown")

    film_data, person_data = data(client, film), data(client, person)

    film.refresh_from_db()
    assert film_data["name"] == film_data["description"] == film.title
    assert film_data["director"][0]["name"] == person_data["name"] == person.name
    for record in (film, person):
        content = client.get(record.get_absolute_url()).content
        assert b"<script>alert" not in content


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("1971", "1971"),
        ("1971-02", "1971-02"),
        ("1971-02-26", "1971-02-26"),
        ("1971~", None),
        ("197X", None),
        ("1971-21", None),
        ("1970/1972", None),
        ("", None),
    ],
)
def test_a_birthday_is_told_if_it_is_a_plain_date(
    client: Client, born: str, said: str | None
) -> None:
    assert data(client, make.make_person(born=born)).get("birthDate") == said


def test_only_names_that_are_shown_are_told(client: Client) -> None:
    person: Person = make.make_person()
    for use in ("shown", "search", "suppressed"):
        OtherName.objects.create(person=person, name=f"Name {use}", use=use)

    assert data(client, person)["alternateName"] == ["Name shown"]


def test_a_series_is_no_movie(client: Client) -> None:
    assert data(client, make.make_film(form="series"))["@type"] == "TVSeries"
    assert data(client, make.make_film(form="episode"))["@type"] == "TVEpisode"
