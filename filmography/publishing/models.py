"""What can be public: a publication state, which only transitions change.

Knows Django only, no film and no criticism.
"""

from datetime import datetime
from typing import Any, Self

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, When
from django.utils import timezone

from filmography.publishing.consents import is_wanted_for, refuse_without_consent
from filmography.publishing.fields import CleanTextField
from filmography.publishing.history.recording import recording
from filmography.publishing.lookups import Is, IsBy
from filmography.publishing.moments import in_words
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import RightNow, once
from filmography.publishing.refusals import NotReady, TransitionRefused
from filmography.publishing.spans import ended, released, scheduled
from filmography.publishing.states import (
    PUBLISHABLE,
    REDRAFTABLE,
    REVIEWABLE,
    WITHDRAWABLE,
    PublicationState,
)

__all__ = ["NotReady", "Publishable", "PublishableQuerySet", "TransitionRefused", "visible"]

ENDS_BEFORE_IT_BEGINS = "The record would cease to be public before it begins to be."
HAS_PASSED = "This time has passed. Choose a later one, or leave it empty to publish at once."


def visible(prefix: str = "", at: datetime | None = None) -> Q:
    """The condition under which a record is public, for itself or through the relation `prefix`.

    It looks at rows found by other means: nearly all are public, so that by an index of the state
    a database would go through them all.
    """
    at = at or RightNow()
    is_published = Q(**{f"{prefix}state__{Is.lookup_name}": PublicationState.PUBLISHED})
    has_begun = Q(**{f"{prefix}published_at__{IsBy.lookup_name}": at})
    stays = Q(**{f"{prefix}published_until__isnull": True})
    return is_published & has_begun & (stays | Q(**{f"{prefix}published_until__gt": at}))


class PublishableQuerySet(NaturalKeyQuerySet):
    @once
    def published(self) -> Self:
        """What the public may see now. Models whose visibility follows relations extend it."""
        return self.filter(visible())

    @once
    def with_visibility(self) -> Self:
        """Puts `is_visible` on each: whether the public may see it now."""
        public = self.model.objects.published().filter(pk=OuterRef("pk"))
        return self.annotate(is_visible=Exists(public))

    @once
    def released(self) -> Self:
        """What is public for its own part, now or from a set time on."""
        return self.filter(released())

    @once
    def newest_first(self) -> Self:
        """Of what is public: by the index that has what is released in this order, from now on
        back, so that nothing is read that is scheduled for later."""
        begun = self.released().filter(published_at__lte=RightNow())
        return begun.order_by("-published_at", "-pk")

    def gone(self) -> Self:
        """What was public once, and has been withdrawn or has come to its set end."""
        withdrawn = Q(state=PublicationState.WITHDRAWN, published_at__isnull=False)
        return self.filter(withdrawn | ended())


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

    # Whether another editor has to consent before it is published, where the site says so.
    needs_consent = False

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
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Whether it becomes public by itself, at a time that has not come yet."""
        return self.state == PublicationState.PUBLISHED and not self.was_ever_public

    @property
    def is_within_its_time(self) -> bool:
        """Whether it is public for its own part; whether readers see it hangs on others too."""
        return self.state == PublicationState.PUBLISHED and not (
            self.is_scheduled or self.has_ended
        )

    @property
    def has_ended(self) -> bool:
        is_over = self.published_until is not None and self.published_until <= timezone.now()
        return self.state == PublicationState.PUBLISHED and is_over

    def previewed_with(self) -> dict[str, Any]:
        """What else a preview writes for its while, so that a page shows it all the same."""
        return {}

    def obstacles(self) -> list[str]:
        """Sentences that say what keeps this record from being published; none when it is ready."""
        try:
            self.full_clean()
        except ValidationError as error:
            return error.messages
        return []

    def publish(
        self,
        *,
        by: Any,
        at: datetime | None = None,
        until: datetime | None = None,
        notice: str = "",
        is_decided: bool = False,
    ) -> None:
        """Now or from a set time on, for good or until another, whose notice says why it ended.

        What is scheduled already, or has ended, gets the times anew. What moderators decided on
        needs no consent."""
        now = timezone.now()
        obstacles = [HAS_PASSED] if at and at < now else []
        obstacles += self.obstacles()
        if until and until <= (at or now):
            obstacles.append(ENDS_BEFORE_IT_BEGINS)
        if obstacles:
            raise NotReady(obstacles)
        with transaction.atomic():
            if is_wanted_for(self) and not is_decided:
                refuse_without_consent(self)
            self._move(
                PublicationState.PUBLISHED,
                Q(state__in=PUBLISHABLE) | scheduled() | ended(),
                by=by,
                published_at=at or now,
                published_until=until,
                withdrawal_notice=notice,
            )

    def end(self, *, by: Any, until: datetime | None, notice: str = "") -> None:
        """Sets the time at which what is public now ceases to be; None: it stays for good."""
        if until and until <= timezone.now():
            raise NotReady([HAS_PASSED])
        self._move(
            PublicationState.PUBLISHED,
            visible(),
            by=by,
            refusal=f"“{self}” is not public now, so there is no end to set.",
            kind="",
            published_until=until,
            withdrawal_notice=notice if until else "",
        )

    def schedule(
        self, *, by: Any, at: datetime | None, until: datetime | None, notice: str = ""
    ) -> None:
        """Publishes it at and until these times; of what is public already, sets its end."""
        if not self.is_within_its_time:
            self.publish(by=by, at=at, until=until, notice=notice)
        elif at:
            raise TransitionRefused(f"“{self}” is public already; only its end can be set.")
        else:
            self.end(by=by, until=until, notice=notice)

    def withdraw(self, *, by: Any, notice: str = "") -> None:
        """What is withdrawn before its time was never public: its address says nothing of it."""
        self._move(
            PublicationState.WITHDRAWN,
            Q(state__in=WITHDRAWABLE),
            by=by,
            published_at=_since_when_it_was_public(),
            withdrawal_notice=notice,
        )

    def restore(self, *, by: Any, published_at: datetime, published_until: datetime | None) -> None:
        """Takes a withdrawal back: it is public again as it was before, asked nothing anew."""
        self._move(
            PublicationState.PUBLISHED,
            Q(state=PublicationState.WITHDRAWN),
            by=by,
            published_at=published_at,
            published_until=published_until,
            withdrawal_notice="",
        )

    def send_to_review(self, *, by: Any) -> None:
        self._move(PublicationState.IN_REVIEW, Q(state__in=REVIEWABLE), by=by)

    def return_to_draft(self, *, by: Any) -> None:
        """Of what is scheduled it calls the publication off."""
        self._move(
            PublicationState.DRAFT,
            Q(state__in=REDRAFTABLE) | scheduled(),
            by=by,
            published_at=_since_when_it_was_public(),
            published_until=None,
        )

    def _move(
        self,
        to: PublicationState,
        allowed: Q,
        *,
        by: Any,
        refusal: str = "",
        kind: str | None = None,
        **changes: Any,
    ) -> None:
        changes |= {"state": to, "updated_at": timezone.now()}
        with recording(by=by, kind=to if kind is None else kind):
            rows = type(self).objects.filter(allowed, pk=self.pk)
            if not rows.update(**changes):
                self.refresh_from_db(fields=["state"])
                raise TransitionRefused(
                    refusal
                    or f"“{self}” is {self.get_state_display().lower()}; it cannot become "
                    f"{to.label.lower()}."
                )
            self.refresh_from_db(fields=list(changes))
            LogEntry.objects.create(
                user_id=by.pk,
                content_type=ContentType.objects.get_for_model(self),
                object_id=str(self.pk),
                object_repr=str(self)[:200],
                action_flag=CHANGE,
                change_message=f"Now {to.label.lower()}{self._set_times()}.",
            )

    def _set_times(self) -> str:
        """The times to come at which it becomes public or ceases to be, for the log."""
        since = f" from {in_words(self.published_at)}" if self.is_scheduled else ""
        is_to_end = self.state == PublicationState.PUBLISHED and self.published_until
        return since + (f" until {in_words(self.published_until)}" if is_to_end else "")


def _since_when_it_was_public() -> Case:
    """Of what had not come to its time, nothing: its address never said anything."""
    return Case(When(published_at__lte=timezone.now(), then=F("published_at")), default=None)
