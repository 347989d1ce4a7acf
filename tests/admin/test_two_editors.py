"""Two editors on one record: the second save is refused, nothing is lost, and each value chosen."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from critiques.models import Excerpt
from filmography.models import Film, Person
from filmography.publishing.history import WordChange
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import form_data, new_rows, url
from tests.site.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(db: None) -> Client:
    return client_of("editor")


@pytest.fixture
def film(db: None) -> Film:
    film = make.make_film("Anora", year=2024)
    make.make_credit(film, make.make_person("Sean Baker"))
    return film


def save(client: Client, record: Any, data: dict[str, Any], **changes: Any) -> HttpResponse:
    return client.post(url(record), {**data, **changes, "_save": "on"})


def saves(client: Client, record: Any, **changes: Any) -> None:
    assert save(client, record, form_data(client.get(url(record))), **changes).status_code == 302


def differing(page: HttpResponse) -> dict[str, Any]:
    assert page.status_code == 409
    return {one["label"]: one for one in page.context["differences"]}


def form_of(page: HttpResponse) -> dict[str, Any]:
    """What the page sends when its button is pressed and nothing was touched."""
    data: dict[str, Any] = {}
    for element in Page(page.content).elements:
        field = element.attributes
        is_ours = element.tag == "input" and "name" in field and not _is_of_another_form(element)
        if is_ours and (field["type"] == "hidden" or "checked" in field):
            data.setdefault(field["name"], []).append(field.get("value", ""))
    return data


def _is_of_another_form(element: Any) -> bool:
    return any(parent.attributes.get("id") == "logout-form" for parent in element.parents)


def choose(client: Client, page: HttpResponse, **choices: str) -> HttpResponse:
    answers = {f"_choice:{key}": value for key, value in choices.items()}
    return client.post(page.wsgi_request.path, {**form_of(page), **answers})


def words(pieces: list[WordChange]) -> str:
    return "".join(piece.new for piece in pieces)


def test_the_second_save_is_refused_and_shows_all_three_versions(
    editor: Client, other: Client, film: Film
) -> None:
    opened = form_data(editor.get(url(film)))
    saves(other, film, logline="Their line.", runtime_minutes=139)
    page = save(editor, film, opened, logline="My line.", shot_on="35 mm")
    film.refresh_from_db()
    assert (film.logline, film.shot_on) == ("Their line.", "")
    found = differing(page)
    line = found["Logline"]
    assert (line["opened"], words(line["now"]), words(line["typed"])) == (
        "",
        "Their line.",
        "My line.",
    )
    assert {label: one["choice"] for label, one in found.items()} == {
        "Logline": "",
        "Running time": "now",
        "Shot on": "typed",
    }
    assert other.user.username in page.content.decode()


@pytest.mark.parametrize(("choice", "kept"), [("now", "Their line."), ("typed", "My line.")])
def test_each_is_chosen_and_what_only_one_changed_is_kept(
    editor: Client, other: Client, film: Film, choice: str, kept: str
) -> None:
    opened = form_data(editor.get(url(film)))
    saves(other, film, logline="Their line.", runtime_minutes=139)
    page = save(editor, film, opened, logline="My line.", shot_on="35 mm")
    assert choose(editor, page, logline=choice).status_code == 302
    film.refresh_from_db()
    assert (film.logline, film.runtime_minutes, film.shot_on) == (kept, 139, "35 mm")


def test_a_page_without_a_choice_is_shown_again(editor: Client, other: Client, film: Film) -> None:
    opened = form_data(editor.get(url(film)))
    saves(other, film, logline="Their line.")
    page = save(editor, film, opened, logline="My line.")
    again = choose(editor, page)
    assert differing(again).keys() == {"Logline"}
    assert choose(editor, again, logline="typed").status_code == 302


def test_a_third_save_meanwhile_is_seen_before_anything_is_saved(
    editor: Client, other: Client, film: Film
) -> None:
    opened = form_data(editor.get(url(film)))
    saves(other, film, logline="Their line.")
    page = save(editor, film, opened, logline="My line.")
    saves(other, film, logline="Their second line.")
    again = choose(editor, page, logline="typed")
    assert words(differing(again)["Logline"]["now"]) == "Their second line."
    assert choose(editor, again).status_code == 302
    film.refresh_from_db()
    assert film.logline == "My line."


def test_the_same_change_made_twice_is_none(editor: Client, other: Client, film: Film) -> None:
    opened = form_data(editor.get(url(film)))
    saves(other, film, logline="One line.")
    assert save(editor, film, opened, logline="One line.", shot_on="35 mm").status_code == 302


def test_a_form_that_does_not_say_when_it_was_opened_overwrites_nothing(
    editor: Client, film: Film
) -> None:
    opened = form_data(editor.get(url(film)))
    for token in ("", "made up", "W10:1abc:xyz"):
        page = save(editor, film, {**opened, "_opened": token}, logline="My line.")
        assert differing(page).keys() == {"Logline"}
        assert page.context["differences"][0]["choice"] == ""
    foreign = form_data(editor.get(url(make.make_film())))["_opened"]
    assert save(editor, film, opened, _opened=foreign, logline="My line.").status_code == 409
    assert choose(editor, page, logline="typed").status_code == 302


def test_other_kinds_ask_too(editor: Client, other: Client) -> None:
    for record, field in [
        (make.make_person("Ann"), "biography"),
        (make.make_theme("Agency"), "definition"),
        (make.make_source("Review"), "note"),
        (make.make_organisation("Body"), "note"),
        (make.make_excerpt("A passage of some words."), "content_notes"),
    ]:
        opened = form_data(editor.get(url(record)))
        saves(other, record, **{field: "Theirs"})
        assert save(editor, record, opened, **{field: "Mine"}).status_code == 409


class TestRows:
    @pytest.fixture
    def opened(self, editor: Client, film: Film) -> dict[str, Any]:
        return form_data(editor.get(url(film)))

    def names(self, film: Film) -> list[str]:
        credits = film.credits.order_by("position", "pk")
        return [f"{credit.person.name}, {credit.note}" for credit in credits]

    def test_that_both_add_are_all_kept(
        self, editor: Client, other: Client, film: Film, opened: dict[str, Any]
    ) -> None:
        people = [make.make_person("Theirs"), make.make_person("Mine")]
        rows = [
            new_rows("credits", {"person": who.pk, "role": "cast", "position": 2}, initial=1)
            for who in people
        ]
        saves(other, film, **rows[0])
        page = save(editor, film, opened, **rows[1])
        assert {one["choice"] for one in differing(page).values()} == {"now", "typed"}
        assert choose(editor, page).status_code == 302
        assert self.names(film) == ["Sean Baker, ", "Theirs, ", "Mine, "]

    def test_that_one_deletes_and_the_other_changes_ask(
        self, editor: Client, other: Client, film: Film, opened: dict[str, Any]
    ) -> None:
        key = f"credits/{film.credits.get().pk}"
        saves(other, film, **{"credits-0-DELETE": "on"})
        page = save(editor, film, opened, **{"credits-0-note": "as himself"})
        [row] = differing(page).values()
        assert "Sean Baker" in row["opened"]
        assert row["choice"] == ""
        assert choose(editor, page, **{key: "typed"}).status_code == 302
        assert self.names(film) == ["Sean Baker, as himself"]

    def test_that_are_changed_here_and_deleted_there_may_go(
        self, editor: Client, other: Client, film: Film, opened: dict[str, Any]
    ) -> None:
        key = f"credits/{film.credits.get().pk}"
        saves(other, film, **{"credits-0-note": "as himself"})
        page = save(editor, film, opened, **{"credits-0-DELETE": "on"})
        assert choose(editor, page, **{key: "typed"}).status_code == 302
        assert self.names(film) == []

    def test_are_merged_field_by_field(
        self, editor: Client, other: Client, film: Film, opened: dict[str, Any]
    ) -> None:
        saves(other, film, **{"credits-0-note": "with others"})
        page = save(editor, film, opened, **{"credits-0-role": "producer"})
        assert choose(editor, page).status_code == 302
        assert self.names(film) == ["Sean Baker, with others"]
        assert film.credits.get().role == "producer"


def test_themes_are_chosen_as_a_whole(editor: Client, other: Client) -> None:
    mine, theirs = make.make_theme("Mine"), make.make_theme("Theirs")
    excerpt = make.make_excerpt("A passage of some words.")
    opened = form_data(editor.get(url(excerpt)))
    saves(other, excerpt, themes=[theirs.pk])
    page = save(editor, excerpt, opened, themes=[mine.pk])
    shown = differing(page)["Themes"]
    assert (words(shown["now"]), words(shown["typed"])) == ("Theirs", "Mine")
    assert choose(editor, page, themes="now").status_code == 302
    assert list(Excerpt.objects.get().themes.all()) == [theirs]


class TestGone:
    def test_what_was_typed_is_kept_and_saved_as_a_new_record(
        self, editor: Client, administrator: Client, film: Film
    ) -> None:
        opened = form_data(editor.get(url(film)))
        administrator.post(url(film, "delete"), {"post": "yes"})
        page = save(editor, film, opened, logline="My line.")
        assert page.status_code == 409
        assert ("Logline", "My line.") in page.context["typed"]
        assert administrator.user.username in page.content.decode()
        assert editor.post(page.context["add_url"], form_of(page)).status_code == 302
        again = Film.objects.get()
        assert (again.title, again.logline, again.state) == ("Anora", "My line.", "draft")
        assert [credit.person.name for credit in again.credits.all()] == ["Sean Baker"]

    def test_who_may_not_change_it_learns_nothing(self, moderator: Client, film: Film) -> None:
        film.delete()
        assert (
            moderator.post(url(Film, "change", 1), {"_opened": "", "title": "x"}).status_code == 403
        )


def test_who_may_not_change_a_record_gets_no_version_of_it(moderator: Client, film: Film) -> None:
    assert "editing" not in moderator.get(url(film)).context
    assert save(moderator, film, {"title": "x"}).status_code == 403


class TestRestore:
    """The browser hands back what it kept: the form is shown with it, and nothing is saved."""

    def restore(self, client: Client, address: str, data: dict[str, Any]) -> HttpResponse:
        return client.post(address, {**data, "_restore": "on"})

    def test_shows_what_was_typed(self, editor: Client, film: Film) -> None:
        opened = form_data(editor.get(url(film)))
        person = make.make_person("New hand")
        row = {"person": person.pk, "role": "cast", "position": 2, "note": "", "character": ""}
        rows = new_rows("credits", row, initial=1)
        page = self.restore(editor, url(film), {**opened, **rows, "logline": "My line."})
        assert page.status_code == 200
        assert page.context["editing"]["is_unsaved"]
        assert "My line." in page.content.decode()
        assert "New hand" in page.content.decode()
        film.refresh_from_db()
        assert film.logline == ""
        assert film.credits.count() == 1
        assert save(editor, film, form_data(page)).status_code == 302
        assert film.credits.count() == 2

    def test_of_a_new_record_saves_none(self, editor: Client) -> None:
        address = url(Person, "add")
        data = form_data(editor.get(address))
        page = self.restore(editor, address, {**data, "name": "Ann", "sort_name": "Ann"})
        assert 'value="Ann"' in page.content.decode()
        assert not Person.objects.exists()

    def test_on_a_record_that_has_changed_shows_both(
        self, editor: Client, other: Client, film: Film
    ) -> None:
        opened = form_data(editor.get(url(film)))
        saves(other, film, logline="Their line.")
        page = self.restore(editor, url(film), {**opened, "logline": "My line."})
        assert differing(page).keys() == {"Logline"}
        assert choose(editor, page, logline="typed").url == url(film)

    def test_the_browser_is_told_what_was_saved(self, editor: Client, film: Film) -> None:
        page = editor.get(url(film))
        name = page.context["editing"]["kept_as"]
        bad = save(editor, film, form_data(page), _kept_as=name, title="")
        assert "saved-forms" not in bad.cookies
        assert name in bad.content.decode()
        done = save(editor, film, form_data(page), _kept_as=name)
        assert done.cookies["saved-forms"].value == name
