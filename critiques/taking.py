"""Owns how a passage is taken from a source: its words, its place there, what it is about."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model

from critiques.checking import prepared
from critiques.locators import locator
from critiques.models import (
    Capture,
    Excerpt,
    ExcerptAnchor,
    ExcerptSubject,
    ExcerptVoice,
    Source,
    TaggedExcerpt,
)
from critiques.quotation import Span


@dataclass
class Passage:
    """What an editor says of the words that are taken. `span` is where they stand in `capture`."""

    text: str
    kind: str = Excerpt.Kind.QUOTATION
    capture: Capture | None = None
    span: Span | None = None
    films: Iterable[Any] = ()
    people: Iterable[Any] = ()
    stance: str = ""
    themes: Iterable[Any] = ()
    scenes: Iterable[Any] = ()
    voice: Any = None
    voice_name: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def take(source: Source, passage: Passage) -> Excerpt:
    """The passage as a draft. Raises ValidationError if something of it cannot be so."""
    with transaction.atomic():
        excerpt = unsaved(source, passage)
        excerpt.full_clean(exclude=["quotation_state"])
        excerpt.save()
        place_in_order(excerpt)
        subjects = [{"film": film} for film in passage.films]
        subjects += [{"person": person} for person in passage.people]
        for position, subject in enumerate(subjects):
            stance = passage.stance
            _add(ExcerptSubject(excerpt=excerpt, stance=stance, position=position, **subject))
        for theme in passage.themes:
            TaggedExcerpt.objects.create(content_object=excerpt, tag=theme)
        if passage.voice or passage.voice_name:
            name = "" if passage.voice else passage.voice_name
            _add(ExcerptVoice(excerpt=excerpt, person=passage.voice, name=name))
        excerpt.scenes.set(passage.scenes)
    return excerpt


def _add(part: Model) -> None:
    part.full_clean()
    part.save()


def unsaved(source: Source, passage: Passage) -> Excerpt:
    """The excerpt that the passage would become, to be looked at first."""
    fields = {"language": source.language, **passage.fields}
    excerpt = Excerpt(source=source, kind=passage.kind, text=passage.text, **fields)
    if passage.span and passage.capture:
        excerpt.choose_place(passage.capture, passage.span)
        _locate(excerpt, passage.capture, passage.span)
    return excerpt


def _locate(excerpt: Excerpt, capture: Capture, span: Span) -> None:
    found = locator(prepared(capture).text, capture.page_marks, *span)
    excerpt.locator_label, excerpt.locator_from, excerpt.locator_to = found


def place_in_order(excerpt: Excerpt) -> None:
    """With the last passage that stands before it; among these the anchors decide."""
    anchor = ExcerptAnchor.objects.filter(excerpt=excerpt).first()
    others = Excerpt.objects.filter(source=excerpt.source_id).exclude(pk=excerpt.pk)
    if anchor is None:
        last = others.order_by("-position").first()
    else:
        before = others.filter(anchor__capture=anchor.capture_id, anchor__start__lte=anchor.start)
        last = before.order_by("-anchor__start").first()
    position = last.position if last else 0
    if excerpt.position != position:
        excerpt.position = position
        Excerpt.objects.filter(pk=excerpt.pk).update(position=position)
