"""Where a quotation stands in a capture, and what became of that place in a later one.

Both hold words of captures and are as private: neither leaves in dumps, exports or pages.
"""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from critiques.models.captures import Capture
from critiques.models.corrections import THE_SOURCE_CHANGED
from critiques.quotation import Outcome, Span, Standing
from filmography.publishing.fields import PlainJSONField


class AlreadyDecided(Exception):
    """Somebody decided on this meanwhile, or there is nothing to decide."""


class ExcerptAnchorQuerySet(models.QuerySet):
    def for_readers(self) -> "ExcerptAnchorQuerySet":
        """Without the words around, which are the capture's."""
        return self.defer("prefix", "suffix").prefetch_related("capture")


class ExcerptAnchor(models.Model):
    """The span of a capture that holds a proved quotation, in code points, half-open."""

    excerpt = models.OneToOneField("Excerpt", on_delete=models.CASCADE, related_name="anchor")
    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="anchors")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # The quoted parts of the span: several if it is abridged.
    segments = PlainJSONField(default=list)
    # Words around it, as the capture has them; they choose among several places.
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    # What may be told without telling any other word (`critiques.quotation.standing`).
    paragraph = models.PositiveIntegerField()
    last_paragraph = models.PositiveIntegerField()
    paragraphs = models.PositiveIntegerField()
    starts_inside_sentence = models.BooleanField()
    ends_inside_sentence = models.BooleanField()
    left_out = models.PositiveIntegerField()
    words = PlainJSONField(default=list)

    objects = models.Manager.from_queryset(ExcerptAnchorQuerySet)()

    class Meta:
        default_permissions = ()
        verbose_name = "anchor of an excerpt"
        verbose_name_plural = "anchors of excerpts"
        constraints = [
            models.CheckConstraint(
                name="critiques_excerptanchor_span_possible",
                condition=Q(end__gt=F("start")),
                violation_error_message="The span ends before it begins.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end}"

    @staticmethod
    def fields_of(where: Standing) -> dict[str, Any]:
        """The fields of these names."""
        return asdict(where) | {"words": [list(held) for held in where.words]}

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def spans(self) -> list[Span]:
        return [Span(start, end) for start, end in self.segments]


class ReanchoringQuerySet(models.QuerySet):
    def waiting(self) -> "ReanchoringQuerySet":
        """Those that an editor has still to decide on."""
        return self.filter(outcome__in=[Outcome.CHANGED, Outcome.ORPHANED], decision="")


class Reanchoring(models.Model):
    """What became of an excerpt's place when its source was captured again."""

    class Result(models.TextChoices):
        KEPT = Outcome.KEPT.value, "Kept"
        MOVED = Outcome.MOVED.value, "Moved"
        CHANGED = Outcome.CHANGED.value, "Changed"
        ORPHANED = Outcome.ORPHANED.value, "Orphaned"

    class Decision(models.TextChoices):
        NEW_WORDS = "new_words", "The new words were taken over"
        OLD_WORDS = "old_words", "The words stay as they stood before"

    capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="reanchorings")
    excerpt = models.ForeignKey("Excerpt", on_delete=models.CASCADE, related_name="reanchorings")
    earlier_capture = models.ForeignKey(Capture, on_delete=models.CASCADE, related_name="+")
    earlier_start = models.PositiveIntegerField()
    earlier_end = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Result)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    method = models.CharField(max_length=20, blank=True)
    score = models.FloatField(default=0)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    objects = ReanchoringQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["earlier_start", "pk"]
        verbose_name = "place carried over"
        verbose_name_plural = "places carried over"
        constraints = [
            models.UniqueConstraint(
                fields=["capture", "excerpt"],
                name="critiques_reanchoring_once",
                violation_error_message="This place has been carried over already.",
            ),
            models.CheckConstraint(
                name="critiques_reanchoring_place_unless_orphaned",
                condition=Q(outcome=Outcome.ORPHANED.value, start__isnull=True, end__isnull=True)
                | (~Q(outcome=Outcome.ORPHANED.value) & Q(start__isnull=False, end__gt=F("start"))),
                violation_error_message="A place is somewhere unless it is orphaned.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.excerpt}: {self.get_outcome_display().lower()}"

    @property
    def is_waiting(self) -> bool:
        return self.outcome in (Outcome.CHANGED, Outcome.ORPHANED) and not self.decision

    def take_new_words(self, *, by: Any) -> None:
        """The excerpt says from now on what the source says there now. Raises AlreadyDecided."""
        if self.start is None:
            raise AlreadyDecided("There are no new words for it in the new text.")
        with transaction.atomic():
            self._decide(self.Decision.NEW_WORDS, by)
            self.excerpt.text = self.capture.text[self.start : self.end]
            self.excerpt.choose_place(self.capture, Span(self.start, self.end))
            if self.excerpt.is_public:
                self.excerpt.correction_note = THE_SOURCE_CHANGED
            self.excerpt.save()

    def leave_old_words(self, *, by: Any) -> None:
        """The excerpt stays as the source had it before. Raises AlreadyDecided."""
        self._decide(self.Decision.OLD_WORDS, by)

    def _decide(self, decision: "Reanchoring.Decision", by: Any) -> None:
        waiting = type(self).objects.waiting().filter(pk=self.pk)
        if not waiting.update(decision=decision, decided_by=by, decided_at=timezone.now()):
            raise AlreadyDecided("Somebody decided on it meanwhile.")
        self.refresh_from_db(fields=["decision", "decided_by", "decided_at"])
