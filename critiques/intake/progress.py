"""Owns how it is put to contributors and reporters where something stands: in words, with what
happened so far.

Who decided is told by role, never by name; what moderators do among themselves is not told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from critiques.models import Contribution, ModerationEvent
from critiques.models.moderation.contributions import ANSWER_WITHIN, usual_wait
from critiques.models.moderation.states import ContributionState, Reason, ReportState, Role
from filmography.publishing.durations import in_words

# What happened, as it is told: by name of the transition.
_CONTRIBUTION = {
    "submit": "You offered it",
    "confirm": "You confirmed your address",
    "accept": "A moderator accepted it",
    "request_changes": "A moderator asked for changes",
    "decline": "A moderator did not take it",
    "mark_duplicate": "A moderator found that it is here already",
    "resubmit": "You sent it again",
    "withdraw": "You took it back",
    "appeal": "You asked that another moderator look at it",
    "reopen": "A moderator took it up again",
    "remind": "We reminded you",
    "expire": "It was closed for want of an answer",
}
_REPORT = {
    "submit": "You reported it",
    "uphold": "It was looked into, and your report was upheld",
    "reject": "It was looked into, and nothing was changed",
    "mark_duplicate": "It was found to be reported already",
    "ask_review": "You asked that somebody else look at it",
    "reopen": "It was taken up again",
}
# Said to colleagues, not to those who wrote.
_INTERNAL = frozenset({Reason.ALONE, Reason.SECOND, Reason.DUPLICATE, Reason.OTHER})
_BY_STAFF = frozenset({Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR})


State = ContributionState
# Each state as a heading.
_HEADINGS = {
    State.RECEIVED: "One step is missing",
    State.PENDING: "Waiting for a moderator",
    State.ACCEPTED: "Accepted",
    State.CHANGES_REQUESTED: "A moderator asks you to change something",
    State.DECLINED: "Not taken",
    State.DUPLICATE: "Here already",
    State.SPAM: "Closed",
    State.WITHDRAWN: "Taken back",
    State.EXPIRED: "Closed",
}
_REPORT_HEADINGS = {
    ReportState.OPEN: "Waiting to be looked into",
    ReportState.UPHELD: "Your report was upheld",
    ReportState.REJECTED: "Nothing was changed",
    ReportState.DUPLICATE: "Reported already",
    ReportState.SPAM: "Closed",
}
# Which field of the form a reason for changes is about.
_FIELDS = {
    Reason.WORDING: "text",
    Reason.TOO_LONG: "text",
    Reason.CONTEXT: "text",
    Reason.PARAPHRASE: "kind",
    Reason.NOT_SOURCE: "source_title",
    Reason.NO_LOCATOR: "locator",
}


@dataclass(frozen=True)
class Asked:
    """What a moderator asks to be changed: why, in their words, and in which field."""

    reason: str
    message: str
    field: str


@dataclass(frozen=True)
class Step:
    told: str
    at: datetime
    reason: str
    message: str
    is_by_staff: bool


def steps(item: Any) -> list[Step]:
    """What happened to a contribution or report, the last thing last; what was undone is not
    told."""
    told = _CONTRIBUTION if isinstance(item, Contribution) else _REPORT
    events = item.events.select_related("message")
    return [_step(event, told) for event in _standing(events) if event.transition in told]


def _standing(events: Iterable[ModerationEvent]) -> list[ModerationEvent]:
    """Without what was taken back: an undo follows the very decision that it undoes."""
    kept: list[ModerationEvent] = []
    for event in events:
        if event.transition == "undo":
            kept = kept[:-1]
        else:
            kept.append(event)
    return kept


def _step(event: ModerationEvent, told: dict[str, str]) -> Step:
    reason = "" if event.reason in _INTERNAL or not event.reason else event.get_reason_display()
    message = getattr(event, "message", None)
    return Step(
        told[event.transition],
        event.at,
        reason,
        message.text if message else "",
        event.role in _BY_STAFF,
    )


def heading(item: Any) -> str:
    """Where it stands, in a few words."""
    if isinstance(item, Contribution):
        is_shown = item.excerpt_id and item.excerpt.is_public
        return "Published" if is_shown else _HEADINGS[item.state]
    return _REPORT_HEADINGS[item.state]


def asked(contribution: Contribution) -> Asked | None:
    """What the last request for changes asked for."""
    requests = contribution.events.select_related("message").filter(transition="request_changes")
    event = requests.last()
    if event is None:
        return None
    step = _step(event, _CONTRIBUTION)
    return Asked(step.reason, step.message, _FIELDS.get(event.reason, ""))


def answer_before(contribution: Contribution) -> datetime:
    """Until when an answer to a request for changes is waited for."""
    return contribution.state_since + ANSWER_WITHIN


def usual_wait_in_words() -> str:
    """`3 days`, within which half of the last ones were decided; nothing where none was yet."""
    wait = usual_wait()
    return in_words(wait) if wait is not None else ""
