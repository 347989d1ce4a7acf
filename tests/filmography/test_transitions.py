"""Publication states: what may follow what, who is told, and that two cannot decide at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from critiques.models import Annotation, Excerpt
from filmography.models import Film
from filmography.publishing.models import NotReady, Publishable, TransitionRefused
from filmography.publishing.states import PublicationState
from tests import factories as make

pytestmark = pytest.mark.django_db

MAKERS: dict[str, Callable[..., Publishable]] = {
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
ALLOWED = {
    "publish": {"draft": "published", "in_review": "published", "withdrawn": "published"},
    "withdraw": {"published": "withdrawn"},
    "send_to_review": {"draft": "in_review"},
    "return_to_draft": {"in_review": "draft", "withdrawn": "draft"},
}
CASES = [
    (kind, transition, state)
    for kind in MAKERS
    for transition in ALLOWED
    for state in PublicationState.values
]


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


def in_state(kind: str, state: str) -> Publishable:
    return MAKERS[kind](state=state, published_at=timezone.now() - timedelta(days=1))


@pytest.mark.parametrize(("kind", "transition", "state"), CASES)
def test_a_transition_is_made_or_refused_as_the_table_says(
    kind: str, transition: str, state: str, editor: User
) -> None:
    record = in_state(kind, state)
    follows = ALLOWED[transition].get(state)

    if follows:
        getattr(record, transition)(by=editor)
    else:
        with pytest.raises(TransitionRefused):
            getattr(record, transition)(by=editor)

    assert record.state == (follows or state)
    record.refresh_from_db()
    assert record.state == (follows or state)
    assert LogEntry.objects.count() == (1 if follows else 0)


def test_no_publishable_model_is_left_out() -> None:
    kinds = {model for model in apps.get_models() if issubclass(model, Publishable)}

    assert {type(maker()) for maker in MAKERS.values()} == kinds


def test_the_log_says_who_did_what(editor: User) -> None:
    film = make.make_film("Anora", published=False)

    film.publish(by=editor)

    entry = LogEntry.objects.get()
    assert (entry.user, entry.get_edited_object(), entry.object_repr) == (editor, film, "Anora")
    assert entry.change_message == "Now published."


def test_of_two_decisions_on_one_state_only_the_first_counts(editor: User) -> None:
    film = make.make_film()
    one, another = Film.objects.get(pk=film.pk), Film.objects.get(pk=film.pk)

    one.withdraw(by=editor, notice="Because.")
    with pytest.raises(TransitionRefused, match="is withdrawn; it cannot become withdrawn"):
        another.withdraw(by=editor, notice="For another reason.")

    film.refresh_from_db()
    assert film.withdrawal_notice == "Because."
    assert LogEntry.objects.count() == 1


def test_a_stale_instance_does_not_publish_twice(editor: User) -> None:
    film = make.make_film(published=False)
    stale = Film.objects.get(pk=film.pk)

    film.publish(by=editor)
    with pytest.raises(TransitionRefused):
        stale.publish(by=editor)

    assert stale.state == PublicationState.PUBLISHED
    assert LogEntry.objects.count() == 1


def test_what_lacks_something_is_not_published_and_says_what(editor: User) -> None:
    film = make.make_film(published=False)
    Film.objects.filter(pk=film.pk).update(title="")
    film.refresh_from_db()

    with pytest.raises(NotReady) as refused:
        film.publish(by=editor)

    assert refused.value.obstacles == ["This field cannot be blank."]
    assert not LogEntry.objects.exists()


def test_an_excerpt_about_nothing_is_not_published(editor: User) -> None:
    excerpt = make.make_excerpt(published=False)
    excerpt.subjects.all().delete()

    with pytest.raises(NotReady, match="which film or person it is about"):
        excerpt.publish(by=editor)


def test_an_annotation_without_its_words_is_not_published(editor: User) -> None:
    note = make.make_annotation(published=False)
    Excerpt.objects.filter(pk=note.excerpt_id).update(text="Something else.")

    with pytest.raises(NotReady, match="do not stand at this place"):
        Annotation.objects.get(pk=note.pk).publish(by=editor)


def test_a_time_to_end_before_the_beginning_is_refused_in_a_sentence(editor: User) -> None:
    film = make.make_film(published=False)
    now = timezone.now()

    with pytest.raises(NotReady, match="cease to be public before"):
        film.publish(by=editor, at=now, until=now - timedelta(days=1))

    film.refresh_from_db()
    assert film.state == PublicationState.DRAFT


def test_publishing_again_takes_the_notice_of_withdrawal_away(editor: User) -> None:
    film = make.make_film()
    film.withdraw(by=editor, notice="Under legal review.")

    film.publish(by=editor)

    film.refresh_from_db()
    assert (film.is_public, film.withdrawal_notice) == (True, "")


def test_what_is_published_from_a_later_time_is_not_public_yet(editor: User) -> None:
    film = make.make_film(published=False)

    film.publish(by=editor, at=timezone.now() + timedelta(hours=1))

    assert not film.is_public


def test_what_is_withdrawn_before_it_was_public_leaves_no_trace(editor: User) -> None:
    film = make.make_film(published=False)
    film.publish(by=editor, at=timezone.now() + timedelta(hours=1))

    film.withdraw(by=editor, notice="Never announced.")

    assert not film.was_ever_public
    assert not Film.objects.gone().exists()


@pytest.mark.parametrize("transition", ["publish", "withdraw", "send_to_review", "return_to_draft"])
def test_who_decides_is_always_named(transition: str, editor: User) -> None:
    with pytest.raises(TypeError):
        getattr(make.make_film(), transition)(editor)


def test_saving_a_form_does_not_change_the_state(editor: User) -> None:
    film = make.make_film(published=False)
    editable: list[Any] = [field.name for field in Film._meta.fields if field.editable]

    assert not {"state", "published_at", "published_until", "withdrawal_notice"} & set(editable)
    assert not film.is_public
