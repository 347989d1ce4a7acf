"""Addresses do not move: a changed slug leaves a redirect, a withdrawn record its notice."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unicodedata import normalize
from urllib.parse import quote, unquote

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from critiques.models import FilmList, Publication, Source, Theme
from filmography.models import Film, FormerSlug, Genre, Organisation, Person
from filmography.publishing.slugs import Slugged
from tests import factories as make

pytestmark = pytest.mark.django_db


def public_organisation(**fields: Any) -> Organisation:
    organisation = make.make_organisation(**fields)
    make.make_film_organisation(make.make_film(), organisation)
    return organisation


def public_publication(**fields: Any) -> Publication:
    publication = make.make_publication(**fields)
    make.make_source(publication=publication)
    return publication


MAKERS: dict[str, Callable[..., Any]] = {
    "films": make.make_film,
    "people": make.make_person,
    "sources": make.make_source,
    "themes": make.make_theme,
    "lists": make.make_list,
    "organisations": public_organisation,
    "publications": public_publication,
}
PUBLISHABLE = ["films", "people", "sources", "themes", "lists"]
PAGES = [
    *(f"/{kind}/{{}}/" for kind in MAKERS),
    "/films/{}/excerpts/",
    "/films/{}/scenes/",
    "/films/{}/feed.atom",
    "/themes/{}/feed.atom",
]


def renamed(kind: str, old: str = "old-slug", new: str = "new-slug") -> Any:
    record = MAKERS[kind](slug=old)
    record.slug = new
    record.save()
    return record


@pytest.mark.parametrize("where", PAGES)
def test_a_former_address_leads_to_the_same_page_of_the_new_one(client: Client, where: str) -> None:
    renamed(where.split("/")[1])

    response = client.get(where.format("old-slug"))

    assert (response.status_code, response["Location"]) == (301, where.format("new-slug"))
    assert client.get(where.format("new-slug")).status_code == 200


@pytest.mark.parametrize("query", ["stance=mixed&page=2", "a=%E4%B8%83&b=%00", "q=%2F%2Fevil&q="])
def test_a_redirect_keeps_the_query(client: Client, query: str) -> None:
    renamed("films")

    response = client.get(f"/films/old-slug/excerpts/?{query}")

    assert response["Location"] == f"/films/new-slug/excerpts/?{query}"


def test_a_redirect_survives_a_query_of_any_length(client: Client) -> None:
    renamed("films")

    response = client.get(f"/films/old-slug/?q={'x' * 10_000}")

    assert response.status_code in (301, 400)


@pytest.mark.parametrize("kind", MAKERS)
def test_every_former_address_leads_to_the_newest_in_one_step(client: Client, kind: str) -> None:
    record = renamed(kind, "first", "second")
    record.slug = "third"
    record.save()

    for former in ("first", "second"):
        assert client.get(f"/{kind}/{former}/")["Location"] == f"/{kind}/third/"


def test_a_slug_taken_back_is_no_redirect_any_more(client: Client) -> None:
    film = renamed("films")
    film.slug = "old-slug"
    film.save()

    assert client.get("/films/old-slug/").status_code == 200
    assert client.get("/films/new-slug/")["Location"] == "/films/old-slug/"


def test_a_record_at_the_former_address_of_another_is_shown(client: Client) -> None:
    renamed("films")
    another = make.make_film("Another", slug="old-slug")

    response = client.get("/films/old-slug/")

    assert response.status_code == 200
    assert another.title in response.content.decode()


@pytest.mark.parametrize("kind", PUBLISHABLE)
def test_no_redirect_leads_to_what_is_not_public(client: Client, kind: str) -> None:
    record = renamed(kind)
    type(record).objects.filter(pk=record.pk).update(state="in_review")

    assert client.get(f"/{kind}/old-slug/").status_code == 404


@pytest.mark.parametrize("kind", MAKERS)
def test_the_address_of_a_deleted_record_answers_404(client: Client, kind: str) -> None:
    record = renamed(kind)
    for name in ("film_organisations", "sources"):
        if hasattr(record, name):
            getattr(record, name).all().delete()
    record.delete()

    assert client.get(f"/{kind}/new-slug/").status_code == 404
    assert client.get(f"/{kind}/old-slug/").status_code == 404


def test_a_former_slug_is_not_given_to_another_record() -> None:
    renamed("films", "anora", "anora-2024")

    assert make.make_film("Anora").slug == "anora-2"


@pytest.mark.parametrize("title", ["七人の侍", "Παράσιτα", "Кин-дза-дза!", "آنورا", "기생충"])
def test_a_title_of_any_script_has_an_address_that_works(client: Client, title: str) -> None:
    film = make.make_film(title)

    address = film.get_absolute_url()

    assert address.isascii()
    assert unquote(address) == f"/films/{film.slug}/"
    assert client.get(address).status_code == 200
    assert title in client.get(address).content.decode()


def test_seven_samurai_goes_round(client: Client) -> None:
    film = make.make_film("七人の侍")
    assert film.slug == "七人の侍"
    film.slug = "seven-samurai"
    film.save()

    response = client.get(f"/films/{quote('七人の侍')}/scenes/")

    assert response["Location"] == "/films/seven-samurai/scenes/"
    film.slug = "七人の侍"
    film.save()
    assert client.get("/films/seven-samurai/")["Location"] == f"/films/{quote('七人の侍')}/"


def test_a_slug_in_decomposed_letters_is_found(client: Client) -> None:
    make.make_film(slug="기생충")

    assert client.get(f"/films/{quote(normalize('NFD', '기생충'))}/").status_code == 200


@pytest.mark.parametrize("title", ["!!!", "…", "♥", "—", "؟"])
def test_a_title_without_letters_has_an_address_that_works(client: Client, title: str) -> None:
    films = [make.make_film(title), make.make_film(title)]

    assert len({film.slug for film in films}) == 2
    for film in films:
        assert client.get(film.get_absolute_url()).status_code == 200


def test_slugs_are_made_of_what_tells_records_apart() -> None:
    films = [make.make_film("Anora", year=year) for year in (2024, 2025, 2025, None)]
    critics = [make.make_person("Ann Lee", disambiguation=mark) for mark in ("", "critic")]
    paper = make.make_publication("The Paper")
    sources = [make.make_source("Review", publication=where) for where in (None, paper)]

    assert [film.slug for film in films] == ["anora", "anora-2025", "anora-2025-2", "anora-2"]
    assert [person.slug for person in critics] == ["ann-lee", "ann-lee-critic"]
    assert [source.slug for source in sources] == ["review", "review-the-paper"]


TITLED = (make.make_film, make.make_source, make.make_list)


@pytest.mark.parametrize("make_record", MAKERS.values(), ids=MAKERS)
def test_slugs_of_namesakes_differ(make_record: Callable[..., Any]) -> None:
    name = "title" if make_record in TITLED else "name"

    slugs = [make_record(**{name: f"The Same{mark}"}).slug for mark in ("", "!", "?")]

    assert slugs == ["the-same", "the-same-2", "the-same-3"]


def test_a_long_title_gives_a_slug_that_fits(client: Client) -> None:
    films = [make.make_film("word " * 60), make.make_film("w" * 300), make.make_film("w" * 300)]

    for film in films:
        assert len(film.slug) <= 100
        assert client.get(film.get_absolute_url()).status_code == 200


def test_scenes_of_one_title_have_marks_of_their_own() -> None:
    film, other = make.make_film(), make.make_film()

    slugs = [make.make_scene(film, "The end").slug for _ in range(2)]

    assert slugs == ["the-end", "the-end-2"]
    assert make.make_scene(other, "The end").slug == "the-end"
    assert make.make_scene(film, "!!!").slug == "scene"


@pytest.mark.parametrize("kind", PUBLISHABLE)
def test_a_withdrawn_record_answers_410_with_its_notice(client: Client, kind: str) -> None:
    record = MAKERS[kind](slug="here")
    record.withdraw(by=User.objects.create_user("editor"), notice="Taken back *for review*.")

    for page in (page for page in PAGES if page.startswith(f"/{kind}/")):
        response = client.get(page.format("here"))
        assert response.status_code == 410
        assert "<em>for review</em>" in response.content.decode()


def test_a_withdrawn_excerpt_answers_410_with_its_notice(client: Client) -> None:
    excerpt = make.make_excerpt()
    excerpt.withdraw(by=User.objects.create_user("editor"), notice="Misquoted.")

    response = client.get(excerpt.get_absolute_url())

    assert response.status_code == 410
    assert "Misquoted." in response.content.decode()


def test_an_excerpt_of_a_withdrawn_source_answers_410(client: Client) -> None:
    excerpt = make.make_excerpt()
    waiting = make.make_excerpt(source=excerpt.source, published=False)
    excerpt.source.withdraw(by=User.objects.create_user("editor"))

    assert client.get(excerpt.get_absolute_url()).status_code == 410
    assert client.get(waiting.get_absolute_url()).status_code == 404


def test_an_excerpt_that_was_never_public_is_not_said_to_be_withdrawn(client: Client) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    scheduled = make.make_excerpt(state="published", published_at=tomorrow)
    scheduled.source.withdraw(by=User.objects.create_user("editor"))

    assert client.get(scheduled.get_absolute_url()).status_code == 404


def test_every_kind_of_slugged_record_is_tried_here() -> None:
    kinds = {model for model in apps.get_models() if issubclass(model, Slugged)}

    # Genres have no page of their own.
    assert kinds - {Genre} == {Film, Person, Source, Theme, FilmList, Organisation, Publication}


def test_a_former_slug_is_remembered_once_per_kind() -> None:
    renamed("films")
    renamed("people")
    renamed("films", "old-slug", "newer-slug")

    assert FormerSlug.objects.filter(slug="old-slug").count() == 2
