"""Who may decide: not one alone on changed words, nobody on their own, on an appeal another."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from critiques.models import Contribution, Excerpt
from critiques.models.moderation.events import (
    AlreadyDecided,
    ContentChanged,
    NeedsAnother,
    NotAllowed,
    TransitionRefused,
)
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken

pytestmark = pytest.mark.django_db

OFFERED, OTHER = "Nobody left the party.", "Nobody leaves the party."


def accept(contribution: Contribution, by: User, text: str, **fields: Any) -> Excerpt | None:
    acceptance = make.make_acceptance(text, **fields)
    return contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)


def events(contribution: Contribution) -> list[tuple[str, str]]:
    return [(event.transition, event.reason) for event in assert_unbroken(contribution)]


# --- Changed words --------------------------------------------------------------------------------


def test_changed_words_wait_for_a_second_moderator() -> None:
    contribution, first = make.make_contribution(OFFERED), make.make_moderator()

    assert accept(contribution, first, OTHER) is None

    assert (contribution.state, contribution.proposed_text) == ("pending", OTHER)
    assert contribution.proposed_by == first
    assert not contribution.is_claimed  # the second one can open it at once
    assert not Excerpt.objects.exists()


def test_a_second_moderator_who_accepts_exactly_that_decides() -> None:
    contribution = make.make_contribution(OFFERED)
    accept(contribution, make.make_moderator(), OTHER)

    excerpt = accept(contribution, make.make_moderator(), f"{OTHER}\r\n")

    assert excerpt.text == OTHER
    assert events(contribution) == [("submit", ""), ("propose", ""), ("accept", "second")]


def test_the_one_who_proposed_cannot_be_the_second() -> None:
    contribution, first = make.make_contribution(OFFERED), make.make_moderator()
    accept(contribution, first, OTHER)

    with pytest.raises(NeedsAnother):
        accept(contribution, first, OTHER)

    assert contribution.state == "pending"


def test_still_other_words_are_a_new_proposal() -> None:
    contribution = make.make_contribution(OFFERED)
    first, second = make.make_moderator(), make.make_moderator()
    accept(contribution, first, OTHER)

    assert accept(contribution, second, f"{OTHER} Nobody!") is None
    with pytest.raises(NeedsAnother):
        accept(contribution, second, f"{OTHER} Nobody!")

    assert accept(contribution, first, f"{OTHER} Nobody!").text == f"{OTHER} Nobody!"


def test_the_words_that_were_sent_can_still_be_accepted() -> None:
    contribution, first = make.make_contribution(OFFERED), make.make_moderator()
    accept(contribution, first, OTHER)

    assert accept(contribution, first, OFFERED).text == OFFERED


def test_words_that_a_capture_proves_need_no_second() -> None:
    source = make.make_source()
    make.make_capture(source, f"It is late. {OTHER}")
    contribution = make.make_contribution(OFFERED)

    excerpt = accept(contribution, make.make_moderator(), OTHER, source=source)

    assert (excerpt.quotation_state, excerpt.is_public) == ("verbatim", True)
    assert events(contribution) == [("submit", ""), ("accept", "")]


def test_a_paraphrase_is_proved_by_no_capture() -> None:
    source = make.make_source()
    make.make_capture(source, f"It is late. {OTHER}")
    contribution = make.make_contribution(OFFERED, kind="paraphrase")

    assert accept(contribution, make.make_moderator(), OTHER, source=source, kind="paraphrase") is (
        None
    )


def test_where_the_site_allows_it_one_decides_alone_and_the_event_says_so(settings: Any) -> None:
    settings.REQUIRE_SECOND_MODERATOR = False
    contribution = make.make_contribution(OFFERED)

    assert accept(contribution, make.make_moderator(), OTHER).text == OTHER
    assert events(contribution)[-1] == ("accept", "alone")


def test_two_who_agree_are_two_even_where_one_would_do(settings: Any) -> None:
    contribution = make.make_contribution(OFFERED)
    accept(contribution, make.make_moderator(), OTHER)
    settings.REQUIRE_SECOND_MODERATOR = False

    accept(contribution, make.make_moderator(), OTHER)

    assert events(contribution)[-1] == ("accept", "second")


def test_a_new_round_ends_the_proposal() -> None:
    contribution, moderator = make.make_contribution(OFFERED), make.make_moderator()
    accept(contribution, moderator, OTHER)
    contribution.request_changes(
        by=moderator, seen=contribution.content_hash, reason="wording", message="Which?"
    )
    contribution.resubmit(words=contribution.current.words | {"text": "New words."})

    assert (contribution.proposed_text, contribution.proposed_by) == ("", None)
    assert accept(contribution, make.make_moderator(), OTHER) is None


def test_a_proposal_after_the_decision_is_too_late_and_not_a_matter_of_persons() -> None:
    contribution, first = make.make_contribution(OFFERED), make.make_moderator()
    accept(contribution, first, OTHER)
    accept(Contribution.objects.get(), make.make_moderator(), OTHER)

    with pytest.raises(AlreadyDecided):
        accept(contribution, first, OTHER)


# --- One's own ------------------------------------------------------------------------------------


def decisions(contribution: Contribution, by: User) -> list[Any]:
    seen = contribution.content_hash
    said = {"by": by, "seen": seen, "reason": "other", "message": "M"}
    return [
        lambda: accept(contribution, by, OFFERED),
        lambda: accept(contribution, by, OTHER),
        lambda: contribution.request_changes(**said),
        lambda: contribution.decline(**said),
        lambda: contribution.mark_duplicate(by=by, seen=seen),
        lambda: contribution.mark_spam(by=by, seen=seen),
    ]


def assert_decides_nothing(contribution: Contribution, by: User) -> None:
    for decide in decisions(contribution, by):
        with pytest.raises(NotAllowed):
            decide()
    assert contribution.events.last().transition not in ("accept", "propose")


@pytest.mark.parametrize("maker", [make.make_moderator, make.make_administrator])
def test_nobody_decides_on_what_they_contributed_with_their_account(maker: Any) -> None:
    by = maker()

    assert_decides_nothing(make.make_contribution(OFFERED, account=by), by)


def test_nobody_decides_on_what_they_contributed_with_their_address() -> None:
    by = make.make_staff("Moderators", email="Mod.Erator@Example.org")
    contribution = make.make_contribution(OFFERED, email="mod.erator@EXAMPLE.org")
    contribution.confirm_address()

    assert_decides_nothing(contribution, by)


def test_case_is_no_disguise_in_other_alphabets() -> None:
    by = make.make_staff("Moderators", email="mod@ÄTHER.example")
    contribution = make.make_contribution(OFFERED, email="mod@äther.example")
    contribution.confirm_address()

    assert_decides_nothing(contribution, by)


def test_an_address_that_nobody_confirmed_proves_nothing() -> None:
    """Else anybody could keep a moderator from deciding."""
    by = make.make_moderator()
    contribution = make.make_contribution(OFFERED, email=by.email)
    Contribution.objects.update(state="pending")
    contribution.refresh_from_db()

    assert accept(contribution, by, OFFERED).text == OFFERED


def test_an_account_without_an_address_is_not_everybody_without_one() -> None:
    by = make.make_staff("Moderators", email="")

    assert accept(make.make_contribution(OFFERED), by, OFFERED)


def test_nobody_reopens_their_own() -> None:
    by = make.make_moderator()
    contribution = make.make_contribution(OFFERED, account=by)
    contribution.mark_spam(by=make.make_moderator(), seen=contribution.content_hash)

    with pytest.raises(NotAllowed):
        contribution.reopen(by=by)


# --- An appeal ------------------------------------------------------------------------------------


def declined(by: User) -> Contribution:
    contribution = make.make_contribution(OFFERED)
    contribution.decline(by=by, seen=contribution.content_hash, reason="other", message="No.")
    return contribution


def test_an_appeal_goes_to_another_moderator() -> None:
    first = make.make_moderator()
    contribution = declined(first)

    contribution.appeal(message="Look again.")

    assert contribution.state == "pending"
    assert_decides_nothing(contribution, first)
    assert accept(contribution, make.make_moderator(), OFFERED).text == OFFERED


def test_an_appeal_is_made_once() -> None:
    contribution = declined(make.make_moderator())
    contribution.appeal()
    contribution.decline(
        by=make.make_moderator(), seen=contribution.content_hash, reason="other", message="No."
    )

    with pytest.raises(TransitionRefused, match="appealed once"):
        contribution.appeal()


def test_an_appeal_is_read_before_it_is_decided_on() -> None:
    """The page that a colleague had open before the decline does not show the appeal."""
    contribution = make.make_contribution(OFFERED)
    seen = contribution.content_hash
    contribution.decline(by=make.make_moderator(), seen=seen, reason="other", message="No.")
    contribution.appeal(message="Look again.")

    with pytest.raises(ContentChanged, match="appealed by contributor"):
        contribution.decline(by=make.make_moderator(), seen=seen, reason="other", message="No.")


def test_a_stale_page_does_not_let_one_decide_on_the_appeal_against_oneself() -> None:
    first = make.make_moderator()
    stale = make.make_contribution(OFFERED)
    current = Contribution.objects.get()
    current.decline(by=first, seen=current.content_hash, reason="other", message="No.")
    current.appeal()

    with pytest.raises(TransitionRefused):
        stale.mark_spam(by=first, seen=current.content_hash)


def test_an_appeal_against_somebody_who_has_left_is_for_anybody() -> None:
    first = make.make_moderator()
    contribution = declined(first)
    first.delete()

    contribution.appeal()

    assert contribution.not_for is None
    assert accept(contribution, make.make_moderator(), OFFERED)
