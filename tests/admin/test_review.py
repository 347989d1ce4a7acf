"""A second pair of eyes: another editor's consent to exactly what is published."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from critiques.models import Excerpt
from filmography.models import Consent, Credit, Film, RecordVersion
from filmography.publishing.consents import CALLED_OFF, YOUR_OWN, Verdict, digest_of, say
from filmography.publishing.history import latest, recording, versions_of
from filmography.publishing.refusals import NotReady, TransitionRefused
from tests import factories as make
from tests.admin.desk import moments, new_rows, send, told, url
from tests.admin.test_publication import act

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reviewed(settings: Any) -> Any:
    settings.REVIEW_BEFORE_PUBLISH = True
    return settings


@pytest.fixture
def author() -> User:
    return make.make_editor()


@pytest.fixture
def film(author: User) -> Film:
    with recording(by=author):
        return make.make_film("Anora", published=False)


def consent(record: Any, by: User | None = None) -> Consent:
    by = by or make.make_editor()
    return say(record, Verdict.CONSENTED, by=by, seen=digest_of(record))


def test_without_consent_nothing_is_published_or_scheduled(film: Film, author: User) -> None:
    excerpt = make.make_excerpt(published=False)
    for record in (film, excerpt):
        for at in (None, timezone.now() + timedelta(days=1)):
            with pytest.raises(NotReady, match="Another editor has to consent"):
                record.publish(by=author, at=at)
    assert not Film.objects.filter(pk=film.pk).published()


def test_with_it_the_author_publishes(film: Film, author: User) -> None:
    consent(film)
    film.publish(by=author)
    assert film.is_public


def test_other_kinds_of_records_need_none(author: User) -> None:
    theme = make.make_theme(published=False)
    theme.publish(by=author)
    assert theme.is_public


def test_turned_off_nothing_is_asked(film: Film, author: User, reviewed: Any) -> None:
    reviewed.REVIEW_BEFORE_PUBLISH = False
    film.publish(by=author)
    assert film.is_public


def change_field(film: Film) -> None:
    film.logline = "Changed."
    film.save()


CHANGES = {
    "a field": change_field,
    "a field, in bulk": lambda film: Film.objects.filter(pk=film.pk).update(logline="Changed."),
    "a row": lambda film: make.make_credit(film, make.make_person()),
    "a row, in bulk": lambda film: Credit.objects.bulk_create(
        [Credit(film=film, person=make.make_person(), role="cast")]
    ),
    "a relation": lambda film: film.languages.add(make.make_language()),
}


@pytest.mark.parametrize("what", CHANGES)
def test_any_later_change_voids_the_consent(film: Film, author: User, what: str) -> None:
    consent(film)
    CHANGES[what](film)
    with pytest.raises(NotReady):
        film.publish(by=author)


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_scheduled_does_not_come_out_changed(film: Film, author: User, what: str) -> None:
    """Not even when it is changed past the desk."""
    film.send_to_review(by=author)
    consent(film)
    film.publish(by=author, at=timezone.now() + timedelta(days=1))
    CHANGES[what](Film.objects.get())
    film.refresh_from_db()
    assert (film.state, film.published_at) == ("in_review", None)
    version = latest(film)
    assert (version.kind, version.why) == (RecordVersion.Kind.CALLED_OFF, CALLED_OFF)


def test_what_changes_in_one_act_with_its_way_to_publication_is_called_off_as_a_whole(
    film: Film, author: User
) -> None:
    consent(film)
    with transaction.atomic():
        film.publish(by=author, at=timezone.now() + timedelta(days=1))
        with recording(by=author):
            change_field(Film.objects.get())
            make.make_credit(film, make.make_person())
    assert Film.objects.get().state == "draft"
    assert versions_of(film).filter(kind=RecordVersion.Kind.CALLED_OFF).count() == 1


def test_what_readers_do_not_see_of_it_calls_nothing_off(film: Film, author: User) -> None:
    consent(film)
    film.publish(by=author, at=timezone.now() + timedelta(days=1))
    film.refresh_from_db()
    film.save()
    film.schedule(by=author, at=timezone.now() + timedelta(days=2), until=None)
    assert Film.objects.get().is_scheduled


def test_turned_off_nothing_is_called_off(film: Film, author: User, reviewed: Any) -> None:
    reviewed.REVIEW_BEFORE_PUBLISH = False
    film.publish(by=author, at=timezone.now() + timedelta(days=1))
    change_field(Film.objects.get())
    assert Film.objects.get().is_scheduled


def test_moving_between_draft_and_review_does_not(film: Film, author: User) -> None:
    film.send_to_review(by=author)
    consent(film)
    film.return_to_draft(by=author)
    film.publish(by=author)
    assert film.is_public


def test_nobody_consents_to_their_own_work_not_even_an_administrator() -> None:
    owner = make.make_administrator()
    with recording(by=owner):
        film = make.make_film(published=False)
    with pytest.raises(TransitionRefused, match="worked on it yourself"):
        consent(film, by=owner)
    with pytest.raises(NotReady):
        film.publish(by=owner)


def test_who_changed_something_meanwhile_is_an_author_too(film: Film) -> None:
    second = make.make_editor()
    with recording(by=second):
        change_field(film)
    with pytest.raises(TransitionRefused, match="worked on it yourself"):
        consent(film, by=second)


def test_consent_to_what_is_there_no_more_is_refused(film: Film) -> None:
    seen = digest_of(film)
    change_field(film)
    with pytest.raises(TransitionRefused, match="changed since you looked"):
        say(film, Verdict.CONSENTED, by=make.make_editor(), seen=seen)
    assert not Consent.objects.exists()


def test_what_moderators_accepted_is_decided_on(film: Film) -> None:
    excerpt = make.make_excerpt(published=False)
    excerpt.publish(by=make.make_moderator(), is_decided=True)
    assert excerpt.is_public


# --- At the desk --------------------------------------------------------------------------------


def review(client: Client, record: Any, verdict: str, **data: str) -> Any:
    seen = client.get(url(record, "review")).context["seen"]
    return client.post(url(record, "review"), {"seen": seen, "verdict": verdict, **data})


def test_the_page_shows_the_record_and_what_changed(editor: Client, author: User) -> None:
    film = make.make_film("Anora", logline="First.")
    with recording(by=author):
        Film.objects.get(pk=film.pk).withdraw(by=author)
        film = Film.objects.get(pk=film.pk)
        film.logline = "Second."
        film.save()
    page = editor.get(url(film, "review"))
    assert "Second." in page.context["places"][0].page
    assert [change.name for change in page.context["changes"]] == ["logline"]


def test_an_editor_consents_with_a_note_and_the_author_publishes(
    editor: Client, film: Film, author: User
) -> None:
    page = review(editor, film, "consented", note="Well told.")
    assert told(page) == ["“Anora” can be published now."]
    mine = Client()
    mine.force_login(author)
    assert "Well told." in mine.get(url(film)).content.decode()
    send(mine, url(film), press="_publish")
    assert Film.objects.get(pk=film.pk).is_public


def test_refused_it_goes_back_with_a_note(editor: Client, film: Film, author: User) -> None:
    film.send_to_review(by=author)
    assert "Say what is to be done" in review(editor, film, "sent_back").content.decode()

    review(editor, film, "sent_back", note="The year is wrong.")

    film.refresh_from_db()
    assert film.state == "draft"
    assert "The year is wrong." in editor.get(url(film)).content.decode()


def test_bulk_and_form_obey(editor: Client, film: Film) -> None:
    page = act(editor, "publish", film)
    assert "Another editor has to consent" in told(page)[0]
    page = act(editor, "schedule", film, confirmed="on", **moments(until="2030-01-01T09:00"))
    assert "Another editor has to consent" in told(page)[0]
    page = send(editor, url(Film, "add"), press="_publish", title="New", data=new_rows("credits"))
    assert Film.objects.get(title="New").state == "draft"


def test_what_was_called_off_is_told_on_the_first_page(
    editor: Client, film: Film, author: User
) -> None:
    consent(film)
    film.publish(by=author, at=timezone.now() + timedelta(days=1))
    Film.objects.update(logline="By a command.")
    page = editor.get(reverse("admin:index"))
    assert page.context["lately"][0].kind == RecordVersion.Kind.CALLED_OFF
    assert CALLED_OFF in page.content.decode()


def test_what_never_came_to_its_time_is_all_new(film: Film, author: User, editor: Client) -> None:
    consent(film)
    film.publish(by=author, at=timezone.now() + timedelta(days=1))
    change_field(Film.objects.get())
    page = editor.get(url(film, "review"))
    assert page.context["before"] is None
    assert "Readers have never seen it" in page.content.decode()


def test_who_worked_on_it_is_told_why_they_cannot_consent(film: Film, author: User) -> None:
    mine = Client()
    mine.force_login(author)
    page = mine.get(url(film, "review")).content.decode()
    assert page.count(YOUR_OWN) == 1
    assert "Consent to this" not in page


def test_nonsense_is_refused(editor: Client, film: Film) -> None:
    for sent in ({}, {"verdict": "yes", "seen": "x"}, {"verdict": "consented"}):
        assert editor.post(url(film, "review"), sent).status_code == 200
    page = editor.post(url(film, "review"), {"verdict": "consented", "seen": "x"})
    assert "changed since you looked" in page.content.decode()
    assert not Consent.objects.exists()


def test_only_who_may_publish_reviews(moderator: Client, editor: Client, reviewed: Any) -> None:
    film = make.make_film()
    assert moderator.get(url(film, "review")).status_code == 403
    reviewed.REVIEW_BEFORE_PUBLISH = False
    assert editor.get(url(film, "review")).status_code == 403
    assert "Review …" not in editor.get(url(Excerpt, "add")).content.decode()
