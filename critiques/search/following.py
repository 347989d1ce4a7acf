"""Follows every change of a record into the index, also of those records that it stands with.

Receivers run inside the transaction of the change. What others show of a record (a title, a name,
when it is public) is compared, so that a new synopsis does not touch a thousand passages.
"""

from collections.abc import Callable, Collection, Iterator
from threading import local
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from critiques import models as said
from critiques.models.search_entries import SearchEntry
from critiques.search.indexing import batches, index
from filmography import models as facts
from filmography.publishing.changes import rows_changed, rows_changing
from filmography.publishing.spans import span_fields

Kind = SearchEntry.Kind
Affected = Iterator[tuple[int, Collection[int]]]
SPAN = ("state", *span_fields())


class _OfThread(local):
    """What to look at again, by model and by whether others show it."""

    def __init__(self) -> None:
        self.rows: dict[tuple[type[Model], bool], set[int]] = {}


_waiting = _OfThread()

# What other records show of these.
SHOWN: dict[type[Model], tuple[str, ...]] = {
    facts.Film: ("title", "original_title", "slug", *SPAN),
    facts.Person: ("name", "slug", *SPAN),
    facts.Organisation: ("name",),
    facts.Genre: ("name",),
    said.Theme: ("name", *SPAN),
    said.Publication: ("name",),
    said.Source: (
        "title",
        "title_is_devised",
        "slug",
        "language_id",
        "publication_id",
        "published_on",
        *SPAN,
    ),
}
OWN = {
    facts.Film: Kind.FILM,
    facts.Person: Kind.PERSON,
    facts.Scene: Kind.SCENE,
    facts.Organisation: Kind.ORGANISATION,
    said.Theme: Kind.THEME,
    said.FilmList: Kind.LIST,
    said.Source: Kind.SOURCE,
    said.Excerpt: Kind.EXCERPT,
}
# Parts of records: the relation to what they are a part of, and whether others show them too.
PARTS: dict[type[Model], tuple[str, bool]] = {
    facts.OtherTitle: ("film", True),
    facts.Credit: ("film", False),
    facts.TaggedFilm: ("content_object", False),
    facts.FilmOrganisation: ("organisation", False),
    facts.Award: ("organisation", False),
    facts.OtherName: ("person", True),
    said.ThemeName: ("theme", True),
    said.FilmListEntry: ("film_list", False),
    said.SourceContributor: ("source", True),
    said.ExcerptSubject: ("excerpt", False),
    said.ExcerptVoice: ("excerpt", False),
    said.ExcerptTranslation: ("excerpt", False),
    said.TaggedExcerpt: ("content_object", False),
    said.Annotation: ("excerpt", False),
}


def _pks(rows: QuerySet, field: str = "pk") -> set[int]:
    return set(rows.order_by().values_list(field, flat=True)) - {None}


def _excerpts_of(sources: Collection[int]) -> set[int]:
    return _pks(said.Excerpt.objects.filter(source__in=sources))


def _with_film(pks: Collection[int]) -> Affected:
    yield Kind.EXCERPT, _pks(said.ExcerptSubject.objects.filter(film__in=pks), "excerpt_id")
    yield Kind.LIST, _pks(said.FilmListEntry.objects.filter(film__in=pks), "film_list_id")
    yield Kind.SCENE, _pks(facts.Scene.objects.filter(film__in=pks))
    parts = facts.FilmOrganisation.objects.filter(film__in=pks)
    awards = facts.Award.objects.filter(film__in=pks)
    yield Kind.ORGANISATION, _pks(parts, "organisation_id") | _pks(awards, "organisation_id")


def _with_person(pks: Collection[int]) -> Affected:
    yield Kind.FILM, _pks(facts.Credit.objects.filter(person__in=pks), "film_id")
    awards = facts.Award.objects.filter(people__in=pks)
    yield Kind.ORGANISATION, _pks(awards, "organisation_id")
    made = said.SourceContributor.objects.filter(Q(person__in=pks))
    yield from _with_makers(_pks(made, "source_id"))
    spoken = said.ExcerptVoice.objects.filter(person__in=pks)
    about = said.ExcerptSubject.objects.filter(person__in=pks)
    yield Kind.EXCERPT, _pks(spoken, "excerpt_id") | _pks(about, "excerpt_id")


def _with_organisation(pks: Collection[int]) -> Affected:
    made = said.SourceContributor.objects.filter(organisation__in=pks)
    yield from _with_makers(_pks(made, "source_id"))


def _with_genre(pks: Collection[int]) -> Affected:
    yield Kind.FILM, _pks(facts.TaggedFilm.objects.filter(tag__in=pks), "content_object_id")


def _with_makers(sources: Collection[int]) -> Affected:
    yield Kind.SOURCE, sources
    yield Kind.EXCERPT, _excerpts_of(sources)


def _with_theme(pks: Collection[int]) -> Affected:
    yield Kind.EXCERPT, _pks(said.TaggedExcerpt.objects.filter(tag__in=pks), "content_object_id")


def _with_publication(pks: Collection[int]) -> Affected:
    yield from _with_makers(_pks(said.Source.objects.filter(publication__in=pks)))


def _with_source(pks: Collection[int]) -> Affected:
    quoted = said.Excerpt.objects.filter(quoted_from_source__in=pks)
    yield Kind.EXCERPT, _excerpts_of(pks) | _pks(quoted)
    yield Kind.LIST, _pks(said.FilmList.objects.filter(source__in=pks))


WITH: dict[type[Model], Callable[[Collection[int]], Affected]] = {
    facts.Film: _with_film,
    facts.Person: _with_person,
    facts.Organisation: _with_organisation,
    facts.Genre: _with_genre,
    said.Theme: _with_theme,
    said.Publication: _with_publication,
    said.Source: _with_source,
}


def _follow(
    model: type[Model], pks: Collection[int], *, others: bool = True, are_new: bool = False
) -> None:
    """Indexes these records and, unless told otherwise, those that show something of them.

    Where several write at once, two who change different records in the same moment, a film and
    what is said of it, do not see one another's change: so each looks again when it is committed.
    """
    _index(model, pks, others=others, are_new=are_new)
    if connection.features.has_select_for_update:
        _waiting.rows.setdefault((model, others), set()).update(pks)
        transaction.on_commit(_look_again)


def _look_again() -> None:
    waiting, _waiting.rows = _waiting.rows, {}
    for (model, others), pks in waiting.items():
        for batch in batches(sorted(pks)):
            with transaction.atomic():
                _index(model, batch, others=others)


def _index(
    model: type[Model], pks: Collection[int], *, others: bool, are_new: bool = False
) -> None:
    if model in OWN:
        index(OWN[model], pks, are_new=are_new)
    if others and model in WITH:
        for kind, affected in WITH[model](pks):
            index(kind, affected)


def _follow_parts(model: type[Model], owners: Collection[int]) -> None:
    relation, is_shown = PARTS[model]
    _follow(model._meta.get_field(relation).related_model, owners, others=is_shown)


def _shown(record: Model) -> tuple | None:
    """What others show of the record, as it is stored."""
    rows = type(record)._base_manager.filter(pk=record.pk)
    return rows.values_list(*SHOWN[type(record)]).first() if record.pk else None


def note_shown(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Receiver of `pre_save`: what others showed of it before."""
    instance._shown_before = _shown(instance)


def note_owner(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Receiver of `pre_save` of parts: what it was a part of before."""
    field = sender._meta.get_field(PARTS[sender][0])
    rows = sender._base_manager.filter(pk=instance.pk)
    before = rows.values_list(field.attname).first() if instance.pk else None
    instance._owner_before = before[0] if before else None


def note_owners(
    sender: type[Model], pks: Collection[int], fields: frozenset[str], **kwargs: Any
) -> set[int]:
    """Receiver of `rows_changing` of parts: what they are a part of before that changes."""
    owner = sender._meta.get_field(PARTS[sender][0])
    if not {owner.name, owner.attname} & fields:
        return set()
    return _pks(sender._base_manager.filter(pk__in=pks), owner.attname)


def follow_saved(sender: type[Model], instance: Model, created: bool, **kwargs: Any) -> None:
    before = getattr(instance, "_shown_before", None)
    shows_more = sender in SHOWN and before is not None and before != _shown(instance)
    _follow(sender, [instance.pk], others=shows_more, are_new=created)


def follow_part(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    """Receiver of `post_save` and `post_delete` of parts."""
    field = sender._meta.get_field(PARTS[sender][0])
    owners = {getattr(instance, field.attname), getattr(instance, "_owner_before", None)}
    _follow_parts(sender, owners - {None})


def follow_deleted(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    _follow(sender, [instance.pk], others=False)


def follow_rows(
    sender: type[Model],
    pks: Collection[int],
    fields: frozenset[str] | None,
    before: list,
    **kwargs: Any,
) -> None:
    """Receiver of `rows_changed`: of changes in bulk."""
    if sender in PARTS:
        relation = sender._meta.get_field(PARTS[sender][0])
        owners = _pks(sender._base_manager.filter(pk__in=pks), relation.attname)
        _follow_parts(sender, owners.union(*filter(None, before)))
        return
    shown = {name.removesuffix("_id") for name in SHOWN.get(sender, ())}
    _follow(sender, pks, others=fields is not None and bool(shown & fields))


def follow_languages(
    sender: type[Model], instance: Model, action: str, reverse: bool, pk_set: set | None, **_: Any
) -> None:
    """Receiver of `m2m_changed` of a film's languages."""
    if not reverse:
        index(Kind.FILM, [instance.pk])
    elif action == "pre_clear":
        instance._films_before = _pks(instance.films)
    elif action.startswith("post_"):
        index(Kind.FILM, pk_set or getattr(instance, "_films_before", ()))


def follow_honoured(
    sender: type[Model], instance: Model, action: str, reverse: bool, pk_set: set | None, **_: Any
) -> None:
    """Receiver of `m2m_changed` of the people of an award."""
    if not reverse:
        index(Kind.ORGANISATION, {instance.organisation_id} - {None})
    elif action == "pre_clear":
        instance._awards_before = _pks(instance.awards)
    elif action.startswith("post_"):
        awards = pk_set or getattr(instance, "_awards_before", ())
        _follow_parts(
            facts.Award, _pks(facts.Award.objects.filter(pk__in=awards), "organisation_id")
        )


def connect() -> None:
    for model in {*OWN, *SHOWN}:
        post_save.connect(follow_saved, sender=model)
        rows_changed.connect(follow_rows, sender=model)
    for model in SHOWN:
        pre_save.connect(note_shown, sender=model)
    for model in OWN:
        post_delete.connect(follow_deleted, sender=model)
    for model in PARTS:
        pre_save.connect(note_owner, sender=model)
        rows_changing.connect(note_owners, sender=model)
        for signal in (post_save, post_delete):
            signal.connect(follow_part, sender=model)
        rows_changed.connect(follow_rows, sender=model)
    m2m_changed.connect(follow_languages, sender=facts.Film.languages.through)
    m2m_changed.connect(follow_honoured, sender=facts.Award.people.through)
