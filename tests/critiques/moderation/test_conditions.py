"""A decision holds only for what was on screen, and names who was faster."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from critiques.models import Contribution
from critiques.models.moderation.events import (
    AlreadyDecided,
    ClaimedByOther,
    ContentChanged,
    NotAllowed,
    TransitionRefused,
)
from critiques.models.moderation.rounds import content_hash
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.clock import later

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> User:
    return make.make_moderator()


@pytest.fixture
def colleague() -> User:
    return make.make_moderator()


def decline(contribution: Contribution, by: User, seen: str = "") -> None:
    seen = seen or contribution.content_hash
    contribution.decline(by=by, seen=seen, reason="other", message="No.")


def request_changes(contribution: Contribution, by: User) -> None:
    contribution.request_changes(
        by=by, seen=contribution.content_hash, reason="wording", message="Which?"
    )


def propose(contribution: Contribution, by: User) -> None:
    acceptance = make.make_acceptance("Other words.")
    contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)


# --- What was on screen ---------------------------------------------------------------------------


def test_a_decision_meanwhile_is_told_with_its_author_and_its_time(
    me: User, colleague: User
) -> None:
    stale = make.make_contribution()
    decline(Contribution.objects.get(), colleague)
    decided = timezone.localtime(stale.events.last().at)

    with pytest.raises(AlreadyDecided) as refusal:
        decline(stale, me)

    assert f"declined by {colleague.username} on" in str(refusal.value)
    assert f"{decided:%H:%M:%S}" in str(refusal.value)
    assert stale.state == "declined"  # what is shown next is true


def test_a_new_round_is_refused_until_it_was_seen(me: User, colleague: User) -> None:
    contribution = make.make_contribution()
    seen = contribution.content_hash
    request_changes(contribution, colleague)
    contribution.resubmit(words=contribution.current.words, message="It is right as it is.")

    with pytest.raises(ContentChanged, match="sent again by contributor on"):
        decline(contribution, me, seen)

    decline(contribution, me)


def test_a_proposal_of_a_colleague_is_refused_until_it_was_seen(me: User, colleague: User) -> None:
    contribution = make.make_contribution()
    seen = contribution.content_hash
    propose(Contribution.objects.get(), colleague)

    with pytest.raises(ContentChanged, match=f"other words proposed by {colleague.username} on"):
        decline(contribution, me, seen)


def test_a_proposal_that_comes_again_is_another_one(me: User, colleague: User) -> None:
    contribution = make.make_contribution()
    hashes = [contribution.content_hash]
    for words in ("One.", "Two.", "One."):
        acceptance = make.make_acceptance(words)
        by = colleague if len(hashes) % 2 else me
        contribution.accept(by=by, seen=hashes[-1], acceptance=acceptance)
        hashes.append(contribution.content_hash)

    assert len(set(hashes)) == 4


def test_another_film_of_the_same_title_is_other_content() -> None:
    one, other = make.make_film("Twins"), make.make_film("Twins")

    assert content_hash({"film": one}) != content_hash({"film": other})


def test_a_decision_without_a_reason_of_its_own_is_refused(me: User) -> None:
    contribution = make.make_contribution()
    for reason in ("", "spam", "in_order", "nonsense"):
        with pytest.raises(TransitionRefused, match="reason"):
            contribution.decline(
                by=me, seen=contribution.content_hash, reason=reason, message="No."
            )


@pytest.mark.parametrize("name", ["withdraw", "expire"])
def test_what_is_written_down_is_the_state_it_was_in_and_not_the_one_remembered(
    name: str, me: User
) -> None:
    stale = make.make_contribution(email="reader@example.org")
    Contribution.objects.get().confirm_address()
    if name == "expire":
        request_changes(Contribution.objects.get(), me)

    getattr(stale, name)()

    assert_unbroken(stale)


def test_contributors_are_told_by_whom_in_general_only(colleague: User) -> None:
    contribution = make.make_contribution()
    decline(contribution, colleague)

    with pytest.raises(AlreadyDecided) as refusal:
        contribution.withdraw()

    assert "declined by moderator on" in str(refusal.value)
    assert colleague.username not in str(refusal.value)


# --- Leases ---------------------------------------------------------------------------------------


def actions(contribution: Contribution, by: User) -> list[Callable[[], Any]]:
    return [
        lambda: contribution.claim(by=by),
        lambda: contribution.release(by=by),
        lambda: decline(contribution, by),
        lambda: propose(contribution, by),
        lambda: contribution.mark_spam(by=by, seen=contribution.content_hash),
    ]


def test_the_lease_of_a_colleague_refuses_until_it_lapses(me: User, colleague: User) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=colleague)
    for act in actions(contribution, me):
        with pytest.raises(ClaimedByOther, match=f"{colleague.username} has it open until"):
            act()

    with later(minutes=14, seconds=59), pytest.raises(ClaimedByOther):
        decline(contribution, me)
    with later(minutes=15, seconds=1):
        decline(contribution, me)

    assert (contribution.claimed_by, contribution.claimed_until) == (None, None)


def test_a_lease_that_is_taken_over_is_logged_and_lost(me: User, colleague: User) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=colleague)

    contribution.take_over(by=me)

    assert [(event.transition, event.actor_id) for event in contribution.events.all()[1:]] == [
        ("claim", colleague.pk),
        ("take_over", me.pk),
    ]
    with pytest.raises(ClaimedByOther):
        decline(contribution, colleague)
    decline(contribution, me)


def test_the_holder_begins_anew_without_another_event(me: User) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=me)

    with later(minutes=10):
        contribution.claim(by=me)

    assert contribution.events.count() == 2
    with later(minutes=24):
        assert contribution.is_claimed


def test_a_holder_whose_lease_was_taken_over_does_not_prolong_that_of_the_colleague(
    me: User, colleague: User
) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=me)
    Contribution.objects.get().take_over(by=colleague)

    with pytest.raises(ClaimedByOther):
        contribution.claim(by=me)


def test_a_holder_who_is_no_moderator_any_more_prolongs_nothing(me: User) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=me)
    until = contribution.claimed_until
    me.groups.clear()

    with pytest.raises(NotAllowed):
        contribution.claim(by=me)

    assert Contribution.objects.get().claimed_until == until


def test_the_lease_of_an_account_that_is_gone_lapses_like_any_other(
    me: User, colleague: User
) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=colleague)
    colleague.delete()

    with pytest.raises(ClaimedByOther, match="Somebody has it open"):
        decline(Contribution.objects.get(), me)
    with later(minutes=16):
        decline(Contribution.objects.get(), me)


def test_a_lease_does_not_hold_back_the_contributor(colleague: User) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=colleague)

    contribution.withdraw()

    assert contribution.state == "withdrawn"


# --- Rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", ["group", "staff", "active", "deleted"])
def test_rights_that_are_taken_away_count_at_once(loss: str, me: User) -> None:
    contribution = make.make_contribution()
    contribution.claim(by=me)
    held = User.objects.get(pk=me.pk)
    assert held.has_perm("critiques.moderate_contribution")  # as a request has it in memory
    if loss == "group":
        me.groups.clear()
    elif loss == "deleted":
        me.delete()
    else:
        User.objects.filter(pk=me.pk).update(**{f"is_{loss}": False})

    with pytest.raises(NotAllowed):
        decline(contribution, held)
    with pytest.raises(NotAllowed):
        contribution.claim(by=held)
    assert contribution.events.count() == 2
