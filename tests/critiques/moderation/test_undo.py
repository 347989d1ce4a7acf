"""Undo: within ten seconds, by the same moderator; what was made goes, and no mail is sent."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.utils import timezone

from critiques.models import (
    Contribution,
    Excerpt,
    Publication,
    Source,
    SourceContributor,
)
from critiques.models.moderation.events import NotAllowed, TransitionRefused
from critiques.moderation.accepting import NewSource
from filmography.models import Film, OutgoingMail, Person
from filmography.publishing.outbox import send_due
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.clock import clock_at, later

pytestmark = pytest.mark.django_db

NEW = NewSource(title="The last guest", author="A. Critic", publication="The Paper")


@pytest.fixture
def me() -> User:
    return make.make_moderator()


def decide(contribution: Contribution, name: str, by: User) -> None:
    seen = contribution.content_hash
    said = {"reason": "other", "message": "M"} if name in ("decline", "request_changes") else {}
    if name == "accept":
        said = {"acceptance": make.make_acceptance(contribution.current.text)}
    getattr(contribution, name)(by=by, seen=seen, **said)


def accept(contribution: Contribution, by: User, **fields: Any) -> Excerpt:
    acceptance = make.make_acceptance(contribution.current.text, **fields)
    return contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)


DECISIONS = ["accept", "request_changes", "decline", "mark_duplicate", "mark_spam"]


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_taken_back_with_an_event_of_its_own(name: str, me: User) -> None:
    contribution = make.make_contribution()
    decide(contribution, name, me)

    with later(seconds=9):
        contribution.undo(by=me)

    events = assert_unbroken(contribution)
    assert [event.transition for event in events] == ["submit", name, "undo"]
    assert (contribution.state, events[-1].actor_id) == ("pending", me.pk)
    assert (contribution.is_claimed, contribution.claimed_by) == (True, me)


@pytest.mark.parametrize("name", DECISIONS)
def test_after_ten_seconds_it_stands(name: str, me: User) -> None:
    contribution = make.make_contribution()
    decide(contribution, name, me)
    state = contribution.state

    with later(seconds=10.5), pytest.raises(TransitionRefused, match="ten seconds"):
        contribution.undo(by=me)

    assert Contribution.objects.get().state == state


def test_a_colleague_cannot_undo_it(me: User) -> None:
    contribution = make.make_contribution()
    decide(contribution, "decline", me)

    with pytest.raises(TransitionRefused, match="your own"):
        contribution.undo(by=make.make_administrator())


def test_nor_can_somebody_who_has_lost_the_right(me: User) -> None:
    contribution = make.make_contribution()
    accept(contribution, me)
    me.groups.clear()

    with pytest.raises(NotAllowed):
        contribution.undo(by=me)

    assert contribution.excerpt is not None


def test_an_undo_cannot_be_undone_nor_what_was_before_it(me: User) -> None:
    contribution = make.make_contribution()
    decide(contribution, "decline", me)
    contribution.undo(by=me)

    with pytest.raises(TransitionRefused):
        contribution.undo(by=me)


def test_what_the_contributor_did_since_stays(me: User) -> None:
    contribution = make.make_contribution()
    decide(contribution, "request_changes", me)
    contribution.resubmit(words=contribution.current.words)

    with pytest.raises(TransitionRefused):
        contribution.undo(by=me)


def test_a_proposal_is_no_decision(me: User) -> None:
    contribution = make.make_contribution()
    accept(contribution, me)
    contribution.undo(by=me)
    acceptance = make.make_acceptance("Other words.")
    contribution.accept(by=me, seen=contribution.content_hash, acceptance=acceptance)

    with pytest.raises(TransitionRefused):
        contribution.undo(by=me)


# --- The mail -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DECISIONS)
def test_the_mail_that_was_not_yet_due_is_never_sent(name: str, me: User, mailoutbox: list) -> None:
    contribution = make.make_contribution(email="reader@example.org")
    contribution.confirm_address()
    OutgoingMail.objects.all().delete()
    with clock_at(timezone.now()):
        decide(contribution, name, me)
        with later(seconds=9.9):
            assert list(send_due()) == []  # not before it can no longer be undone
            contribution.undo(by=me)

    with later(days=1):
        assert list(send_due()) == []
    assert not mailoutbox


# --- What an acceptance made ----------------------------------------------------------------------


def test_all_that_was_made_is_taken_back(me: User) -> None:
    contribution = make.make_contribution(
        "Personne ne part.", kind="translation", translation="Nobody leaves."
    )
    theme, film = make.make_theme(), make.make_film()
    scene = make.make_scene(film)
    excerpt = accept(
        contribution,
        me,
        new_source=NEW,
        films=[film],
        new_film="Stub",
        new_person="Stub",
        themes=[theme],
        scenes=[scene],
        voice_name="Somebody",
    )
    assert excerpt.is_public

    contribution.undo(by=me)

    assert (contribution.excerpt, contribution.made) == (None, [])
    for model in (Excerpt, Source, SourceContributor, Publication, Person):
        assert not model.objects.exists(), model
    assert [*Film.objects.all()] == [film]
    assert (theme.tagged_excerpts.count(), scene.excerpts.count()) == (0, 0)


def test_what_was_here_before_stays(me: User) -> None:
    source, film = make.make_source(), make.make_film()
    make.make_capture(source, "Nobody leaves the party.")
    contribution = make.make_contribution("Nobody leaves the party.")
    accept(contribution, me, source=source, films=[film])

    contribution.undo(by=me)

    assert (Source.objects.get(), Film.objects.get()) == (source, film)
    assert source.captures.count() == 1


def test_it_can_be_accepted_again_afterwards(me: User) -> None:
    contribution = make.make_contribution()
    accept(contribution, me, new_source=NEW, new_film="Stub")
    contribution.undo(by=me)

    again = accept(contribution, me, new_source=NEW, new_film="Stub")

    assert (again, again.source.slug) == (Excerpt.objects.get(), "the-last-guest")
    assert_unbroken(contribution)


@pytest.mark.parametrize("built", ["excerpt", "capture", "relation", "credit", "log"])
def test_records_that_others_have_built_on_stay(built: str, me: User) -> None:
    contribution = make.make_contribution()
    excerpt = accept(contribution, me, new_source=NEW, new_film="Stub", new_person="Stub")
    source = excerpt.source
    film, person = Film.objects.get(), Person.objects.get()
    kept = {source}
    if built == "excerpt":
        make.make_excerpt(source=source, about=film)
        kept |= {film}
    elif built == "capture":
        make.make_capture(source)
    elif built == "relation":
        make.make_source().relations.create(original=source, kind="reprint")
    elif built == "credit":
        make.make_credit(film, person)
        kept = {film, person}
    elif built == "log":
        film.publish(by=make.make_editor())
        kept = {film}

    contribution.undo(by=me)

    assert not Excerpt.objects.filter(pk=excerpt.pk).exists()
    for record in (source, film, person):
        assert type(record).objects.filter(pk=record.pk).exists() == (record in kept), record


@pytest.mark.parametrize("work", ["annotation", "response", "reply", "duplicate", "log"])
def test_a_passage_that_others_have_gone_on_with_is_not_taken_away_under_them(
    work: str, me: User
) -> None:
    contribution = make.make_contribution("Nobody leaves the party.")
    excerpt = accept(contribution, me)
    if work == "annotation":
        make.make_annotation(excerpt)
    elif work == "response":
        make.make_response(make.make_excerpt(), excerpt)
    elif work == "reply":
        make.make_reply(excerpt)
    elif work == "duplicate":
        other = make.make_contribution()
        other.mark_duplicate(by=make.make_moderator(), seen=other.content_hash, of=excerpt)
    else:
        excerpt.withdraw(by=make.make_editor())

    with pytest.raises(TransitionRefused, match="withdraw it instead"):
        contribution.undo(by=me)

    assert (contribution.state, contribution.excerpt) == ("accepted", excerpt)
    assert Excerpt.objects.filter(pk=excerpt.pk).exists()


def test_the_log_goes_on_to_say_what_was_done_but_not_in_the_contributors_words(me: User) -> None:
    contribution = make.make_contribution("Canary words.")
    accept(contribution, me, new_source=NewSource(title="Canary source"), new_film="Canary film")
    logged = LogEntry.objects.count()

    contribution.undo(by=me)

    assert logged > 0
    assert LogEntry.objects.count() == logged
    assert not LogEntry.objects.filter(object_repr__icontains="canary").exists()
