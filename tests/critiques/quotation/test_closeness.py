"""Altered or absent, the nearest passage, and the difference by words."""

import pytest

from critiques.quotation import Kind, check, found_in, prepare
from tests.critiques.quotation.cases import judged, named

SOURCE = (
    "Every evening the lighthouse keeper writes one sentence in the log. On Sundays he writes two,"
    " and nobody has ever read them. The inspector will come in spring, or so the letter said.\n"
    "The film never shows the sea itself; it shows what the sea does to wood, to paper and to men."
)
KEEPER = "the lighthouse keeper writes one sentence in the log"

CASES = [
    ("changed", KEEPER.replace("one", "no"), "altered", KEEPER),
    ("dropped", KEEPER.replace("one ", ""), "altered", KEEPER),
    ("three dropped", "the lighthouse keeper in the log", "altered", KEEPER),
    ("added", KEEPER.replace("one", "one single"), "altered", KEEPER),
    ("swapped", KEEPER.replace("keeper writes", "writes keeper"), "altered", KEEPER),
    ("joined", KEEPER.replace("one sentence", "onesentence"), "altered", KEEPER),
    ("capitals", KEEPER.upper(), "altered", KEEPER),
    (
        "not dropped",
        "The film shows the sea itself",
        "altered",
        "The film never shows the sea itself",
    ),
    ("first changed", "a lighthouse keeper writes", "altered", "lighthouse keeper writes"),
    ("last changed", "Every evening the lighthouse boy", "altered", "Every evening the lighthouse"),
    ("just half", "the lighthouse keeper paints red doors", "altered", "the lighthouse keeper"),
    ("less than half", "the lighthouse keeper paints four red doors", "absent", None),
    ("the words in no order", "log the in sentence one writes keeper lighthouse", "absent", None),
    ("nothing of it", "Quantum foam dissolves quietly", "absent", None),
    ("only common words", "and the of a in to", "absent", None),
    ("two sentences made one", "nobody has ever read the letter", "altered", None),
]


@pytest.mark.parametrize(("name", "quotation", "state", "words"), CASES, ids=named(CASES))
def test_closeness(name: str, quotation: str, state: str, words: str | None) -> None:
    found, span = judged(SOURCE, quotation)

    assert found == state
    if words or state == "absent":
        assert span == words


def test_a_word_written_twice_is_not_looked_for_far_away() -> None:
    source = (
        "The keeper has a lamp of brass and a coat against rain and wind and salt. The keeper has"
        " shown the lamp to every child that came."
    )

    assert judged(source, "The keeper has has shown the lamp to every child") == (
        "altered",
        "The keeper has shown the lamp to every child",
    )


def test_the_difference_shows_what_was_changed() -> None:
    result = check("the lighthouse keeper never writes a sentence in the Log", prepare(SOURCE))

    changes = [(c.kind, c.quoted, c.source) for c in result.difference if c.kind is not Kind.SAME]
    assert changes == [
        (Kind.ADDED, "never", ""),
        (Kind.REPLACED, "a", "one"),
        (Kind.REPLACED, "Log", "log"),
    ]
    assert result.passage == KEEPER
    assert any("never" in warning for warning in result.warnings)


def test_the_difference_shows_marks_and_spaces() -> None:
    result = check("On Sundays he writes two and nobody has everread them", prepare(SOURCE))

    changes = [(c.quoted, c.source) for c in result.difference if c.kind is not Kind.SAME]
    assert changes == [("two", "two,"), ("everread", "ever read")]


def test_typography_is_no_difference() -> None:
    source = prepare("It\u2019s a \u201cgreat\u201d film \u2014 or so they said, in 1962.")

    result = check("It's a 'great' film--or so she said, in 1962.", source)

    changes = [(c.quoted, c.source) for c in result.difference if c.kind is not Kind.SAME]
    assert changes == [("she", "they")]


def test_another_source_that_holds_the_words_is_named() -> None:
    others = {"a": prepare("Nothing of the kind."), "b": prepare(SOURCE), "c": prepare(SOURCE)}

    assert found_in(KEEPER, others) == "b"
    assert found_in(KEEPER.replace("one", "no"), others) is None


def test_another_source_may_hold_the_words_several_times() -> None:
    others = {"a": prepare("Nothing of the kind."), "b": prepare(f"{SOURCE} {SOURCE}")}

    assert found_in(KEEPER, others) == "b"
    assert found_in(KEEPER[1:], others) is None
    assert found_in("the log", others) is None
