"""Versions that moderation writes name the moderator and what was done, never who sent it."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from critiques.models import Contribution, Excerpt
from critiques.moderation.accepting import NewSource
from filmography.models import Film, Person, RecordVersion
from filmography.publishing.history import latest, versions_of
from tests import factories as make
from tests.critiques.moderation.test_acceptance import accept

pytestmark = pytest.mark.django_db

SENDER = {"name": "Sibylla Sender", "email": "sibylla@example.org", "credit": "S. of the hills"}


@pytest.fixture
def moderator() -> User:
    return make.make_moderator()


def told(versions: Any) -> set[tuple[Any, str, str]]:
    return {(version.by, version.by_name, version.why) for version in versions}


def accepted(contribution: Contribution, by: User) -> Excerpt:
    contribution.confirm_address()
    source = NewSource("A source", author="A. Critic", publication="The Paper")
    return accept(contribution, by, new_source=source, new_film="New film", new_person="New person")


def test_all_that_an_acceptance_makes_names_the_moderator_once(moderator: User) -> None:
    before = set(RecordVersion.objects.values_list("pk", flat=True))
    excerpt = accepted(make.make_contribution(**SENDER), moderator)

    made = RecordVersion.objects.exclude(pk__in=before)
    assert told(made) == {(moderator, str(moderator), "Contribution accepted.")}
    new = [
        excerpt,
        excerpt.source,
        excerpt.source.publication,
        Film.objects.get(title="New film"),
        Person.objects.get(name="New person"),
    ]
    assert [versions_of(record).count() for record in new] == [1] * 5
    words = " ".join(str([each.by_name, each.why, each.label, each.snapshot]) for each in made)
    assert not [word for word in SENDER.values() if word in words]


def test_taking_it_back_leaves_who_did_it_and_no_words(moderator: User) -> None:
    contribution = make.make_contribution(**SENDER)
    excerpt = accepted(contribution, moderator)
    contribution.undo(by=moderator)
    left = RecordVersion.objects.of_kind(Excerpt).get(object_id=str(excerpt.pk))
    assert (left.by, left.snapshot, left.label) == (moderator, {}, "")


def test_what_a_report_withdraws_names_who_upheld_it(moderator: User) -> None:
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt)
    report.uphold(by=moderator, seen=report.content_hash, reason="removed", withdraw=excerpt)
    assert told([latest(excerpt)]) == {(moderator, str(moderator), "Report upheld.")}
    report.undo(by=moderator)
    assert told([latest(excerpt)]) == {(moderator, str(moderator), "Report undone.")}


def test_a_reply_names_who_let_it_stand(moderator: User) -> None:
    report = make.make_report(
        make.make_excerpt(), name="Sybil", email="sybil@example.org", reply_text="Never said."
    )
    report.uphold(by=moderator, seen=report.content_hash, reason="corrected", publish_reply=True)
    assert told([latest(report.reply)]) == {(moderator, str(moderator), "Report upheld.")}


def test_a_credit_that_its_contributor_changes_is_told_of_the_role_only(moderator: User) -> None:
    contribution = make.make_contribution(kind="translation", translation="Words.", **SENDER)
    excerpt = accepted(contribution, moderator)
    contribution.change_credit("Another name")
    last = latest(excerpt)
    assert told([last]) <= {
        (None, "the contributor", "Contribution credit changed."),
        (moderator, str(moderator), "Contribution accepted."),
    }
    assert SENDER["credit"] not in str(last.snapshot)
