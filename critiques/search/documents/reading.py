"""Reading what belongs to many records at once."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from critiques.models import SourceContributor
from filmography.models import OtherName, OtherTitle, Person
from filmography.publishing.spans import Span, released, span_fields, span_of


def grouped(
    rows: QuerySet, key: str, *fields: str, order: Iterable[str] = ("pk",)
) -> dict[Any, list[tuple]]:
    """The values of these fields by the value of the key."""
    found: dict[Any, list[tuple]] = defaultdict(list)
    for value, *others in rows.order_by(*order).values_list(key, *fields):
        found[value].append(tuple(others))
    return found


IN_ORDER = ("position", "pk")


def other_titles(films: Iterable[int]) -> dict[int, list[tuple]]:
    films = set(films)
    rows = OtherTitle.objects.filter(film__in=films) if films else OtherTitle.objects.none()
    return grouped(rows, "film_id", "title", "language_id")


class People(dict[int, tuple[list[str], Span]]):
    """The names under which each person is found, and when that person is public; the slugs."""

    def __init__(self, pks: Iterable[int | None]) -> None:
        super().__init__()
        self.slugs: dict[int, str] = {}
        pks = {pk for pk in pks if pk}
        if not pks:
            return
        rows = Person.objects.filter(released(), pk__in=pks).order_by()
        for pk, name, slug, *span in rows.values_list("pk", "name", "slug", *span_fields()):
            self[pk], self.slugs[pk] = ([name], span_of(*span)), slug
        findable = OtherName.objects.exclude(folded="").filter(person__in=list(self))
        for pk, name in findable.order_by("pk").values_list("person_id", "name"):
            self[pk][0].append(name)


def contributors(sources: Iterable[int]) -> dict[int, list[tuple]]:
    """Of each source: person, name as credited, name of the organisation."""
    sources = set(sources)
    rows = SourceContributor.objects.filter(source__in=sources)
    if not sources:
        return {}
    return grouped(
        rows, "source_id", "person_id", "name_as_credited", "organisation__name", order=IN_ORDER
    )
