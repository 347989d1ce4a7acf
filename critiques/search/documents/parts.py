"""Parts that the documents of several kinds of records have in common."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse

from critiques.search.documents.document import OURS, Document
from critiques.search.documents.reading import People
from critiques.search.expressions import tokens_of_year
from filmography.publishing.spans import ALWAYS, Span


def add_film(
    document: Document, film: tuple[int, str, str], titles: Iterable[tuple], span: Span
) -> None:
    """A film that the record stands with, by all its titles."""
    pk, title, original = film
    document.facet("f", pk, span)
    for each, language in [(title, OURS), (original, OURS), *titles]:
        document.around(each, language or OURS, span, field="film")


def add_person(document: Document, pk: int | None, people: People, *, field: str = "") -> None:
    """A person whom the record stands with, by all names, while that person is public."""
    if pk not in people:
        return
    names, span = people[pk]
    document.facet("p", pk, span)
    for name in names:
        document.around(name, span=span, field=field)


def add_contributors(document: Document, rows: Iterable[tuple], people: People) -> None:
    document.show_among("names", None)
    for person, credited, organisation in rows:
        add_person(document, person, people, field="by")
        for name in (credited, organisation):
            if name:
                document.around(name, field="by")
        show_name(document, "names", credited or organisation or "", person, people)


def show_name(
    document: Document, among: str, name: str, person: int | None, people: People
) -> None:
    """The name that is given, or that of a person who is public."""
    if name:
        document.show_among(among, name)
    elif person in people:
        names, span = people[person]
        document.show_among(among, names[0], span)


def page(name: str, *args: object) -> str:
    """The address of a record's page. Putting one together takes longer than all else here."""
    pattern = _pattern(name, len(args))
    return pattern.format(*(quote(str(arg)) for arg in args))


_PLACE = "theslug"


@lru_cache
def _pattern(name: str, args: int) -> str:
    return reverse(name, args=[_PLACE] * args).replace(_PLACE, "{}")


def add_year(document: Document, dated: str, span: Span = ALWAYS) -> None:
    if dated[:4].isdigit() and int(dated[:4]) > 1:
        for token in tokens_of_year(int(dated[:4])):
            document.facets[token].append(span)
