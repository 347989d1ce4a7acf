"""Every transition, by every role, from every state: allowed exactly where this table says.

The table is written out by hand from the rules, not read from the code's own.
Columns: the states from which it may be done; then who may do it.
"""

from collections.abc import Callable
from inspect import signature
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction

from critiques.models import Contribution, ModerationEvent, Report
from critiques.models.moderation.actors import CONTRIBUTOR, REPORTER, TIMER
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.states import ContributionState, ReportState
from filmography.publishing.roles import EDITORS, MODERATORS
from tests import factories as make

pytestmark = pytest.mark.django_db

CONTRIBUTIONS = """
submit           -                                                   contributor
confirm          received                                            contributor
claim            pending                                             moderator administrator
release          pending                                             moderator administrator
take_over        pending                                             moderator administrator
propose          pending                                             moderator administrator
accept           pending                                             moderator administrator
request_changes  pending                                             moderator administrator
decline          pending                                             moderator administrator
mark_duplicate   pending                                             moderator administrator
mark_spam        pending                                             moderator administrator
undo             accepted,changes_requested,declined,duplicate,spam  moderator administrator
reopen           spam,expired                                        moderator administrator
resubmit         changes_requested                                   contributor
withdraw         received,pending,changes_requested                  contributor
change_credit    received,pending,changes_requested,accepted,duplicate  contributor
appeal           declined                                            contributor
remind           changes_requested                                   timer
expire           received,changes_requested                          timer
"""
REPORTS = """
submit           -                           reporter
claim            open                        moderator editor administrator
release          open                        moderator editor administrator
take_over        open                        moderator editor administrator
uphold           open                        moderator editor administrator
reject           open                        moderator editor administrator
mark_duplicate   open                        moderator editor administrator
mark_spam        open                        moderator editor administrator
undo             upheld,rejected,duplicate,spam  moderator editor administrator
reopen           spam                        moderator editor administrator
ask_review       upheld,rejected,duplicate   reporter
"""
# Made by the contributor's link or by time: nobody is asked who they are.
BY_LINK = {"confirm", "resubmit", "withdraw", "change_credit", "appeal", "ask_review"}
BY_TIME = {"remind", "expire"}
STAFF = ("visitor", "editor", "moderator", "administrator")
# Who has no account, should a caller name them where a member of the staff is asked for.
ACTORS = {"contributor": CONTRIBUTOR, "reporter": REPORTER, "timer": TIMER}
DECIDES = {
    "accepted": "accept",
    "changes_requested": "request_changes",
    "declined": "decline",
    "duplicate": "mark_duplicate",
    "upheld": "uphold",
    "rejected": "reject",
}


def table(text: str) -> dict[str, tuple[set[str], set[str]]]:
    rows = [line.split() for line in text.strip().splitlines()]
    return {name: (set(states.split(",")), set(roles)) for name, states, *roles in rows}


def with_role(user: Any, role: str) -> Any:
    if role in ACTORS:
        return ACTORS[role]
    user.groups.clear()
    if role in ("editor", "moderator"):
        user.groups.add(Group.objects.get(name=EDITORS if role == "editor" else MODERATORS))
    user.is_staff, user.is_superuser = role != "visitor", role == "administrator"
    user.save()
    return user


def do(item: Any, name: str, by: Any) -> None:
    words = item.current.words if isinstance(item, Contribution) else {}
    seen = item.content_hash

    def accept(text: str) -> None:
        item.accept(by=by, seen=seen, acceptance=make.make_acceptance(text))

    calls: dict[str, Callable[[], Any]] = {
        "resubmit": lambda: item.resubmit(words=words),
        "confirm": lambda: item.confirm_address(),
        "change_credit": lambda: item.change_credit("A. Reader"),
        "accept": lambda: accept(item.current.text),
        "propose": lambda: accept("Other words."),
    }
    if name in calls:
        calls[name]()
    elif name in BY_LINK | BY_TIME:
        getattr(item, name)()
    elif name in ("mark_spam", "mark_duplicate"):
        getattr(item, name)(by=by, seen=seen)
    elif name in ("request_changes", "decline", "uphold", "reject"):
        getattr(item, name)(by=by, seen=seen, reason="other", message="Because.")
    else:
        getattr(item, name)(by=by)


def cases(text: str, states: list[str]) -> list[tuple[str, str]]:
    return [(name, state) for name in table(text) if name != "submit" for state in states]


def in_state(item: Any, state: str, name: str, by: Any) -> Any:
    """In this state; if it is to be undone, by a decision that this person took just now."""
    if name == "undo":
        do(item, DECIDES.get(state, "mark_spam"), by)
    type(item).objects.filter(pk=item.pk).update(state=state)
    item.refresh_from_db()
    return item


def try_all(item: Any, name: str, state: str) -> None:
    """By each role, each time as if none had tried before."""
    states, roles = table(CONTRIBUTIONS if isinstance(item, Contribution) else REPORTS)[name]
    by_link = name in BY_LINK | BY_TIME
    user = make.make_moderator()
    item = in_state(item, state, name, user)
    for role in ("link",) if by_link else (*STAFF, *ACTORS):
        with transaction.atomic():
            by = None if by_link else with_role(user, role)
            item.refresh_from_db()
            try_it(item, name, state, by, state in states and (by_link or role in roles))
            transaction.set_rollback(True)


def try_it(item: Any, name: str, state: str, by: Any, may: bool) -> None:
    before = type(item).objects.filter(pk=item.pk).values().get()
    events = list(item.events.all())
    if may:
        do(item, name, by)
        *others, event = item.events.all()
        assert others == events
        assert (event.transition, event.from_state) == (name, state)
        assert event.role in item.TRANSITIONS[name].roles
        assert event.to_state == type(item).objects.get(pk=item.pk).state
        return
    with pytest.raises(TransitionRefused):
        do(item, name, by)
    assert list(ModerationEvent.objects.filter(pk__gte=events[0].pk)) == events
    assert type(item).objects.filter(pk=item.pk).values().get() == before


@pytest.mark.parametrize(("name", "state"), cases(CONTRIBUTIONS, ContributionState.values))
def test_a_contribution(name: str, state: str) -> None:
    try_all(make.make_contribution(), name, state)


@pytest.mark.parametrize(("name", "state"), cases(REPORTS, ReportState.values))
def test_a_report(name: str, state: str) -> None:
    try_all(make.make_report(), name, state)


@pytest.mark.parametrize(("email", "state"), [("", "pending"), ("r@example.org", "received")])
def test_anybody_may_send_a_contribution(email: str, state: str) -> None:
    event = make.make_contribution(email=email).events.get()

    assert (event.transition, event.from_state, event.to_state) == ("submit", "", state)
    assert (event.role, event.actor_id) == ("contributor", None)


def test_anybody_may_send_a_report() -> None:
    event = make.make_report().events.get()

    assert (event.transition, event.from_state, event.to_state) == ("submit", "", "open")
    assert (event.role, event.actor_id) == ("reporter", None)


@pytest.mark.parametrize(("model", "text"), [(Contribution, CONTRIBUTIONS), (Report, REPORTS)])
def test_the_tables_say_the_same_and_none_is_missing(model: Any, text: str) -> None:
    """What buttons are offered by is the code's own table: it must be this one."""
    steps = {
        step.name: (set(step.sources) or {"-"}, set(step.roles))
        for step in model.TRANSITIONS.values()
    }
    assert steps == table(text)
    methods = {"confirm": "confirm_address"}
    for name in BY_LINK | BY_TIME:
        if name in steps:
            assert "by" not in signature(getattr(model, methods.get(name, name))).parameters


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
