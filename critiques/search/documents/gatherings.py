"""What is found of sources, themes and lists."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from critiques.models import FilmList, FilmListEntry, Source, Theme, ThemeName
from critiques.models.search_entries import SearchEntry
from critiques.search.documents.document import OURS, Document
from critiques.search.documents.parts import add_contributors, add_film, add_year
from critiques.search.documents.reading import People, contributors, grouped, other_titles
from filmography.publishing.markdown import plain
from filmography.publishing.spans import released, span_fields, span_of


def sources(pks: Collection[int]) -> Iterator[Document]:
    public = Source.objects.filter(released(), pk__in=pks).order_by()
    fields = (
        "title", "language_id", "published_sort", "publication_id", "publication__name",
        "publisher", "event", "note", "correction_note",
    )  # fmt: skip
    rows = list(public.values_list("pk", *fields, *span_fields()))
    makers = contributors(row[0] for row in rows)
    people = People(person for held in makers.values() for person, *_ in held)
    for pk, title, language, dated, publication, paper, publisher, event, *notes_and_span in rows:
        *notes, since, until = notes_and_span
        document = Document(SearchEntry.Kind.SOURCE, pk, [span_of(since, until)], dated, language)
        document.facet("k", "source")
        document.facet("s", pk)
        document.facet("l", language.lower())
        add_year(document, dated)
        document.name(title)
        for note in notes:
            document.text(plain(note), OURS)
        if publication:
            document.facet("u", publication)
        for name in (paper, publisher, event):
            document.around(name or "")
        add_contributors(document, makers.get(pk, ()), people)
        yield document


def themes(pks: Collection[int]) -> Iterator[Document]:
    public = Theme.objects.filter(released(), pk__in=pks).order_by()
    rows = list(public.values_list("pk", "name", "definition", *span_fields()))
    names = grouped(ThemeName.objects.filter(theme__in=pks), "theme_id", "name")
    for pk, name, definition, *span in rows:
        document = Document(SearchEntry.Kind.THEME, pk, [span_of(*span)])
        document.facet("k", "theme")
        document.facet("t", pk)
        for each in [name, *(other for (other,) in names[pk])]:
            document.name(each, field="theme")
        document.text(plain(definition))
        yield document


def lists(pks: Collection[int]) -> Iterator[Document]:
    of_public = Q(source__isnull=True) | released("source__")
    public = FilmList.objects.filter(released(), of_public, pk__in=pks).order_by()
    fields = ("title", "introduction", "source_id", *span_fields(), *span_fields("source__"))
    rows = list(public.values_list("pk", *fields))
    entries = grouped(
        FilmListEntry.objects.filter(released("film__"), film_list__in=pks),
        "film_list_id", "film_id", "film__title", "film__original_title", "note",
        *span_fields("film__"),
    )  # fmt: skip
    titles = other_titles(entry[0] for held in entries.values() for entry in held)
    for pk, title, introduction, source, since, until, *of_source in rows:
        spans = [span_of(since, until)] + ([span_of(*of_source)] if source else [])
        document = Document(SearchEntry.Kind.LIST, pk, spans)
        document.facet("k", "list")
        document.name(title)
        document.text(plain(introduction))
        for film, film_title, original, note, *span in entries[pk]:
            shown = span_of(*span)
            document.text(plain(note), span=shown)
            add_film(document, (film, film_title, original), titles[film], shown)
        if source:
            document.facet("s", source)
        yield document
