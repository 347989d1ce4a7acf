"""The form of an excerpt shows where its words stand, and helps to put them right."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.http import HttpResponse
from django.test import Client

from critiques.models import CaptureRead, Excerpt, Source
from tests import factories as make
from tests.admin.desk import form_data, told, url

pytestmark = pytest.mark.django_db

TEXT = (
    "The camera keeps its distance, and the film is better for it. Nobody is saved here.\n"
    "What looks like mercy is a bill that will come later. Nobody is saved here."
)


@pytest.fixture
def source(db: None) -> Source:
    source = make.make_source()
    make.make_capture(source, TEXT)
    return source


def press(client: Client, excerpt: Excerpt, **changes: Any) -> HttpResponse:
    data = form_data(client.get(url(excerpt)))
    return client.post(url(excerpt), {**data, **changes})


def draft(text: str, source: Source, **fields: Any) -> Excerpt:
    return make.make_excerpt(text, source=source, published=False, **fields)


def test_the_place_and_its_surroundings_are_shown(editor: Client, source: Source) -> None:
    excerpt = draft("What looks like mercy is a bill", source)
    page = editor.get(url(excerpt))

    finding = page.context["finding"]
    assert finding.seal.kind == "checked"
    assert finding.before.startswith("Nobody is saved here.")
    assert "It ends inside a sentence." in finding.warnings
    assert CaptureRead.objects.get().why == "checking"


def test_which_place_is_meant_is_chosen_by_a_button(editor: Client, source: Source) -> None:
    excerpt = draft("Nobody is saved here.", source)
    _, second = editor.get(url(excerpt)).context["finding"].places

    answer = press(editor, excerpt, _place=second.value)

    assert answer.url == url(excerpt)
    excerpt.refresh_from_db()
    assert excerpt.quotation_state == "verbatim"
    assert excerpt.anchor.start == TEXT.rindex("Nobody")


def test_the_sources_words_are_taken_over_by_a_button(editor: Client, source: Source) -> None:
    excerpt = draft("The camera never keeps its distance, and the film is better for it", source)
    note = make.make_annotation(excerpt, "the film is better")
    finding = editor.get(url(excerpt)).context["finding"]

    press(editor, excerpt, _take_words=finding.take_words)

    excerpt.refresh_from_db()
    assert excerpt.text == "The camera keeps its distance, and the film is better for it"
    assert excerpt.quotation_state == "verbatim"
    note.refresh_from_db()
    assert excerpt.text[note.start : note.end] == "the film is better"


@pytest.mark.parametrize(
    "value", ["", "x", "1-2", "1-2-3-4", "9-9-9", "1-5-2", f"1-0-{'9' * 40}", "é-1-2"]
)
def test_a_made_up_place_changes_nothing(editor: Client, source: Source, value: str) -> None:
    excerpt = draft("Nobody is saved here.", source)
    for button in ("_place", "_take_words"):
        assert press(editor, excerpt, **{button: value}).status_code == 302
    excerpt.refresh_from_db()
    assert (excerpt.text, excerpt.quotation_state) == ("Nobody is saved here.", "ambiguous")


def test_a_place_in_another_sources_capture_is_none(editor: Client, source: Source) -> None:
    other = make.make_capture(text="Other words that stand elsewhere.")
    excerpt = draft("Nobody is saved here.", source)
    press(editor, excerpt, _take_words=f"{other.pk}-0-11")

    excerpt.refresh_from_db()
    assert excerpt.text == "Nobody is saved here."


def test_saving_says_what_is_wrong_with_the_words(editor: Client, source: Source) -> None:
    excerpt = draft("The camera keeps its distance", source)
    answer = press(editor, excerpt, text="The camera never keeps its distance", _save="on")

    assert any("differ from those of the source" in sentence for sentence in told(answer))


def test_a_reason_is_signed_by_who_gave_it(editor: Client, source: Source) -> None:
    excerpt = draft("A triumph in every frame.", source)
    press(editor, excerpt, override_reason="he said it on stage", _publish="on")

    excerpt.refresh_from_db()
    assert (excerpt.overridden_by, excerpt.is_public) == (editor.user, True)
    logged = LogEntry.objects.filter(object_id=excerpt.pk, user=editor.user)
    assert any("Reason for publishing" in str(entry) for entry in logged)


def test_an_incomplete_comparison_by_eye_is_refused(editor: Client) -> None:
    excerpt = draft("Words.", make.make_source())
    answer = press(editor, excerpt, attested_by="An Editor", _save="on")

    assert answer.status_code == 200
    assert "Say who compared the words, with what, and when" in answer.content.decode()


def test_quoted_words_of_a_paraphrase_are_checked_too(editor: Client, source: Source) -> None:
    excerpt = draft("It says “the camera keeps its distance”.", source, kind="paraphrase")
    assert not told(press(editor, excerpt, _save="on"))[1:]

    text = "It says “the camera loves its distance” from it all."
    answer = press(editor, excerpt, text=text, _save="on")
    assert any(
        "“the camera loves its distance” stands in quotation marks, but not so" in sentence
        for sentence in told(answer)
    )


def test_quoted_words_of_a_note_are_checked_too(editor: Client, source: Source) -> None:
    excerpt = draft("The camera keeps its distance", source)
    make.make_annotation(excerpt, "camera", body="The text has “a camera that weeps” here.")
    make.make_annotation(excerpt, "distance", body="Compare *“a bill that will come later”*.")
    answer = press(editor, excerpt, _save="on")

    warned = [sentence for sentence in told(answer) if "quotation marks" in sentence]
    assert len(warned) == 1
    assert "a camera that weeps" in warned[0]


def test_a_moderator_sees_nothing_of_the_capture(moderator: Client, source: Source) -> None:
    excerpt = make.make_excerpt("The camera keeps its distance", source=source)
    page = moderator.get(url(excerpt))

    assert "finding" not in page.context
    assert "better for it" not in page.content.decode()
    assert not CaptureRead.objects.exists()


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        ("proved", {"The camera keeps its distance"}),
        ("unproved", {"The camera never keeps its distance"}),
        ("unchecked", {"Words without a capture."}),
        ("overridden", set()),
        ("changed", set()),
        ("attested", set()),
    ],
)
def test_the_list_is_filtered_by_what_is_known(
    editor: Client, source: Source, words: str, texts: set[str]
) -> None:
    draft("The camera keeps its distance", source)
    draft("The camera never keeps its distance", source)
    draft("Words without a capture.", make.make_source())
    draft("It says so.", source, kind="paraphrase")

    shown = editor.get(url(Excerpt), {"words": words}).context["cl"].queryset
    assert {excerpt.text for excerpt in shown} == texts
