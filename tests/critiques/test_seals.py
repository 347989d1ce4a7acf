"""What readers are told of a quotation's words."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from critiques import seals
from critiques.models import Capture, Excerpt, ExcerptAnchor

CAPTURED = datetime(2026, 5, 3, 12, tzinfo=UTC)


def excerpt(state: str, **fields: Any) -> Excerpt:
    return Excerpt(kind="quotation", text="Words.", quotation_state=state, **fields)


def anchor(origin: str = "page_text", **fields: Any) -> ExcerptAnchor:
    values = {
        "paragraph": 4,
        "last_paragraph": 4,
        "paragraphs": 13,
        "starts_inside_sentence": False,
        "ends_inside_sentence": False,
        "left_out": 0,
        **fields,
    }
    return ExcerptAnchor(capture=Capture(origin=origin, captured_at=CAPTURED), **values)


@pytest.mark.parametrize(
    ("state", "kind", "label"),
    [
        ("verbatim", "checked", "Checked: word for word"),
        ("typographic", "checked", "Checked: word for word"),
        ("abridged", "checked", "Checked: abridged as marked"),
        ("unchecked", "open", "Not checked yet"),
        ("attested", "eye", "Compared by eye"),
        ("altered", "unproved", "Not found word for word in our copy"),
        ("absent", "unproved", "Not found word for word in our copy"),
        ("ambiguous", "unproved", "Not found word for word in our copy"),
        ("invalid", "unproved", "Not found word for word in our copy"),
    ],
)
def test_each_state_has_its_seal(state: str, kind: str, label: str) -> None:
    assert seals.seal(excerpt(state)) == seals.Seal(kind, label)


def test_a_paraphrase_has_none() -> None:
    assert seals.seal(Excerpt(kind="paraphrase", text="It says so.")) is None


def test_a_changed_source_is_told_beside_the_state() -> None:
    seal = seals.seal(excerpt("abridged", source_changed=True))

    assert seal == seals.Seal("changed", "Checked: abridged as marked; source changed since")


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("ocr", "a machine recognised from pictures of the pages and that may err"),
        ("machine_transcript", "a transcript by a machine, which may err"),
        ("transcript", "a transcript by a person"),
        ("pdf_text", "the text of the PDF"),
        ("full_text", "the full text on this site"),
    ],
)
def test_the_copy_and_its_day_are_named(origin: str, words: str) -> None:
    [sentence] = seals.sentences(excerpt("verbatim"), anchor(origin))

    assert words in sentence
    assert "3 May 2026" in sentence


def test_what_was_compared_by_eye_names_who_with_what_and_when() -> None:
    attested = excerpt(
        "attested",
        attested_by="A. B.",
        attested_with="the disc",
        attested_on=date(2026, 1, 2),
    )

    assert list(seals.sentences(attested)) == ["Compared with the disc by A. B. on 2 January 2026."]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "In paragraph 4 of 13, in whole sentences."),
        ({"last_paragraph": 5}, "In paragraphs 4 to 5 of 13, in whole sentences."),
        (
            {"starts_inside_sentence": True},
            "In paragraph 4 of 13, beginning inside a sentence.",
        ),
        (
            {"starts_inside_sentence": True, "ends_inside_sentence": True, "left_out": 1},
            "In paragraph 4 of 13, part of a sentence at either end, with 1 word left out.",
        ),
        (
            {"ends_inside_sentence": True, "left_out": 20},
            "In paragraph 4 of 13, ending inside a sentence, with 20 words left out.",
        ),
    ],
)
def test_its_place_is_told_without_another_word(fields: dict[str, Any], told: str) -> None:
    assert seals.standing(anchor(**fields)) == told
