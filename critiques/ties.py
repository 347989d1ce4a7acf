"""By what passages are tied to each record that readers ask for."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from critiques.models import (
    Excerpt,
    ExcerptSubject,
    ExcerptVoice,
    Source,
    SourceContributor,
    TaggedExcerpt,
)
from filmography.ties import Tie


def _of_subjects(is_loose: bool = False, **towards: Any) -> Tie:
    rows = ExcerptSubject.objects.filter(**towards)
    return Tie(Excerpt, rows, "excerpt", is_loose=is_loose)


def _of_sources(sources: QuerySet, to: str = "pk") -> Tie:
    return Tie(Excerpt, sources, to, at="source")


TIES: dict[str, Callable[[Any], Tie]] = {
    "film": lambda film: _of_subjects(film=film),
    "beside": lambda film: _of_subjects(film=film),
    "person": lambda person: _of_subjects(person=person),
    # Towards whom is another question.
    "stance": lambda stance: _of_subjects(stance=stance, is_loose=True),
    "theme": lambda theme: Tie(Excerpt, TaggedExcerpt.objects.filter(tag=theme), "content_object"),
    "critic": lambda person: _of_sources(
        SourceContributor.objects.authors().filter(person=person), "source"
    ),
    "voice": lambda person: Tie(Excerpt, ExcerptVoice.objects.filter(person=person), "excerpt"),
    "publication": lambda paper: _of_sources(Source.objects.filter(publication=paper)),
    "year": lambda year: _of_sources(Source.objects.of_year(year)),
    # The passage itself says it.
    "kind": lambda kind: Tie(Excerpt, Excerpt.objects.filter(kind=kind), "pk", is_loose=True),
}
