"""Erasure: after the periods, or at a person's wish, nothing of them is found in any table or in a
backup made afterwards; and the events still add up."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from critiques.models import Contribution, ModerationEvent, ModerationNote, Report
from critiques.models.moderation.events import TransitionRefused
from filmography.models import OutgoingMail
from filmography.publishing.outbox import send_due
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.clock import clock_at

pytestmark = pytest.mark.django_db

PERSON, WORDS = "zqxperson", "zqxwords"
ADDRESS = f"{PERSON}@example.org"


def everywhere() -> dict[str, str]:
    """Every row of every table, Django's own among them, as text."""
    return {
        model._meta.label: str(list(model._base_manager.values()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def places_of(canary: str) -> set[str]:
    return {label for label, rows in everywhere().items() if canary in rows.lower()}


def backup(tmp_path: Path) -> str:
    file = tmp_path / "backup.json"
    call_command("dumpdata", "--with-private", output=str(file), verbosity=0)
    return file.read_text().lower()


def offer(decision: str, by: Any, **person: str) -> Contribution:
    """Every field of it filled in, a round answered, and something said by all."""
    fields = dict.fromkeys(
        ("about", "source_title", "source_author", "source_publication", "locator", "themes"), WORDS
    )
    person = {"name": PERSON, "credit": PERSON, "email": ADDRESS} | person
    contribution = make.make_contribution(
        WORDS, why=WORDS, voice=WORDS, source_url=f"https://{WORDS}.example/", **fields, **person
    )
    if decision == "never confirmed":
        return contribution
    if contribution.state == "received":
        contribution.confirm_address()
    ModerationNote.objects.create(contribution=contribution, text=WORDS, by=by)
    if decision not in ("withdraw", "expire"):
        decide(contribution, "request_changes", by)
        contribution.resubmit(words=contribution.current.words, message=WORDS)
    decide(contribution, decision, by)
    return contribution


def decide(contribution: Contribution, name: str, by: Any) -> None:
    said = {"by": by, "seen": contribution.content_hash, "message": WORDS}
    match name:
        case "withdraw":
            contribution.withdraw()
        case "expire":
            decide(contribution, "request_changes", by)
            contribution.expire()
        case "decline" | "request_changes":
            getattr(contribution, name)(reason="other", **said)
        case "mark_spam":
            contribution.mark_spam(by=by, seen=contribution.content_hash)
        case "accept":
            acceptance = make.make_acceptance(contribution.current.text)
            contribution.accept(acceptance=acceptance, **said)
        case "propose":
            contribution.accept(acceptance=make.make_acceptance(f"Other {WORDS}."), **said)
        case _:
            contribution.mark_duplicate(**said)


def run_timers(days: float) -> str:
    out = io.StringIO()
    with clock_at(timezone.now() + timedelta(days=days)):
        call_command("expire_contributions", stdout=out)
    return out.getvalue()


def assert_nothing_is_left(tmp_path: Path, *, but: set[str] = frozenset()) -> None:
    assert places_of(PERSON) == set()
    assert places_of(WORDS) <= but
    text = backup(tmp_path)
    assert PERSON not in text
    assert WORDS not in text or but
    for item in [*Contribution.objects.all(), *Report.objects.all()]:
        assert_unbroken(item)


CLOSED = ["decline", "mark_duplicate", "mark_spam", "withdraw", "expire"]


@pytest.mark.parametrize("decision", CLOSED)
def test_after_ninety_days_nothing_is_left_of_what_was_not_accepted(
    decision: str, tmp_path: Path
) -> None:
    contribution = offer(decision, make.make_moderator())
    events = list(ModerationEvent.objects.values())
    assert places_of(PERSON) == {"critiques.Contributor"}

    assert "erased" not in run_timers(days=89.9)
    assert places_of(WORDS)
    assert "1 erased" in run_timers(days=90.1)

    assert_nothing_is_left(tmp_path)
    assert list(ModerationEvent.objects.values()) == events
    contribution.refresh_from_db()
    assert contribution.erased_at is not None


def test_the_period_is_the_sites(settings: Any, tmp_path: Path) -> None:
    settings.ERASE_AFTER_DAYS = 10
    offer("decline", make.make_moderator())

    assert "1 erased" in run_timers(days=10.1)
    assert_nothing_is_left(tmp_path)


def test_what_was_never_confirmed_is_gone_after_seven_days(tmp_path: Path) -> None:
    offer("never confirmed", make.make_moderator())

    assert run_timers(days=6.9).strip() == "Nothing to do."
    assert "1 never confirmed" in run_timers(days=7.1)

    assert_nothing_is_left(tmp_path)


def test_the_address_of_an_accepted_one_goes_thirty_days_after_the_last_notice() -> None:
    contribution = offer("accept", make.make_moderator())
    assert "addresses" not in run_timers(days=31)  # the notice has not been sent yet
    with clock_at(timezone.now() + timedelta(days=5)):
        list(send_due())

    assert "addresses" not in run_timers(days=34)
    assert "1 addresses erased" in run_timers(days=36)

    assert ADDRESS not in str(everywhere())
    contribution.refresh_from_db()
    assert contribution.contributor.credit == PERSON


def test_after_ninety_days_nothing_is_left_of_a_report(tmp_path: Path) -> None:
    moderator = make.make_moderator()
    report = a_report(moderator)
    report.reject(by=moderator, seen=report.content_hash, reason="other", message=WORDS)

    assert "reports" not in run_timers(days=89.9)
    assert "1 reports erased" in run_timers(days=90.1)

    assert_nothing_is_left(tmp_path)


def test_what_was_said_of_a_report_that_was_erased_while_open_goes_too(tmp_path: Path) -> None:
    moderator = make.make_moderator()
    report = a_report(moderator)
    report.erase_person()
    with clock_at(timezone.now() + timedelta(days=1)):
        report.reject(by=moderator, seen=report.content_hash, reason="other", message=WORDS)

    assert "1 reports erased" in run_timers(days=92)
    assert_nothing_is_left(tmp_path)
    assert run_timers(days=93).strip() == "Nothing to do."


def a_report(moderator: Any) -> Report:
    report = make.make_report(name=PERSON, email=ADDRESS, words=WORDS, reply_text=WORDS)
    ModerationNote.objects.create(report=report, text=WORDS, by=moderator)
    return report


# --- At their own wish ----------------------------------------------------------------------------


@pytest.mark.parametrize("decision", [*CLOSED, "request_changes", "propose", "never confirmed"])
def test_the_command_leaves_nothing_of_what_was_not_accepted(decision: str, tmp_path: Path) -> None:
    offer(decision, make.make_moderator())

    call_command("erase_contributor", ADDRESS.upper(), stdout=io.StringIO())

    assert_nothing_is_left(tmp_path)


# The words that were accepted stay, where they are found and with the history of the passage.
ACCEPTED = {
    "critiques.Excerpt",
    "critiques.SearchEntry",
    "filmography.RecordVersion",
    "admin.LogEntry",
}


def test_the_command_leaves_an_accepted_passage_without_its_contributor(tmp_path: Path) -> None:
    contribution = offer("accept", make.make_moderator())

    call_command("erase_contributor", ADDRESS, stdout=io.StringIO())

    contribution.refresh_from_db()
    assert contribution.excerpt.text == WORDS
    assert_nothing_is_left(tmp_path, but=ACCEPTED)


def test_the_command_leaves_nothing_of_a_report_nor_of_its_reply(tmp_path: Path) -> None:
    moderator = make.make_moderator()
    report = a_report(moderator)
    report.uphold(
        by=moderator,
        seen=report.content_hash,
        reason="other",
        message=WORDS,
        publish_reply=True,
    )
    assert places_of(PERSON) >= {"critiques.Reply", "critiques.Reporter", "admin.LogEntry"}

    call_command("erase_contributor", ADDRESS, stdout=io.StringIO())

    assert_nothing_is_left(tmp_path)


def test_who_gave_no_address_is_found_by_what_the_queue_shows(tmp_path: Path) -> None:
    contribution = offer("decline", make.make_moderator(), email="")
    other = make.make_contribution("Another one.", name="Somebody else")

    call_command(
        "erase_contributor", "--contribution", contribution.public_id, stdout=io.StringIO()
    )

    assert_nothing_is_left(tmp_path)
    assert other.contributor.name == "Somebody else"


@pytest.mark.parametrize("decision", ["decline", "accept"])
def test_nothing_is_sent_to_who_was_erased(decision: str, mailoutbox: list[Any]) -> None:
    offer(decision, make.make_moderator())
    call_command("erase_contributor", ADDRESS, stdout=io.StringIO())

    with clock_at(timezone.now() + timedelta(days=1)):
        assert not [error for _, error in send_due() if error]

    assert not [mail for mail in mailoutbox if ADDRESS in mail.to]
    assert not OutgoingMail.objects.waiting().exists()


def test_what_was_erased_is_not_opened_again() -> None:
    contribution, moderator = offer("mark_spam", make.make_moderator()), make.make_moderator()
    contribution.erase_person()

    with pytest.raises(TransitionRefused, match="erased"):
        contribution.reopen(by=moderator)


@pytest.mark.parametrize("arguments", [[], [ADDRESS, "--report", "x"], ["nobody@example.org"]])
def test_the_command_says_what_it_needs(arguments: list[str]) -> None:
    offer("decline", make.make_moderator())

    with pytest.raises(CommandError, match=r"Give an address|Nothing of this person"):
        call_command("erase_contributor", *arguments)

    assert places_of(PERSON)
