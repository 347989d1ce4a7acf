"""What is found of films and people."""

from collections.abc import Collection, Iterator

from critiques.models.search_entries import SearchEntry
from critiques.search.documents.document import OURS, Document
from critiques.search.documents.parts import add_person, add_year, page, show_name
from critiques.search.documents.reading import IN_ORDER, People, grouped, other_titles
from filmography.models import Credit, Film, Person, TaggedFilm
from filmography.publishing.history import NewRecords
from filmography.publishing.markdown import plain
from filmography.publishing.spans import released, span_fields, span_of

_MAKERS = {Credit.Role.DIRECTOR, Credit.Role.WRITER}


def films(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    public = Film.objects.filter(released(), pk__in=pks).order_by()
    fields = (
        "title", "slug", "original_title", "year", "release_sort", "logline", "synopsis"
    )  # fmt: skip
    rows = list(public.values_list("pk", *fields, *span_fields()))
    found = [row[0] for row in rows]
    through = Film.languages.through
    titles = other_titles(found, new)
    genres = grouped(TaggedFilm.objects, "content_object_id", "tag__name",
                     of=new.may_own(Film, found, TaggedFilm))  # fmt: skip
    credits = grouped(Credit.objects, "film_id", "person_id", "role",
                      of=new.may_own(Film, found, Credit), order=IN_ORDER)  # fmt: skip
    languages = grouped(through.objects, "film_id", "language_id",
                        of=new.may_own(Film, found, through))  # fmt: skip
    people = People((person for held in credits.values() for person, _ in held), new)
    for pk, title, slug, original, year, released_on, logline, synopsis, *span in rows:
        dated = f"{year:04d}" if year else released_on
        document = Document(SearchEntry.Kind.FILM, pk, [span_of(*span)], dated)
        document.facet("k", "film")
        document.facet("f", pk)
        add_year(document, dated)
        for name, language in [(title, OURS), (original, OURS), *titles[pk]]:
            document.name(name, language or OURS, field="film")
        texts = [logline, plain(synopsis)]
        for text in texts:
            document.text(text)
        document.show(url=page("filmography:film-detail", slug), name=title, year=year,
                      texts=texts)  # fmt: skip
        document.show_among("names", None)
        for (genre,) in genres[pk]:
            document.around(genre, OURS)
        for (language,) in languages[pk]:
            document.facet("l", language.lower())
        for person, role in credits[pk]:
            add_person(document, person, people, field="by" if role in _MAKERS else "")
            if role == Credit.Role.DIRECTOR:
                show_name(document, "names", "", person, people)
        yield document


def people(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    public = Person.objects.filter(released(), pk__in=pks).order_by()
    fields = ("slug", "disambiguation", "biography")
    rows = list(public.values_list("pk", *fields, *span_fields()))
    known = People(pks, new)
    for pk, slug, disambiguation, biography, *span in rows:
        document = Document(SearchEntry.Kind.PERSON, pk, [span_of(*span)])
        document.facet("k", "person")
        document.facet("p", pk)
        for name in known[pk][0]:
            document.name(name, "", field="by")
        text = plain(biography)
        document.text(text)
        document.around(disambiguation, OURS)
        document.show(url=page("filmography:person-detail", slug), name=known[pk][0][0],
                      disambiguation=disambiguation, texts=[text])  # fmt: skip
        yield document
