"""What of criticism is seen only together with a record, for those who are shown its draft."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from critiques.models import Annotation, Excerpt, FilmList, Reply, Response, Source
from filmography.models import Film, Person
from filmography.publishing.previewing import hangs_on


def connect() -> None:
    hangs_on.connect(hanging_on)


def hanging_on(record: Any, **kwargs: Any) -> list[QuerySet]:
    return list(_hanging_on(record))


def _hanging_on(record: Any) -> Iterator[QuerySet]:
    match record:
        case Film():
            yield Excerpt.objects.about_film(record)
        case Person():
            yield Excerpt.objects.about_person(record)
        case Source():
            yield Excerpt.objects.filter(source=record)
            yield FilmList.objects.filter(source=record)
        case Excerpt():
            yield Annotation.objects.filter(excerpt=record)
            yield Reply.objects.filter(excerpt=record)
            yield Response.objects.involving(record)
