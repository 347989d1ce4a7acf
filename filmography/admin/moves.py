"""The transitions that editors call from the admin, and how actions and buttons word them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

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
