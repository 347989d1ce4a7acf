"""Annotations: editors' notes on spans of an excerpt's words. Spans may overlap."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.text import Truncator

from critiques.models.excerpts import Excerpt
from critiques.quotation import Anchor, Outcome, reanchor
from filmography.publishing.fields import CleanTextField, PublicIdField
from filmography.publishing.models import Publishable, PublishableQuerySet
from filmography.publishing.put_together import once

WORDS_NOT_THERE = "These words do not stand at this place of the excerpt. Copy them from its text."


class AnnotationQuerySet(PublishableQuerySet):
    @once
    def standing(self) -> "AnnotationQuerySet":
        """Those that may be shown on the words they are about, if the excerpt may."""
        return super().published().filter(placement=self.model.Placement.SOUND)

    @once
    def published(self) -> "AnnotationQuerySet":
        """Public annotations of public excerpts."""
        return self.standing().filter(excerpt__in=Excerpt.objects.published())

    def orphaned(self) -> "AnnotationQuerySet":
        return self.filter(placement=self.model.Placement.ORPHANED)

    def in_text_order(self) -> "AnnotationQuerySet":
        return self.order_by("start", "-end", "position", "pk")


class Annotation(Publishable):
    class Kind(models.TextChoices):
        GLOSS = "gloss", "Gloss"
        CONTEXT = "context", "Context"
        CORRECTION = "correction", "Correction"
        DISAGREEMENT = "disagreement", "Disagreement"
        CROSS_REFERENCE = "cross_reference", "Cross-reference"

    class Placement(models.TextChoices):
        """Whether the span still holds the words that the note is about."""

        SOUND = "sound", "Sound"
        CHANGED = "changed", "On changed words"
        ORPHANED = "orphaned", "Without its words"

    public_id = PublicIdField()
    excerpt = models.ForeignKey(Excerpt, on_delete=models.CASCADE, related_name="annotations")
    start = models.PositiveIntegerField(
        help_text="The first annotated character, counted from 0 in code points."
    )
    end = models.PositiveIntegerField(help_text="The character after the last.")
    exact = models.TextField(
        "annotated words",
        help_text="Copy them from the text of the excerpt, exactly as they stand.",
    )
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CONTEXT)
    body = CleanTextField("note", help_text="Markdown.")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Decides among notes on the same words; lower stands first."
    )

    placement = models.CharField(
        max_length=8, choices=Placement, default=Placement.SOUND, editable=False
    )

    objects = AnnotationQuerySet.as_manager()
    natural_key_fields = ("public_id",)

    class Meta(Publishable.Meta):
        ordering = ["start", "-end", "position", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="critiques_annotation_span_holds_words",
                condition=Q(end__gt=F("start")) & Q(end=F("start") + Length("exact")),
                violation_error_message="The span and the annotated words differ in length.",
            ),
            models.CheckConstraint(
                name="critiques_annotation_says_something",
                condition=~Q(body=""),
                violation_error_message="An annotation needs a note.",
            ),
            models.CheckConstraint(
                name="critiques_annotation_placement_known",
                condition=Q(placement__in=["sound", "changed", "orphaned"]),
                violation_error_message="This placement does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on “{Truncator(self.exact).words(8)}”"

    def get_absolute_url(self) -> str:
        return f"{self.excerpt.get_absolute_url()}#note-{self.public_id}"

    def clean(self) -> None:
        if self.start is None or self.end is None or not self.exact:
            return
        if self.excerpt.text[self.start : self.end] != self.exact:
            raise ValidationError({"exact": WORDS_NOT_THERE})

    def place(self, start: int) -> None:
        """On its words, where an editor put them."""
        self.start, self.end = start, start + len(self.exact)
        self.placement = self.Placement.SOUND

    def carry(self, old_text: str, new_text: str) -> None:
        """Follows its words into the excerpt's new text. On other words it waits for an editor;
        without any it keeps the old ones, for the editor to know what it was about."""
        if self.placement == self.Placement.ORPHANED:
            return
        found = reanchor(old_text, new_text, Anchor(self.start, self.end))
        if found.outcome is Outcome.ORPHANED:
            self.placement = self.Placement.ORPHANED
        else:
            self.start, self.end = found.span
            self.exact = new_text[self.start : self.end]
            if found.outcome is Outcome.CHANGED:
                self.placement = self.Placement.CHANGED
        self.save(update_fields=["start", "end", "exact", "placement"])
