"""Scenes: the parts of a film that criticism speaks of, with their timecodes in one version."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from filmography.publishing.fields import (
    CleanCharField,
    CleanTextField,
    FoldedField,
    UnicodeSlugField,
)
from filmography.publishing.models import visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once
from filmography.publishing.text import slug_from
from filmography.timecode import InvalidTimecode, format_timecode, parse_timecode


class TimecodeFormField(forms.CharField):
    """Shows and reads seconds as h:mm:ss."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """By these the desk knows that it may look at the field while somebody types."""
        return {**super().widget_attrs(widget), "data-timecode": ""}

    def prepare_value(self, value: Any) -> Any:
        return format_timecode(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_timecode(text)
        except InvalidTimecode as error:
            raise ValidationError(str(error), code="timecode") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class TimecodeField(models.PositiveIntegerField):
    """A moment of a film version, in seconds from its first frame."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        # The admin has a widget for every integer, in which a browser takes no colon.
        kwargs["widget"] = forms.TextInput(attrs={"size": 8})
        return models.Field.formfield(self, form_class=TimecodeFormField, **kwargs)


class SceneQuerySet(NaturalKeyQuerySet):
    @once
    def published(self) -> "SceneQuerySet":
        return self.filter(visible("film__"))


class Scene(NaturalKeyModel):
    film = models.ForeignKey("Film", on_delete=models.CASCADE, related_name="scenes")
    version = models.ForeignKey(
        "FilmVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="scenes",
        help_text="The cut that the timecodes refer to.",
    )
    title = CleanCharField(max_length=200)
    slug = UnicodeSlugField(
        "address", blank=True, help_text="The mark in the page's address. Left empty, it is made."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Its order in the film.")
    start = TimecodeField(null=True, blank=True, help_text="h:mm:ss")
    end = TimecodeField(null=True, blank=True, help_text="h:mm:ss")
    description = CleanTextField(blank=True, help_text="What happens, in your own words.")
    spoiler = models.BooleanField(default=False, help_text="Tells how the film ends or turns.")
    content_notes = CleanCharField(max_length=300, blank=True)
    folded = FoldedField(of="title")

    objects = SceneQuerySet.as_manager()
    natural_key_fields = ("film__slug", "slug")

    class Meta:
        ordering = ["film", "position", "start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "slug"],
                name="filmography_scene_slug_once",
                violation_error_message="Another scene of this film has this address.",
            ),
            models.CheckConstraint(
                name="filmography_scene_ends_after_start",
                condition=Q(end__isnull=True) | Q(start__isnull=False, end__gte=F("start")),
                violation_error_message="The scene ends before it starts. Give a start, and an "
                "end that is not earlier.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.film.title})"

    def clean(self) -> None:
        if self.version_id and self.film_id and self.version.film_id != self.film_id:
            raise ValidationError({"version": "This version belongs to another film."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or next(
            slug for slug in self._slug_candidates() if self._is_free(slug)
        )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return f"{reverse('filmography:film-scenes', args=[self.film.slug])}#{self.slug}"

    def distinguishing_label(self) -> str:
        """Wants the film."""
        return f"{self.title} — {self.film}"

    def _slug_candidates(self) -> Iterator[str]:
        base = slug_from(self.title, max_length=80) or "scene"
        yield base
        yield from (f"{base}-{number}" for number in range(2, 10_000))

    def _is_free(self, slug: str) -> bool:
        return not Scene.objects.filter(film=self.film_id, slug=slug).exclude(pk=self.pk).exists()
