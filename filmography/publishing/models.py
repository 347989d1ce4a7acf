"""What can be public: a publication state, which only transitions change.

Knows Django only, no film and no criticism.
"""

from datetime import datetime
from typing import Any, Self

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from filmography.publishing.fields import CleanTextField
from filmography.publishing.history.recording import recording
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.spans import released
from filmography.publishing.states import (
    PUBLISHABLE,
    REDRAFTABLE,
    REVIEWABLE,
    WITHDRAWABLE,
    PublicationState,
)

ENDS_BEFORE_IT_BEGINS = "The record would cease to be public before it begins to be."


class TransitionRefused(Exception):
    """The record is not, or no longer, in a state from which this can be done."""


class NotReady(TransitionRefused):
    """The record lacks something that readers need; the messages say what."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles


def visible(prefix: str = "", at: datetime | None = None) -> Q:
    """The condition under which a record is public, for itself or through the relation `prefix`."""
    at = at or timezone.now()
    return Q(**{f"{prefix}state": PublicationState.PUBLISHED, f"{prefix}published_at__lte": at}) & (
        Q(**{f"{prefix}published_until__isnull": True}) | Q(**{f"{prefix}published_until__gt": at})
    )


class PublishableQuerySet(NaturalKeyQuerySet):
    def published(self) -> Self:
        """What the public may see now. Models whose visibility follows relations extend it."""
        return self.filter(visible())

    def released(self) -> Self:
        """What is public for its own part, now or from a set time on."""
        return self.filter(released())

    def gone(self) -> Self:
        """What was public once and has been withdrawn."""
        return self.filter(state=PublicationState.WITHDRAWN, published_at__isnull=False)


class Publishable(NaturalKeyModel):
    state = models.CharField(
        "publication state",
        max_length=12,
        choices=PublicationState.choices,
        default=PublicationState.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField("public from", null=True, blank=True, editable=False)
    published_until = models.DateTimeField("public until", null=True, blank=True, editable=False)
    withdrawal_notice = CleanTextField(blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ("add", "change", "delete", "view", "publish", "withdraw")
        indexes = [models.Index(fields=["state", "published_at"], name="%(class)s_visible")]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_state_known",
                condition=Q(state__in=PublicationState.values),
                violation_error_message="This publication state does not exist.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_from",
                condition=~Q(state=PublicationState.PUBLISHED) | Q(published_at__isnull=False),
                violation_error_message="A published record needs the time from which it is "
                "public.",
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_span",
                condition=Q(published_until__isnull=True)
                | Q(published_until__gt=F("published_at")),
                violation_error_message=ENDS_BEFORE_IT_BEGINS,
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.updated_at = timezone.now()
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "updated_at"}
        super().save(*args, **kwargs)

    @property
    def is_public(self) -> bool:
        return type(self).objects.published().filter(pk=self.pk).exists()

    @property
    def was_ever_public(self) -> bool:
        return self.published_at is not None

    def obstacles(self) -> list[str]:
        """Sentences that say what keeps this record from being published; none when it is ready."""
        try:
            self.full_clean()
        except ValidationError as error:
            return error.messages
        return []

    def publish(
        self, *, by: Any, at: datetime | None = None, until: datetime | None = None
    ) -> None:
        at = at or timezone.now()
        obstacles = self.obstacles()
        if until and until <= at:
            obstacles.append(ENDS_BEFORE_IT_BEGINS)
        if obstacles:
            raise NotReady(obstacles)
        self._move(
            PublicationState.PUBLISHED,
            PUBLISHABLE,
            by=by,
            published_at=at,
            published_until=until,
            withdrawal_notice="",
        )

    def withdraw(self, *, by: Any, notice: str = "") -> None:
        """What is withdrawn before its time was never public: its address says nothing of it."""
        was_public_from = Case(
            When(published_at__lte=timezone.now(), then=F("published_at")), default=None
        )
        self._move(
            PublicationState.WITHDRAWN,
            WITHDRAWABLE,
            by=by,
            published_at=was_public_from,
            withdrawal_notice=notice,
        )

    def restore(self, *, by: Any, published_at: datetime, published_until: datetime | None) -> None:
        """Takes a withdrawal back: it is public again as it was before, asked nothing anew."""
        self._move(
            PublicationState.PUBLISHED,
            frozenset({PublicationState.WITHDRAWN}),
            by=by,
            published_at=published_at,
            published_until=published_until,
            withdrawal_notice="",
        )

    def send_to_review(self, *, by: Any) -> None:
        self._move(PublicationState.IN_REVIEW, REVIEWABLE, by=by)

    def return_to_draft(self, *, by: Any) -> None:
        self._move(PublicationState.DRAFT, REDRAFTABLE, by=by)

    def _move(self, to: PublicationState, allowed: frozenset, *, by: Any, **changes: Any) -> None:
        changes |= {"state": to, "updated_at": timezone.now()}
        with recording(by=by, kind=to):
            rows = type(self).objects.filter(pk=self.pk, state__in=allowed)
            if not rows.update(**changes):
                self.refresh_from_db(fields=["state"])
                raise TransitionRefused(
                    f"“{self}” is {self.get_state_display().lower()}; it cannot become "
                    f"{to.label.lower()}."
                )
            LogEntry.objects.create(
                user_id=by.pk,
                content_type=ContentType.objects.get_for_model(self),
                object_id=str(self.pk),
                object_repr=str(self)[:200],
                action_flag=CHANGE,
                change_message=f"Now {to.label.lower()}.",
            )
        self.refresh_from_db(fields=list(changes))
