"""Words that readers have seen change with a note, which they see with its date."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from critiques.models import Excerpt
from critiques.models.corrections import NOTE_NEEDED, THE_SOURCE_CHANGED
from filmography.publishing.history import RestoreRefused, latest, restore
from tests import factories as make
from tests.admin.desk import errors, send, url

pytestmark = pytest.mark.django_db

OLD, NEW = "The camera never moves at all.", "The camera hardly moves at all."


def changed(excerpt: Excerpt, **fields: str) -> Excerpt:
    for name, value in {"text": NEW, **fields}.items():
        setattr(excerpt, name, value)
    return excerpt


def test_other_words_of_a_public_passage_need_a_note() -> None:
    excerpt = make.make_excerpt(OLD)
    with pytest.raises(ValidationError) as refused:
        changed(excerpt).full_clean()
    assert refused.value.message_dict == {"correction_note": [NOTE_NEEDED]}


def test_an_earlier_note_is_not_enough() -> None:
    excerpt = make.make_excerpt(OLD, correction_note="An earlier slip.")
    with pytest.raises(ValidationError):
        changed(excerpt).full_clean()


def test_nobody_is_asked_about_a_draft_or_about_the_same_words() -> None:
    changed(make.make_excerpt(OLD, published=False)).full_clean()
    make.make_excerpt(OLD).full_clean()


def test_a_note_has_the_date_on_which_it_was_written() -> None:
    excerpt = changed(make.make_excerpt(OLD), correction_note="We had misread it.")
    excerpt.full_clean()
    excerpt.save()
    assert Excerpt.objects.get().corrected_on == timezone.localdate()
    excerpt.correction_note = ""
    excerpt.save()
    assert Excerpt.objects.get().corrected_on is None


def test_a_copy_of_a_corrected_passage_was_not_corrected() -> None:
    excerpt, editor = make.make_excerpt(OLD, correction_note="We had misread it."), Client()
    editor.force_login(make.make_editor())
    send(editor, url(excerpt), press="_saveasnew", text=NEW)
    copy = Excerpt.objects.get(text=NEW)
    assert (copy.correction_note, copy.corrected_on) == ("", None)
    excerpt.refresh_from_db()
    assert excerpt.correction_note == "We had misread it."


def test_readers_see_it_with_its_date(client: Client) -> None:
    excerpt = make.make_excerpt(OLD, correction_note="We had misread it.")
    day = timezone.localdate()
    page = client.get(excerpt.get_absolute_url()).content.decode()
    assert f"<dd>{day.day} {day:%B %Y}: We had misread it.</dd>" in page


def test_the_desk_asks_and_keeps_what_was_typed() -> None:
    excerpt, editor = make.make_excerpt(OLD), Client()
    editor.force_login(make.make_editor())
    page = send(editor, url(excerpt), text=NEW, content_notes="A note")
    assert errors(page) == [NOTE_NEEDED]
    assert NEW in page.content.decode()
    assert Excerpt.objects.get().text == OLD

    answer = send(editor, url(excerpt), text=NEW, correction_note="We had misread it.")
    assert answer.status_code == 302
    assert Excerpt.objects.get().text == NEW


def test_restoring_other_words_asks_too_and_leaves_the_notes() -> None:
    excerpt, editor = make.make_excerpt(OLD), make.make_editor()
    version = latest(excerpt)
    changed(excerpt, correction_note="We had misread it.").save()
    with pytest.raises(RestoreRefused, match="Write what was corrected"):
        restore(version, by=editor, seen=latest(excerpt).pk)
    note = {"correction_note": "It was right before."}
    restore(version, by=editor, seen=latest(excerpt).pk, also=note)
    again = Excerpt.objects.get()
    assert (again.text, again.correction_note) == (OLD, "It was right before.")


def test_the_page_of_a_restore_asks_for_the_note() -> None:
    excerpt, client = make.make_excerpt(OLD), Client()
    client.force_login(make.make_editor())
    address = url(Excerpt, "restore", latest(excerpt).pk)
    changed(excerpt, correction_note="We had misread it.").save()
    seen = latest(excerpt).pk
    assert NOTE_NEEDED in client.post(address, {"seen": seen}).content.decode()
    client.post(address, {"seen": seen, "correction_note": "It was right before."})
    assert Excerpt.objects.get().text == OLD


def test_words_that_follow_a_changed_source_say_so() -> None:
    source = make.make_source()
    make.make_capture(source, f"He looks. {OLD} She leaves, and we see a door for a long time.")
    excerpt = make.make_excerpt(OLD, source=source)
    make.make_capture(source, f"He looks. {NEW} She leaves, and we see a door for a long time.")
    excerpt.refresh_from_db()
    excerpt.reanchorings.get().take_new_words(by=make.make_editor())
    excerpt.refresh_from_db()
    assert excerpt.text == NEW
    assert excerpt.correction_note == THE_SOURCE_CHANGED
