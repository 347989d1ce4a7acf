"""Pages of the desk cost as many queries for many rows as for few."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from critiques.models import (
    Excerpt,
    ExcerptTranslation,
    ExcerptVoice,
    FilmList,
    Source,
    SourceContributor,
    SourceRelation,
    Theme,
    ThemeName,
)
from filmography.models import Film, FilmVersion, Genre, OtherName, OtherTitle, Person
from filmography.publishing.history import recording
from filmography.publishing.statistics import gather_statistics
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import url

pytestmark = pytest.mark.django_db

FEW, MANY = 3, 9


def queries(client: Client, address: str, **query: str) -> int:
    client.get(address, query)  # what is read once in a process, such as content types
    return queries_now(client, address, **query)


def queries_now(client: Client, address: str, **query: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address, query).status_code == 200
    return len(captured)


@recording()
def grow(number: int) -> None:
    """So many more of everything, each hanging together with others of its own."""
    for _ in range(number):
        film, person = make.make_film(year=2024), make.make_person()
        make.make_credit(film, person)
        make.make_image(film=film)
        make.make_image(person=person)
        make.make_award(film, (person,))
        make.make_film_organisation(film, make.make_organisation())
        version = FilmVersion.objects.create(film=film, name="Cut")
        scene = make.make_scene(film, version=version)
        make.make_image(scene=scene)
        film.genres.add(Genre.objects.create(name=f"Genre {make.number()}"))
        source = make.make_source(author=person, publication=make.make_publication())
        theme = make.make_theme(broader=make.make_theme())
        excerpt = make.make_excerpt(source=source, about=film, themes=(theme,))
        excerpt.scenes.add(scene)
        make.make_annotation(excerpt)
        make.make_response(from_excerpt=excerpt)
        make.make_list(films=(film,), source=source)
        make.make_staff().groups.add(Group.objects.first())


LISTED = [model for model in admin.site._registry if model.__name__ != "SiteSettings"]
NARROWED = [
    (Film, {"q": "film 2024"}),
    (Film, {"missing": "cast", "publication": "public"}),
    (Source, {"q": "source"}),
    (Excerpt, {"q": "passage", "publication": "public"}),
    (Theme, {"look": "once"}),
]
RELATIONS = [
    "filmography.credit.film",
    "filmography.credit.person",
    "filmography.award.organisation",
    "filmography.film.countries",
    "filmography.film.genres",
    "filmography.scene.version",
    "critiques.excerpt.source",
    "critiques.excerpt.scenes",
    "critiques.excerpt.themes",
    "critiques.source.publication",
    "critiques.response.to_excerpt",
]
RELATION = ("app_label", "model_name", "field_name")
Counts = dict[str, dict[str, int]]


class Pages:
    """The lists that each role may see, narrowed lists, choices of records; each was asked for
    once, so that what is read once in a process has been."""

    def __init__(self) -> None:
        choices = reverse("admin:autocomplete")
        editor = client_of("editor")
        self.asked: dict[str, list[tuple[Client, str, dict[str, str]]]] = {}
        for role in ("administrator", "editor", "moderator"):
            client = client_of(role)
            lists = [(client, url(model), {}) for model in LISTED]
            self.asked[role] = [page for page in lists if client.get(page[1]).status_code == 200]
        self.asked["narrowed"] = [(editor, url(model), query) for model, query in NARROWED]
        for relation in RELATIONS:
            names = dict(zip(RELATION, relation.split("."), strict=True))
            self.asked[relation] = [(editor, choices, {**names, "term": ""})]
            editor.get(choices, {**names, "term": ""})
        for _, address, query in self.asked["narrowed"]:
            editor.get(address, query)

    def counts(self) -> Counts:
        return {
            kind: {f"{address}{query}": queries_now(client, address, **query)
                   for client, address, query in pages}
            for kind, pages in self.asked.items()
        }  # fmt: skip


@pytest.fixture(scope="module")
def grown(module_records: None) -> tuple[Counts, Counts]:
    """What the same pages cost with a few of everything, and with many."""
    pages = Pages()
    grow(FEW)
    few = pages.counts()
    grow(MANY - FEW)
    return few, pages.counts()


@pytest.mark.parametrize("kind", ["administrator", "editor", "moderator", "narrowed", *RELATIONS])
def test_lists_and_choices(grown: tuple[Counts, Counts], kind: str) -> None:
    few, many = grown

    assert few[kind]
    assert many[kind] == few[kind]


def fill_film(film: Film, number: int) -> None:
    for _ in range(number):
        person = make.make_person()
        make.make_credit(film, person)
        make.make_award(film, (person, make.make_person()))
        make.make_film_organisation(film, make.make_organisation())
        OtherTitle.objects.create(film=film, title=f"Title {make.number()}")
        name = f"Cut {make.number()}"
        make.make_scene(film, version=FilmVersion.objects.create(film=film, name=name))
        film.genres.add(Genre.objects.create(name=f"Genre {make.number()}"))


def fill_excerpt(excerpt: Excerpt, number: int) -> None:
    for _ in range(number):
        make.make_subject(excerpt, make.make_film())
        make.make_subject(excerpt, make.make_person())
        ExcerptVoice.objects.create(excerpt=excerpt, person=make.make_person())
        language = make.make_language(f"x-{make.number()}", "Some language")
        ExcerptTranslation.objects.create(
            excerpt=excerpt, language=language, text="Words", source=make.make_source()
        )
        make.make_annotation(excerpt)
        make.make_response(from_excerpt=excerpt)
        excerpt.themes.add(make.make_theme(broader=make.make_theme()))
        excerpt.scenes.add(make.make_scene(make.make_film()))


def fill_source(source: Source, number: int) -> None:
    for position in range(number):
        person = {"person": make.make_person()}
        body = {"organisation": make.make_organisation()}
        SourceContributor.objects.create(source=source, **(body if position % 2 else person))
        SourceRelation.objects.create(source=source, original=make.make_source(), kind="reprint")


def fill_person(person: Person, number: int) -> None:
    for _ in range(number):
        OtherName.objects.create(person=person, name=f"Name {make.number()}")


def fill_theme(theme: Theme, number: int) -> None:
    for _ in range(number):
        ThemeName.objects.create(theme=theme, name=f"Name {make.number()}")


def fill_list(film_list: FilmList, number: int) -> None:
    for _ in range(number):
        film_list.entries.create(film=make.make_film())


@pytest.mark.parametrize(
    ("record", "fill"),
    [
        (make.make_film, fill_film),
        (make.make_excerpt, fill_excerpt),
        (make.make_source, fill_source),
        (make.make_person, fill_person),
        (make.make_theme, fill_theme),
        (make.make_list, fill_list),
    ],
)
def test_forms_with_rows(
    editor: Client, record: Callable[[], models.Model], fill: Callable[[Any, int], None]
) -> None:
    parent = record()
    # Beginning with one page of each kind of row: an empty inline needs no labels at all.
    with recording():
        fill(parent, FEW)
    few = queries(editor, url(parent))
    with recording():
        fill(parent, MANY - FEW)
    assert queries(editor, url(parent)) == few


def test_the_queue_of_moderation(moderator: Client) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            make.make_contribution(source=make.make_source(), film=make.make_film())
            make.make_report(name="Somebody")

    address = reverse("admin:critiques_contribution_changelist")
    add(FEW)
    few = queries(moderator, address), queries(moderator, address, by="sender")
    add(22)
    many = queries(moderator, address), queries(moderator, address, by="sender")
    assert many == few
    assert few[0] <= 18


def test_an_item_of_the_queue(moderator: Client) -> None:
    source, film = make.make_source(), make.make_film()
    make.make_capture(source, "Nobody leaves the party early, and nobody counts the hours.")
    words = "Nobody leaves the party early"
    item = make.make_contribution(words, source=source, film=film)
    item.claim(by=moderator.user)
    address = reverse("admin:critiques_contribution_item", args=["contribution", item.public_id])

    def add(number: int) -> None:
        for _ in range(number):
            make.make_contribution(words, source=source, film=film)
            make.make_excerpt(words, source=source, about=film)
            make.make_film(film.title)

    add(FEW)
    few = queries(moderator, address)
    add(MANY)
    assert queries(moderator, address) == few
    assert few <= 75


def test_a_list_of_ten_thousand_films_costs_as_many_queries_as_one_of_ten(editor: Client) -> None:
    director = make.make_person()

    def add(first: int, last: int) -> None:
        films = Film._base_manager.bulk_create(  # without a version of each
            Film(
                title=f"Film {number}",
                slug=f"one-of-many-{number}",
                state="published",
                published_at=timezone.now(),
            )
            for number in range(first, last)
        )
        for film in films[:50]:
            make.make_credit(film, director)

    add(0, 10)
    few = queries(editor, url(Film))
    add(10, 10_000)
    gather_statistics()
    if connection.vendor == "postgresql":  # counted here, not timed: a busy machine is slow
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '120s'")
    assert queries(editor, url(Film)) == few
