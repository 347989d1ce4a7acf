"""What is found of passages: their words, what is noted on them, and all that they stand with."""

from collections.abc import Collection, Iterator
from typing import Any

from critiques.models import (
    Annotation,
    Excerpt,
    ExcerptSubject,
    ExcerptTranslation,
    ExcerptVoice,
    QuotationState,
    Source,
    TaggedExcerpt,
    Theme,
    ThemeName,
)
from critiques.models.quotation_states import showable
from critiques.models.search_entries import SearchEntry
from critiques.quotation import PROVED
from critiques.search.documents.document import OURS, Document
from critiques.search.documents.parts import (
    add_contributors,
    add_film,
    add_person,
    add_year,
    page,
    show_name,
)
from critiques.search.documents.reading import IN_ORDER, People, contributors, grouped, other_titles
from filmography.publishing.history import NewRecords
from filmography.publishing.markdown import plain
from filmography.publishing.spans import Span, released, span_fields, span_of

_CHECKED = {QuotationState(state) for state in PROVED} | {QuotationState.ATTESTED}
_FIELDS = (
    "pk", "text", "language_id", "kind", "quotation_state", "source_id", "source__title",
    "source__language_id", "source__published_sort", "source__publication_id",
    "source__publication__name", "public_id", "spoiler", "content_notes", "locator_label",
    "locator_from", "locator_to", "source_changed", "quoted_from_text", "quoted_from_source_id",
    "source__slug", "source__title_is_devised", "source__published_on",
)  # fmt: skip
_QUOTED_FROM = _FIELDS.index("quoted_from_source_id")


def excerpts(pks: Collection[int], new: NewRecords) -> Iterator[Document]:
    public = Excerpt.objects.filter(released(), released("source__"), showable(), pk__in=pks)
    spans = (*span_fields(), *span_fields("source__"))
    rows = list(public.order_by().values_list(*_FIELDS, *spans))
    subjects = _subjects(new.may_own(Excerpt, [row[0] for row in rows], ExcerptSubject))
    rows = [row for row in rows if row[0] in subjects]
    if not rows:
        return
    sources, quoted = {row[5] for row in rows}, {row[_QUOTED_FROM] for row in rows}
    parts = _Parts(subjects, sources, quoted, new)
    for *fields, since, until, source_since, source_until in rows:
        spans = [span_of(since, until), span_of(source_since, source_until)]
        yield parts.document(dict(zip(_FIELDS, fields, strict=True)), spans)


def _subjects(pks: Collection[int]) -> dict[int, list[tuple]]:
    return grouped(
        ExcerptSubject.objects.filter(released("film__") | released("person__")),
        "excerpt_id", "film_id", "person_id", "stance", "role", "film__slug", "film__title",
        "film__original_title", *span_fields("film__"), of=pks, order=IN_ORDER,
    )  # fmt: skip


class _Parts:
    """All that belongs to the excerpts of these subjects, by excerpt."""

    def __init__(
        self,
        subjects: dict[int, list[tuple]],
        sources: set[int],
        quoted: set[int | None],
        new: NewRecords,
    ) -> None:
        self.subjects, pks = subjects, list(subjects)
        self.voices = grouped(
            ExcerptVoice.objects, "excerpt_id", "person_id", "name",
            of=new.may_own(Excerpt, pks, ExcerptVoice), order=IN_ORDER,
        )  # fmt: skip
        self.themes = grouped(
            TaggedExcerpt.objects.filter(released("tag__")),
            "content_object_id", "tag_id", "tag__name", *span_fields("tag__"),
            of=new.may_own(Excerpt, pks, TaggedExcerpt),
        )  # fmt: skip
        # Records by themselves, which a new passage may have too.
        self.notes = grouped(
            Annotation.objects.filter(released(), placement=Annotation.Placement.SOUND),
            "excerpt_id", "body", *span_fields(), of=pks, order=("start", "pk"),
        )  # fmt: skip
        self.translations = grouped(
            ExcerptTranslation.objects, "excerpt_id", "text", "language_id",
            of=new.may_own(Excerpt, pks, ExcerptTranslation),
        )  # fmt: skip
        self.makers = contributors(sources, new)
        self.quoted = _quoted(quoted - {None})
        people = [
            *(subject[1] for held in self.subjects.values() for subject in held),
            *(person for held in self.voices.values() for person, _ in held),
            *(person for held in self.makers.values() for person, *_ in held),
        ]
        self.people = People(people, new)
        films = {subject[0] for held in self.subjects.values() for subject in held} - {None}
        self.titles = other_titles(films, new)
        named = {theme[0] for held in self.themes.values() for theme in held}
        named = new.may_own(Theme, named, ThemeName)
        self.theme_names = grouped(ThemeName.objects, "theme_id", "name", of=named)

    def document(self, row: dict[str, Any], spans: list[Span]) -> Document:
        pk, dated = row["pk"], row["source__published_sort"]
        document = Document(SearchEntry.Kind.EXCERPT, pk, spans, dated, row["language_id"])
        document.facet("k", "excerpt")
        document.facet("s", row["source_id"])
        document.facet("l", row["language_id"].lower())
        document.facet("c", _checked(row["kind"], row["quotation_state"]))
        add_year(document, dated)
        document.text(row["text"])
        for text, language in self.translations.get(pk, ()):
            document.text(text, language)
        document.show_among("notes", None)
        for body, *span in self.notes.get(pk, ()):
            note, shown = plain(body), span_of(*span)
            document.text(note, OURS, shown)
            document.show_among("notes", note, shown)
        _show(document, row)
        document.any_of = self._add_subjects(document, pk)
        self._add_themes(document, pk)
        self._add_origin(document, row)
        return document

    def _add_subjects(self, document: Document, pk: int) -> list[Span]:
        """The spans in which something that it is about is public."""
        spans = []
        for film, person, stance, role, slug, title, original, *span in self.subjects.get(pk, ()):
            if film:
                shown = span_of(*span)
                add_film(document, (film, title, original), self.titles[film], shown)
                url, name = page("filmography:film-detail", slug), title
            elif person in self.people:
                names, shown = self.people[person]
                add_person(document, person, self.people)
                url, name = page("filmography:person-detail", self.people.slugs[person]), names[0]
            else:
                continue
            if stance:
                document.facet("st", stance, shown)
            what = {"kind": "film" if film else "person", "url": url, "name": name}
            document.show_among("subjects", what | {"stance": stance, "role": role}, shown)
            spans.append(shown)
        return spans

    def _add_themes(self, document: Document, pk: int) -> None:
        for theme, name, *span in self.themes.get(pk, ()):
            shown = span_of(*span)
            document.facet("t", theme, shown)
            for each in [name, *(other for (other,) in self.theme_names[theme])]:
                document.around(each, OURS, shown, field="theme")

    def _add_origin(self, document: Document, row: dict[str, Any]) -> None:
        document.around(row["source__title"], row["source__language_id"])
        if row["source__publication_id"]:
            document.facet("u", row["source__publication_id"])
            document.around(row["source__publication__name"])
        document.show_among("voices", None)
        for person, name in self.voices.get(row["pk"], ()):
            add_person(document, person, self.people, field="by")
            if name:
                document.around(name, field="by")
            show_name(document, "voices", name, person, self.people)
        if quoted := self.quoted.get(row["quoted_from_source_id"]):
            document.show_among("quoted_from", *quoted)
        add_contributors(document, self.makers.get(row["source_id"], ()), self.people)


def _show(document: Document, row: dict[str, Any]) -> None:
    document.show(
        url=page("critiques:excerpt-detail", row["public_id"]),
        text=row["text"],
        kind=row["kind"],
        quotation_state=row["quotation_state"],
        source_changed=row["source_changed"],
        spoiler=row["spoiler"],
        content_notes=row["content_notes"],
        locator=[row["locator_label"], row["locator_from"], row["locator_to"]],
        quoted_from_text=row["quoted_from_text"],
        source={
            "url": page("critiques:source-detail", row["source__slug"]),
            "name": row["source__title"],
            "devised": row["source__title_is_devised"],
            "language": row["source__language_id"],
            "publication": row["source__publication__name"] or "",
            "date": row["source__published_on"],
        },
    )


def _quoted(pks: set[int]) -> dict[int, tuple[dict[str, str], Span]]:
    """What is shown of sources that are quoted from, and when they are public."""
    if not pks:
        return {}
    public = Source.objects.filter(released(), pk__in=pks).order_by()
    rows = public.values_list("pk", "title", "title_is_devised", "slug", *span_fields())
    return {
        pk: (
            {
                "name": f"[{title}]" if devised else title,
                "url": page("critiques:source-detail", slug),
            },
            span_of(*span),
        )
        for pk, title, devised, slug, *span in rows
    }


def _checked(kind: str, state: str) -> str:
    if kind == Excerpt.Kind.PARAPHRASE:
        return "paraphrase"
    return "yes" if state in _CHECKED else "no"
