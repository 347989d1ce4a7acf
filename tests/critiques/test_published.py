"""`.published()` of each model: what the public may see, through every relation it depends on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from critiques.models import (
    Annotation,
    Excerpt,
    ExcerptSubject,
    ExcerptVoice,
    FilmList,
    FilmListEntry,
    Publication,
    Response,
    Source,
    SourceContributor,
    SourceRelation,
    TaggedExcerpt,
    Theme,
)
from filmography.models import Award, Credit, Film, FilmOrganisation, Organisation, Person, Scene
from filmography.publishing.models import Publishable
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)
HIDDEN: dict[str, dict[str, Any]] = {
    "draft": {"state": "draft", "published_at": None},
    "in review": {"state": "in_review"},
    "withdrawn": {"state": "withdrawn"},
    "tomorrow": {"published_at": NOW + DAY},
    "until yesterday": {"published_at": NOW - 2 * DAY, "published_until": NOW - DAY},
}


def hide(record: Publishable, why: str) -> None:
    type(record).objects.filter(pk=record.pk).update(**HIDDEN[why])


def shown(record: Model) -> bool:
    """By the one word that its model has for it."""
    queryset = type(record).objects
    word = "published" if hasattr(queryset, "published") else "visible"
    return getattr(queryset, word)().filter(pk=record.pk).exists()


OWN_STATE: dict[str, Callable[[], Publishable]] = {
    "film": make.make_film,
    "person": make.make_person,
    "source": make.make_source,
    "theme": make.make_theme,
    "excerpt": make.make_excerpt,
    "annotation": make.make_annotation,
    "response": make.make_response,
    "list": make.make_list,
    "reply": make.make_reply,
}


@pytest.mark.parametrize("why", HIDDEN)
@pytest.mark.parametrize("kind", OWN_STATE)
def test_a_record_is_public_by_its_own_state(kind: str, why: str) -> None:
    record = OWN_STATE[kind]()
    assert shown(record)
    assert record.is_public

    hide(record, why)

    assert not shown(record)


def excerpt_about(*targets: Any) -> Excerpt:
    excerpt = make.make_excerpt(about=targets[0])
    for target in targets[1:]:
        make.make_subject(excerpt, target)
    return excerpt


def list_of_a_source() -> tuple[FilmList, Publishable]:
    source = make.make_source()
    return make.make_list(source=source), source


def pair(record: Model, *path: str) -> tuple[Model, Publishable]:
    """The record, and the one at the end of the path on which it depends."""
    target: Any = record
    for name in path:
        target = getattr(target, name)
    return record, target


def in_film(make_part: Callable[[Film], Model]) -> tuple[Model, Publishable]:
    film = make.make_film()
    return make_part(film), film


# Name → a record, and the record that must be public too.
DEPENDS_ON: dict[str, Callable[[], tuple[Any, Any]]] = {
    "credit on its film": lambda: pair(
        make.make_credit(make.make_film(), make.make_person()), "film"
    ),
    "credit on its person": lambda: pair(
        make.make_credit(make.make_film(), make.make_person()), "person"
    ),
    "award on its film": lambda: pair(make.make_award(make.make_film()), "film"),
    "scene on its film": lambda: in_film(make.make_scene),
    "company of a film on it": lambda: in_film(
        lambda film: make.make_film_organisation(film, make.make_organisation())
    ),
    "organisation on its only film": lambda: in_film(
        lambda film: make.make_film_organisation(film, make.make_organisation()).organisation
    ),
    "organisation on its only award": lambda: in_film(
        lambda film: make.make_award(film).organisation
    ),
    "publication on its only source": lambda: (
        lambda source: (source.publication, source)
    )(make.make_source(publication=make.make_publication())),
    "excerpt on its source": lambda: pair(make.make_excerpt(), "source"),
    "excerpt on its only film": lambda: (
        lambda film: (excerpt_about(film), film)
    )(make.make_film()),
    "excerpt on its only person": lambda: (
        lambda person: (excerpt_about(person), person)
    )(make.make_person()),
    "subject on its film": lambda: (
        lambda film: (excerpt_about(film).subjects.get(), film)
    )(make.make_film()),
    "theme of a passage on the theme": lambda: (
        lambda theme: (make.make_excerpt(themes=(theme,)).tagged_themes.get(), theme)
    )(make.make_theme()),
    "annotation on its excerpt": lambda: pair(make.make_annotation(), "excerpt"),
    "annotation on the source": lambda: pair(make.make_annotation(), "excerpt", "source"),
    "reply on its excerpt": lambda: pair(make.make_reply(), "excerpt"),
    "response on the one that answers": lambda: pair(make.make_response(), "from_excerpt"),
    "response on the one answered": lambda: pair(make.make_response(), "to_excerpt"),
    "response on a source": lambda: pair(make.make_response(), "to_excerpt", "source"),
    "list on its source": list_of_a_source,
    "entry on its film": lambda: (
        lambda film: (make.make_list(films=(film,)).entries.get(), film)
    )(make.make_film()),
    "relation on its source": lambda: pair(
        SourceRelation.objects.create(
            source=make.make_source(), original=make.make_source(), kind="reprint"
        ),
        "source",
    ),
    "relation on the original": lambda: pair(
        SourceRelation.objects.create(
            source=make.make_source(), original=make.make_source(), kind="reprint"
        ),
        "original",
    ),
}  # fmt: skip


@pytest.mark.parametrize("why", ["draft", "withdrawn", "tomorrow"])
@pytest.mark.parametrize("name", DEPENDS_ON)
def test_a_record_is_only_as_public_as_what_it_depends_on(name: str, why: str) -> None:
    record, needed = DEPENDS_ON[name]()
    assert shown(record)

    hide(needed, why)

    assert not shown(record)


def test_every_model_with_that_word_is_tried_here() -> None:
    tried = {type(maker()) for maker in OWN_STATE.values()}
    tried |= {type(maker()[0]) for maker in DEPENDS_ON.values()}
    with_word = {
        model
        for app in ("filmography", "critiques")
        for model in apps.get_app_config(app).get_models()
        if hasattr(model._default_manager, "published")
        or hasattr(model._default_manager, "visible")
    }
    assert with_word == tried
    assert {Annotation, Award, Credit, ExcerptSubject, FilmListEntry, FilmOrganisation} <= tried
    assert {Organisation, Person, Publication, Response, Scene, Source} <= tried
    assert {TaggedExcerpt, Theme} <= tried


def test_an_excerpt_needs_one_public_subject_only() -> None:
    film, person = make.make_film(), make.make_person()
    excerpt = excerpt_about(film, person)

    hide(film, "draft")
    assert shown(excerpt)
    hide(person, "draft")
    assert not shown(excerpt)


def test_an_award_of_no_film_needs_a_public_person() -> None:
    person, other = make.make_person(), make.make_person()
    award = make.make_award(None, (person, other))

    hide(person, "draft")
    assert shown(award)
    hide(other, "draft")
    assert not shown(award)
    assert not shown(make.make_award(None))


def test_an_award_of_a_hidden_film_is_hidden_though_its_people_are_public() -> None:
    award = make.make_award(make.make_film(published=False), (make.make_person(),))

    assert not shown(award)


def test_nobody_is_named_who_has_no_public_record_and_no_name_in_words() -> None:
    person = make.make_person()
    source, excerpt = make.make_source(author=person), make.make_excerpt()
    SourceContributor.objects.create(source=source, person=person, name_as_credited="As printed")
    ExcerptVoice.objects.create(excerpt=excerpt, person=person)
    ExcerptVoice.objects.create(excerpt=excerpt, person=person, name="As heard")

    hide(person, "draft")

    named = Source.objects.with_contributors().get(pk=source.pk).named_contributors
    voices = Excerpt.objects.with_page_data().get(pk=excerpt.pk).named_voices
    assert [(str(each), each.person) for each in named] == [("As printed", None)]
    assert [(str(each), each.person) for each in voices] == [("As heard", None)]


def test_counts_beside_records_are_of_public_ones() -> None:
    film = make.make_film()
    excerpt = make.make_excerpt(about=film)
    make.make_excerpt(source=excerpt.source, published=False)
    make.make_excerpt(source=excerpt.source, about=make.make_film(published=False))
    make.make_annotation(excerpt)
    make.make_annotation(excerpt, published=False)
    film_list = make.make_list(films=(film, make.make_film(published=False)))

    assert Source.objects.with_passage_counts().get(pk=excerpt.source_id).passage_count == 1
    assert Excerpt.objects.with_annotation_counts().get(pk=excerpt.pk).annotation_count == 1
    assert FilmList.objects.with_film_counts().get(pk=film_list.pk).film_count == 1


def test_neighbours_of_a_passage_are_public() -> None:
    source = make.make_source()
    before, hidden, excerpt = (
        make.make_excerpt(source=source, position=n, published=n != 2) for n in (1, 2, 3)
    )

    assert excerpt.neighbours() == {"previous": before, "next": None}
    assert before.neighbours() == {"previous": None, "next": excerpt}
    assert not shown(hidden)


def test_broader_themes_are_named_from_the_broadest_on_if_they_are_public() -> None:
    top = make.make_theme("Top")
    middle = make.make_theme("Middle", broader=top, published=False)
    lower = make.make_theme("Lower", broader=middle)
    theme = make.make_theme("Theme", broader=lower)

    assert theme.public_ancestors() == [top, lower]


def test_a_theme_that_would_become_broader_than_itself_is_refused() -> None:
    top = make.make_theme()
    middle = make.make_theme(broader=top)
    top.broader = make.make_theme(broader=middle)

    with pytest.raises(ValidationError, match="broader than itself"):
        top.full_clean()


def test_a_circle_of_themes_made_behind_the_form_ends() -> None:
    one = make.make_theme()
    two = make.make_theme(broader=one)
    Theme.objects.filter(pk=one.pk).update(broader=two)
    one.refresh_from_db()

    assert one.public_ancestors() == [two]
    assert two.public_ancestors() == [one]
