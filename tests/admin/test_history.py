"""Histories at the desk: who changed what and why, compared, restored, brought back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from critiques.models import Excerpt
from filmography.models import Country, Credit, Film, RecordVersion, SiteSettings
from filmography.publishing.history import latest, versions_of
from tests import factories as make
from tests.admin.desk import send, told, url

pytestmark = pytest.mark.django_db
Kind = RecordVersion.Kind
NIGHT = "A long night in a city by the sea, and what comes after it."


@pytest.fixture
def film(db: None) -> Film:
    film = make.make_film("Anora", published=False, synopsis=NIGHT)
    film.publish(by=make.make_administrator())
    return film


def history(client: Client, record: Any, **query: Any) -> Any:
    return client.get(url(record, "history"), query)


def restore_url(record: Any, version: RecordVersion, field: str = "") -> str:
    address = url(type(record), "restore", version.pk)
    return f"{address}?field={field}" if field else address


def test_a_save_is_told_once_with_who_and_why(editor: Client, film: Film) -> None:
    send(editor, url(film), title="Anora!", why="The title has a mark.")
    version = latest(film)
    assert (version.by, version.why) == (editor.user, "The title has a mark.")
    assert versions_of(film).count() == 3
    page = history(editor, film)
    assert "The title has a mark." in page.content.decode()
    assert page.context["rows"][0]["changed"] == ["Title"]


def test_a_refused_form_keeps_the_why(editor: Client, film: Film) -> None:
    page = send(editor, url(film), title="", why="Because")
    assert 'value="Because"' in page.content.decode()
    assert versions_of(film).count() == 2


def test_saving_and_publishing_is_one_version(editor: Client) -> None:
    film = make.make_film(published=False)
    send(editor, url(film), press="_publish", title="Other")
    assert [version.kind for version in versions_of(film)] == [Kind.ADDED, Kind.PUBLISHED]
    assert latest(film).snapshot["fields"]["title"] == "Other"


def test_by_default_the_newest_is_compared_with_what_was_published(
    editor: Client, film: Film
) -> None:
    published = latest(film)
    film.withdraw(by=editor.user)
    send(editor, url(film), synopsis=NIGHT.replace("night", "day"))
    page = history(editor, film)
    assert (page.context["old"], page.context["new"]) == (published, latest(film))
    assert "Synopsis" in [change.label for change in page.context["changes"]]
    html = page.content.decode().split('class="prose-difference"')[1]
    assert "night" in html.split("<del>")[1].split("</del>")[0]
    assert "day" in html.split("<ins>")[1].split("</ins>")[0]


def test_any_two_versions_are_compared(editor: Client, film: Film) -> None:
    send(editor, url(film), title="Two")
    send(editor, url(film), title="Three")
    first, *_, third, _ = versions_of(film).order_by("pk")
    page = history(editor, film, old=third.pk, new=first.pk)
    assert (page.context["old"], page.context["new"]) == (first, third)
    title = next(change for change in page.context["changes"] if change.name == "title")
    assert (title.old, title.new) == ("Anora", "Two")


@pytest.mark.parametrize("asked", ["x", "0", "-1", "9" * 30, "٣", ""])
def test_a_version_that_is_none_falls_back(editor: Client, film: Film, asked: str) -> None:
    assert history(editor, film, old=asked, new=asked, p=asked).status_code == 200


def test_restoring_asks_first_and_then_does_it(editor: Client, film: Film) -> None:
    version = latest(film)
    send(editor, url(film), title="Other", synopsis="None.")
    page = editor.get(restore_url(film, version))
    assert [change.name for change in page.context["changes"]] == ["title", "synopsis"]
    film.refresh_from_db()
    assert film.title == "Other"
    answer = editor.post(restore_url(film, version), {"seen": latest(film).pk})
    assert answer.url == url(film)
    film.refresh_from_db()
    assert film.title == "Anora"
    assert (latest(film).kind, latest(film).by) == (Kind.RESTORED, editor.user)


def test_one_field_is_restored_alone(editor: Client, film: Film) -> None:
    version = latest(film)
    send(editor, url(film), title="Other", synopsis="None.")
    editor.post(restore_url(film, version, "synopsis"), {"seen": latest(film).pk})
    film.refresh_from_db()
    assert (film.title, film.synopsis) == ("Other", NIGHT)


def test_the_second_of_two_restores_is_told(editor: Client, film: Film) -> None:
    version = latest(film)
    send(editor, url(film), title="Other")
    seen = {"seen": latest(film).pk}
    assert editor.post(restore_url(film, version), seen).status_code == 302
    page = editor.post(restore_url(film, version), seen)
    assert "Somebody changed this record while you looked at it." in page.content.decode()


def test_a_record_that_is_gone_is_named(editor: Client, film: Film) -> None:
    person = make.make_person("Mark Eydelshteyn", published=False)
    credit = Credit.objects.create(film=film, person=person, role="cast")
    version = latest(film)
    credit.delete()
    person.delete()
    page = editor.post(restore_url(film, version), {"seen": latest(film).pk})
    assert "Person “Mark Eydelshteyn” does not exist any more." in page.content.decode()


def test_a_deleted_record_is_listed_and_brought_back(editor: Client) -> None:
    film = make.make_film("Anora", published=False)
    pk = film.pk
    editor.post(url(film, "delete"), {"post": "yes"})
    assert url(Film, "deleted") in editor.get(url(Film)).content.decode()
    page = editor.get(url(Film, "deleted"))
    version = page.context["page"][0]
    assert (version.label, version.by) == ("Anora", editor.user)
    assert editor.get(url(Film, "history", pk)).status_code == 200
    assert editor.get(url(Film, "restore", version.pk)).status_code == 200
    answer = editor.post(url(Film, "restore", version.pk), {"seen": version.pk})
    assert answer.url == url(Film, "change", pk)
    assert told(answer) == ["“Anora” is restored."]
    assert not editor.get(url(Film, "deleted")).context["page"].object_list


def test_what_fell_with_a_record_is_named_when_it_is_brought_back(editor: Client) -> None:
    film = make.make_film("Anora", published=False)
    make.make_scene(film, "The quarrel")
    make.make_scene(make.make_film(), "Another").delete()
    film.delete()

    version = RecordVersion.objects.deleted(Film).get()
    answer = editor.post(url(Film, "restore", version.pk), {"seen": version.pk})

    assert told(answer) == [
        "“Anora” is restored.",
        "Not brought back with it, because it has a history of its own, under Deleted in its own "
        "list: scene “The quarrel (Anora)”.",
    ]


def test_records_known_by_a_code_and_the_settings_have_a_history(administrator: Client) -> None:
    country = Country.objects.get(pk="FR")
    send(administrator, url(country), name="La France")
    assert history(administrator, country).context["rows"][0]["changed"] == ["Name"]
    settings = SiteSettings.objects.create(name="One")
    send(administrator, url(settings), name="Two")
    assert history(administrator, settings).context["rows"][0]["changed"] == ["Name"]


@pytest.mark.parametrize("role", ["moderator", "anonymous"])
def test_histories_are_for_those_who_edit(
    as_role: Callable[[str], Client], role: str, film: Film
) -> None:
    client, version = as_role(role), latest(film)
    for address in (
        url(film, "history"),
        url(Film, "deleted"),
        url(Film, "restore", version.pk),
    ):
        assert client.get(address).status_code in (302, 403)
        assert client.post(address, {"seen": version.pk}).status_code in (302, 403)
    assert versions_of(film).count() == 2


def test_what_was_erased_is_said_to_be(editor: Client, film: Film) -> None:
    versions_of(film).erase()
    page = history(editor, film)
    assert page.content.decode().count("Its words have been erased.") == 2
    assert "night" not in page.content.decode()


def test_a_record_that_nobody_has_changed_has_an_empty_history(editor: Client) -> None:
    page = history(editor, Country.objects.get(pk="FR"))
    assert "Nothing has been changed since histories are kept." in page.content.decode()


def test_actions_in_lists_are_told(editor: Client) -> None:
    films = [make.make_film(published=False) for _ in range(2)]
    data = {"action": "publish", "_selected_action": [film.pk for film in films]}
    editor.post(url(Film), data)
    assert [latest(film).by for film in films] == [editor.user] * 2
    assert [latest(film).kind for film in films] == [Kind.PUBLISHED] * 2


@pytest.mark.parametrize("credits", [5, 60])
def test_saving_a_film_costs_no_more_for_more_credits(editor: Client, credits: int) -> None:
    """One credit is changed; the others are only there."""
    film = make.make_film(year=2024)
    rows = [Credit(film=film, person=make.make_person(), role="cast") for _ in range(credits)]
    Credit.objects.bulk_create(rows)
    send(editor, url(film), logline="A line.")
    data = {"credits-0-note": "uncredited", "logline": "Another line."}
    with CaptureQueriesContext(connection) as captured:
        assert send(editor, url(film), data=data).status_code == 302
    written = [query for query in captured if 'INTO "filmography_recordversion"' in query["sql"]]
    history = [query for query in captured if "recordversion" in query["sql"]]
    assert len(written) == 1
    assert len(history) <= 3
    assert latest(film).snapshot["parts"]["credits"][0]["note"] == "uncredited"


def test_pages_of_history_cost_the_same_for_more_versions(editor: Client, film: Film) -> None:
    counts = []
    for number in (3, 9):
        for step in range(number):
            Film.objects.filter(pk=film.pk).update(logline=f"Line {number} {step}")
        history(editor, film)
        with CaptureQueriesContext(connection) as captured:
            history(editor, film)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_excerpt_is_restored_with_its_subjects(editor: Client) -> None:
    excerpt = make.make_excerpt(published=False)
    version = latest(excerpt)
    excerpt.subjects.all().delete()
    editor.post(restore_url(excerpt, version), {"seen": latest(excerpt).pk})
    assert Excerpt.objects.get(pk=excerpt.pk).subjects.count() == 1
