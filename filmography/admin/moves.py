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


PUBLISH = Move("publish", "Publish", "published", "publish", PUBLISHABLE)
REVIEW = Move("send_to_review", "Send to review", "sent to review", "change", REVIEWABLE)
REDRAFT = Move("return_to_draft", "Return to draft", "returned to draft", "publish", REDRAFTABLE)
WITHDRAW = Move("withdraw", "Withdraw", "withdrawn", "withdraw", WITHDRAWABLE)

# Withdrawing asks first for a notice to readers and has a page of its own.
MOVES = (PUBLISH, REVIEW, REDRAFT)
