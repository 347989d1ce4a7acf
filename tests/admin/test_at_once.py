"""Two at the desk at the very same moment: one is first, the other is told, nothing is lost."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from filmography.admin.films import FilmAdmin
from filmography.models import Film, FilmVersion, RecordVersion
from filmography.publishing.history import RestoreRefused, latest, restore, versions_of
from filmography.publishing.history.restoring import CHANGED_MEANWHILE
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import form_data, url
from tests.critiques.moderation.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def titles(film: Film) -> list[str]:
    versions = versions_of(film).order_by("pk")
    return [version.snapshot["fields"]["title"] for version in versions]


def test_of_two_restores_one_wins_and_the_other_is_told() -> None:
    film = make.make_film("First")
    for title in ("Second", "Third"):
        Film.objects.filter(pk=film.pk).update(title=title)
    first, second, third = versions_of(film).order_by("pk")
    people = [make.make_editor(), make.make_editor()]
    came = together(
        lambda old=old, by=by: restore(old, by=by, seen=third.pk)
        for old, by in zip((first, second), people, strict=True)
    )
    refused = [one for one in came if isinstance(one, RestoreRefused)]
    assert [one.sentences for one in refused] == [[CHANGED_MEANWHILE]]
    won = next(one for one in came if isinstance(one, Film))
    assert titles(film) == ["First", "Second", "Third", won.title]
    assert Film.objects.get().title == won.title
    assert latest(film).kind == RecordVersion.Kind.RESTORED


def test_what_was_deleted_is_brought_back_once() -> None:
    film = make.make_film("Anora", published=False)
    Film.objects.get().delete()
    gone = RecordVersion.objects.deleted(Film).get()
    people = [make.make_editor(), make.make_editor()]
    came = together(lambda by=by: restore(gone, by=by, seen=gone.pk) for by in people)
    assert [type(one) for one in came].count(RestoreRefused) == 1
    assert Film.objects.get().pk == film.pk
    assert versions_of(film).filter(kind=RecordVersion.Kind.BROUGHT_BACK).count() == 1


def test_a_restore_and_a_save_at_once_are_one_after_the_other() -> None:
    film = make.make_film("First")
    Film.objects.filter(pk=film.pk).update(title="Second")
    first, second = versions_of(film).order_by("pk")
    editor, other = client_of("editor"), make.make_editor()
    data = form_data(editor.get(url(film))) | {"title": "Typed", "_save": "on"}
    saved, restored = together(
        [
            lambda: editor.post(url(film), data).status_code,
            lambda: restore(first, by=other, seen=second.pk),
        ]
    )
    if saved == 302:
        assert isinstance(restored, RestoreRefused)
        assert titles(film) == ["First", "Second", "Typed"]
    else:
        assert (saved, restored.title) == (409, "First")
        assert titles(film) == ["First", "Second", "First"]


@pytest.mark.postgres
def test_a_row_saved_on_its_own_page_waits_for_the_form_that_has_it_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is saved after that form was found to be up to date and before it is written."""
    film = make.make_film("Anora")
    cut = FilmVersion.objects.create(film=film, name="Cut", note="")
    editor, other = client_of("editor"), client_of("editor")
    theirs = form_data(other.get(url(cut))) | {"name": "Theirs", "_save": "on"}
    mine = form_data(editor.get(url(film))) | {"versions-0-name": "Mine", "_save": "on"}
    came: list[int] = []
    at_the_same_time = threading.Thread(target=lambda: came.append(_post(other, cut, theirs)))
    check = FilmAdmin._refusal

    def check_then_meanwhile(self: Any, request: Any, object_id: str) -> Any:
        found = check(self, request, object_id)
        if self.model is Film:
            at_the_same_time.start()
            at_the_same_time.join(0.7)
        return found

    monkeypatch.setattr(FilmAdmin, "_refusal", check_then_meanwhile)
    assert editor.post(url(film), mine).status_code == 302
    at_the_same_time.join()
    assert came == [409]
    cut.refresh_from_db()
    assert cut.name == "Mine"


def _post(client: Client, record: Any, data: dict[str, Any]) -> int:
    try:
        return client.post(url(record), data).status_code
    finally:
        connection.close()


def test_a_row_sent_with_an_owner_that_does_not_exist_is_refused_by_the_form() -> None:
    editor = client_of("editor")
    for nonsense in ("x", "99999999999999999999999", "\x00", "7"):
        data = {"film": nonsense, "name": "Cut", "_save": "on"}
        assert editor.post(url(FilmVersion, "add"), data).status_code == 200
    assert not FilmVersion.objects.exists()
