"""What the desk shows of a quotation's words: what checking finds of them, and what to look at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from critiques.checking import Verdict, found_elsewhere, judge, prepared
from critiques.locators import locator
from critiques.models import Capture, Excerpt, ExcerptAnchor, QuotationState, Source
from critiques.quotation import Change, Span, State, context
from critiques.quoted_share import Budget, budget_of
from critiques.seals import Seal

_AROUND = 70
_OUTER_MARKS = re.compile(r"\A([^\w\s]*).*?([^\w\s]*)\Z", re.DOTALL)
MOST_PLACES = 50

_SEALS = {
    State.ALTERED: Seal("unproved", "Differs from the source"),
    State.ABSENT: Seal("unproved", "Not in the captured text"),
    State.AMBIGUOUS: Seal("open", "Which place is meant?"),
    State.INVALID: Seal("unproved", "There is nothing to read in these words"),
    State.UNCHECKED: Seal("open", "The source has no capture yet"),
}


@dataclass(frozen=True)
class Place:
    """One of the places in question, with the words around it."""

    value: str  # as a button sends it
    before: str
    words: str
    after: str
    told: str


@dataclass(frozen=True)
class Finding:
    state: State
    seal: Seal
    capture: Capture | None
    locator: str
    changes: Sequence[Change]
    passage: str
    take_words: str  # as a button sends the place of the nearest passage
    places: Sequence[Place]
    before: str
    after: str
    warnings: Sequence[str]
    elsewhere: Source | None
    budget: Budget | None
    overlapping: Sequence[Excerpt]


def finding_of(excerpt: Excerpt, *, instead: Capture | None = None) -> Finding | None:
    """What is found of a quotation, stored or not; None of a paraphrase. `instead` is a text that
    is not kept yet, to look in instead of the source's captures."""
    if not excerpt.is_quotation or not excerpt.text.strip():
        return None
    verdict = _judged(excerpt, instead)
    found, capture = verdict.check, verdict.capture
    is_altered = found.state is State.ALTERED
    around = context(found.segments, prepared(capture)) if found.is_proved else None
    elsewhere = None
    if found.state is State.ABSENT:
        elsewhere = found_elsewhere(excerpt.text, excerpt.source_id)
    return Finding(
        state=found.state,
        seal=_SEALS.get(found.state) or Seal("checked", QuotationState(found.state).label),
        capture=capture,
        locator=_place_in_words(capture, found.span) if found.span else "",
        changes=found.difference,
        passage=found.passage,
        take_words=_to_take(excerpt.text.strip(), verdict) if is_altered and found.span else "",
        places=list(_places(verdict)) if found.state is State.AMBIGUOUS else [],
        before=around.before if around else "",
        after=around.after if around else "",
        warnings=[*found.warnings, *(around.warnings if around else ())],
        elsewhere=elsewhere and elsewhere.source,
        budget=budget_of(excerpt.source, Excerpt.objects, with_also=excerpt)
        if excerpt.source_id
        else None,
        overlapping=_overlapping(excerpt, verdict),
    )


def _judged(excerpt: Excerpt, instead: Capture | None) -> Verdict:
    if instead is None:
        return excerpt.verdict()
    return judge(excerpt.text, [instead], *(excerpt.chosen_context or ("", "")))


def _places(verdict: Verdict) -> Iterator[Place]:
    text = prepared(verdict.capture).text
    for start, end in verdict.check.occurrences[:MOST_PLACES]:
        yield Place(
            value=_value(verdict.capture, Span(start, end)),
            before=text[max(0, start - _AROUND) : start],
            words=text[start:end],
            after=text[end : end + _AROUND],
            told=_place_in_words(verdict.capture, Span(start, end)),
        )


def _value(capture: Capture, span: Span) -> str:
    return f"{capture.pk or 0}-{span.start}-{span.end}"


def _to_take(quotation: str, verdict: Verdict) -> str:
    """The nearest passage, with the marks before and after it that the quotation has too."""
    before, after = _OUTER_MARKS.match(quotation).groups()
    text, (start, end) = prepared(verdict.capture).text, verdict.check.span
    if before and text.endswith(before, 0, start):
        start -= len(before)
    if after and text.startswith(after, end):
        end += len(after)
    return _value(verdict.capture, Span(start, end))


def _place_in_words(capture: Capture, span: Span) -> str:
    label, first, last = locator(prepared(capture).text, capture.page_marks, *span)
    return f"{label} {first}" if not last else f"{label}s {first}–{last}"


def _overlapping(excerpt: Excerpt, verdict: Verdict) -> list[Excerpt]:
    """Passages that quote some of the same words already."""
    if not verdict.check.is_proved or not verdict.capture.pk:
        return []
    start, end = verdict.check.span
    anchors = ExcerptAnchor.objects.filter(capture=verdict.capture, start__lt=end, end__gt=start)
    return list(Excerpt.objects.filter(anchor__in=anchors).exclude(pk=excerpt.pk)[:5])


def place_chosen(value: str) -> tuple[int, Span] | None:
    """The capture's key and the span that a button of `Place` sends; None of anything else."""
    parts = value.split("-")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 12 for part in parts):
        return None
    capture, start, end = map(int, parts)
    return (capture, Span(start, end)) if start < end else None


def words_at(value: str, source_id: Any) -> tuple[Capture, Span] | None:
    """The same, if there is such a place in a capture of the source."""
    chosen = place_chosen(value)
    if chosen is None:
        return None
    capture = Capture.objects.kept().filter(pk=chosen[0], source=source_id).first()
    if capture is None or chosen[1].end > len(prepared(capture).text):
        return None
    return capture, chosen[1]
