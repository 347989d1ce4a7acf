"""An acceptance that cannot be made leaves nothing behind, and the contribution as it was."""

import threading
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection

from critiques.models import (
    Contribution,
    Excerpt,
    ModerationEvent,
    Publication,
    Source,
    SourceContributor,
)
from critiques.moderation.accepting import NewSource
from critiques.quotation import Span
from filmography.models import Film, OutgoingMail, Person
from filmography.publishing.models import NotReady
from tests import factories as make

MADE = (Source, Publication, SourceContributor, Film, Person, Excerpt, ModerationEvent)
NEW = NewSource(title="New", author="A. Critic", publication="The Paper")


@pytest.fixture
def moderator() -> User:
    return make.make_moderator()


def assert_refused(
    contribution: Contribution, by: User, error: type[Exception], **fields: Any
) -> Exception:
    acceptance = make.make_acceptance(contribution.current.text, **fields)
    before = [model.objects.count() for model in MADE] + [OutgoingMail.objects.count()]

    with pytest.raises(error) as refusal:
        contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)

    assert [model.objects.count() for model in MADE] + [OutgoingMail.objects.count()] == before
    assert (contribution.state, contribution.excerpt) == ("pending", None)
    assert Contribution.objects.get(pk=contribution.pk).state == "pending"
    return refusal.value


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"new_source": NewSource(title=" ")},
        {"new_source": NewSource(title="x" * 301)},
        {"new_source": NewSource(title="N", url="javascript:alert(1)")},
        {"new_source": NewSource(title="N", genre="gossip")},
        {"new_source": NewSource(title="N", publication="x" * 201)},
        {"new_source": NewSource(title="N", author="x" * 201)},
        {"new_source": NEW, "films": []},
        {"new_source": NEW, "new_film": "x" * 301},
        {"new_source": NEW, "new_film": "Stub", "new_person": "x" * 301},
        {"new_source": NEW, "new_film": "Stub", "locator": ("page", "x" * 21, "")},
        {"new_source": NEW, "new_film": "Stub", "content_notes": "x" * 301},
        {"new_source": NEW, "new_film": "Stub", "voice_name": "x" * 201},
        {"new_source": NEW, "new_film": "Stub", "stance": "amused"},
    ],
)
def test_what_cannot_be_so_undoes_all_of_it(fields: dict[str, Any], moderator: User) -> None:
    assert_refused(make.make_contribution(), moderator, ValidationError, **fields)


@pytest.mark.django_db
def test_too_large_a_share_of_the_source_is_refused_with_the_figures(moderator: User) -> None:
    words = " ".join(f"word{number}" for number in range(80))
    source = make.make_source()
    make.make_capture(source, f"{words} and a few more.")

    refusal = assert_refused(make.make_contribution(words), moderator, NotReady, source=source)

    assert "80 of 84 words" in str(refusal)


@pytest.mark.django_db
def test_words_that_the_capture_does_not_hold_are_not_published(moderator: User) -> None:
    source = make.make_source()
    make.make_capture(source, "Other words altogether, and not those.")
    contribution = make.make_contribution("Nobody leaves the party.")

    assert_refused(contribution, moderator, NotReady, source=source)

    # In review they may wait until an editor has looked.
    acceptance = make.make_acceptance(contribution.current.text, source=source, publish=False)
    excerpt = contribution.accept(
        by=moderator, seen=contribution.content_hash, acceptance=acceptance
    )
    assert (excerpt.state, excerpt.quotation_state) == ("in_review", "absent")


@pytest.mark.django_db
def test_a_fault_at_the_very_end_undoes_all_of_it(
    moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("critiques.models.moderation.moderated.post", fail)

    assert_refused(
        make.make_contribution(), moderator, RuntimeError, new_source=NEW, new_film="Stub"
    )


@pytest.mark.django_db
def test_after_a_refusal_the_same_acceptance_can_be_tried_again(moderator: User) -> None:
    contribution = make.make_contribution()
    acceptance = make.make_acceptance(contribution.current.text, new_source=NEW, films=[])
    with pytest.raises(ValidationError):
        contribution.accept(by=moderator, seen=contribution.content_hash, acceptance=acceptance)

    acceptance.films = [make.make_film()]
    excerpt = contribution.accept(
        by=moderator, seen=contribution.content_hash, acceptance=acceptance
    )

    assert excerpt.source == Source.objects.get()


@pytest.mark.django_db
def test_a_place_that_was_chosen_wrongly_proves_nothing(moderator: User) -> None:
    source = make.make_source()
    make.make_capture(source, "It is late. Nobody leaves the party.")
    contribution = make.make_contribution("Words that are not there.")

    assert_refused(contribution, moderator, NotReady, source=source, span=Span(0, 11))


@pytest.mark.django_db(transaction=True)
def test_two_who_make_the_same_source_at_once_both_succeed() -> None:
    """On PostgreSQL both look for a free address before either has taken it."""
    contributions = [make.make_contribution() for _ in range(4)]
    films = [make.make_film() for _ in contributions]
    moderators = [make.make_moderator() for _ in contributions]
    start, failed = threading.Barrier(len(contributions)), []

    def accept(contribution: Contribution, by: User, film: Film) -> None:
        new = NewSource(title="The last guest", publication="The Paper", author="A. Critic")
        acceptance = make.make_acceptance(
            contribution.current.text, new_source=new, films=[film], new_person="A Stranger"
        )
        start.wait()
        try:
            contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=accept, args=each)
        for each in zip(contributions, moderators, films, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not failed
    assert Excerpt.objects.count() == 4
    assert Source.objects.values("slug").distinct().count() == 4
