"""Words keep their place when the text around them is edited."""

import pytest

from critiques.spans import carried, places


def test_each_occurrence_is_found_overlapping_ones_too() -> None:
    assert places("aaa", "aa") == [0, 1]


def test_no_words_stand_nowhere() -> None:
    assert places("aaa", "") == []


@pytest.mark.parametrize(
    ("old", "new", "start", "words", "place"),
    [
        ("the dog", "the dog sleeps", 4, "dog", 4),
        ("the dog", "then the dog", 4, "dog", 9),
        ("dog and dog", "dog, dog and dog", 8, "dog", 13),
        ("dog and dog", "a dog and dog", 0, "dog", 2),
        ("one dog two", "two dog one", 4, "dog", None),
        ("a dog b dog c", "x dog y dog z", 8, "dog", 8),
        ("a dog b", "a cat b", 2, "dog", None),
        ("a dog b dog c", "x dog y dog z dog w", 8, "dog", None),
        ("a dog b", "", 2, "dog", None),
        ("a 𝔸𝔹 b", "xx a 𝔸𝔹 b", 2, "𝔸𝔹", 5),
    ],
)
def test_words_are_carried_over_only_where_it_is_certain(
    old: str, new: str, start: int, words: str, place: int | None
) -> None:
    assert carried(old, new, start, words) == place
    assert place is None or new[place:].startswith(words)


def test_a_long_text_takes_no_time() -> None:
    old = "ab " * 50_000
    assert carried(old, "x" + old, 3, "ab") == 4
