"""Reports: what upholding one does, how that is undone, who may decide, the second look."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from critiques.models import Excerpt, Reply, Report
from critiques.models.moderation.events import (
    AlreadyDecided,
    ContentChanged,
    NeedsAnother,
    NotAllowed,
    TransitionRefused,
)
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.clock import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    return make.make_moderator()


def uphold(report: Report, by: User, **done: Any) -> None:
    report.uphold(by=by, seen=report.content_hash, reason="other", message="Yes.", **done)


def reject(report: Report, by: User) -> None:
    report.reject(by=by, seen=report.content_hash, reason="in_order", message="No.")


# --- Withdrawing ----------------------------------------------------------------------------------


def test_upholding_can_withdraw_what_it_is_about(me: User) -> None:
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt)

    uphold(report, me, withdraw=excerpt, notice="Taken down at the author’s wish.")

    stored = Excerpt.objects.get(pk=excerpt.pk)
    assert (stored.state, stored.is_public) == ("withdrawn", False)
    assert stored.withdrawal_notice == "Taken down at the author’s wish."
    assert report.withdrawn_record() == excerpt


def test_what_cannot_be_withdrawn_leaves_the_report_open(me: User) -> None:
    draft = make.make_excerpt(published=False)
    report = make.make_report(draft)

    with pytest.raises(TransitionRefused):
        uphold(report, me, withdraw=draft)

    assert (report.state, report.events.count()) == ("open", 1)


TIMES = {
    "public": (-1, None),
    "public until a set time": (-1, 3),
    "public from a set time on": (1, None),
    "from one set time until another": (1, 3),
}


@pytest.mark.parametrize("days", TIMES.values(), ids=TIMES)
def test_undoing_it_restores_the_record_exactly(days: Any, me: User) -> None:
    since, until = (timezone.now() + timedelta(days=n) if n else None for n in days)
    excerpt = make.make_excerpt(published_at=since, published_until=until, state="published")
    report = make.make_report(excerpt)
    uphold(report, me, withdraw=excerpt, notice="Gone.")

    with later(seconds=8):
        report.undo(by=me)

    stored = Excerpt.objects.get(pk=excerpt.pk)
    assert (stored.state, stored.withdrawal_notice) == ("published", "")
    assert (stored.published_at, stored.published_until) == (since, until)
    assert (report.state, report.withdrew) == ("open", [])
    assert_unbroken(report)


def test_undoing_asks_nothing_anew_of_the_record(me: User) -> None:
    """It was public with words that are no longer found: that is for editors, not for the undo."""
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt)
    uphold(report, me, withdraw=excerpt)
    make.make_capture(excerpt.source, "Other words altogether.")

    report.undo(by=me)

    assert Excerpt.objects.get(pk=excerpt.pk).state == "published"


def test_undoing_a_later_decision_leaves_what_an_earlier_one_did(me: User) -> None:
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt, name="Quoted", reply_text="I meant it otherwise.")
    uphold(report, me, withdraw=excerpt, publish_reply=True)
    other = make.make_moderator()
    with later(minutes=1):
        report.ask_review()
        reject(report, other)
        report.undo(by=other)

    assert Excerpt.objects.get(pk=excerpt.pk).state == "withdrawn"
    assert Reply.objects.count() == 1
    assert report.withdrawn_record() == excerpt


def test_what_somebody_published_again_meanwhile_is_not_fought_over(me: User) -> None:
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt)
    uphold(report, me, withdraw=excerpt)
    Excerpt.objects.get(pk=excerpt.pk).publish(by=make.make_editor())

    with pytest.raises(TransitionRefused):
        report.undo(by=me)

    assert report.state == "upheld"


# --- The reply ------------------------------------------------------------------------------------


def test_a_reply_stands_under_the_passage_as_it_was_sent(me: User) -> None:
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt, name="Quoted", reply_text="I meant it otherwise.")

    uphold(report, me, publish_reply=True)

    reply = Reply.objects.published().get()
    assert (reply.excerpt, reply.name, reply.text) == (excerpt, "Quoted", "I meant it otherwise.")
    report.undo(by=me)
    assert not Reply.objects.exists()
    assert not LogEntry.objects.filter(object_repr__contains="Quoted").exists()


@pytest.mark.parametrize(
    "sent", [{"name": "", "reply_text": "R"}, {"name": "Quoted", "reply_text": ""}]
)
def test_a_reply_needs_a_name_and_words(sent: dict[str, str], me: User) -> None:
    report = make.make_report(make.make_excerpt(), **sent)

    with pytest.raises(ValidationError):
        uphold(report, me, publish_reply=True)

    assert (report.state, Reply.objects.count()) == ("open", 0)


def test_a_reply_to_a_film_does_not_land_under_the_passage_of_the_same_number(me: User) -> None:
    film = make.make_film()
    make.make_excerpt(pk=film.pk)
    report = make.make_report(film, name="Quoted", reply_text="R")

    with pytest.raises(ValidationError, match="about none"):
        uphold(report, me, publish_reply=True)


# --- Who decides ----------------------------------------------------------------------------------


def offered_by(user: User) -> Excerpt:
    contribution = make.make_contribution(account=user)
    acceptance = make.make_acceptance(contribution.current.text)
    return contribution.accept(
        by=make.make_moderator(), seen=contribution.content_hash, acceptance=acceptance
    )


def test_who_offered_the_passage_does_not_find_it_in_order(me: User) -> None:
    report = make.make_report(offered_by(me))
    seen = report.content_hash

    for decide in (
        lambda: reject(report, me),
        lambda: report.mark_duplicate(by=me, seen=seen),
        lambda: report.mark_spam(by=me, seen=seen),
    ):
        with pytest.raises(NotAllowed):
            decide()

    uphold(report, me, withdraw=Excerpt.objects.get())  # against oneself one may decide


def test_on_a_film_of_the_same_number_they_may(me: User) -> None:
    report = make.make_report(offered_by(me))
    Report.objects.update(record_label="filmography.Film")

    reject(report, me)

    assert report.state == "rejected"


def test_a_review_is_for_somebody_else_and_asked_for_once(me: User) -> None:
    report = make.make_report()
    reject(report, me)
    report.ask_review(message="Look again.")

    with pytest.raises(NeedsAnother):
        reject(report, me)
    with pytest.raises(NeedsAnother):
        uphold(report, me)
    reject(report, make.make_editor())

    with pytest.raises(TransitionRefused, match="reviewed once"):
        report.ask_review()
    assert_unbroken(report)


def test_what_was_said_with_the_review_is_read_first(me: User) -> None:
    report = make.make_report()
    seen = report.content_hash
    reject(report, me)
    report.ask_review(message="Look again.")

    with pytest.raises(ContentChanged, match="review asked for by reporter"):
        report.reject(by=make.make_moderator(), seen=seen, reason="in_order")


def test_a_review_of_a_decision_by_somebody_who_has_left_is_for_anybody(me: User) -> None:
    report = make.make_report()
    reject(report, me)
    me.delete()

    report.ask_review()
    reject(report, make.make_moderator())


def test_reporters_are_told_by_whom_in_general_only(me: User) -> None:
    report = make.make_report()
    report.mark_spam(by=me, seen=report.content_hash)

    with pytest.raises(AlreadyDecided) as refusal:
        report.ask_review()

    assert me.username not in str(refusal.value)


def test_a_report_that_was_erased_is_not_opened_again(me: User) -> None:
    rejected, spam = make.make_report(), make.make_report()
    reject(rejected, me)
    spam.mark_spam(by=me, seen=spam.content_hash)
    for report in (rejected, spam):
        report.erase()

    with pytest.raises(TransitionRefused, match="erased"):
        rejected.ask_review()
    with pytest.raises(TransitionRefused, match="erased"):
        spam.reopen(by=me)
