"""Owns how the events of a contribution or a report are told to colleagues, and what differs from
one round to the next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model

from critiques.models import Contribution, ContributionRound
from critiques.models.moderation.events import ModerationEvent
from critiques.models.moderation.states import Role
from critiques.quotation import Change, difference

LABELS = {
    "about": "Film or person",
    "film": "Film chosen",
    "person": "Person chosen",
    "source": "Source chosen",
    "source_title": "Title",
    "source_author": "Author",
    "source_publication": "Publication",
    "source_date": "Date",
    "source_url": "Link",
    "why": "Why it matters",
}


@dataclass(frozen=True)
class Entry:
    at: datetime
    who: str
    done: str
    reason: str
    message: str


@dataclass(frozen=True)
class Edit:
    """A field that differs between two rounds, word by word: `quoted` was, `source` is now."""

    label: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class Round:
    sent: ContributionRound
    edits: list[Edit]


def timeline(item: Any) -> list[Entry]:
    """What happened to it, from the first to the last."""
    events = list(item.events.select_related("message"))
    names = _names(events)
    return [
        Entry(
            at=event.at,
            who=names.get(event.actor_id) or Role(event.role).label,
            done=item.TRANSITIONS[event.transition].done,
            reason=event.get_reason_display(),
            message=message.text if (message := getattr(event, "message", None)) else "",
        )
        for event in events
    ]


def _names(events: Sequence[ModerationEvent]) -> dict[int, str]:
    users = get_user_model().objects.filter(pk__in={event.actor_id for event in events} - {None})
    return {user.pk: user.get_full_name() or user.get_username() for user in users}


def rounds_of(contribution: Contribution) -> list[Round]:
    """All that was sent, each round with what it changed of the one before; the newest first."""
    sent = list(contribution.rounds.select_related("film", "person", "source", "language"))
    rounds = [
        Round(now, list(edits(before, now)) if before else [])
        for before, now in zip([None, *sent], sent, strict=False)
    ]
    return rounds[::-1]


def edits(before: ContributionRound, now: ContributionRound) -> Iterator[Edit]:
    for name in now.words:
        was, is_now = _in_words(before, name), _in_words(now, name)
        if was != is_now:
            label = LABELS.get(name) or name.replace("_", " ").capitalize()
            yield Edit(label, difference(was, is_now))


def edits_since(contribution: Contribution, seen: str) -> list[Edit]:
    """What differs from the round that had this hash, or from words that were proposed."""
    before = contribution.rounds.filter(content_hash=seen).last()
    now = contribution.current
    found = list(edits(before, now)) if before else []
    if contribution.proposed_text:
        changes = difference(now.text, contribution.proposed_text)
        found.append(Edit("Words that a colleague proposes", changes))
    return found


def _in_words(sent: ContributionRound, name: str) -> str:
    value = getattr(sent, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value or "")
