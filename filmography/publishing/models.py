"""What every public record has: a slug that leaves redirects, and a publication state that only
transitions change. Also the site's own settings. Knows Django only, no film and no criticism.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any, Self

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone

from filmography.publishing.fields import CleanCharField, CleanTextField, UnicodeSlugField
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.states import (
    PUBLISHABLE,
    REDRAFTABLE,
    REVIEWABLE,
    WITHDRAWABLE,
    PublicationState,
)
from filmography.publishing.text import slug_from

SLUG_LENGTH = 80
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

    def send_to_review(self, *, by: Any) -> None:
        self._move(PublicationState.IN_REVIEW, REVIEWABLE, by=by)

    def return_to_draft(self, *, by: Any) -> None:
        self._move(PublicationState.DRAFT, REDRAFTABLE, by=by)

    def _move(self, to: PublicationState, allowed: frozenset, *, by: Any, **changes: Any) -> None:
        changes |= {"state": to, "updated_at": timezone.now()}
        with transaction.atomic():
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


class FormerSlug(models.Model):
    """An address that a record once had; it redirects for ever."""

    kind = models.CharField(max_length=100)
    slug = UnicodeSlugField()
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="filmography_formerslug_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


class Slugged(NaturalKeyModel):
    slug = UnicodeSlugField(
        "address",
        unique=True,
        blank=True,
        help_text="The last part of the page's address. Leave it empty to have it made; "
        "if you change it, the old address redirects.",
        error_messages={"unique": "Another record has this address. Choose a different one."},
    )

    natural_key_fields = ("slug",)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        with transaction.atomic():
            if self.pk and not self._state.adding:
                self._remember_former_slug()
            super().save(*args, **kwargs)

    def slug_bases(self) -> Iterator[str]:
        """What the slug may be made of, best first."""
        yield str(self)

    @classmethod
    def at_former_slug(cls, slug: str) -> Self | None:
        """The record that once stood at this address, if any."""
        ids = FormerSlug.objects.filter(kind=cls._meta.label_lower, slug=slug).values("object_id")
        return cls.objects.filter(pk__in=ids).first()

    def _free_slug(self) -> str:
        kind = self._meta.label_lower
        others = type(self).objects.exclude(pk=self.pk)
        former = FormerSlug.objects.filter(kind=kind)
        return next(
            slug
            for slug in self._slug_candidates()
            if not others.filter(slug=slug).exists() and not former.filter(slug=slug).exists()
        )

    def _slug_candidates(self) -> Iterator[str]:
        bases = [
            slug for text in self.slug_bases() if (slug := slug_from(text, max_length=SLUG_LENGTH))
        ]
        yield from bases
        last = bases[-1] if bases else self._meta.model_name
        yield from (f"{last}-{number}" for number in count(2))

    def _remember_former_slug(self) -> None:
        kind = self._meta.label_lower
        old = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if old is None or old == self.slug:
            return
        FormerSlug.objects.filter(kind=kind, slug=self.slug).delete()
        FormerSlug.objects.update_or_create(kind=kind, slug=old, defaults={"object_id": self.pk})


class SiteSettings(models.Model):
    """What the owner says about the site; one row."""

    name = CleanCharField(
        max_length=100,
        default="Critical filmography",
        help_text="Stands at the head of every page.",
    )
    tagline = CleanCharField(
        max_length=200, blank=True, help_text="One line under the name on the home page."
    )
    introduction = CleanTextField(
        blank=True, help_text="A paragraph for the home page: which films, and why. Markdown."
    )
    about = CleanTextField(blank=True, help_text="The page “About”. Markdown.")
    privacy = CleanTextField(
        blank=True, help_text="Replaces the built-in privacy notice. Markdown."
    )
    accessibility = CleanTextField(
        blank=True, help_text="Replaces the built-in accessibility statement. Markdown."
    )
    contact_email = models.EmailField(
        blank=True, help_text="Where readers may write; shown on the pages above."
    )

    class Meta:
        verbose_name = verbose_name_plural = "site settings"
        constraints = [
            models.CheckConstraint(
                name="filmography_sitesettings_single",
                condition=Q(pk=1),
                violation_error_message="There is one set of site settings; change that one.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "SiteSettings":
        return cls.objects.first() or cls(pk=1)
