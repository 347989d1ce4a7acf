"""Texts compared word by word."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from filmography.publishing.history.words import WordChange, word_difference

SENTENCES = st.lists(st.sampled_from(["the", "camera", "never", "lies", ",", " ", "  ", "\n", "é"]))


def test_a_changed_word_stands_between_what_is_the_same() -> None:
    assert word_difference("The camera waits.", "The camera never waits.") == [
        WordChange("The camera ", "The camera "),
        WordChange("", "never "),
        WordChange("waits.", "waits."),
    ]


def test_words_changed_in_a_row_are_one_change() -> None:
    assert word_difference("a long slow shot", "a brief fast shot") == [
        WordChange("a ", "a "),
        WordChange("long slow", "brief fast"),
        WordChange(" shot", " shot"),
    ]


def test_typography_is_a_change() -> None:
    changes = word_difference("It's over", "It’s over")
    assert [change for change in changes if not change.is_same] == [WordChange("'", "’")]


def test_texts_that_are_the_same_have_no_change() -> None:
    assert word_difference("same", "same") == [WordChange("same", "same")]
    assert word_difference("", "") == []


@given(SENTENCES, SENTENCES)
def test_the_pieces_make_up_both_texts(old: list[str], new: list[str]) -> None:
    before, after = "".join(old), "".join(new)
    pieces = word_difference(before, after)
    assert "".join(piece.old for piece in pieces) == before
    assert "".join(piece.new for piece in pieces) == after
    assert not any(one.is_same and other.is_same for one, other in pairwise(pieces))


def test_a_long_text_is_compared_in_no_time() -> None:
    words = [f"word{number % 997}" for number in range(9_000)]
    changed = [word if at % 50 else "other" for at, word in enumerate(words)]
    changes = word_difference(" ".join(words), " ".join(changed))
    assert sum(not change.is_same for change in changes) == 180
