"""What a page of results shows of each: as its entry has it, with the words marked that were looked
for. The entry changes with the record and holds for a span of time, so no record is read."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from critiques.models import Excerpt, Source, Stance
from critiques.seals import seal
from critiques.search.backends import backend
from critiques.search.documents.document import OURS
from critiques.search.expressions import Clause
from critiques.search.finding import Kind
from critiques.search.marking import Part, marked, snippet
from filmography.models import Organisation

Clauses = Sequence[Clause]
_record = json.JSONDecoder(object_hook=lambda values: SimpleNamespace(**values)).decode


@dataclass(frozen=True)
class Hit:
    """What is shown of a record, with its name (a passage: its words), and a part of its text if
    that was meant."""

    record: Any
    name: list[Part]
    text: list[Part]
    language: str


def hits(kind: Kind, entries: Sequence[int], clauses: Clauses) -> list[Hit]:
    """In this order."""
    shown = backend().shown(entries)
    read = _passage if kind is Kind.EXCERPT else _named
    return [read(_record(shown[entry]), kind, clauses) for entry in entries if entry in shown]


def _named(record: Any, kind: Kind, clauses: Clauses) -> Hit:
    if kind is Kind.SOURCE:
        record.genre = Source.Genre(record.genre).label
    elif kind is Kind.ORGANISATION:
        record.kind = Organisation.Kind(record.kind).label
    name = marked(record.name, record.language, clauses)
    text = _first_marked(record.texts, OURS, clauses)
    if not text and kind is Kind.SOURCE:
        text = _first_marked([record.full_text], record.language, clauses)
    return Hit(record, name, text, record.language)


def _first_marked(texts: Sequence[str], language: str, clauses: Clauses) -> list[Part]:
    for text in filter(None, texts):
        parts = snippet(text, language, clauses)
        if any(part.is_marked for part in parts):
            return parts
    return []


def _passage(record: Any, kind: Kind, clauses: Clauses) -> Hit:
    """With the note that was meant, where the words of the passage hold nothing of it."""
    record.seal = seal(record)
    record.locator_text = Excerpt.locator_in_words(*record.locator)
    for subject in record.subjects:
        subject.stance_label = Stance(subject.stance).label if subject.stance else ""
    words = snippet(record.text, record.language, clauses)
    is_meant = any(part.is_marked for part in words)
    note = [] if is_meant else _first_marked(record.notes, OURS, clauses)
    return Hit(record, words, note, record.language)
