"""The transitions that editors call from the admin, and how actions and buttons word them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from filmography.publishing.moments import in_words
from filmography.publishing.states import (
    PUBLISHABLE,
    REDRAFTABLE,
    REVIEWABLE,
    WITHDRAWABLE,
    PublicationState,
)


@dataclass(frozen=True)
class Move:
    name: str
    label: str
    done: str
    permission: str
    states: frozenset[PublicationState]
    # Names of properties of a published record that allow it, too.
    standings: tuple[str, ...] = ()

    def fits(self, record: Any | None) -> bool:
        if record is None:
            return PublicationState.DRAFT in self.states
        stands = any(getattr(record, standing) for standing in self.standings)
        return record.state in self.states or stands

    @property
    def button_name(self) -> str:
        return f"_{self.name}"

    @property
    def button_label(self) -> str:
        return f"Save and {self.label.lower()}"

    def action(self) -> Callable[[Any, HttpRequest, QuerySet], None]:
        @admin.action(description=self.label, permissions=[self.permission])
        def action(model_admin: Any, request: HttpRequest, queryset: QuerySet) -> None:
            model_admin.move(request, queryset, self)

        action.__name__ = self.name
        return action


_BY_TIME = ("is_scheduled", "has_ended")
PUBLISH = Move("publish", "Publish", "published", "publish", PUBLISHABLE, _BY_TIME)
REVIEW = Move("send_to_review", "Send to review", "sent to review", "change", REVIEWABLE)
REDRAFT = Move(
    "return_to_draft",
    "Return to draft",
    "returned to draft",
    "publish",
    REDRAFTABLE,
    ("is_scheduled",),
)
SCHEDULE = Move("schedule", "Set times", "scheduled", "publish", PUBLISHABLE)
WITHDRAW = Move("withdraw", "Withdraw", "withdrawn", "withdraw", WITHDRAWABLE)

# Withdrawing and setting times ask first, on pages of their own.
MOVES = (PUBLISH, REVIEW, REDRAFT)


def told_of(move: Move, moved: list[Any]) -> Iterator[str]:
    """What happened, in sentences. Of those that were given times, only those are scheduled that
    wait for them."""
    at_once = given_at_once(move, moved)
    if waited := [record for record in moved if move is not SCHEDULE or record.is_scheduled]:
        yield f"{_so_many(waited)} {move.done}."
    if move is SCHEDULE and at_once:
        verb = "is" if len(at_once) == 1 else "are"
        until = at_once[0].published_until
        end = f"until {in_words(until)}" if until else "for good"
        yield f"{_so_many(at_once)} {verb} published now, {end}."


def given_at_once(move: Move, moved: list[Any]) -> list[Any]:
    """Those that are published by this move and wait for no time."""
    is_publishing = move in (PUBLISH, SCHEDULE)
    return [record for record in moved if is_publishing and not record.is_scheduled]


def _so_many(records: list[Any]) -> str:
    opts = records[0]._meta
    noun = opts.verbose_name if len(records) == 1 else opts.verbose_name_plural
    return f"{len(records)} {noun}"
