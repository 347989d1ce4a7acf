"""Parts that the documents of several kinds of records have in common."""

from collections.abc import Iterable

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
    for person, credited, organisation in rows:
        add_person(document, person, people, field="by")
        for name in (credited, organisation):
            if name:
                document.around(name, field="by")


def add_year(document: Document, dated: str, span: Span = ALWAYS) -> None:
    if dated[:4].isdigit() and int(dated[:4]) > 1:
        for token in tokens_of_year(int(dated[:4])):
            document.facets[token].append(span)
