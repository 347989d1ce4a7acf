"""What the owner says about the site: one row, which every page may ask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q

from filmography.publishing.fields import CleanCharField, CleanTextField


def _percent(label: str, default: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, default=default, validators=[MaxValueValidator(100)], help_text="Per cent."
    )


def _words(label: str, default: int) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, default=default)


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
    terms = CleanTextField(
        blank=True,
        help_text="Replaces the built-in terms that contributors agree to. Markdown. Each wording "
        "is kept for those who agreed to it.",
    )
    contact_email = models.EmailField(
        blank=True, help_text="Where readers may write; shown on the pages above."
    )
    share_warn_percent = _percent("warn above this part of a source", 10)
    share_warn_words = _words("warn above so many words", 300)
    share_refuse_percent = _percent("refuse above this part of a source", 25)
    share_refuse_words = _words("and more words than", 60)

    class Meta:
        verbose_name = verbose_name_plural = "site settings"
        constraints = [
            models.CheckConstraint(
                name="filmography_sitesettings_single",
                condition=Q(pk=1),
                violation_error_message="There is one set of site settings; change that one.",
            ),
            models.CheckConstraint(
                name="filmography_sitesettings_share_possible",
                condition=Q(share_warn_percent__lte=100, share_refuse_percent__lte=100),
                violation_error_message="A part of a source is at most 100 per cent.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        warn, refuse = self.share_warn_percent, self.share_refuse_percent
        if warn is not None and refuse is not None and warn > refuse:
            raise ValidationError(
                {
                    "share_warn_percent": "What is refused was never warned of: warn above "
                    f"{refuse} per cent at most, or refuse above {warn} or more."
                }
            )

    @classmethod
    def load(cls) -> "SiteSettings":
        return cls.objects.first() or cls(pk=1)
