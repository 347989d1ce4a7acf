"""Many at once: every item is decided once, everything sent is taken in once, nobody gets an error.

On SQLite in a file, as in production, and on PostgreSQL. Each of the first three also runs at its
full size, as a benchmark: `pytest -m benchmark tests/critiques/moderation`.
"""

import time
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest

from critiques.models import Contribution, Excerpt, ModerationEvent, Report
from critiques.models.moderation.actors import acting
from critiques.models.moderation.events import AlreadyDecided
from filmography.models import OutgoingMail
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.contest import contest, decide
from tests.critiques.moderation.together import together

pytestmark = pytest.mark.django_db(transaction=True)

DECISIONS = ("accept", "decline", "mark_spam")
FULL = pytest.mark.benchmark


def decisions() -> Any:
    return ModerationEvent.objects.filter(transition__in=DECISIONS)


def contested(items: int, moderators: list[Any]) -> None:
    contributions = [make.make_contribution() for _ in range(items)]
    events = decisions().count()
    began = time.monotonic()

    with contest([moderator.pk for moderator in moderators]) as let_them:
        came = let_them([contribution.pk for contribution in contributions])

    took = time.monotonic() - began
    won: Counter[int] = Counter()
    for contribution, answers in zip(contributions, came, strict=True):
        contribution.refresh_from_db()
        _, event = assert_unbroken(contribution)
        winner = [moderator.pk for moderator in moderators].index(event.actor_id)
        told = event.told(to=acting(moderators[1 - winner]))
        state = contribution.get_state_display().lower()
        assert answers[winner] == "decided"
        assert answers[1 - winner] == f"AlreadyDecided: It is {state} already: {told}."
        won[winner] += 1
    assert decisions().count() - events == items
    print(f"\n{items} contested: won {won[0]}, {won[1]}; {took / items * 1000:.0f} ms each")


@pytest.mark.parametrize(("runs", "items"), [(1, 40), pytest.param(5, 200, marks=FULL)])
def test_two_moderators_in_two_processes_decide_each_item_once(runs: int, items: int) -> None:
    """Who was slower is told by whom it was decided, and when."""
    make.make_language()
    moderators = [make.make_moderator(), make.make_moderator()]

    for _ in range(runs):
        contested(items, moderators)

    assert Excerpt.objects.count() == Contribution.objects.filter(state="accepted").count() > 0


@pytest.mark.parametrize("each", [3, pytest.param(30, marks=FULL)])
def test_contributors_and_moderators_do_not_get_in_one_anothers_way(each: int) -> None:
    make.make_language()
    contributors, moderators = 16, [make.make_moderator() for _ in range(4)]
    total, waits = contributors * each, []
    began = time.monotonic()

    def contribute() -> set[str]:
        sent = set()
        for _ in range(each):
            started = time.monotonic()
            sent.add(make.make_contribution().public_id)
            waits.append(time.monotonic() - started)
        return sent

    def moderate(by: Any) -> int:
        decided = 0
        while decisions().count() < total and time.monotonic() < began + 300:
            for contribution in Contribution.objects.awaiting_decision()[:10]:
                with suppress(AlreadyDecided):
                    decide(contribution, by)
                    decided += 1
            time.sleep(0.01)
        return decided

    came = together([contribute] * contributors + [lambda by=by: moderate(by) for by in moderators])

    took = time.monotonic() - began
    assert not [error for error in came if isinstance(error, Exception)]
    sent = set().union(*came[:contributors])
    assert len(sent) == total == sum(came[contributors:]) == decisions().count()
    for contribution in Contribution.objects.filter(public_id__in=sent):
        assert len(assert_unbroken(contribution)) == 2
    print(f"\n{total} sent and decided in {took:.1f} s; longest wait {max(waits):.1f} s")


@pytest.mark.parametrize("repeats", [3, pytest.param(50, marks=FULL)])
def test_twenty_times_the_same_form_is_one_contribution(repeats: int) -> None:
    words = {"kind": "quotation", "text": "Words.", "language": make.make_language()}
    person = {"email": "reader@example.org"}
    make.make_moderator()

    def submit(form: str) -> str:
        sent = Contribution.submit(form_key=form, words=words, person=person, terms="t")
        return sent.public_id

    for number in range(repeats):
        came = together([lambda form=f"form {number}": submit(form)] * 20)

        assert len(set(came)) == 1
        contribution = Contribution.objects.get(public_id=came[0])
        assert [event.transition for event in assert_unbroken(contribution)] == ["submit"]
        assert contribution.rounds.count() == 1
    assert Contribution.objects.count() == OutgoingMail.objects.count() == repeats


def test_twenty_times_the_same_report_is_one_report() -> None:
    words = {"kind": "words", "about": "/"}
    make.make_moderator()

    came = together(
        [lambda: Report.submit(form_key="one form", words=words, person={}).public_id] * 20
    )

    assert set(came) == {Report.objects.get().public_id}


def test_a_link_that_is_pressed_many_times_at_once_does_it_once() -> None:
    contribution = make.make_contribution(email="reader@example.org")

    came = together([lambda: Contribution.objects.get(pk=contribution.pk).confirm_address()] * 10)

    assert Counter(type(each).__name__ for each in came) == {"NoneType": 1, "AlreadyDecided": 9}
    assert len(assert_unbroken(contribution)) == 2


def test_a_round_that_is_sent_many_times_at_once_is_one_round() -> None:
    contribution = make.make_contribution()
    contribution.request_changes(
        by=make.make_moderator(), seen=contribution.content_hash, reason="other", message="Which?"
    )
    words = contribution.current.words

    came = together(
        [lambda: Contribution.objects.get(pk=contribution.pk).resubmit(words=words)] * 10
    )

    assert Counter(type(each).__name__ for each in came) == {"NoneType": 1, "AlreadyDecided": 9}
    assert contribution.rounds.count() == 2


def test_many_second_moderators_are_one() -> None:
    contribution = make.make_contribution()
    acceptance = make.make_acceptance("Other words.")
    contribution.accept(
        by=make.make_moderator(), seen=contribution.content_hash, acceptance=acceptance
    )
    seen = contribution.content_hash
    moderators = [make.make_moderator() for _ in range(6)]

    came = together(
        [
            lambda by=by: Contribution.objects.get(pk=contribution.pk).accept(
                by=by, seen=seen, acceptance=acceptance
            )
            for by in moderators
        ]
    )

    assert Counter(type(each).__name__ for each in came) == {"Excerpt": 1, "AlreadyDecided": 5}
    assert Excerpt.objects.count() == 1


def test_undo_and_a_colleague_at_once_leave_one_story() -> None:
    contribution = make.make_contribution()
    first, second = make.make_moderator(), make.make_moderator()
    seen = contribution.content_hash
    contribution.mark_spam(by=first, seen=seen)

    def current() -> Contribution:
        return Contribution.objects.get(pk=contribution.pk)

    together([lambda: current().undo(by=first), lambda: current().reopen(by=second)])

    events = assert_unbroken(contribution)
    assert [event.transition for event in events][:2] == ["submit", "mark_spam"]
    assert len(events) == 3
