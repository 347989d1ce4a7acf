"""States of contributions and reports, what may follow what and who may do it (architecture §5).

The one table of transitions: methods, buttons, the timeline and the tests read it.
"""

from dataclasses import dataclass

from django.db import models


class ContributionState(models.TextChoices):
    RECEIVED = "received", "Received"
    PENDING = "pending", "Waiting for a decision"
    ACCEPTED = "accepted", "Accepted"
    CHANGES_REQUESTED = "changes_requested", "Changes requested"
    DECLINED = "declined", "Declined"
    DUPLICATE = "duplicate", "Here already"
    SPAM = "spam", "Spam"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


class ReportState(models.TextChoices):
    OPEN = "open", "Waiting for a decision"
    UPHELD = "upheld", "Upheld"
    REJECTED = "rejected", "Rejected"
    DUPLICATE = "duplicate", "Reported already"
    SPAM = "spam", "Spam"


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", "Contributor"
    REPORTER = "reporter", "Reporter"
    MODERATOR = "moderator", "Moderator"
    EDITOR = "editor", "Editor"
    ADMINISTRATOR = "administrator", "Administrator"
    TIMER = "timer", "Time"


class Reason(models.TextChoices):
    WORDING = "wording", "The wording differs from the source"
    NOT_SOURCE = "not_source", "It does not stand in the source named"
    TOO_LONG = "too_long", "It quotes too much"
    CONTEXT = "context", "It is taken out of its context"
    PARAPHRASE = "paraphrase", "A paraphrase given as a quotation"
    NO_LOCATOR = "no_locator", "It does not say where it stands"
    NOT_CRITICISM = "not_criticism", "It does not speak about a film or its makers"
    SOURCE = "source", "The source is not one that we take"
    RIGHTS = "rights", "Rights"
    DUPLICATE = "duplicate", "It is here already"
    SPAM = "spam", "Spam"
    CORRECTED = "corrected", "It has been put right"
    REMOVED = "removed", "It has been taken down"
    IN_ORDER = "in_order", "It is in order as it stands"
    SECOND = "second", "Two moderators agree on the words"
    ALONE = "alone", "One moderator alone, as the site allows"
    OTHER = "other", "Something else"


@dataclass(frozen=True)
class Transition:
    """From which states, to which (None: the state stays), by whom, for which reasons."""

    name: str
    label: str
    done: str
    sources: frozenset[str]
    target: str | None
    roles: frozenset[str]
    reasons: tuple[Reason, ...] = ()
    is_decision: bool = False


S, R = ContributionState, ReportState
MODERATORS = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
_STAFF = MODERATORS | {Role.EDITOR}
_SENDERS = frozenset({Role.CONTRIBUTOR})
_REPORTERS = frozenset({Role.REPORTER})
_TIMER = frozenset({Role.TIMER})
# Whoever comes by a link, without an account.
SENDERS = _SENDERS | _REPORTERS
_OPEN = frozenset({S.RECEIVED, S.PENDING, S.CHANGES_REQUESTED})


def _table(*transitions: Transition) -> dict[str, Transition]:
    return {transition.name: transition for transition in transitions}


CONTRIBUTION = _table(
    Transition("submit", "Send", "sent", frozenset(), None, _SENDERS),
    Transition(
        "confirm", "Confirm", "address confirmed", frozenset({S.RECEIVED}), S.PENDING, _SENDERS
    ),
    Transition("claim", "Open", "opened", frozenset({S.PENDING}), None, MODERATORS),
    Transition("release", "Release", "released", frozenset({S.PENDING}), None, MODERATORS),
    Transition("take_over", "Take over", "taken over", frozenset({S.PENDING}), None, MODERATORS),
    Transition(
        "propose", "Propose", "other words proposed", frozenset({S.PENDING}), None, MODERATORS
    ),
    Transition(
        "accept",
        "Accept",
        "accepted",
        frozenset({S.PENDING}),
        S.ACCEPTED,
        MODERATORS,
        is_decision=True,
    ),
    Transition(
        "request_changes",
        "Request changes",
        "changes requested",
        frozenset({S.PENDING}),
        S.CHANGES_REQUESTED,
        MODERATORS,
        (
            Reason.WORDING,
            Reason.NO_LOCATOR,
            Reason.TOO_LONG,
            Reason.CONTEXT,
            Reason.PARAPHRASE,
            Reason.NOT_SOURCE,
            Reason.OTHER,
        ),
        is_decision=True,
    ),
    Transition(
        "decline",
        "Decline",
        "declined",
        frozenset({S.PENDING}),
        S.DECLINED,
        MODERATORS,
        (
            Reason.NOT_CRITICISM,
            Reason.NOT_SOURCE,
            Reason.SOURCE,
            Reason.CONTEXT,
            Reason.TOO_LONG,
            Reason.RIGHTS,
            Reason.OTHER,
        ),
        is_decision=True,
    ),
    Transition(
        "mark_duplicate",
        "Mark as a duplicate",
        "marked as a duplicate",
        frozenset({S.PENDING}),
        S.DUPLICATE,
        MODERATORS,
        (Reason.DUPLICATE,),
        is_decision=True,
    ),
    Transition(
        "mark_spam",
        "Mark as spam",
        "marked as spam",
        frozenset({S.PENDING}),
        S.SPAM,
        MODERATORS,
        (Reason.SPAM,),
        is_decision=True,
    ),
    Transition(
        "undo",
        "Undo",
        "undone",
        frozenset({S.ACCEPTED, S.CHANGES_REQUESTED, S.DECLINED, S.DUPLICATE, S.SPAM}),
        S.PENDING,
        MODERATORS,
    ),
    Transition(
        "resubmit",
        "Send again",
        "sent again",
        frozenset({S.CHANGES_REQUESTED}),
        S.PENDING,
        _SENDERS,
    ),
    Transition("withdraw", "Withdraw", "withdrawn", _OPEN, S.WITHDRAWN, _SENDERS),
    Transition(
        "change_credit",
        "Change the credit",
        "credit changed",
        frozenset({S.RECEIVED, S.PENDING, S.CHANGES_REQUESTED, S.ACCEPTED, S.DUPLICATE}),
        None,
        _SENDERS,
    ),
    Transition("appeal", "Appeal", "appealed", frozenset({S.DECLINED}), S.PENDING, _SENDERS),
    Transition(
        "reopen", "Reopen", "reopened", frozenset({S.SPAM, S.EXPIRED}), S.PENDING, MODERATORS
    ),
    Transition("remind", "Remind", "reminded", frozenset({S.CHANGES_REQUESTED}), None, _TIMER),
    Transition(
        "expire",
        "Expire",
        "expired",
        frozenset({S.RECEIVED, S.CHANGES_REQUESTED}),
        S.EXPIRED,
        _TIMER,
    ),
)

REPORT = _table(
    Transition("submit", "Send", "sent", frozenset(), None, _REPORTERS),
    Transition("claim", "Open", "opened", frozenset({R.OPEN}), None, _STAFF),
    Transition("release", "Release", "released", frozenset({R.OPEN}), None, _STAFF),
    Transition("take_over", "Take over", "taken over", frozenset({R.OPEN}), None, _STAFF),
    Transition(
        "uphold",
        "Uphold",
        "upheld",
        frozenset({R.OPEN}),
        R.UPHELD,
        _STAFF,
        (Reason.CORRECTED, Reason.REMOVED, Reason.RIGHTS, Reason.OTHER),
        is_decision=True,
    ),
    Transition(
        "reject",
        "Reject",
        "rejected",
        frozenset({R.OPEN}),
        R.REJECTED,
        _STAFF,
        (Reason.IN_ORDER, Reason.OTHER),
        is_decision=True,
    ),
    Transition(
        "mark_duplicate",
        "Mark as a duplicate",
        "marked as a duplicate",
        frozenset({R.OPEN}),
        R.DUPLICATE,
        _STAFF,
        (Reason.DUPLICATE,),
        is_decision=True,
    ),
    Transition(
        "mark_spam",
        "Mark as spam",
        "marked as spam",
        frozenset({R.OPEN}),
        R.SPAM,
        _STAFF,
        (Reason.SPAM,),
        is_decision=True,
    ),
    Transition(
        "undo",
        "Undo",
        "undone",
        frozenset({R.UPHELD, R.REJECTED, R.DUPLICATE, R.SPAM}),
        R.OPEN,
        _STAFF,
    ),
    Transition(
        "ask_review",
        "Ask for a review",
        "review asked for",
        frozenset({R.UPHELD, R.REJECTED, R.DUPLICATE}),
        R.OPEN,
        _REPORTERS,
    ),
    Transition("reopen", "Reopen", "reopened", frozenset({R.SPAM}), R.OPEN, _STAFF),
)

DECISIONS = frozenset(
    step.name for step in (*CONTRIBUTION.values(), *REPORT.values()) if step.is_decision
)
# What changes the content that a decision is about.
CHANGING = frozenset({"resubmit", "propose", "appeal", "ask_review"})
# Those in the queue.
AWAITING = frozenset({S.PENDING.value, R.OPEN.value})
# Those whose contributor is still to act or to be answered.
OPEN_STATES = _OPEN
# Those that count as offered: of the rest nobody has proved that it can be answered.
OFFERED = _OPEN - {S.RECEIVED}
# What is erased when its time has come.
ERASABLE = frozenset({S.DECLINED, S.SPAM, S.EXPIRED, S.WITHDRAWN, S.DUPLICATE})
