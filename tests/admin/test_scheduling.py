"""Publishing and ending at a set time at the desk: by the site's clock, to the minute."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from critiques.models import Excerpt
from filmography.models import Film
from filmography.publishing.models import TransitionRefused
from tests import factories as make
from tests.admin.desk import moments, send, told, url
from tests.admin.test_publication import act, buttons

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)  # 14:00 in Paris
NINE = datetime(2026, 12, 3, 8, 0, tzinfo=UTC)
PARIS_NINE = "2026-12-03T09:00"
INCOMPLETE = "This time is incomplete: give both date and time."


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Callable[[datetime], None]]:
    settings.TIME_ZONE = "Europe/Paris"
    timezone.get_default_timezone.cache_clear()

    def move(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    move(NOW)
    yield move
    timezone.get_default_timezone.cache_clear()


def set_times(
    client: Client, record: models.Model, *, notice: str = "", **times: str
) -> HttpResponse:
    typed = {"confirmed": "Set", "notice": notice, **moments(**times)}
    return client.post(url(record, "schedule"), typed)


def are_shown(page: HttpResponse, *times: str) -> bool:
    parts = [part for time in times for part in time.split("T")]
    return all(f'value="{part}"' in page.content.decode() for part in parts if part)


def draft(**fields: Any) -> Film:
    return make.make_film("Anora", published=False, **fields)


def test_a_draft_is_public_from_the_minute_on(editor: Client, at: Any) -> None:
    film = draft()

    page = set_times(editor, film, at=PARIS_NINE)

    assert page.url == url(film)
    film.refresh_from_db()
    assert film.published_at == NINE
    at(NINE - timedelta(microseconds=1))
    assert not film.is_public
    at(NINE)
    assert film.is_public


def test_it_says_so_in_list_form_and_log(editor: Client) -> None:
    film = draft()
    set_times(editor, film, at=PARIS_NINE, until="2026-12-04T18:30", notice="Over.")

    words = "Public from 3 December 2026, 09:00, until 4 December 2026, 18:30"
    assert words in editor.get(url(Film)).content.decode()
    assert words in editor.get(url(film)).content.decode()
    said = LogEntry.objects.get(object_id=str(film.pk)).change_message
    assert said == "Now published from 3 December 2026, 09:00 until 4 December 2026, 18:30."


def test_what_is_public_gets_an_end_and_may_lose_it_again(editor: Client, at: Any) -> None:
    film = make.make_film("Anora", state="published", published_at=NOW - timedelta(days=1))
    since = film.published_at

    set_times(editor, film, until=PARIS_NINE, notice="The festival is over.")
    film.refresh_from_db()
    assert (film.published_at, film.published_until) == (since, NINE)
    assert "until 3 December 2026, 09:00" in editor.get(url(film)).content.decode()
    assert are_shown(editor.get(url(film, "schedule")), PARIS_NINE)

    set_times(editor, film)
    film.refresh_from_db()
    assert (film.published_until, film.withdrawal_notice) == (None, "")


def test_after_the_end_its_address_says_why(editor: Client, at: Any) -> None:
    film = make.make_film("Anora", state="published", published_at=NOW - timedelta(days=1))
    set_times(editor, film, until=PARIS_NINE, notice="The festival is over.")

    at(NINE)

    gone = Client().get(film.get_absolute_url())
    assert gone.status_code == 410
    assert "The festival is over." in gone.content.decode()
    editor.force_login(editor.user)  # nine days later the session has lapsed
    assert "ended" in editor.get(url(Film), {"publication": "ended"}).content.decode()
    assert {"publish", "withdraw"} <= buttons(editor, film)


def test_what_has_ended_is_published_anew(editor: Client, at: Any) -> None:
    ended = {"state": "published", "published_until": NOW - timedelta(hours=1)}
    film = make.make_film(published_at=NOW - timedelta(days=1), **ended)
    excerpt = make.make_excerpt(published_at=NOW - timedelta(days=1), **ended)

    send(editor, url(film), press="_publish")
    set_times(editor, excerpt, at=PARIS_NINE)

    film.refresh_from_db()
    excerpt.refresh_from_db()
    assert (film.is_public, film.published_until) == (True, None)
    assert (excerpt.published_at, excerpt.published_until) == (NINE, None)


def test_times_are_changed_and_called_off(editor: Client) -> None:
    film = draft()
    set_times(editor, film, at=PARIS_NINE)
    assert are_shown(editor.get(url(film, "schedule")), PARIS_NINE)

    set_times(editor, film, at="2026-12-03T10:15")
    film.refresh_from_db()
    assert film.published_at == NINE + timedelta(minutes=75)
    assert buttons(editor, film) == {"publish", "return_to_draft", "withdraw"}

    send(editor, url(film), press="_return_to_draft")
    film.refresh_from_db()
    assert (film.state, film.published_at, film.was_ever_public) == ("draft", None, False)


def test_what_is_scheduled_is_published_at_once_by_its_button(editor: Client) -> None:
    film = draft()
    set_times(editor, film, at=PARIS_NINE)

    send(editor, url(film), press="_publish")

    assert Film.objects.get(pk=film.pk).published_at == NOW


def test_withdrawn_before_its_time_it_leaves_no_trace(editor: Client, at: Any) -> None:
    film = draft()
    set_times(editor, film, at=PARIS_NINE)

    editor.post(url(film, "withdraw"), {"confirmed": "on", "notice": "Never announced."})

    at(NINE + timedelta(days=1))
    page = Client().get(film.get_absolute_url())
    assert page.status_code == 404
    assert "Never announced." not in page.content.decode()


def test_a_scheduled_record_was_never_public_and_can_be_deleted(editor: Client) -> None:
    film = draft()
    set_times(editor, film, at=PARIS_NINE)

    assert editor.get(url(film, "delete")).status_code == 200


WRONG = {
    "a time that has passed": ({"at": "2026-11-24T13:59"}, "It is 24 November 2026, 14:00 now."),
    "this very minute": ({"at": "2026-11-24T14:00"}, "This time has passed."),
    "an hour that is skipped": (
        {"at": "2027-03-28T02:30"},
        "On this day the clock is put forward and never shows 02:30. "
        "Choose a time up to 01:59, or from 03:00 on.",
    ),
    "an hour that comes twice": (
        {"until": "2027-10-31T02:30"},
        "On this day the clock is put back and shows twice: 02:30. "
        "Choose a time up to 01:59, or from 03:00 on.",
    ),
    "an end before the beginning": (
        {"at": PARIS_NINE, "until": "2026-12-03T08:59"},
        "The record would cease to be public before it begins to be.",
    ),
    "an end at the beginning": (
        {"at": PARIS_NINE, "until": PARIS_NINE},
        "The record would cease to be public before it begins to be.",
    ),
    "no time": ({}, "Give one time at least: from when"),
    "words": ({"at": "tomorrowT09:00"}, "This is not a time that can be read."),
    "a day that is none": ({"at": "2026-02-30T09:00"}, "This is not a time that can be read."),
    "seconds": ({"at": "2026-12-03T09:00:59"}, "This is not a time that can be read."),
    "a date alone": ({"at": "2026-12-03T"}, INCOMPLETE),
    "half an end": ({"at": PARIS_NINE, "until": "T09:00"}, INCOMPLETE),
    "a NUL": ({"at": "2026-12-03T09:00\x00"}, "Null characters are not allowed."),
    "the end of time": ({"at": "9999-12-31T23:59"}, "This is more than twenty years away."),
    "its beginning": ({"at": "0001-01-01T00:00"}, "This"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_time_is_explained_and_what_was_typed_is_kept(editor: Client, what: str) -> None:
    typed, sentence = WRONG[what]
    film = draft()

    page = set_times(editor, film, notice="Because.", **typed)

    assert page.status_code == 200
    said = page.context["form"].errors
    assert sentence in " ".join(str(error) for errors in said.values() for error in errors)
    assert are_shown(page, *(value for value in typed.values() if "\x00" not in value))
    assert "Because." in page.content.decode()
    film.refresh_from_db()
    assert film.state == "draft"


def test_what_is_not_ready_is_refused_with_the_reason(editor: Client) -> None:
    excerpt = make.make_excerpt(published=False)
    excerpt.subjects.all().delete()

    page = set_times(editor, excerpt, at=PARIS_NINE)

    assert "Say first which film or person it is about." in told(page)[0]
    excerpt.refresh_from_db()
    assert excerpt.state == "draft"


def test_several_get_their_times_at_once(editor: Client) -> None:
    drafts = [draft(), draft()]
    public = make.make_film("Public")
    asked = act(editor, "schedule", *drafts, public)
    assert "Set the times of:" in asked.content.decode()

    past = "2026-01-01T00:00"
    wrong = act(editor, "schedule", *drafts, public, confirmed="on", **moments(at=past))
    assert are_shown(wrong, past)
    assert wrong.context["boxes"] == [str(film.pk) for film in [*drafts, public]]
    page = act(editor, "schedule", *drafts, public, confirmed="on", **moments(at=PARIS_NINE))

    assert told(page) == [
        "“Public” was not scheduled. “Public” is public already; only its end can be set.",
        "2 films scheduled.",
    ]
    assert set(Film.objects.filter(title="Anora").values_list("published_at", flat=True)) == {NINE}


def test_an_end_is_set_for_all_that_are_public(editor: Client) -> None:
    films = [make.make_film(state="published", published_at=NOW - timedelta(days=1)) for _ in "ab"]
    page = act(editor, "schedule", *films, confirmed="on", **moments(until=PARIS_NINE))
    assert set(Film.objects.values_list("published_until", flat=True)) == {NINE}
    assert told(page) == ["2 films are published now, until 3 December 2026, 09:00."]


def test_of_what_is_public_no_end_at_all_is_asked_for_again(editor: Client) -> None:
    film = make.make_film(state="published", published_at=NOW - timedelta(days=1))
    assert "write date and time of the end" in set_times(editor, film).content.decode()


def test_with_only_an_end_it_is_published_and_nobody_says_scheduled(editor: Client) -> None:
    film = draft()
    page = set_times(editor, film, until=PARIS_NINE)
    assert told(page) == ["1 film is published now, until 3 December 2026, 09:00."]


def test_the_button_saves_first_and_leads_to_the_times(editor: Client) -> None:
    film = draft()
    page = send(editor, url(film), press="_schedule", title="Changed")
    assert page.url == url(film, "schedule")
    assert Film.objects.get(pk=film.pk).title == "Changed"
    page = send(editor, url(Film, "add"), press="_schedule", title="New")
    assert page.url == url(Film.objects.get(title="New"), "schedule")


def test_a_form_that_is_wrong_leads_nowhere(editor: Client) -> None:
    assert send(editor, url(draft()), press="_schedule", title="").status_code == 200


def test_who_may_not_publish_sets_no_time(moderator: Client) -> None:
    film = make.make_film(state="published", published_at=NOW - timedelta(days=1))
    assert moderator.get(url(film, "schedule")).status_code == 403
    assert set_times(moderator, film, until=PARIS_NINE).status_code == 403
    assert "_schedule" not in moderator.get(url(film)).content.decode()
    act(moderator, "schedule", film, confirmed="on", **moments(until=PARIS_NINE))
    film.refresh_from_db()
    assert film.published_until is None


def test_filters_tell_the_scheduled_from_the_ended(editor: Client) -> None:
    hour = timedelta(hours=1)
    public = {"state": "published"}
    films = {
        "scheduled": make.make_film(published_at=NOW + hour, **public),
        "ending": make.make_film(published_at=NOW - hour, published_until=NOW + hour, **public),
        "ended": make.make_film(published_at=NOW - 2 * hour, published_until=NOW - hour, **public),
    }
    for name, film in films.items():
        found = editor.get(url(Film), {"publication": name}).context["cl"].result_list
        assert list(found) == [film], name


def test_of_two_editors_the_second_is_told(editor: Client) -> None:
    film = make.make_film("Anora", state="published", published_at=NOW - timedelta(days=1))
    stale = Film.objects.get(pk=film.pk)
    film.withdraw(by=editor.user)

    with pytest.raises(TransitionRefused, match="is not public now"):
        stale.schedule(by=editor.user, at=None, until=NINE)


def test_a_passage_is_scheduled_as_a_film_is(editor: Client) -> None:
    excerpt = make.make_excerpt(published=False)
    set_times(editor, excerpt, at=PARIS_NINE)
    assert Excerpt.objects.get(pk=excerpt.pk).published_at == NINE
