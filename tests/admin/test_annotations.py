"""Annotations are made by words; the desk finds their place, also after the text was edited."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from critiques.admin.annotations import LOST, NOT_THERE
from critiques.models import Annotation, Excerpt
from filmography.publishing.history import latest
from tests import factories as make
from tests.admin.desk import errors, new_rows, row, send, told, url

TEXT = "The dog sees the other dog, and no dog barks."


@pytest.fixture
def excerpt(db: None) -> Excerpt:
    return make.make_excerpt(TEXT)


def annotate(client: Client, excerpt: Excerpt, words: str, **fields: object) -> list[str]:
    data = {"excerpt": excerpt.pk, "exact": words, "kind": "gloss", "body": "Note", "position": 0}
    return errors(client.post(url(Annotation, "add"), data | fields))


def test_the_words_are_found(editor: Client, excerpt: Excerpt) -> None:
    assert annotate(editor, excerpt, "the other dog") == []
    note = excerpt.annotations.get()
    assert (note.start, note.end) == (13, 26)
    assert note.author == editor.user


def test_a_note_made_beside_the_text_is_told_of_its_author(
    editor: Client, excerpt: Excerpt
) -> None:
    """Though that page is no form of a record."""
    data = {"start": 0, "end": 7, "exact": "The dog", "kind": "gloss", "body": "Which?"}
    editor.post(url(excerpt, "annotate"), data)
    version = latest(excerpt.annotations.get())
    assert (version.by, version.by_name) == (editor.user, str(editor.user))


def test_repeated_words_are_told_apart_by_occurrence(editor: Client, excerpt: Excerpt) -> None:
    assert annotate(editor, excerpt, "dog", occurrence=3) == []
    assert excerpt.annotations.get().start == TEXT.rindex("dog")


def test_an_occurrence_that_is_not_there_is_refused(editor: Client, excerpt: Excerpt) -> None:
    assert annotate(editor, excerpt, "dog", occurrence=4) == [
        "These words stand in the excerpt only 3 times, so there is no occurrence 4."
    ]


def test_words_that_are_not_there_are_refused(editor: Client, excerpt: Excerpt) -> None:
    assert annotate(editor, excerpt, "the cat") == [NOT_THERE]


def test_line_ends_of_the_browser_do_no_harm(editor: Client) -> None:
    excerpt = make.make_excerpt("One line\nand another.")
    assert annotate(editor, excerpt, " line\r\nand ") == []
    assert excerpt.annotations.get().exact == "line\nand"


def test_the_form_shows_the_occurrence(editor: Client, excerpt: Excerpt) -> None:
    note = make.make_annotation(
        excerpt, "dog", start=TEXT.rindex("dog"), end=TEXT.rindex("dog") + 3
    )
    form = editor.get(url(note)).context["adminform"].form
    assert form["occurrence"].value() == 3


def test_a_note_moves_to_another_excerpt_only_with_its_words(
    editor: Client, excerpt: Excerpt
) -> None:
    note = make.make_annotation(excerpt, "barks")
    other = make.make_excerpt("Nobody barks.")
    assert errors(send(editor, url(note), excerpt=make.make_excerpt("Silence.").pk)) == [NOT_THERE]
    assert errors(send(editor, url(note), excerpt=other.pk)) == []
    note.refresh_from_db()
    assert (note.excerpt, note.start) == (other, 7)


def correct(editor: Client, excerpt: Excerpt, **changes: Any) -> Any:
    """Changes the words of a public excerpt, with the note that is asked for."""
    return send(editor, url(excerpt), correction_note="A slip.", **changes)


class TestInTheExcerptsOwnForm:
    def test_a_new_excerpt_is_annotated_at_once(self, editor: Client) -> None:
        source, film = make.make_source(), make.make_film()
        data = new_rows("subjects", {"film": film.pk, "role": "subject"})
        data |= new_rows(
            "annotations", {"exact": "words", "kind": "gloss", "body": "Note", "position": 0}
        )
        assert (
            errors(
                send(editor, url(Excerpt, "add"), source=source.pk, text="Some words.", data=data)
            )
            == []
        )
        note = Excerpt.objects.get(text="Some words.").annotations.get()
        assert (note.start, note.author) == (5, editor.user)

    def test_words_that_are_not_there_are_refused(self, editor: Client, excerpt: Excerpt) -> None:
        data = new_rows(
            "annotations", {"exact": "cat", "kind": "gloss", "body": "N", "position": 0}
        )
        assert errors(send(editor, url(excerpt), data=data)) == [NOT_THERE]

    def test_notes_follow_their_words(self, editor: Client, excerpt: Excerpt) -> None:
        note = make.make_annotation(excerpt, "dog", start=23, end=26)
        assert errors(correct(editor, excerpt, text=f"A dog! {TEXT}")) == []
        note.refresh_from_db()
        assert (note.start, note.end) == (30, 33)

    def test_a_text_without_the_annotated_words_is_refused(
        self, editor: Client, excerpt: Excerpt
    ) -> None:
        make.make_annotation(excerpt, "barks")
        assert errors(correct(editor, excerpt, text="The dog sleeps.")) == [NOT_THERE]
        excerpt.refresh_from_db()
        assert excerpt.text == TEXT

    def test_a_text_that_leaves_it_uncertain_is_refused(
        self, editor: Client, excerpt: Excerpt
    ) -> None:
        make.make_annotation(excerpt, "dog", start=23, end=26)
        text = "A dog, this dog, that dog, any dog"
        assert errors(correct(editor, excerpt, text=text)) == [LOST]

    def test_text_and_annotated_words_change_together(
        self, editor: Client, excerpt: Excerpt
    ) -> None:
        note = make.make_annotation(excerpt, "barks")
        text = TEXT.replace("barks", "howls")
        changed = row("annotations", 0, exact="howls")
        assert errors(correct(editor, excerpt, text=text, data=changed)) == []
        note.refresh_from_db()
        assert (note.exact, note.state) == ("howls", "published")

    def test_a_note_may_go_with_its_words(self, editor: Client, excerpt: Excerpt) -> None:
        make.make_annotation(excerpt, "barks", published=False)
        gone = row("annotations", 0, DELETE="on")
        assert errors(correct(editor, excerpt, text="The dog sleeps.", data=gone)) == []
        assert not excerpt.annotations.exists()

    def test_a_note_that_was_public_is_not_deleted(self, editor: Client, excerpt: Excerpt) -> None:
        make.make_annotation(excerpt, "barks")
        [sentence] = errors(send(editor, url(excerpt), data=row("annotations", 0, DELETE="on")))
        assert "Withdraw it instead" in sentence
        assert excerpt.annotations.exists()

    def test_a_note_that_a_colleague_added_meanwhile_is_not_left_behind(
        self, editor: Client, excerpt: Excerpt
    ) -> None:
        page = {"annotations-TOTAL_FORMS": 0, "annotations-INITIAL_FORMS": 0}
        note = make.make_annotation(excerpt, "barks")
        answer = correct(editor, excerpt, text="The dog sleeps.", data=page)
        assert errors(answer) == []
        assert any("“barks”" in sentence for sentence in told(answer))
        note.refresh_from_db()
        assert note.placement == "orphaned"
        assert not Annotation.objects.published().exists()

    def test_a_copy_takes_its_notes_along_as_drafts(self, editor: Client, excerpt: Excerpt) -> None:
        make.make_annotation(excerpt, "barks")
        send(editor, url(excerpt), press="_saveasnew", text=f"{TEXT} Again.")
        copy = Excerpt.objects.get(text__endswith="Again.")
        assert (copy.state, copy.annotations.get().state) == ("draft", "draft")
        assert excerpt.annotations.get().state == "published"


class TestTheDatabase:
    def test_refuses_a_new_note_outside_the_text(self, excerpt: Excerpt) -> None:
        note = Annotation(excerpt=excerpt, exact="cat", start=0, end=3, body="Note")
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.bulk_create([note])

    @pytest.mark.parametrize("changes", [{"start": 900, "end": 905}, {"exact": "backs"}])
    def test_refuses_to_move_a_note_off_its_words(self, excerpt: Excerpt, changes: dict) -> None:
        note = make.make_annotation(excerpt, "barks")
        with pytest.raises(IntegrityError), transaction.atomic():
            Annotation.objects.filter(pk=note.pk).update(**changes)
