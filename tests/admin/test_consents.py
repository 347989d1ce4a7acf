"""A second pair of eyes: what is published is just what another editor consented to."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from filmography.models import Consent, Film
from filmography.publishing.models import NotReady
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import new_rows, send, told, url
from tests.admin.test_publication import act

FIRST = "Another editor has to consent to it first, just as it is now."
OWN = "You have worked on it yourself, so the consent is for another editor to give."


@pytest.fixture(autouse=True)
def review(settings: Any) -> None:
    settings.REVIEW_BEFORE_PUBLISH = True


@pytest.fixture
def colleague(db: None) -> Client:
    return client_of("editor")


def written_by(editor: Client, title: str = "Anora") -> Film:
    send(editor, url(Film, "add"), press="_send_to_review", title=title)
    return Film.objects.get(title=title)


def consent(client: Client, record: models.Model, press: str = "consent", **data: str) -> Any:
    page = client.get(url(record, "consent"))
    return client.post(
        url(record, "consent"), {"seen": page.context["seen"], press: "on", "note": "", **data}
    )


def forget_told(client: Client) -> None:
    client.cookies.pop("messages", None)


def publish(client: Client, record: models.Model) -> list[str]:
    forget_told(client)
    return told(act(client, "publish", record))


def is_public(record: models.Model) -> bool:
    return type(record).objects.get(pk=record.pk).is_public


def refused(page: HttpResponse) -> str:
    return " ".join(page.context["form"].non_field_errors())


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_nobody_publishes_without_it(role: str, db: None) -> None:
    client = client_of(role)
    film = written_by(client)

    said = publish(client, film)
    forget_told(client)
    page = send(client, url(film), press="_publish")

    assert FIRST in said[0]
    assert FIRST in " ".join(told(page))
    assert not is_public(film)


def test_with_it_any_editor_publishes(editor: Client, colleague: Client) -> None:
    film = written_by(editor)

    page = consent(colleague, film, note="Well done.")

    assert page.url == url(film)
    said = Consent.objects.get()
    assert (said.by, said.verdict, said.note) == (colleague.user, "consented", "Well done.")
    assert "consented to it as it stands" in editor.get(url(film)).content.decode()
    assert LogEntry.objects.filter(user=colleague.user, change_message="Consented.").exists()
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
        assert refused(page) == OWN
        assert 'name="consent"' not in page.content.decode()
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


def test_any_change_voids_it(editor: Client, colleague: Client) -> None:
    film = written_by(editor)
    consent(colleague, film)

    send(editor, url(film), logline="One word more.")

    assert FIRST in publish(editor, film)[0]
    assert "It has changed since" in editor.get(url(film)).content.decode()


def test_a_change_of_its_rows_voids_it(editor: Client, colleague: Client) -> None:
    film, person = written_by(editor), make.make_person()
    consent(colleague, film)
    row = {"person": person.pk, "role": "director", "position": 1}

    send(editor, url(film), data=new_rows("credits", row))

    assert film.credits.exists()
    assert FIRST in publish(editor, film)[0]


def test_a_theme_more_voids_it_of_a_passage(editor: Client, colleague: Client) -> None:
    excerpt = make.make_excerpt(published=False)
    assert consent(colleague, excerpt).status_code == 302
    excerpt.themes.add(make.make_theme("Thrift"))
    assert FIRST in publish(editor, excerpt)[0]
    assert consent(colleague, excerpt).status_code == 302
    assert publish(editor, excerpt)[0] == "1 excerpt published."


def test_it_is_given_to_what_was_shown_only(editor: Client, colleague: Client) -> None:
    film = written_by(editor)
    seen = colleague.get(url(film, "consent")).context["seen"]
    send(editor, url(film), title="Anora, behind your back")

    page = colleague.post(
        url(film, "consent"), {"seen": seen, "consent": "on", "note": "Typed words"}
    )

    assert refused(page) == "It has changed since you looked. Here it is as it stands now."
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

    page = colleague.get(url(film, "consent"))

    assert {change.name for change in page.context["changes"]} == {"title", "logline"}
    assert "Anora, of old" in page.content.decode()
    whole = {change.name for change in page.context["whole"]}
    assert {"title", "logline", "slug"} <= whole
    assert not whole & {"state", "published_at", "withdrawal_notice"}


def test_it_is_sent_back_with_a_note(editor: Client, colleague: Client) -> None:
    film = written_by(editor)

    silent = consent(colleague, film, press="send_back")
    assert "Say what should change" in silent.content.decode()
    consent(colleague, film, press="send_back", note="The year is wrong.")

    film.refresh_from_db()
    assert film.state == "draft"
    assert "The year is wrong." in editor.get(url(film)).content.decode()
    assert FIRST in publish(editor, film)[0]


def test_what_was_sent_back_after_all_is_not_consented_to(
    editor: Client, colleague: Client
) -> None:
    film = written_by(editor)
    consent(colleague, film)
    consent(client_of("editor"), film, press="send_back", note="I disagree.")
    assert FIRST in publish(editor, film)[0]


def test_of_several_only_those_with_it_are_published(editor: Client, colleague: Client) -> None:
    seen, unseen = written_by(editor, "Seen"), written_by(editor, "Unseen")
    consent(colleague, seen)

    page = act(editor, "publish", seen, unseen)

    assert [is_public(seen), is_public(unseen)] == [True, False]
    assert FIRST in " ".join(told(page))


def times() -> dict[str, str]:
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    return {"confirmed": "on", "at": f"{tomorrow:%Y-%m-%d}T12:00"}


def test_it_is_needed_for_a_set_time_too(editor: Client, colleague: Client) -> None:
    film = written_by(editor)
    assert FIRST in " ".join(told(editor.post(url(film, "schedule"), times())))
    consent(colleague, film)
    editor.post(url(film, "schedule"), times())
    film.refresh_from_db()
    assert film.is_scheduled


def test_what_changes_before_its_time_does_not_come(editor: Client, colleague: Client) -> None:
    film = written_by(editor)
    consent(colleague, film)
    editor.post(url(film, "schedule"), times())

    same = send(editor, url(film))
    assert not any("called off" in said for said in told(same))
    page = send(editor, url(film), title="Changed meanwhile")

    film.refresh_from_db()
    assert (film.title, film.state, film.published_at) == ("Changed meanwhile", "draft", None)
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
    assert refused(consent(editor, film)) == OWN
    assert consent(colleague, film).status_code == 302
    assert publish(editor, film) == ["1 film published."]


def test_only_films_and_passages_need_it(editor: Client) -> None:
    person = make.make_person(published=False)
    assert publish(editor, person) == ["1 person published."]
    assert editor.get(f"{url(person)[: -len('change/')]}consent/").status_code == 302


def test_who_may_not_publish_does_not_consent(moderator: Client) -> None:
    film = make.make_film("Anora")
    assert moderator.get(url(film, "consent")).status_code == 403
    assert moderator.post(url(film, "consent"), {"seen": "", "consent": "on"}).status_code == 403


def test_nothing_changes_where_it_is_not_wanted(editor: Client, settings: Any) -> None:
    settings.REVIEW_BEFORE_PUBLISH = False
    film = written_by(editor)
    assert editor.get(url(film, "consent")).status_code == 404
    assert "A second pair of eyes" not in editor.get(url(film)).content.decode()
    assert publish(editor, film) == ["1 film published."]


def test_a_decision_of_moderators_is_one_already(moderator: Client) -> None:
    excerpt = make.make_excerpt(published=False)
    with pytest.raises(NotReady, match=FIRST):
        excerpt.publish(by=moderator.user)
    excerpt.publish(by=moderator.user, is_decided=True)
    assert is_public(excerpt)


@pytest.mark.parametrize("seen", ["", "0" * 64, "\x00", "x" * 5000])
def test_a_foreign_digest_is_refused(editor: Client, colleague: Client, seen: str) -> None:
    film = written_by(editor)
    page = colleague.post(url(film, "consent"), {"seen": seen, "consent": "on"})
    assert page.status_code == 200
    assert not Consent.objects.exists()
