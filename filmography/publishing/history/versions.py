"""The versions of records, each as it stood after one change."""

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from filmography.publishing.fields import CleanCharField, PlainJSONField

THE_SYSTEM = "the system"


class VersionKind(models.TextChoices):
    BEFORE = "before", "As it stood before"
    ADDED = "added", "Added"
    IMPORTED = "imported", "Imported"
    CHANGED = "changed", "Changed"
    IN_REVIEW = "in_review", "Sent to review"
    DRAFT = "draft", "Returned to draft"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"
    CALLED_OFF = "called_off", "Publication called off"
    RESTORED = "restored", "Restored"
    DELETED = "deleted", "Deleted"
    BROUGHT_BACK = "brought_back", "Brought back"


class ErasureReason(models.TextChoices):
    """A code and no words, which could be those that go."""

    RIGHTS = "rights", "Rights in the words"
    PERSON = "person", "Data of a person"
    LAW = "law", "A court or an authority asks for it"
    MISTAKE = "mistake", "Entered by mistake"


class RecordVersionQuerySet(models.QuerySet):
    def of_kind(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def newest_of_each(self, model: type[models.Model], pks: Collection[Any] | None = None) -> Self:
        """Of these records, or of all of the kind, the newest version of each."""
        theirs = self.model.objects.of_kind(model)
        if pks is not None:
            theirs = theirs.filter(object_id__in=[str(pk) for pk in pks])
        last = theirs.order_by().values("object_id").annotate(last=Max("pk")).values("last")
        return self.filter(pk__in=last)

    def deleted(self, model: type[models.Model]) -> Self:
        """The last versions of records of this kind that are no more."""
        later = self.model.objects.filter(
            content_type=OuterRef("content_type"),
            object_id=OuterRef("object_id"),
            pk__gt=OuterRef("pk"),
        )
        return self.of_kind(model).filter(~Exists(later), kind=VersionKind.DELETED)

    def erase(self, *, by_name: str = "", reason: str = "") -> None:
        """Takes the words away and leaves which record it was, and the digest."""
        self.filter(erased_at__isnull=True).update(
            snapshot={},
            label="",
            why="",
            erased_at=timezone.now(),
            erased_by_name=by_name,
            erasure_reason=reason,
        )

    erase.alters_data = True


class RecordVersion(models.Model):
    Kind = VersionKind

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    # What the record was called.
    label = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=12, choices=VersionKind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    why = CleanCharField(max_length=300, blank=True)
    snapshot = PlainJSONField(default=dict)
    digest = models.CharField(max_length=64)
    # Whether it was published, now or from a set time on.
    was_published = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
    # Nobody's, if the words went with what they were sent with.
    erased_by_name = models.CharField(max_length=150, blank=True)
    erasure_reason = models.CharField(max_length=10, choices=ErasureReason, blank=True)

    objects = RecordVersionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("erase_recordversion", "Can erase words from histories")]
        verbose_name = "version of a record"
        verbose_name_plural = "versions of records"
        indexes = [
            models.Index(
                fields=["content_type", "object_id", "id"], name="recordversion_of_record"
            ),
            models.Index(
                fields=["content_type", "-id"],
                name="recordversion_deleted",
                condition=Q(kind=VersionKind.DELETED),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="filmography_recordversion_kind_known",
                condition=Q(kind__in=VersionKind.values),
                violation_error_message="This kind of version does not exist.",
            ),
            models.CheckConstraint(
                name="filmography_recordversion_erased_words",
                condition=Q(erased_at__isnull=True) | Q(label="", why=""),
                violation_error_message="An erased version keeps no words.",
            ),
            models.CheckConstraint(
                name="filmography_recordversion_erasure_reason_known",
                condition=Q(erasure_reason__in=["", *ErasureReason.values]),
                violation_error_message="This reason for an erasure does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} by {self.by_name}"


def versions_of(record: models.Model) -> RecordVersionQuerySet:
    return RecordVersion.objects.of_kind(type(record)).filter(object_id=str(record.pk))


def latest(record: models.Model) -> RecordVersion | None:
    return versions_of(record).newest_first().first()
