"""What is known of an excerpt's words decides whether they may stand before readers."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from critiques.models import Excerpt, ExcerptAnchor, ExcerptTranslation, Source
from filmography.publishing.models import NotReady
from tests import factories as make
from tests.site.html import Page

pytestmark = pytest.mark.django_db

TEXT = (
    "The camera keeps its distance, and the film is better for it. Nobody is saved here.\n"
    "What looks like mercy is a bill that will come later. Nobody is saved here."
)
WORDS = "The camera keeps its distance, and the film is better for it."
STATES = {
    "verbatim": WORDS,
    "typographic": "the  camera keeps its distance",
    "abridged": "The camera keeps its distance […] and the film is better",
    "altered": "The camera never keeps its distance, and the film is better for it.",
    "absent": "A triumph from the first reel to the last, and not a dull minute in it.",
    "ambiguous": "Nobody is saved here.",
}


@pytest.fixture
def source() -> Source:
    source = make.make_source()
    make.make_capture(source, TEXT)
    return source


def draft(text: str, source: Source, **fields: Any) -> Excerpt:
    return make.make_excerpt(text, source=source, published=False, **fields)


@pytest.mark.parametrize("state", STATES)
def test_saving_checks_the_words(source: Source, state: str) -> None:
    assert draft(STATES[state], source).quotation_state == state


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_proved_is_not_published(source: Source, state: str) -> None:
    excerpt, editor = draft(STATES[state], source), make.make_editor()
    if state in ("altered", "absent", "ambiguous"):
        with pytest.raises(NotReady):
            excerpt.publish(by=editor)
        assert not excerpt.is_public
    else:
        excerpt.publish(by=editor)
        assert excerpt.is_public


def test_nothing_visible_is_invalid_and_refused_whatever_the_reason(source: Source) -> None:
    excerpt = draft(WORDS, source)
    Excerpt.objects.filter(pk=excerpt.pk).update(text="[…]", quotation_state="invalid")
    excerpt.refresh_from_db()

    with pytest.raises(NotReady):
        excerpt.publish(by=make.make_editor())


def test_what_cannot_be_checked_yet_may_be_published_and_says_so(client: Client) -> None:
    excerpt = make.make_excerpt(WORDS)

    assert excerpt.is_public
    assert b"Not checked yet" in client.get(excerpt.get_absolute_url()).content


def test_a_paraphrase_has_no_state(source: Source) -> None:
    excerpt = draft("It finds the distance right.", source, kind="paraphrase")
    assert excerpt.quotation_state == ""

    excerpt.kind = "quotation"
    excerpt.save()
    assert excerpt.quotation_state == "absent"

    excerpt.kind = "paraphrase"
    excerpt.save()
    assert excerpt.quotation_state == ""


def test_a_proved_quotation_is_anchored_where_it_stands(source: Source) -> None:
    anchor = draft(WORDS, source).anchor

    assert TEXT[anchor.start : anchor.end] == WORDS
    assert (anchor.paragraph, anchor.paragraphs, anchor.left_out) == (1, 2, 0)
    assert not anchor.starts_inside_sentence


def test_an_unproved_one_loses_its_anchor(source: Source) -> None:
    excerpt = draft(WORDS, source)
    excerpt.text = STATES["altered"]
    excerpt.save()

    assert not ExcerptAnchor.objects.exists()


def test_the_place_that_was_chosen_stays_chosen(source: Source) -> None:
    excerpt = draft(STATES["ambiguous"], source)
    [_, second] = excerpt.verdict().check.occurrences
    excerpt.choose_place(source.captures.get(), second)
    excerpt.save()
    assert excerpt.quotation_state == "verbatim"

    again = Excerpt.objects.get(pk=excerpt.pk)
    again.spoiler = True
    again.save()

    assert (again.quotation_state, again.anchor.start) == ("verbatim", second.start)


def test_a_change_of_other_fields_checks_too(source: Source) -> None:
    excerpt = draft(WORDS, make.make_source())
    assert excerpt.quotation_state == "unchecked"

    excerpt.source = source
    excerpt.save(update_fields=["source"])

    excerpt.refresh_from_db()
    assert excerpt.quotation_state == "verbatim"


def test_words_that_fall_are_no_longer_public(source: Source, client: Client) -> None:
    excerpt = make.make_excerpt(WORDS, source=source)
    assert client.get(excerpt.get_absolute_url()).status_code == 200

    excerpt.text = STATES["altered"]
    excerpt.save()

    assert not excerpt.is_public
    assert client.get(excerpt.get_absolute_url()).status_code == 410
    assert WORDS.encode()[:20] not in client.get(source.get_absolute_url()).content


class TestAReasonGiven:
    def test_lets_unproved_words_be_published_and_is_shown(
        self, source: Source, client: Client
    ) -> None:
        excerpt = draft(STATES["altered"], source, override_reason="the copy is damaged here")
        excerpt.publish(by=make.make_editor())

        page = client.get(excerpt.get_absolute_url()).content.decode()
        assert "Not found word for word in our copy" in page
        assert "Published because the copy is damaged here." in page
        assert "Checked" not in page.split("<main")[1].split("</main>")[0]

    def test_has_its_date(self, source: Source) -> None:
        assert draft(STATES["absent"], source, override_reason="so").overridden_at is not None

    def test_lapses_with_the_words(self, source: Source) -> None:
        excerpt = make.make_excerpt(STATES["altered"], source=source, override_reason="so")
        excerpt.text = STATES["absent"]
        excerpt.save()

        assert excerpt.override_reason == ""
        assert not excerpt.is_public

    def test_stays_if_it_is_given_anew_with_other_words(self, source: Source) -> None:
        excerpt = make.make_excerpt(STATES["altered"], source=source, override_reason="so")
        excerpt.text, excerpt.override_reason = STATES["absent"], "he said it on stage"
        excerpt.save()

        assert excerpt.is_public

    def test_says_nothing_of_words_that_are_proved(self, source: Source) -> None:
        excerpt = make.make_excerpt(WORDS, source=source, override_reason="so")

        assert excerpt.seal.label == "Checked: word for word"


class TestComparedByEye:
    ATTESTATION = {
        "attested_by": "An Editor",
        "attested_with": "the print edition",
        "attested_on": date(2026, 5, 3),
    }

    def test_is_told_with_who_with_what_and_when(self, client: Client) -> None:
        excerpt = make.make_excerpt(WORDS, **self.ATTESTATION)

        assert excerpt.quotation_state == "attested"
        page = client.get(excerpt.get_absolute_url()).content.decode()
        assert "Compared by eye" in page
        assert "Compared with the print edition by An Editor on 3 May 2026." in page

    def test_counts_only_where_no_capture_can_be_had(self, source: Source) -> None:
        assert draft(STATES["altered"], source, **self.ATTESTATION).quotation_state == "altered"
        assert draft(WORDS, source, **self.ATTESTATION).quotation_state == "verbatim"

    def test_lapses_with_the_words(self) -> None:
        excerpt = make.make_excerpt(WORDS, **self.ATTESTATION)
        excerpt.text = "Other words altogether."
        excerpt.save()

        assert (excerpt.quotation_state, excerpt.attested_by) == ("unchecked", "")


class TestNotesOfAnEditedText:
    def test_follow_their_words(self) -> None:
        excerpt = make.make_excerpt("One two three four five.")
        note = make.make_annotation(excerpt, "three four")
        excerpt.text = "Zero. One two three four five."
        excerpt.save()

        note.refresh_from_db()
        assert excerpt.text[note.start : note.end] == note.exact == "three four"
        assert note.placement == "sound"

    def test_on_changed_words_wait_for_an_editor(self) -> None:
        excerpt = make.make_excerpt("We see a girl who pays for all of it in the end.")
        note = make.make_annotation(excerpt, "a girl who pays for all of it")
        excerpt.text = "We see a woman who pays for all of it in the end."
        excerpt.save()

        note.refresh_from_db()
        assert (note.placement, note.exact) == ("changed", "a woman who pays for all of it")
        assert not type(note).objects.published().exists()

    def test_without_their_words_are_shown_nowhere(self, client: Client) -> None:
        excerpt = make.make_excerpt("We see a girl who pays.")
        note = make.make_annotation(excerpt, "a girl", body="Unmistakable note")
        excerpt.text = "Nothing of the kind is here any more."
        excerpt.save()

        note.refresh_from_db()
        assert (note.placement, note.exact) == ("orphaned", "a girl")
        assert b"Unmistakable note" not in client.get(excerpt.get_absolute_url()).content


def test_of_a_translated_excerpt_the_original_is_checked(source: Source, client: Client) -> None:
    excerpt = make.make_excerpt(WORDS, source=source)
    ExcerptTranslation.objects.create(
        excerpt=excerpt,
        language=make.make_language("x-one"),
        text="La caméra garde ses distances.",
        translator="A. B.",
    )
    excerpt.save()

    assert excerpt.quotation_state == "verbatim"
    [told] = [
        element.text
        for element in Page(client.get(excerpt.get_absolute_url()).content).elements
        if element.tag == "p" and "ranslation" in element.text
    ]
    assert told == "Original checked: word for word; translation by A. B."
