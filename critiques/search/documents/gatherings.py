"""What is found of sources, themes and lists."""

from collections.abc import Collection, Iterator

from django.db.models import Q

from critiques.models import FilmList, FilmListEntry, Source, Theme, ThemeName
from critiques.models.search_entries import SearchEntry
from critiques.search.documents.document import OURS, Document
from critiques.search.documents.parts import add_contributors, add_film, add_year, page
from critiques.search.documents.reading import People, contributors, grouped, other_titles
from filmography.publishing.history import NewRecords
from filmography.publishing.markdown import plain
from filmography.publishing.spans import released, span_fields, span_of


def sources(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    public = Source.objects.filter(released(), pk__in=pks).order_by()
    fields = (
        "title", "slug", "title_is_devised", "genre", "published_on", "full_text",
        "language_id", "published_sort", "publication_id", "publication__name",
        "publisher", "event", "note", "correction_note",
    )  # fmt: skip
    rows = list(public.values_list("pk", *fields, *span_fields()))
    makers = contributors((row[0] for row in rows), new)
    people = People((person for held in makers.values() for person, *_ in held), new)
    for pk, title, slug, devised, genre, published_on, full_text, *others in rows:
        language, dated, publication, paper, publisher, event, *notes, since, until = others
        document = Document(SearchEntry.Kind.SOURCE, pk, [span_of(since, until)], dated, language)
        document.facet("k", "source")
        document.facet("s", pk)
        document.facet("l", language.lower())
        add_year(document, dated)
        document.name(title)
        notes = [plain(note) for note in notes]
        for note in notes:
            document.text(note, OURS)
        document.text(full_text)
        document.show(url=page("critiques:source-detail", slug), name=title, devised=devised,
                      genre=genre, date=published_on, publication=paper or "",
                      texts=notes, full_text=full_text)  # fmt: skip
        if publication:
            document.facet("u", publication)
        for name in (paper, publisher, event):
            document.around(name or "")
        add_contributors(document, makers.get(pk, ()), people)
        yield document


def themes(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    public = Theme.objects.filter(released(), pk__in=pks).order_by()
    rows = list(public.values_list("pk", "name", "slug", "definition", *span_fields()))
    named = new.may_own(Theme, pks, ThemeName)
    names = grouped(ThemeName.objects, "theme_id", "name", of=named)
    for pk, name, slug, definition, *span in rows:
        document = Document(SearchEntry.Kind.THEME, pk, [span_of(*span)])
        document.facet("k", "theme")
        document.facet("t", pk)
        for each in [name, *(other for (other,) in names[pk])]:
            document.name(each, field="theme")
        text = plain(definition)
        document.text(text)
        document.show(url=page("critiques:theme-detail", slug), name=name, texts=[text])
        yield document


def lists(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    of_public = Q(source__isnull=True) | released("source__")
    public = FilmList.objects.filter(released(), of_public, pk__in=pks).order_by()
    fields = (
        "title",
        "slug",
        "introduction",
        "source_id",
        *span_fields(),
        *span_fields("source__"),
    )
    rows = list(public.values_list("pk", *fields))
    entries = grouped(
        FilmListEntry.objects.filter(released("film__")),
        "film_list_id", "film_id", "film__title", "film__original_title", "note",
        *span_fields("film__"), of=new.may_own(FilmList, pks, FilmListEntry),
    )  # fmt: skip
    titles = other_titles((entry[0] for held in entries.values() for entry in held), new)
    for pk, title, slug, introduction, source, since, until, *of_source in rows:
        spans = [span_of(since, until)] + ([span_of(*of_source)] if source else [])
        document = Document(SearchEntry.Kind.LIST, pk, spans)
        document.facet("k", "list")
        document.name(title)
        text = plain(introduction)
        document.text(text)
        document.show(url=page("critiques:list-detail", slug), name=title, texts=[text])
        document.show_among("films", None)
        for film, film_title, original, note, *span in entries[pk]:
            shown = span_of(*span)
            document.text(plain(note), span=shown)
            document.show_among("films", film, shown)
            add_film(document, (film, film_title, original), titles[film], shown)
        if source:
            document.facet("s", source)
        yield document
