"""Every transition, by every role, from every state: allowed exactly where this table says.

The table is written out by hand from the rules, not read from the code's own.
Columns: the states from which it may be done; then who may do it.
"""

from collections.abc import Callable
from typing import Any

import pytest

from critiques.models import Contribution, ModerationEvent, Report
from critiques.models.moderation.actors import CONTRIBUTOR, REPORTER, TIMER
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.states import ContributionState, ReportState
from tests import factories as make

pytestmark = pytest.mark.django_db

CONTRIBUTIONS = """
confirm          received                                            contributor
claim            pending                                             moderator administrator
release          pending                                             moderator administrator
take_over        pending                                             moderator administrator
accept           pending                                             moderator administrator
request_changes  pending                                             moderator administrator
decline          pending                                             moderator administrator
mark_duplicate   pending                                             moderator administrator
mark_spam        pending                                             moderator administrator
reopen           spam,expired                                        moderator administrator
resubmit         changes_requested                                   contributor
withdraw         received,pending,changes_requested                  contributor
change_credit    received,pending,changes_requested,accepted,duplicate  contributor
appeal           declined                                            contributor
remind           changes_requested                                   timer
expire           received,changes_requested                          timer
"""
REPORTS = """
claim            open                        moderator editor administrator
release          open                        moderator editor administrator
take_over        open                        moderator editor administrator
uphold           open                        moderator editor administrator
reject           open                        moderator editor administrator
mark_duplicate   open                        moderator editor administrator
mark_spam        open                        moderator editor administrator
reopen           spam                        moderator editor administrator
ask_review       upheld,rejected,duplicate   reporter
"""
# Made by the contributor's link or by time: nobody is asked who they are.
BY_LINK = {"confirm", "resubmit", "withdraw", "change_credit", "appeal", "ask_review"}
BY_TIME = {"remind", "expire"}
STAFF = ("visitor", "editor", "moderator", "administrator")


def table(text: str) -> dict[str, tuple[set[str], set[str]]]:
    rows = [line.split() for line in text.strip().splitlines()]
    return {name: (set(states.split(",")), set(roles)) for name, states, *roles in rows}


def person(role: str) -> Any:
    makers: dict[str, Callable[[], Any]] = {
        "visitor": lambda: make.make_staff(is_staff=False),
        "editor": make.make_editor,
        "moderator": make.make_moderator,
        "administrator": make.make_administrator,
    }
    return makers[role]()


def do(item: Any, name: str, by: Any) -> None:
    words = item.current.words if isinstance(item, Contribution) else {}
    calls: dict[str, Callable[[], Any]] = {
        "confirm": lambda: item.confirm_address(),
        "resubmit": lambda: item.resubmit(words=words),
        "withdraw": lambda: item.withdraw(),
        "change_credit": lambda: item.change_credit("A. Reader"),
        "appeal": lambda: item.appeal(),
        "ask_review": lambda: item.ask_review(),
        "remind": lambda: item.remind(),
        "expire": lambda: item.expire(),
        "accept": lambda: item.accept(
            by=by,
            seen=item.content_hash,
            acceptance=make.make_acceptance(item.current.text),
        ),
        "mark_spam": lambda: item.mark_spam(by=by, seen=item.content_hash),
        "mark_duplicate": lambda: item.mark_duplicate(by=by, seen=item.content_hash),
    }
    if name in ("request_changes", "decline", "uphold", "reject"):
        getattr(item, name)(by=by, seen=item.content_hash, reason="other", message="Because.")
    elif name in calls:
        calls[name]()
    else:
        getattr(item, name)(by=by)


def cases(text: str, states: list[str]) -> list[tuple[str, str, str, bool]]:
    found = []
    for name, (sources, roles) in table(text).items():
        tried = STAFF if name not in BY_LINK | BY_TIME else ("link",)
        for state in states:
            for role in tried:
                may = state in sources and (role in roles or role == "link")
                found.append((name, state, role, may))
    return found


def try_it(item: Any, name: str, role: str, may: bool) -> None:
    before = type(item).objects.filter(pk=item.pk).values().get()
    events = ModerationEvent.objects.count()
    by = person(role) if role != "link" else None
    if may:
        do(item, name, by)
        assert ModerationEvent.objects.count() == events + 1
        event = ModerationEvent.objects.last()
        assert (event.transition, event.from_state) == (name, before["state"])
        assert event.to_state == type(item).objects.get(pk=item.pk).state
        return
    with pytest.raises(TransitionRefused):
        do(item, name, by)
    assert ModerationEvent.objects.count() == events
    assert type(item).objects.filter(pk=item.pk).values().get() == before


@pytest.mark.parametrize(
    ("name", "state", "role", "may"), cases(CONTRIBUTIONS, ContributionState.values)
)
def test_a_contribution(name: str, state: str, role: str, may: bool) -> None:
    try_it(make.make_contribution(state=state), name, role, may)


@pytest.mark.parametrize(("name", "state", "role", "may"), cases(REPORTS, ReportState.values))
def test_a_report(name: str, state: str, role: str, may: bool) -> None:
    try_it(make.make_report(state=state), name, role, may)


def test_no_transition_is_missing_here() -> None:
    elsewhere = {"submit", "undo", "propose"}  # by forms; within seconds; by an acceptance
    assert set(table(CONTRIBUTIONS)) | elsewhere == set(Contribution.TRANSITIONS)
    assert set(table(REPORTS)) | elsewhere - {"propose"} == set(Report.TRANSITIONS)


@pytest.mark.parametrize("actor", [CONTRIBUTOR, REPORTER, TIMER])
@pytest.mark.parametrize("name", ["claim", "decline", "accept", "mark_spam", "reopen"])
def test_who_comes_by_a_link_or_by_time_decides_nothing(name: str, actor: Any) -> None:
    contribution = make.make_contribution(state="pending")
    with pytest.raises(TransitionRefused):
        do(contribution, name, actor)


def test_rights_that_were_just_taken_away_count_at_once() -> None:
    contribution, moderator = make.make_contribution(), make.make_moderator()
    assert moderator.has_perm("critiques.moderate_contribution")  # as the request has cached it
    moderator.groups.clear()

    with pytest.raises(TransitionRefused):
        contribution.decline(
            by=moderator, seen=contribution.content_hash, reason="other", message=""
        )


def test_a_deactivated_account_decides_nothing() -> None:
    contribution, moderator = make.make_contribution(), make.make_moderator()
    type(moderator).objects.filter(pk=moderator.pk).update(is_active=False)

    with pytest.raises(TransitionRefused):
        contribution.mark_spam(by=moderator, seen=contribution.content_hash)
