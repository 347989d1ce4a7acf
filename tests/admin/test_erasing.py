"""An administrator erases words from histories: for good, told without the words."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from critiques.models import Excerpt
from filmography.models import Consent, Country, Film, RecordVersion
from filmography.publishing.consents import Verdict, digest_of, say
from filmography.publishing.history import latest, versions_of
from filmography.publishing.history.restoring import ERASED
from tests import factories as make
from tests.admin.desk import send, told, url

pytestmark = pytest.mark.django_db

SECRET = "Mona lives at the harbour"


@pytest.fixture
def film(editor: Client) -> Film:
    """Whose second version of three says what must go."""
    film = make.make_film("Anora", published=False, logline="First.")
    send(editor, url(film), logline=f"{SECRET}.", why=f"Because {SECRET}")
    send(editor, url(film), logline="Third.", why="Taken out")
    return film


def second(film: Film) -> RecordVersion:
    return versions_of(film).order_by("pk")[1]


def erase(client: Client, record: Any, version: RecordVersion | None = None) -> Any:
    address = url(type(record), "erase", version.pk) if version else url(record, "erase_history")
    return client.post(address, {"reason": "person"})


def history(client: Client, record: Any, **query: Any) -> Any:
    return client.get(url(record, "history"), query)


def everywhere() -> str:
    rows = [RecordVersion.objects.values_list("label", "why", "snapshot", "erasure_reason")]
    rows += [LogEntry.objects.values_list("object_repr", "change_message")]
    rows += [Consent.objects.values_list("note"), Excerpt.objects.values_list("correction_note")]
    return str([list(each) for each in rows])


def test_the_page_says_what_goes_and_a_look_erases_nothing(
    administrator: Client, film: Film
) -> None:
    page = administrator.get(url(Film, "erase", second(film).pk)).content.decode()
    assert "cannot be taken back" in page
    assert "The record itself stays" in page
    administrator.post(url(Film, "erase", second(film).pk), {"reason": ""})
    administrator.post(url(Film, "erase", second(film).pk), {"reason": "whim"})
    assert SECRET in everywhere()


def test_one_version_goes_and_says_who_erased_it_and_why(administrator: Client, film: Film) -> None:
    assert told(erase(administrator, film, second(film))) == ["Erased: the words of one version."]
    assert SECRET not in everywhere()
    assert "Third." in everywhere()
    gone = second(film)
    assert (gone.erased_by_name, gone.erasure_reason) == (str(administrator.user), "person")
    page = history(administrator, film).content.decode()
    assert f"erased by {administrator.user} on" in page
    assert "data of a person" in page
    log = LogEntry.objects.filter(user=administrator.user).latest("pk")
    assert log.change_message == "Words erased from its history: data of a person."


def test_a_whole_history_goes_and_the_record_stays(administrator: Client, film: Film) -> None:
    erase(administrator, film)
    assert not versions_of(film).filter(erased_at=None)
    film.refresh_from_db()
    assert film.logline == "Third."
    assert history(administrator, film).status_code == 200
    assert told(erase(administrator, film)) == ["These words have been erased already."]
    send(administrator, url(film), logline="Fourth.")
    assert latest(film).snapshot["fields"]["logline"] == "Fourth."


def test_the_history_of_a_deleted_record_goes_too(administrator: Client, film: Film) -> None:
    pk = film.pk
    administrator.post(url(film, "delete"), {"post": "yes"})
    film.pk = pk
    erase(administrator, film)
    assert "Anora" not in everywhere()
    assert administrator.get(url(Film, "deleted")).status_code == 200
    assert history(administrator, film).status_code == 200


def test_records_named_by_a_code_can_be_erased(administrator: Client) -> None:
    land = Country.objects.create(code="XZ", name=SECRET)
    Country.objects.filter(pk=land.pk).update(name="Elsewhere")
    erase(administrator, land)
    assert SECRET not in everywhere()


def test_what_is_erased_is_neither_restored_nor_compared(administrator: Client, film: Film) -> None:
    erase(administrator, film, second(film))
    version = second(film)
    for answer in (administrator.get, administrator.post):
        assert told(answer(url(Film, "restore", version.pk)))[-1] == ERASED
    page = history(administrator, film, old=version.pk, new=latest(film).pk)
    assert "they cannot be compared" in page.content.decode()
    assert history(administrator, film).context["old"] != version


def test_notes_that_quote_the_words_go_and_others_stay(
    administrator: Client, settings: Any, film: Film
) -> None:
    settings.REVIEW_BEFORE_PUBLISH = True
    for note in (f"Really: {SECRET}?", "Well told."):
        say(film, Verdict.CONSENTED, by=make.make_editor(), seen=digest_of(film), note=note)
    erase(administrator, film, second(film))
    assert sorted(Consent.objects.values_list("note", flat=True)) == ["", "Well told."]
    erase(administrator, film)
    assert set(Consent.objects.values_list("note", flat=True)) == {""}


def test_a_correction_that_quotes_the_words_goes_wherever_it_stands(
    administrator: Client, editor: Client
) -> None:
    excerpt = make.make_excerpt(f"Note that {SECRET}.", kind="paraphrase")
    note = f"It said that {SECRET}; that was wrong."
    send(editor, url(excerpt), text="Note that she lives.", correction_note=note)
    excerpt.refresh_from_db()
    assert excerpt.correction_note == note
    erase(administrator, excerpt, versions_of(excerpt).order_by("pk").first())
    assert SECRET not in everywhere()
    excerpt.refresh_from_db()
    assert (excerpt.correction_note, excerpt.corrected_on) == ("", None)
    assert excerpt.text == "Note that she lives."


def test_only_administrators_erase(editor: Client, moderator: Client, film: Film) -> None:
    version = second(film)
    for client in (editor, moderator):
        for address in (url(Film, "erase", version.pk), url(film, "erase_history")):
            assert client.get(address).status_code == 403
            assert client.post(address, {"reason": "person"}).status_code == 403
    assert SECRET in everywhere()
    assert "Erase" not in history(editor, film).content.decode()


def test_nonsense_is_not_found(administrator: Client, film: Film) -> None:
    for address in (url(Film, "erase", 10**9), url(Film, "erase_history", "nobody")):
        assert administrator.get(address).status_code == 404
