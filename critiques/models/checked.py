"""What is known of the words of an excerpt: whether they stand in the source, and who says so."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from critiques.checking import Verdict, judge, prepared
from critiques.models.anchors import ExcerptAnchor, Reanchoring
from critiques.models.captures import Capture
from critiques.models.quotation_states import SHOWABLE, QuotationState
from critiques.quotation import CONTEXT, Span, State, standing
from critiques.quotation.graphemes import is_boundary
from filmography.publishing.fields import CleanCharField

# What is checked, what checking fills, and what somebody said of just these words.
WORDS = ("text", "kind", "source_id")
SETTLED = ("quotation_state", "checked_at", "source_changed")
ATTESTATION = ("attested_by", "attested_with", "attested_on")
OVERRIDE = ("override_reason", "overridden_by", "overridden_at")
# What is looked up as it is stored when the words may change.
KEPT_IN_MIND = (*WORDS, *ATTESTATION, "override_reason", "correction_note")

_UNPROVED = {
    State.ALTERED: "These words differ from those of the source. Take over the source's words, or "
    "mark what you leave out with […] and what you put in with [ ].",
    State.ABSENT: "These words do not stand in the captured text of the source.",
    State.AMBIGUOUS: "The captured text does not tell which place is meant. Choose it under "
    "“Where it stands in the source”.",
    State.INVALID: "There is nothing to read in these words.",
}
_OR_SAY_WHY = "Or give a reason for publishing them all the same."


class CheckedWords(models.Model):
    """The part of an excerpt that checking fills. A paraphrase has no quotation state."""

    quotation_state = models.CharField(
        max_length=12, choices=QuotationState, blank=True, editable=False
    )
    # When this was found first; checking again with the same result leaves it.
    checked_at = models.DateTimeField(null=True, editable=False)
    source_changed = models.BooleanField(default=False, editable=False)
    attested_by = CleanCharField(
        "compared by",
        max_length=200,
        blank=True,
        help_text="Where no text of the source can be had: who compared the words by eye, as "
        "readers will see it.",
    )
    attested_with = CleanCharField(
        "compared with", max_length=200, blank=True, help_text="“The print edition”, “the disc”."
    )
    attested_on = models.DateField("compared on", null=True, blank=True)
    override_reason = CleanCharField(
        "reason for publishing unproved words",
        max_length=300,
        blank=True,
        help_text="Readers see it: “Not found word for word in our copy; published because …”. "
        "It lapses when the words change.",
    )
    overridden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    overridden_at = models.DateTimeField(null=True, editable=False)

    # Words around the place that an editor chose, before it is anchored there.
    chosen_context: tuple[str, str] | None = None

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self._complete()

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            self._complete()
            self._lapse(self.stored_words())
            verdict = self.settle()
            if fields := kwargs.get("update_fields"):
                kwargs["update_fields"] = {*fields, *SETTLED, *ATTESTATION, *OVERRIDE}
            super().save(*args, **kwargs)
            self.keep_anchor(verdict)

    def stored_words(self) -> dict[str, Any]:
        """The stored fields of its words and of what was said of them; none of a new excerpt."""
        if self._state.adding:
            return {}
        self.text = self._meta.get_field("text").to_python(self.text)
        stored = type(self)._base_manager.filter(pk=self.pk)
        return stored.values(*KEPT_IN_MIND).first() or {}

    @property
    def is_quotation(self) -> bool:
        return self.kind == "quotation"

    @property
    def is_unproved(self) -> bool:
        return self.is_quotation and self.quotation_state not in SHOWABLE

    def current_anchor(self) -> ExcerptAnchor | None:
        """The anchor, if it is in a capture of the source that the excerpt has now."""
        if not self.pk:
            return None
        anchors = ExcerptAnchor.objects.filter(excerpt=self.pk, capture__source=self.source_id)
        return anchors.select_related(None).prefetch_related("capture").first()

    def verdict(self) -> Verdict:
        """What checking finds now: in the newest capture, or else in the one it is anchored in,
        which comes first if the newest has lost its place."""
        newest = Capture.objects.current_of(self.source_id) if self.source_id else None
        anchor = self.current_anchor()
        context = self.chosen_context or ((anchor.prefix, anchor.suffix) if anchor else ("", ""))
        earlier = anchor.capture if anchor and anchor.capture != newest else None
        if earlier and not self.chosen_context and self._lost_its_place_in(newest):
            stood = judge(self.text, [earlier], *context)
            if stood.check.is_proved:
                return replace(stood, is_of_newest=False)
        return judge(self.text, [newest, earlier], *context)

    def _lost_its_place_in(self, newest: Capture | None) -> bool:
        """Whether carrying its place over said so: the same words elsewhere are not this place."""
        lost = Reanchoring.objects.filter(capture=newest, excerpt=self.pk, start=None)
        return lost.exists()

    def choose_place(self, capture: Capture, span: Span) -> None:
        """Says which of several places is meant; the next check looks there."""
        self.chosen_context = context_of(prepared(capture).text, span)

    def settle(self) -> Verdict | None:
        """Fills the fields of the check; the words of a paraphrase are not checked."""
        if not self.is_quotation:
            self.forget_check()
            return None
        verdict = self.verdict()
        state = verdict.check.state
        if state is State.UNCHECKED and self.attested_by:
            state = State.ATTESTED
        before = (self.quotation_state, self.source_changed)
        self.quotation_state = QuotationState(state)
        self.source_changed = verdict.check.is_proved and not verdict.is_of_newest
        if self.checked_at is None or before != (self.quotation_state, self.source_changed):
            self.checked_at = timezone.now()
        return verdict

    def keep_anchor(self, verdict: Verdict | None) -> None:
        """Anchors proved words where they were found; others have no anchor."""
        if verdict is None or not verdict.check.is_proved:
            ExcerptAnchor.objects.filter(excerpt=self.pk).delete()
            return
        found = verdict.check
        text = prepared(verdict.capture).text
        prefix, suffix = context_of(text, found.span)
        where = standing(found.segments, prepared(verdict.capture))
        ExcerptAnchor.objects.update_or_create(
            excerpt_id=self.pk,
            defaults={
                "capture": verdict.capture,
                "start": found.span.start,
                "end": found.span.end,
                "segments": [list(segment) for segment in found.segments],
                "prefix": prefix,
                "suffix": suffix,
                **ExcerptAnchor.fields_of(where),
            },
        )
        self.chosen_context = None

    def forget_check(self) -> None:
        self.quotation_state, self.checked_at, self.source_changed = "", None, False
        self._complete()

    def recheck(self) -> tuple[str, str]:
        """Checks the stored words again; gives the state before and after."""
        before = self.quotation_state
        verdict = self.settle()
        changes = {name: getattr(self, name) for name in SETTLED}
        type(self).objects.filter(pk=self.pk).update(**changes)
        self.keep_anchor(verdict)
        return before, self.quotation_state

    def unproved_obstacle(self) -> str:
        """The sentence that keeps unproved words from being published, or nothing."""
        if not self.is_unproved or self.override_reason:
            return ""
        sentence = _UNPROVED[State(self.quotation_state)]
        return f"{sentence} {_OR_SAY_WHY}" if self.quotation_state != State.INVALID else sentence

    def _lapse(self, before: dict[str, Any]) -> None:
        """What was attested or allowed was so of other words, unless it was said anew."""
        if not before or all(getattr(self, name) == before[name] for name in WORDS):
            return
        if all(getattr(self, name) == before[name] for name in ATTESTATION):
            self.attested_by, self.attested_with, self.attested_on = "", "", None
        if self.override_reason == before["override_reason"]:
            self.override_reason = ""
            self._complete()

    def _complete(self) -> None:
        """What follows from other fields, before the constraints look at it."""
        if not self.is_quotation:
            self.quotation_state = ""
        elif not self.quotation_state:
            self.quotation_state = QuotationState.UNCHECKED
        if not self.override_reason:
            self.overridden_by = self.overridden_at = None
        elif self.overridden_at is None:
            self.overridden_at = timezone.now()


def context_of(text: str, span: Span) -> tuple[str, str]:
    """The characters before and after a span, cut between graphemes."""
    start, end = max(0, span.start - CONTEXT), min(len(text), span.end + CONTEXT)
    while not is_boundary(text, start):
        start += 1
    while not is_boundary(text, end):
        end -= 1
    return text[start : span.start], text[span.end : end]
