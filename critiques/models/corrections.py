"""Corrections of an excerpt's words after readers could see them: a note with its date."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from filmography.publishing.fields import CleanTextField

NOTE_NEEDED = (
    "Readers have seen this passage in other words. Write what was corrected, and why: they will "
    "see it with its date."
)
THE_SOURCE_CHANGED = "The source was changed since; the passage now has its present words."


class Corrected(models.Model):
    """The part of an excerpt that tells of corrections."""

    correction_note = CleanTextField(
        blank=True,
        help_text="Asked for when the words of a public passage change. Readers see it with its "
        "date.",
    )
    corrected_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        before = self.stored_words()
        self.date_correction(before)
        if not before or before["text"] == self.text or not self.is_public:
            return
        if not self.correction_note or self.correction_note == before["correction_note"]:
            raise ValidationError({"correction_note": NOTE_NEEDED})

    def date_correction(self, before: dict[str, Any]) -> None:
        """A note is of the day on which it was written."""
        if not self.correction_note:
            self.corrected_on = None
        elif self.corrected_on is None or self.correction_note != before.get("correction_note"):
            self.corrected_on = timezone.localdate()


def correction_dated() -> models.CheckConstraint:
    return models.CheckConstraint(
        name="critiques_excerpt_correction_dated",
        condition=Q(correction_note="", corrected_on__isnull=True)
        | (~Q(correction_note="") & Q(corrected_on__isnull=False)),
        violation_error_message="A correction has a note and a date, or neither.",
    )
