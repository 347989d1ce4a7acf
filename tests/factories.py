"""Records for tests, by small plain functions. They are public unless `published=False`.

A field that is not given gets a plain value; names and slugs are unique in a process.
"""

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User
from django.utils import timezone

from critiques.capturing import keep, propose
from critiques.extraction import from_text
from critiques.models import (
    Annotation,
    Capture,
    Contribution,
    Excerpt,
    ExcerptSubject,
    FilmList,
    FilmListEntry,
    Publication,
    Reply,
    Report,
    Response,
    Source,
    SourceContributor,
    TaggedExcerpt,
    Theme,
)
from critiques.moderation.accepting import Acceptance
from filmography.models import (
    Award,
    Credit,
    Film,
    FilmOrganisation,
    Image,
    Language,
    Organisation,
    Person,
    Scene,
)
from filmography.publishing.history import recording
from filmography.publishing.roles import EDITORS, MODERATORS
from filmography.publishing.states import PublicationState

_numbers = count(1)


def number() -> int:
    return next(_numbers)


def publication(published: bool, fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of the publication state, unless they are given."""
    if not published or "state" in fields:
        return fields
    since = timezone.now() - timedelta(days=1)
    return {"state": PublicationState.PUBLISHED, "published_at": since, **fields}


def make_language(code: str = "en", name: str = "English") -> Language:
    return Language.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_film(title: str = "", *, published: bool = True, **fields: Any) -> Film:
    return Film.objects.create(title=title or f"Film {number()}", **publication(published, fields))


def make_person(name: str = "", *, published: bool = True, **fields: Any) -> Person:
    name = name or f"Person {number()}"
    return Person.objects.create(name=name, **publication(published, fields))


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    return Organisation.objects.create(name=name or f"Organisation {number()}", **fields)


def make_credit(
    film: Film, person: Person, role: str = Credit.Role.DIRECTOR, **fields: Any
) -> Credit:
    return Credit.objects.create(film=film, person=person, role=role, **fields)


def make_image(**fields: Any) -> Image:
    """Its file is a name only."""
    if not {"film", "person", "scene"} & set(fields):
        fields["film"] = make_film()
    values = {
        "kind": Image.Kind.STILL,
        "file": "images/none.png",
        "alt_text": f"A room, seen from door {number()}",
        "credit_line": "Photograph by somebody",
        **fields,
    }
    return Image.objects.create(**values, width=40, height=30)


@recording()
def make_award(film: Film | None = None, people: tuple[Person, ...] = (), **fields: Any) -> Award:
    values = {"year": 2024, "category": f"Category {number()}", **fields}
    if "organisation" not in values:
        values["organisation"] = make_organisation()
    award = Award.objects.create(film=film, **values)
    award.people.add(*people)
    return award


def make_film_organisation(
    film: Film, organisation: Organisation, **fields: Any
) -> FilmOrganisation:
    values = {"role": FilmOrganisation.Role.PRODUCTION, **fields}
    return FilmOrganisation.objects.create(film=film, organisation=organisation, **values)


def make_scene(film: Film, title: str = "", **fields: Any) -> Scene:
    return Scene.objects.create(film=film, title=title or f"Scene {number()}", **fields)


def make_publication(name: str = "", **fields: Any) -> Publication:
    return Publication.objects.create(name=name or f"Publication {number()}", **fields)


@recording()
def make_source(
    title: str = "", *, author: Person | None = None, published: bool = True, **fields: Any
) -> Source:
    fields.setdefault("language", make_language())
    title = title or f"Source {number()}"
    source = Source.objects.create(title=title, **publication(published, fields))
    if author:
        SourceContributor.objects.create(source=source, person=author)
    return source


def make_capture(
    source: Source | None = None, text: str = "", *, kept: bool = True, **fields: Any
) -> Capture:
    """The private text of a source; not kept, it is still looked at."""
    extracted = from_text(text or f"Captured words number {number()}.")
    proposed = propose(source or make_source(), extracted, **fields)
    return keep(proposed) if kept else proposed


def make_theme(name: str = "", *, published: bool = True, **fields: Any) -> Theme:
    return Theme.objects.create(name=name or f"Theme {number()}", **publication(published, fields))


@recording()
def make_excerpt(
    text: str = "",
    *,
    about: Film | Person | None = None,
    themes: tuple[Theme, ...] = (),
    stance: str = "",
    published: bool = True,
    **fields: Any,
) -> Excerpt:
    """About a new public film, in a new public source, unless told otherwise."""
    fields.setdefault("language", make_language())
    if "source" not in fields:
        fields["source"] = make_source()
    excerpt = Excerpt.objects.create(
        text=text or f"Words of passage number {number()}.", **publication(published, fields)
    )
    make_subject(excerpt, about or make_film(), stance=stance)
    for theme in themes:
        TaggedExcerpt.objects.create(content_object=excerpt, tag=theme)
    return excerpt


def make_subject(excerpt: Excerpt, target: Film | Person, **fields: Any) -> ExcerptSubject:
    kind = "film" if isinstance(target, Film) else "person"
    return ExcerptSubject.objects.create(excerpt=excerpt, **{kind: target}, **fields)


def make_annotation(
    excerpt: Excerpt | None = None, words: str = "", *, published: bool = True, **fields: Any
) -> Annotation:
    """On these words, or else on the first word of the excerpt."""
    excerpt = excerpt or make_excerpt()
    words = words or excerpt.text.split()[0]
    start = excerpt.text.index(words)
    values = {"body": f"Note {number()}", "start": start, "end": start + len(words), **fields}
    return Annotation.objects.create(excerpt=excerpt, exact=words, **publication(published, values))


def make_response(
    from_excerpt: Excerpt | None = None,
    to_excerpt: Excerpt | None = None,
    *,
    published: bool = True,
    **fields: Any,
) -> Response:
    values = {
        "relation": Response.Relation.DISPUTES,
        "justification": f"Justification {number()}",
        **fields,
    }
    return Response.objects.create(
        from_excerpt=from_excerpt or make_excerpt(),
        to_excerpt=to_excerpt or make_excerpt(),
        **publication(published, values),
    )


def make_reply(excerpt: Excerpt | None = None, *, published: bool = True, **fields: Any) -> Reply:
    values = {"name": f"Somebody {number()}", "text": f"Reply {number()}", **fields}
    return Reply.objects.create(excerpt=excerpt or make_excerpt(), **publication(published, values))


@recording()
def make_list(
    title: str = "", *, films: tuple[Film, ...] = (), published: bool = True, **fields: Any
) -> FilmList:
    title = title or f"List {number()}"
    film_list = FilmList.objects.create(title=title, **publication(published, fields))
    for position, film in enumerate(films):
        FilmListEntry.objects.create(film_list=film_list, film=film, position=position)
    return film_list


# --- The cast ---------------------------------------------------------------------------------

PASSWORD = "correct horse battery"


def make_staff(group: str | None = None, **fields: Any) -> User:
    name = f"{(group or 'staff').lower()}-{number()}"
    values = {"email": f"{name}@example.org", "is_staff": True, **fields}
    user = User.objects.create_user(name, password=PASSWORD, **values)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def make_editor() -> User:
    return make_staff(EDITORS)


def make_moderator() -> User:
    return make_staff(MODERATORS)


def make_administrator() -> User:
    return make_staff(is_superuser=True)


# --- What the public sends --------------------------------------------------------------------


def make_contribution(text: str = "", **fields: Any) -> Contribution:
    """Sent without an address, so that it waits for a decision; a film is named unless told."""
    person = {
        name: fields.pop(name) for name in ("name", "credit", "email", "account") if name in fields
    }
    state = fields.pop("state", "")
    words = {
        "kind": "quotation",
        "text": text or f"Words that somebody offers, number {number()}.",
        "about": "A film",
        "source_title": "A review",
        "language": make_language(),
        **fields,
    }
    contribution = Contribution.submit(
        form_key=f"form-{number()}", words=words, person=person, terms="test"
    )
    if state:
        Contribution.objects.filter(pk=contribution.pk).update(state=state)
        contribution.refresh_from_db()
    return contribution


def make_report(about: Any = None, *, state: str = "", **fields: Any) -> Report:
    about = about or make_excerpt()
    person = {name: fields.pop(name) for name in ("name", "email") if name in fields}
    words = {
        "kind": "words",
        "about": about.get_absolute_url(),
        "record_label": about._meta.label,
        "record_id": about.pk,
        "words": f"Report {number()}",
        **fields,
    }
    report = Report.submit(form_key=f"form-{number()}", words=words, person=person)
    if state:
        Report.objects.filter(pk=report.pk).update(state=state)
        report.refresh_from_db()
    return report


def make_acceptance(text: str, **fields: Any) -> Acceptance:
    """Of a passage about a new public film in a new public source, unless told otherwise."""
    if "source" not in fields and "new_source" not in fields:
        fields["source"] = make_source()
    if not {"films", "people", "new_film", "new_person"} & set(fields):
        fields["films"] = [make_film()]
    return Acceptance(text=text, **fields)
