"""Acceptance: the excerpt and all that it needs are made or linked, in one transaction."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from critiques.models import Contribution, Excerpt, Publication, Source
from critiques.moderation.accepting import NewSource
from critiques.quotation import Span
from filmography.models import Film, Person
from tests import factories as make

pytestmark = pytest.mark.django_db

WORDS = "Nobody leaves the party."
TEXT = f"It is late. {WORDS} Somebody counts the bottles."


@pytest.fixture
def moderator() -> User:
    return make.make_moderator()


def accept(contribution: Contribution, by: User, **fields: Any) -> Excerpt:
    acceptance = make.make_acceptance(fields.pop("text", contribution.current.text), **fields)
    return contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)


# --- What is made ---------------------------------------------------------------------------------


def test_a_new_source_comes_with_its_publication_and_its_author(moderator: User) -> None:
    new = NewSource(
        title="The last guest",
        genre="essay",
        medium="print",
        author="A. Critic",
        publication="The Paper",
        published_on="2012-05",
        url="https://paper.example/guest",
        language=make.make_language("fr", "French"),
    )

    source = accept(make.make_contribution(), moderator, new_source=new).source

    assert (source.title, source.genre, source.medium) == ("The last guest", "essay", "print")
    assert (source.published_on, source.url) == ("2012-05", "https://paper.example/guest")
    assert source.language.code == "fr"
    assert source.publication.name == "The Paper"
    assert source.contributors.get().name_as_credited == "A. Critic"


def test_what_is_here_already_is_linked_and_not_made_again(moderator: User) -> None:
    critic, paper = make.make_person("A. Critic"), make.make_publication("The Paper")
    new = NewSource(title="The last guest", author="a. critic", publication="THE PAPER")

    source = accept(make.make_contribution(), moderator, new_source=new).source

    assert source.publication == paper
    assert source.contributors.get().person == critic
    assert (Publication.objects.count(), Person.objects.count()) == (1, 1)


def test_of_two_critics_of_one_name_none_is_guessed(moderator: User) -> None:
    for _ in range(2):
        make.make_person("A. Critic")
    new = NewSource(title="The last guest", author="A. Critic")

    named = accept(make.make_contribution(), moderator, new_source=new).source.contributors.get()

    assert (named.person, named.name_as_credited) == (None, "A. Critic")


def test_a_known_source_stays_as_it_is(moderator: User) -> None:
    source = make.make_source("The last guest")

    excerpt = accept(make.make_contribution(), moderator, source=source)

    assert (excerpt.source, Source.objects.count()) == (source, 1)


def test_the_excerpt_says_all_that_was_decided(moderator: User) -> None:
    film, person, speaker = make.make_film(), make.make_person(), make.make_person()
    theme, scene = make.make_theme(), make.make_scene(film)

    excerpt = accept(
        make.make_contribution("Words."),
        moderator,
        films=[film],
        people=[person],
        stance="mixed",
        themes=[theme],
        scenes=[scene],
        voice=speaker,
        locator=("page", "12", "13"),
        spoiler=True,
        content_notes="Violence",
    )

    assert [subject.target for subject in excerpt.subjects.all()] == [film, person]
    assert {subject.stance for subject in excerpt.subjects.all()} == {"mixed"}
    assert (list(excerpt.themes.all()), list(excerpt.scenes.all())) == ([theme], [scene])
    assert excerpt.voices.get().person == speaker
    assert excerpt.locator_text == "pages 12–13"
    assert (excerpt.spoiler, excerpt.content_notes) == (True, "Violence")
    assert (excerpt.kind, excerpt.text) == ("quotation", "Words.")


def test_a_voice_without_a_record_has_its_name(moderator: User) -> None:
    excerpt = accept(make.make_contribution(), moderator, voice_name="The projectionist")

    assert str(excerpt.voices.get()) == "The projectionist"


def test_what_is_named_twice_is_linked_once(moderator: User) -> None:
    film, theme = make.make_film(), make.make_theme()

    excerpt = accept(make.make_contribution(), moderator, films=[film, film], themes=[theme, theme])

    assert (excerpt.subjects.count(), excerpt.themes.count()) == (1, 1)


def test_the_chosen_place_is_anchored(moderator: User) -> None:
    source = make.make_source()
    twice = f"{WORDS} And once more: {WORDS}"
    make.make_capture(source, twice)
    start = twice.rindex(WORDS)

    excerpt = accept(
        make.make_contribution(WORDS),
        moderator,
        source=source,
        span=Span(start, start + len(WORDS)),
    )

    assert excerpt.quotation_state == "verbatim"
    assert excerpt.anchor.span == Span(start, start + len(WORDS))
    assert excerpt.state == "published"


def test_a_translation_stands_beside_the_words_it_translates(moderator: User) -> None:
    make.make_language()
    french = make.make_language("fr", "French")
    contribution = make.make_contribution(
        "Personne ne part.", kind="translation", translation="Nobody leaves.", credit="A. Reader"
    )

    excerpt = accept(contribution, moderator, source=make.make_source(language=french))

    translation = excerpt.translations.get()
    assert (translation.text, translation.translator) == ("Nobody leaves.", "A. Reader")
    assert (translation.language_id, excerpt.language_id) == ("en", "fr")


def test_a_paraphrase_is_in_the_language_in_which_it_was_written(moderator: User) -> None:
    source = make.make_source(language=make.make_language("fr", "French"))
    contribution = make.make_contribution("Says that nobody leaves.", kind="paraphrase")

    excerpt = accept(contribution, moderator, source=source, kind="paraphrase")

    assert excerpt.language_id == "en"


def test_of_who_contributed_only_the_credit_is_copied(moderator: User) -> None:
    contribution = make.make_contribution(
        name="Private Name", credit="A. Reader", email="reader@example.org", why="Private why"
    )
    contribution.confirm_address()

    excerpt = accept(contribution, moderator)

    stored = " ".join(str(value) for value in Excerpt.objects.filter(pk=excerpt.pk).values()[0])
    assert excerpt.contributor_credit == "A. Reader"
    assert not {"Private", "reader@example.org"} & set(stored.split())


# --- Draft stubs, and what readers see ------------------------------------------------------------


@pytest.mark.parametrize(("field", "model"), [("new_film", Film), ("new_person", Person)])
def test_what_is_not_here_yet_becomes_a_draft_and_the_excerpt_waits(
    field: str, model: Any, moderator: User
) -> None:
    excerpt = accept(
        make.make_contribution(),
        moderator,
        **{field: "Somebody’s first"},
        new_source=NewSource("A"),
    )

    stub = model.objects.get()
    assert (str(stub), stub.state) == ("Somebody’s first", "draft")
    assert (excerpt.subjects.get().target, excerpt.state) == (stub, "in_review")
    assert excerpt.source.state == "draft"

    stub.publish(by=moderator)
    excerpt.source.publish(by=moderator)
    excerpt.publish(by=moderator)
    assert excerpt.is_public


def test_with_a_public_film_beside_it_a_stub_keeps_nothing_back(moderator: User) -> None:
    excerpt = accept(
        make.make_contribution(), moderator, films=[make.make_film()], new_person="Not here yet"
    )

    assert excerpt.is_public


def test_it_is_public_at_once_if_that_was_chosen(moderator: User) -> None:
    excerpt = accept(make.make_contribution(), moderator, new_source=NewSource("New"))

    assert (excerpt.is_public, excerpt.source.is_public) == (True, True)


def test_it_stays_in_review_if_that_was_chosen(moderator: User) -> None:
    excerpt = accept(make.make_contribution(), moderator, new_source=NewSource("N"), publish=False)

    assert (excerpt.state, excerpt.source.state) == ("in_review", "draft")


def test_it_waits_in_review_for_a_source_that_an_editor_still_prepares(moderator: User) -> None:
    """It would be called public, and be seen by nobody."""
    excerpt = accept(make.make_contribution(), moderator, source=make.make_source(published=False))

    assert (excerpt.state, excerpt.source.state) == ("in_review", "draft")


# --- Only acceptance ------------------------------------------------------------------------------


def test_nothing_else_makes_an_excerpt(moderator: User) -> None:
    for decide in ("request_changes", "decline", "mark_duplicate", "mark_spam"):
        contribution = make.make_contribution()
        said = (
            {"reason": "other", "message": "M"} if decide in ("request_changes", "decline") else {}
        )
        getattr(contribution, decide)(by=moderator, seen=contribution.content_hash, **said)

    assert not Excerpt.objects.exists()


def test_the_database_gives_no_excerpt_to_what_was_not_accepted() -> None:
    contribution, excerpt = make.make_contribution(), make.make_excerpt()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk).update(excerpt=excerpt)


def test_the_words_are_cleaned_before_they_are_compared(moderator: User) -> None:
    """A form sends line ends as CRLF and blanks at the end: these are no other words."""
    contribution = make.make_contribution("Two\nlines.")

    excerpt = accept(contribution, moderator, text="Two\r\nlines. \r\n")

    assert excerpt.text == "Two\nlines."
