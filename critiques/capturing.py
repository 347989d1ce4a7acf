"""Owns how a text becomes the capture of a source, and what follows for what is quoted from it."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from critiques.checking import prepared
from critiques.extraction import MOST_BYTES, Extracted, UnreadableFile, extract
from critiques.models import AlreadyDecided, Capture, Excerpt, ExcerptAnchor, Reanchoring, Source
from critiques.models.captures import digest
from critiques.quotation import Anchor, Outcome, Reanchored, Span, Versions


class Unkept(Exception):
    """Nothing was captured; the message says why."""


@dataclass(frozen=True)
class Captured:
    """What became of a file that was captured."""

    capture: Capture
    is_new: bool
    outcomes: Counter[str]
    states: Counter[str]
    warnings: tuple[str, ...] = ()

    def in_words(self) -> str:
        told = [f"{self.capture.source}: {self.capture.words:,} words"]
        if not self.is_new:
            told.append("unchanged since it was captured")
        told += [f"{count} {outcome}" for outcome, count in sorted(self.outcomes.items())]
        told += [f"{count} quotations {state}" for state, count in sorted(self.states.items())]
        return "; ".join([*told, *self.warnings])


def capture_file(source: Source, file: Path, *, origin: str = "", by: Any = None) -> Captured:
    """Captures the source's text from a file at once. Raises Unkept."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Unkept("It is over 5 MB.")
        extracted = extract(file.read_bytes(), file.name)
    except OSError as error:
        raise Unkept(f"It cannot be read: {error.strerror}.") from None
    except UnreadableFile as refusal:
        raise Unkept(str(refusal)) from None
    proposed = propose(source, extracted, origin=origin, by=by)
    kept = keep(proposed)
    quotations = Excerpt.objects.quotations().filter(source=source)
    return Captured(
        capture=kept,
        is_new=kept.pk == proposed.pk,
        outcomes=Counter(kept.reanchorings.values_list("outcome", flat=True)),
        states=Counter(quotations.values_list("quotation_state", flat=True)),
        warnings=extracted.warnings,
    )


def propose(source: Source, extracted: Extracted, *, origin: str = "", by: Any = None) -> Capture:
    """A capture that nothing is checked against until somebody has looked at it and keeps it.

    An earlier proposal of the same person for the same source gives way.
    """
    with transaction.atomic():
        Capture.objects.filter(source=source, captured_by=by, kept_at=None).delete()
        return Capture.objects.create(
            source=source,
            text=extracted.text,
            origin=origin or extracted.origin,
            marks=[[mark.offset, mark.kind, mark.label] for mark in extracted.marks],
            extraction=extracted.version,
            captured_by=by,
        )


def keep(proposed: Capture) -> Capture:
    """From now on the source's quotations are checked against this text, or against the present
    one if that is the same. Their anchors are carried over. Raises AlreadyDecided."""
    with transaction.atomic():
        current = Capture.objects.current_of(proposed.source_id)
        if current and current.sha256 == proposed.sha256:
            current.seen_again_at = timezone.now()
            current.save(update_fields=["seen_again_at"])
            proposed.delete()
            return current
        waiting = Capture.objects.filter(pk=proposed.pk, kept_at=None)
        if not waiting.update(kept_at=timezone.now()):
            raise AlreadyDecided("This text was kept or discarded meanwhile.")
        proposed.refresh_from_db(fields=["kept_at"])
        carrying = _Carrying(proposed)
        for excerpt in Excerpt.objects.quotations().filter(source=proposed.source_id):
            carrying.carry_over(excerpt)
        return proposed


def capture_full_text(source: Source) -> Capture | None:
    """The capture of a text that the site itself shows, made anew if the text has changed."""
    if not source.full_text:
        return None
    current = Capture.objects.current_of(source.pk)
    if current and current.sha256 == digest(source.full_text):
        return current
    extracted = Extracted(text=source.full_text, origin=Capture.Origin.FULL_TEXT)
    return keep(propose(source, extracted))


def forecast(proposed: Capture) -> Counter[str]:
    """How many anchors of the source would be kept, moved, changed and orphaned."""
    carrying = _Carrying(proposed)
    anchors = ExcerptAnchor.objects.filter(excerpt__source=proposed.source_id)
    return Counter(
        carrying.reanchored(anchor).outcome.value for anchor in anchors.prefetch_related("capture")
    )


class _Carrying:
    """Anchors on their way to a capture: each earlier text is compared with its own once."""

    def __init__(self, capture: Capture) -> None:
        self.capture = capture
        self.versions: dict[int, Versions] = {}

    def reanchored(self, anchor: ExcerptAnchor) -> Reanchored:
        if anchor.capture_id not in self.versions:
            texts = prepared(anchor.capture).text, prepared(self.capture).text
            self.versions[anchor.capture_id] = Versions(*texts)
        place = Anchor(anchor.start, anchor.end, anchor.prefix, anchor.suffix)
        return self.versions[anchor.capture_id].reanchor(place)

    def carry_over(self, excerpt: Excerpt) -> None:
        anchor = excerpt.current_anchor()
        if anchor:
            found = self.reanchored(anchor)
            start, end = found.span or (None, None)
            Reanchoring.objects.create(
                capture=self.capture,
                excerpt=excerpt,
                earlier_capture=anchor.capture,
                earlier_start=anchor.start,
                earlier_end=anchor.end,
                outcome=found.outcome,
                start=start,
                end=end,
                method=found.method,
                score=found.score,
            )
            if found.outcome in (Outcome.KEPT, Outcome.MOVED):
                excerpt.choose_place(self.capture, Span(*found.span))
        excerpt.recheck()
