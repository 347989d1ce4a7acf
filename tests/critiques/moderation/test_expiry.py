"""What time does: reminders, expiry, and notices to moderators at the pace that each chooses."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from critiques.models import Contribution, StaffNotices
from filmography.models import OutgoingMail
from filmography.publishing.outbox import send_due
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.clock import clock_at

pytestmark = pytest.mark.django_db

NOON = datetime(2030, 3, 4, 12, tzinfo=UTC)


def run(days: float) -> str:
    out = io.StringIO()
    with clock_at(NOON + timedelta(days=days)):
        call_command("expire_contributions", stdout=out)
    return out.getvalue().strip()


def send(days: float) -> None:
    with clock_at(NOON + timedelta(days=days)):
        assert not [error for _, error in send_due() if error]


def asked(mailoutbox: list[Any]) -> Contribution:
    """One whose contributor was asked for changes at noon, and told so."""
    with clock_at(NOON):
        contribution = make.make_contribution(email="reader@example.org")
        contribution.confirm_address()
        moderator = make.make_moderator()
        StaffNotices.objects.create(user=moderator, pace="never")
        contribution.request_changes(
            by=moderator, seen=contribution.content_hash, reason="other", message="Which page?"
        )
    send(days=0.01)
    mailoutbox.clear()
    return contribution


def test_who_does_not_answer_is_reminded_once_and_then_it_is_closed(mailoutbox: list[Any]) -> None:
    contribution = asked(mailoutbox)

    assert [run(day) for day in (19.9, 20.1, 20.2, 29.9, 30.1, 30.2)] == [
        "Nothing to do.",
        "1 reminded",
        "Nothing to do.",
        "Nothing to do.",
        "1 expired",
        "Nothing to do.",
    ]
    assert [event.transition for event in assert_unbroken(contribution)][-2:] == [
        "remind",
        "expire",
    ]
    assert {(event.role, event.actor_id) for event in contribution.events.all()[3:]} == {
        ("timer", None)
    }


def test_both_are_told_by_mail(mailoutbox: list[Any]) -> None:
    asked(mailoutbox)

    run(20.1)
    send(20.2)
    [reminder] = mailoutbox
    assert "still waits for you" in reminder.subject
    assert "it is closed on 3 April 2030" in reminder.body
    run(30.1)
    send(30.2)
    assert "your passage was closed" in mailoutbox[1].subject


def test_where_the_timer_did_not_run_for_long_it_is_closed_without_a_late_reminder(
    mailoutbox: list[Any],
) -> None:
    asked(mailoutbox)

    assert run(45) == "1 expired"


def test_a_reminder_that_an_answer_has_overtaken_is_not_sent(mailoutbox: list[Any]) -> None:
    contribution = asked(mailoutbox)
    run(20.1)
    with clock_at(NOON + timedelta(days=20.15)):
        contribution.refresh_from_db()
        contribution.resubmit(words=contribution.current.words)

    send(20.2)

    assert mailoutbox == []


def test_a_second_request_has_a_reminder_of_its_own(mailoutbox: list[Any]) -> None:
    contribution = asked(mailoutbox)
    run(20.1)
    with clock_at(NOON + timedelta(days=25)):
        contribution.refresh_from_db()
        contribution.resubmit(words=contribution.current.words)
        contribution.request_changes(
            by=make.make_moderator(),
            seen=contribution.content_hash,
            reason="other",
            message="Which edition?",
        )

    assert run(44.9) == "Nothing to do."
    assert run(45.1) == "1 reminded"
    assert run(55.1) == "1 expired"


def test_what_expired_can_be_reopened_until_it_is_erased(mailoutbox: list[Any]) -> None:
    contribution = asked(mailoutbox)
    run(30.1)

    contribution.reopen(by=make.make_moderator())

    assert contribution.state == "pending"


# --- Moderators -----------------------------------------------------------------------------------


def moderator(pace: str = "") -> User:
    user = make.make_moderator()
    if pace:
        StaffNotices.objects.create(user=user, pace=pace)
    return user


def offered(hours: float) -> Contribution:
    with clock_at(NOON + timedelta(hours=hours)):
        return make.make_contribution()


def told(user: User, mailoutbox: list[Any], hours: float) -> list[str]:
    """The subjects of what has come to them until then."""
    send(hours / 24)
    return [mail.subject.partition(": ")[2] for mail in mailoutbox if mail.to == [user.email]]


def test_who_wants_to_know_at_once_is_told_of_each(mailoutbox: list[Any]) -> None:
    user = moderator("at_once")

    offered(0)
    assert told(user, mailoutbox, 0) == ["1 waiting for a decision"]
    offered(1)
    assert told(user, mailoutbox, 1) == ["1 waiting for a decision", "2 waiting for a decision"]


@pytest.mark.parametrize("pace", ["daily", ""])
def test_who_wants_it_once_a_day_gets_one_mail_in_the_morning(
    pace: str, mailoutbox: list[Any]
) -> None:
    user = moderator(pace)
    for hours in (0, 1, 5):
        offered(hours)

    assert told(user, mailoutbox, 18.9) == []
    assert told(user, mailoutbox, 19.1) == ["3 waiting for a decision"]
    offered(20)
    assert len(told(user, mailoutbox, 42.9)) == 1
    assert told(user, mailoutbox, 43.1)[1:] == ["4 waiting for a decision"]


def test_who_wants_to_know_nothing_is_told_nothing(mailoutbox: list[Any]) -> None:
    user = moderator("never")
    offered(0)

    assert told(user, mailoutbox, 100) == []
    assert not OutgoingMail.objects.exists()


def test_what_was_decided_before_the_morning_is_not_worth_a_mail(mailoutbox: list[Any]) -> None:
    user = moderator("daily")
    contribution = offered(0)
    with clock_at(NOON + timedelta(hours=1)):
        contribution.mark_spam(by=user, seen=contribution.content_hash)

    assert told(user, mailoutbox, 19.1) == []


@pytest.mark.parametrize("change", ["never", "no rights", "no account", "inactive"])
def test_who_has_changed_their_mind_or_has_left_is_told_no_more(
    change: str, mailoutbox: list[Any]
) -> None:
    user = moderator("daily")
    offered(0)
    match change:
        case "never":
            user.notices.pace = "never"
            user.notices.save()
        case "no rights":
            user.groups.clear()
        case "no account":
            User.objects.filter(pk=user.pk).delete()
        case _:
            User.objects.filter(pk=user.pk).update(is_active=False)

    assert told(user, mailoutbox, 19.1) == []


def test_what_is_not_for_moderators_yet_is_told_when_it_is(mailoutbox: list[Any]) -> None:
    user = moderator("at_once")
    with clock_at(NOON):
        contribution = make.make_contribution(email="reader@example.org")
    assert told(user, mailoutbox, 0) == []

    with clock_at(NOON + timedelta(hours=1)):
        contribution.confirm_address()

    assert told(user, mailoutbox, 1) == ["1 waiting for a decision"]


def test_reports_appeals_and_new_rounds_are_told_too(mailoutbox: list[Any]) -> None:
    user, other = moderator("at_once"), moderator("never")
    with clock_at(NOON):
        report = make.make_report()
    assert len(told(user, mailoutbox, 0)) == 1
    with clock_at(NOON + timedelta(hours=1)):
        report.reject(by=other, seen=report.content_hash, reason="in_order")
        report.ask_review()
    assert len(told(user, mailoutbox, 1)) == 2
    contribution = offered(2)
    with clock_at(NOON + timedelta(hours=2)):
        contribution.decline(by=other, seen=contribution.content_hash, reason="other")
        contribution.appeal()
    assert len(told(user, mailoutbox, 2)) == 4


def test_the_mail_names_nothing_of_what_was_sent(mailoutbox: list[Any]) -> None:
    user = moderator("at_once")
    with clock_at(NOON):
        make.make_contribution("Zqx words.", name="Zqx", about="Zqx", source_title="Zqx")
    told(user, mailoutbox, 0)

    [mail] = mailoutbox
    assert "zqx" not in (mail.subject + mail.body).lower()
