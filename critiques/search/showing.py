"""The records that were found, as the page shows them: read once more through `published()`, so
that nothing is shown that is not public now, with the words marked that were looked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from critiques.models import Annotation, Excerpt, FilmList, Source, Theme
from critiques.search.documents.document import OURS
from critiques.search.expressions import Clause
from critiques.search.finding import Kind
from critiques.search.marking import Part, marked, snippet
from filmography.models import Film, Person
from filmography.publishing.markdown import plain

Clauses = Sequence[Clause]


@dataclass(frozen=True)
class Hit:
    """A record with its name (a passage: its words), and a part of its text if that was meant."""

    record: Any
    name: list[Part]
    text: list[Part]
    language: str = OURS


def hits(kind: Kind, pks: Sequence[int], clauses: Clauses) -> list[Hit]:
    """In this order; those that are not public are left out."""
    records = _READ[kind](pks)
    found = [records[pk] for pk in pks if pk in records]
    if kind is Kind.EXCERPT:
        return _passages(found, clauses)
    return [_named(record, kind, clauses) for record in found]


_READ: dict[Kind, Callable[[Sequence[int]], dict[int, Any]]] = {
    Kind.FILM: lambda pks: Film.objects.published().with_directors().in_bulk(pks),
    Kind.PERSON: lambda pks: Person.objects.published().in_bulk(pks),
    Kind.THEME: lambda pks: Theme.objects.published().in_bulk(pks),
    Kind.LIST: lambda pks: FilmList.objects.published().with_film_counts().in_bulk(pks),
    Kind.SOURCE: lambda pks: Source.objects.published().with_contributors().in_bulk(pks),
    Kind.EXCERPT: lambda pks: Excerpt.objects.published().with_page_data().in_bulk(pks),
}
_NAMES = {Kind.PERSON: "name", Kind.THEME: "name"}
_TEXTS = {
    Kind.FILM: ("logline", "synopsis"),
    Kind.PERSON: ("biography",),
    Kind.THEME: ("definition",),
    Kind.LIST: ("introduction",),
    Kind.SOURCE: ("note",),
}


def _named(record: Any, kind: Kind, clauses: Clauses) -> Hit:
    language = record.language_id if kind is Kind.SOURCE else OURS
    name = marked(getattr(record, _NAMES.get(kind, "title")), language, clauses)
    texts = [plain(getattr(record, name)) for name in _TEXTS[kind]]
    return Hit(record, name, _first_marked(texts, OURS, clauses), language)


def _first_marked(texts: Sequence[str], language: str, clauses: Clauses) -> list[Part]:
    for text in filter(None, texts):
        parts = snippet(text, language, clauses)
        if any(part.is_marked for part in parts):
            return parts
    return []


def _passages(excerpts: list[Excerpt], clauses: Clauses) -> list[Hit]:
    """With the note that was meant, where the words of the passage hold nothing of it."""
    words = {
        excerpt.pk: snippet(excerpt.text, excerpt.language_id, clauses) for excerpt in excerpts
    }
    unmarked = [pk for pk, parts in words.items() if not any(part.is_marked for part in parts)]
    notes = Annotation.objects.published().filter(excerpt__in=unmarked) if unmarked else []
    bodies = sorted((note.excerpt_id, note.start, plain(note.body)) for note in notes)
    by_excerpt = {
        pk: [body for *_, body in rows] for pk, rows in groupby(bodies, lambda row: row[0])
    }
    return [
        Hit(
            excerpt,
            words[excerpt.pk],
            _first_marked(by_excerpt.get(excerpt.pk, ()), OURS, clauses),
            excerpt.language_id,
        )
        for excerpt in excerpts
    ]
