"""Who has which record open for editing: told by the pages themselves every few seconds, forgotten
when they fall silent. No log, no history.
"""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

STALE_AFTER = timedelta(minutes=1)


class OpenFormQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=str(record.pk))

    def alive(self) -> Self:
        return self.filter(seen_at__gte=timezone.now() - STALE_AFTER)

    def stale(self) -> Self:
        return self.filter(seen_at__lt=timezone.now() - STALE_AFTER)


class OpenForm(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "content_type",
                "object_id",
                "user",
                name="filmography_openform_once",
                violation_error_message="This person has this record open already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} since {self.opened_at:%H:%M}"


def see(record: models.Model, *, by: Any) -> list[OpenForm]:
    """Notes that this person has the record open; gives the others who have, first come first."""
    OpenForm.objects.stale().delete()
    kind = ContentType.objects.get_for_model(record)
    OpenForm.objects.update_or_create(
        user_id=by.pk,
        content_type=kind,
        object_id=str(record.pk),
        defaults={"seen_at": timezone.now()},
    )
    others = OpenForm.objects.of(record).alive().exclude(user_id=by.pk)
    return list(others.select_related("user").order_by("opened_at", "pk"))


def leave(record: models.Model, *, by: Any) -> None:
    OpenForm.objects.of(record).filter(user_id=by.pk).delete()
