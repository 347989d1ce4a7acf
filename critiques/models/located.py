"""Where an excerpt stands in its source, checked and in words."""

from django.core.exceptions import ValidationError
from django.db import models

from critiques.locator_checks import amiss_in


class Located(models.Model):
    """The part of an excerpt that says where it stands."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        amiss = amiss_in(self.locator_label, self.locator_from, self.locator_to)
        if amiss:
            raise ValidationError({f"locator_{end}": sentence for end, sentence in amiss.items()})

    @property
    def locator_text(self) -> str:
        """In words: `paragraph 4`, `pages 12–15`."""
        return self.locator_in_words(self.locator_label, self.locator_from, self.locator_to)

    @classmethod
    def locator_in_words(cls, label: str, first: str, last: str) -> str:
        if not label:
            return ""
        label = cls.Locator(label).label.lower()
        if not last or last == first:
            return f"{label} {first}"
        return f"{label}s {first}–{last}"
