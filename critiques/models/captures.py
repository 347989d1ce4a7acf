"""Captures: the private texts of sources, kept only to check quotations, and who read them.

Their text is never public. It leaves the database through `Capture.read` only, which says who
looks and why, and through checking, which shows it to nobody.
"""

import hashlib
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from critiques.extraction import Mark, Origin
from critiques.quotation.words import word_list
from filmography.publishing.fields import CleanCharField, PlainJSONField


class CaptureQuerySet(models.QuerySet):
    def kept(self) -> Self:
        """Those that an editor has seen and kept."""
        return self.filter(kept_at__isnull=False)

    def newest_first(self) -> Self:
        return self.order_by("-kept_at", "-pk")

    def current_of(self, source_id: int) -> "Capture | None":
        """The capture that quotations of this source are checked against first."""
        return self.kept().filter(source=source_id).newest_first().first()


class CaptureManager(models.Manager.from_queryset(CaptureQuerySet)):
    """Leaves the text where it is until somebody asks for it."""

    def get_queryset(self) -> CaptureQuerySet:
        return super().get_queryset().defer("text")


class Capture(models.Model):
    class Origin(models.TextChoices):
        PAGE_TEXT = Origin.PAGE_TEXT.value, "Text of the page"
        PDF_TEXT = Origin.PDF_TEXT.value, "Text layer of a PDF"
        OCR = Origin.OCR.value, "Text recognised from pictures (OCR)"
        TRANSCRIPT = Origin.TRANSCRIPT.value, "Transcript by a person"
        MACHINE_TRANSCRIPT = Origin.MACHINE_TRANSCRIPT.value, "Transcript by a machine"
        FULL_TEXT = "full_text", "The full text published here"

    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="captures")
    # As extracted: not cleaned and not normalised, for offsets are counted in it.
    text = models.TextField(editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    words = models.PositiveIntegerField(editable=False)
    origin = models.CharField(max_length=20, choices=Origin)
    marks = PlainJSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="Where pages and times begin: offset, kind, label.",
    )
    extraction = CleanCharField(
        max_length=100, editable=False, help_text="What extracted the text, and its version."
    )
    captured_at = models.DateTimeField(default=timezone.now, editable=False)
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    kept_at = models.DateTimeField(null=True, editable=False)
    seen_again_at = models.DateTimeField(
        null=True, editable=False, help_text="When the source was last found unchanged."
    )

    objects = CaptureManager()

    class Meta:
        base_manager_name = "objects"
        default_permissions = ("add", "delete", "view")
        ordering = ["-kept_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="critiques_capture_has_text",
                condition=~Q(text=""),
                violation_error_message="A capture needs text.",
            ),
            models.CheckConstraint(
                name="critiques_capture_origin_known",
                condition=Q(
                    origin__in=[*[origin.value for origin in Origin], "full_text"],
                ),
                violation_error_message="This origin does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"Capture of {date_format(timezone.localtime(self.captured_at), 'j F Y')}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.sha256 = digest(self.text)
            self.words = len(word_list(self.text))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Without it nothing is proved any more that only it proves."""
        with transaction.atomic():
            quotations = list(self.source.excerpts.quotations()) if self.kept_at else []
            deleted = super().delete(*args, **kwargs)
            for excerpt in quotations:
                excerpt.recheck()
        return deleted

    @property
    def page_marks(self) -> list[Mark]:
        return [Mark(*mark) for mark in self.marks]

    def read(self, *, by: Any, why: "CaptureRead.Why") -> str:
        """The text, for a person to look at; who and why is written down first."""
        CaptureRead.objects.create(capture=self, by=by, by_name=by.get_username(), why=why)
        return self.text


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class CaptureRead(models.Model):
    class Why(models.TextChoices):
        READING = "reading", "Reading it"
        KEEPING = "keeping", "Looking at it before it is kept"
        PASSAGES = "passages", "Taking passages"
        CHECKING = "checking", "Checking a quotation"
        COMPARING = "comparing", "Comparing it with an earlier one"

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="reads")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = CleanCharField(max_length=150)
    why = models.CharField(max_length=10, choices=Why)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ("view",)
        ordering = ["-at", "-pk"]
        verbose_name = "reading of a capture"
        verbose_name_plural = "readings of captures"

    def __str__(self) -> str:
        return f"{self.by_name}, {date_format(timezone.localtime(self.at), 'j F Y, H:i')}"
