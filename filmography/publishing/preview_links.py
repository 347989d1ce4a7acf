"""Links by which a person without an account sees one draft, until a set time or until revoked."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from filmography.publishing.addresses import absolute
from filmography.publishing.moments import in_words
from filmography.publishing.previewing import keep_back, page_at, put_forward, taken_back
from filmography.publishing.secret_links import hash_of, new_salt, secret_of

KIND = "preview"
DAYS = (1, 7, 30)


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(revoked_at=None, until__gt=timezone.now())

    def of(self, record: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)

    def to(self, secret: str) -> Self:
        return self.filter(secret_hash=hash_of(secret))


class PreviewLink(models.Model):
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    salt = models.CharField(max_length=32, default=new_salt)
    secret_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="previewlink_of_record")]
        constraints = [
            models.CheckConstraint(
                name="filmography_previewlink_ends",
                condition=Q(until__gt=F("made_at")),
                violation_error_message="A preview link ends after it was made.",
            )
        ]

    def __str__(self) -> str:
        return f"Preview until {in_words(self.until)}"

    @classmethod
    def make(cls, record: models.Model, *, by: Any, days: int) -> "PreviewLink":
        now = timezone.now()
        link = cls(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            made_by=by,
            made_at=now,
            until=now + timedelta(days=days),
        )
        link.secret_hash = hash_of(link.secret)
        link.save()
        return link

    @property
    def secret(self) -> str:
        return secret_of(KIND, self.salt)

    @property
    def address(self) -> str:
        return absolute(reverse("filmography:preview", args=[self.secret]))

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.until > timezone.now()

    def revoke(self) -> None:
        PreviewLink.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now())

    def page(self, request: HttpRequest) -> HttpResponse | None:
        """The record's page as it stands now; None if it has none, or is there no more."""
        PreviewLink.objects.filter(pk=self.pk).update(opened_at=timezone.now())
        record = self.content_type.model_class()._base_manager.filter(pk=self.object_id).first()
        if record is None:
            return None
        with taken_back():
            keep_back(record)
            put_forward([record])
            return page_at(record.get_absolute_url(), request, until=in_words(self.until))
