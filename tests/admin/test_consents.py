"""A second pair of eyes: what is published is just what another editor consented to."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from filmography.models import Consent, Film
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import send, told, url
from tests.admin.test_publication import act

FIRST = "Another editor has to consent to it first, just as it is now."
OWN = "You have worked on it yourself: the consent is for another editor to give."


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    settings.REVIEW_BEFORE_PUBLISH = True


@pytest.fixture
def colleague(db: None) -> Client:
    return client_of("editor")


def written_by(editor: Client, title: str = "Anora") -> Film:
    send(editor, url(Film, "add"), press="_send_to_review", title=title)
    return Film.objects.get(title=title)


def consent(client: Client, record: models.Model, verdict: str = "consented", **data: str) -> Any:
    page = client.get(url(record, "review"))
    return client.post(
        url(record, "review"),
        {"seen": page.context["seen"], "verdict": verdict, "note": "", **data},
    )


def forget_told(client: Client) -> None:
    client.cookies.pop("messages", None)


def publish(client: Client, record: models.Model) -> list[str]:
    forget_told(client)
    return told(act(client, "publish", record))


def is_public(record: models.Model) -> bool:
    return type(record).objects.get(pk=record.pk).is_public


def refused(page: HttpResponse) -> str:
    return page.content.decode()


def test_with_it_any_editor_publishes(editor: Client, colleague: Client) -> None:
    film = written_by(editor)

    page = consent(colleague, film, note="Well done.")

    assert page.url == url(film)
    said = Consent.objects.get()
    assert (said.by, said.verdict, said.note) == (colleague.user, "consented", "Well done.")
    assert "consented to this" in editor.get(url(film)).content.decode()
    assert publish(editor, film) == ["1 film published."]
    assert is_public(film)


@pytest.mark.parametrize("press", ["_save", "_send_to_review"])
def test_nobody_consents_to_a_change_of_their_own(
    editor: Client, colleague: Client, press: str
) -> None:
    """Nor to one that another editor touched after them."""
    film = make.make_film("Anora", published=False)
    send(editor, url(film), press=press, title="Anora, changed")
    send(colleague, url(film), press="_save", title="Anora, changed again")

    for client in (editor, colleague):
        page = consent(client, film)
        assert OWN in refused(page)
        assert 'value="consented"' not in page.content.decode()
    assert consent(client_of("editor"), film).status_code == 302


def test_who_merely_moves_it_may_consent(editor: Client, colleague: Client) -> None:
    film = make.make_film("Anora", published=False)
    send(editor, url(film), press="_save", title="Changed")
    send(colleague, url(film), press="_send_to_review")
    assert consent(colleague, film).status_code == 302


def test_what_was_consented_to_is_no_longer_in_question(editor: Client, colleague: Client) -> None:
    """So that two editors can work on one record in turn."""
    film = written_by(editor)
    consent(colleague, film)
    send(colleague, url(film), title="By the other")
    assert consent(editor, film).status_code == 302
    assert publish(colleague, film) == ["1 film published."]


def test_a_theme_more_voids_it_of_a_passage(editor: Client, colleague: Client) -> None:
    excerpt = make.make_excerpt(published=False)
    assert consent(colleague, excerpt).status_code == 302
    excerpt.themes.add(make.make_theme("Thrift"))
    assert FIRST in publish(editor, excerpt)[0]
    assert consent(colleague, excerpt).status_code == 302
    assert publish(editor, excerpt)[0] == "1 excerpt published."


def test_it_is_given_to_what_was_shown_only(editor: Client, colleague: Client) -> None:
    film = written_by(editor)
    seen = colleague.get(url(film, "review")).context["seen"]
    send(editor, url(film), title="Anora, behind your back")

    page = colleague.post(
        url(film, "review"), {"seen": seen, "verdict": "consented", "note": "Typed words"}
    )

    assert "It has changed since you looked. Here it is as it stands now." in refused(page)
    text = page.content.decode()
    assert "Anora, behind your back" in text
    assert "Typed words" in text
    assert page.context["seen"] != seen
    assert not Consent.objects.exists()


def test_the_page_shows_what_changed_since_readers_saw_it(
    editor: Client, colleague: Client
) -> None:
    film = make.make_film("Anora")
    send(editor, url(film), title="Anora, of old")
    film.withdraw(by=editor.user)
    send(editor, url(film), press="_save", title="Anora anew", logline="A new line.")

    page = colleague.get(url(film, "review"))

    assert {change.name for change in page.context["changes"]} == {"title", "logline"}
    assert "Anora, of old" in page.content.decode()
    whole = {change.name for change in page.context["whole"]}
    assert {"title", "logline", "slug"} <= whole
    assert not whole & {"state", "published_at", "withdrawal_notice"}


def test_what_was_sent_back_after_all_is_not_consented_to(
    editor: Client, colleague: Client
) -> None:
    film = written_by(editor)
    consent(colleague, film)
    consent(client_of("editor"), film, verdict="sent_back", note="I disagree.")
    assert FIRST in publish(editor, film)[0]


def test_of_several_only_those_with_it_are_published(editor: Client, colleague: Client) -> None:
    seen, unseen = written_by(editor, "Seen"), written_by(editor, "Unseen")
    consent(colleague, seen)

    page = act(editor, "publish", seen, unseen)

    assert [is_public(seen), is_public(unseen)] == [True, False]
    assert FIRST in " ".join(told(page))


def times() -> dict[str, str]:
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    return {"confirmed": "on", "at_date": f"{tomorrow:%Y-%m-%d}", "at_time": "12:00"}


def test_what_changes_before_its_time_does_not_come(editor: Client, colleague: Client) -> None:
    film = written_by(editor)
    consent(colleague, film)
    editor.post(url(film, "schedule"), times())

    same = send(editor, url(film))
    assert not any("called off" in said for said in told(same))
    page = send(editor, url(film), title="Changed meanwhile")

    film.refresh_from_db()
    assert (film.title, film.state, film.published_at) == ("Changed meanwhile", "in_review", None)
    assert any("called off" in said for said in told(page))


def test_a_change_of_what_is_public_is_said_to_be_seen_and_has_to_be_looked_at(
    editor: Client, colleague: Client
) -> None:
    """Taken down meanwhile, it needs consent anew: not that of who changed it, end set or not."""
    film = make.make_film("Anora")
    page = send(editor, url(film), title="Changed in public")
    assert any("readers see your change already" in said for said in told(page))
    film.end(by=editor.user, until=timezone.now() + timedelta(days=1))
    film.refresh_from_db()
    film.withdraw(by=editor.user)

    assert FIRST in publish(colleague, film)[0]
    assert OWN in refused(consent(editor, film))
    assert consent(colleague, film).status_code == 302
    assert publish(editor, film) == ["1 film published."]
