"""Reading what belongs to many records at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from critiques.models import Source, SourceContributor
from filmography.models import Film, OtherName, OtherTitle, Person
from filmography.publishing.history import NewRecords
from filmography.publishing.spans import Span, released, span_fields, span_of


def grouped(
    rows: QuerySet, key: str, *fields: str, of: Collection[Any], order: Iterable[str] = ("pk",)
) -> dict[Any, list[tuple]]:
    """The values of these fields by the value of the key, if that is one `of` these."""
    found: dict[Any, list[tuple]] = defaultdict(list)
    if of:
        rows = rows.filter(**{f"{key}__in": of}).order_by(*order)
        for value, *others in rows.values_list(key, *fields):
            found[value].append(tuple(others))
    return found


IN_ORDER = ("position", "pk")


def other_titles(films: Iterable[int], new: NewRecords) -> dict[int, list[tuple]]:
    films = new.may_own(Film, set(films), OtherTitle)
    return grouped(OtherTitle.objects, "film_id", "title", "language_id", of=films)


class People(dict[int, tuple[list[str], Span]]):
    """The names under which each person is found, and when that person is public; the slugs."""

    def __init__(self, pks: Iterable[int | None], new: NewRecords) -> None:
        super().__init__()
        self.slugs: dict[int, str] = {}
        pks = {pk for pk in pks if pk}
        if not pks:
            return
        rows = Person.objects.filter(released(), pk__in=pks).order_by()
        for pk, name, slug, *span in rows.values_list("pk", "name", "slug", *span_fields()):
            self[pk], self.slugs[pk] = ([name], span_of(*span)), slug
        findable, named = OtherName.objects.exclude(folded=""), new.may_own(Person, self, OtherName)
        for pk, names in grouped(findable, "person_id", "name", of=named).items():
            self[pk][0].extend(name for (name,) in names)


def contributors(sources: Iterable[int], new: NewRecords) -> dict[int, list[tuple]]:
    """Of each source: person, name as credited, name of the organisation."""
    return grouped(
        SourceContributor.objects, "source_id", "person_id", "name_as_credited",
        "organisation__name", of=new.may_own(Source, set(sources), SourceContributor),
        order=IN_ORDER,
    )  # fmt: skip
