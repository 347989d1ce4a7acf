"""What is found of scenes and of organisations, which are public as what they are a part of."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from critiques.models.search_entries import SearchEntry
from critiques.search.documents.document import OURS, Document
from critiques.search.documents.parts import add_film, page
from critiques.search.documents.reading import grouped, other_titles
from filmography.models import Award, FilmOrganisation, Organisation, Scene
from filmography.publishing.history import NewRecords
from filmography.publishing.markdown import plain
from filmography.publishing.spans import Span, released, span_fields, span_of

Kind = SearchEntry.Kind


def scenes(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    fields = (
        "title", "slug", "description", "spoiler", "content_notes",
        "film_id", "film__title", "film__original_title", "film__slug",
    )  # fmt: skip
    public = Scene.objects.filter(released("film__"), pk__in=pks).order_by()
    rows = list(public.values_list("pk", *fields, *span_fields("film__")))
    titles = other_titles((row[6] for row in rows), new)
    for pk, title, slug, description, spoiler, notes, *of_film in rows:
        film, film_title, original, film_slug, *span = of_film
        document = Document(Kind.SCENE, pk, [span_of(*span)])
        document.facet("k", "scene")
        document.name(title)
        document.text(description)
        add_film(document, (film, film_title, original), titles[film], document.spans[0])
        document.show(
            url=f"{page('filmography:film-scenes', film_slug)}#{slug}",
            name=title,
            film=film_title,
            spoiler=spoiler,
            content_notes=notes,
            texts=[description],
        )
        yield document


def organisations(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    fields = ("name", "slug", "kind", "country__name", "note")
    rows = list(Organisation.objects.filter(pk__in=pks).order_by().values_list("pk", *fields))
    spans = _spans(pks)
    for pk, name, slug, kind, country, note in rows:
        if pk not in spans:
            continue
        document = Document(Kind.ORGANISATION, pk, [])
        document.any_of = sorted(spans[pk])
        document.facet("k", "organisation")
        document.name(name)
        text = plain(note)
        document.text(text)
        document.around(country or "", OURS)
        document.show(
            url=page("filmography:organisation-detail", slug),
            name=name,
            kind=kind,
            country=country or "",
            texts=[text],
        )
        yield document


def _spans(pks: Collection[int]) -> dict[int, set[Span]]:
    """When something is public that each of these has a part in."""
    of_film, of_person = span_fields("film__"), span_fields("people__")
    awards = Award.objects.filter
    found: dict[int, set[Span]] = defaultdict(set)
    for rows, span in (
        (FilmOrganisation.objects.filter(released("film__")), of_film),
        (awards(released("film__"), film__isnull=False), of_film),
        (awards(released("people__"), film=None), of_person),
    ):
        for pk, held in grouped(rows, "organisation_id", *span, of=pks).items():
            found[pk].update(span_of(*each) for each in held)
    return found
