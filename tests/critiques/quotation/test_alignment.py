"""Which words of one text are which of another."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from critiques.quotation import alignment
from critiques.quotation.alignment import Run, aligned, at_breaks

TEXTS = st.text(alphabet="abcdef", max_size=60)


def check_runs(old: str, new: str) -> int:
    """How many words are aligned; fails if they are not the same or not in order."""
    runs = list(aligned(old, new))
    tidied = at_breaks(runs, (old, new), (lambda n: n % 3, lambda n: n % 4))
    assert _aligned_words(tidied, old, new) == _aligned_words(runs, old, new)
    return _aligned_words(runs, old, new)


def _aligned_words(runs: list[Run], old: str, new: str) -> int:
    done = (0, 0)
    count = 0
    for in_old, in_new, length in runs:
        assert length > 0
        assert in_old >= done[0]
        assert in_new >= done[1]
        assert old[in_old : in_old + length] == new[in_new : in_new + length]
        done = in_old + length, in_new + length
        count += length
    return count


@pytest.mark.parametrize("most_words", [10_000, 4, 0])
def test_what_is_aligned_is_the_same_and_in_order(
    monkeypatch: pytest.MonkeyPatch, most_words: int
) -> None:
    monkeypatch.setattr(alignment, "_MOST_WORDS", most_words)

    @settings(max_examples=100, deadline=None, derandomize=True)
    @given(TEXTS, TEXTS)
    def hold(old: str, new: str) -> None:
        check_runs(old, new)

    hold()


def test_as_many_as_can_be() -> None:
    assert check_runs("abcdef", "xabdfy") == 4
    assert check_runs("abc", "abc") == 3
    assert check_runs("", "abc") == check_runs("abc", "") == check_runs("abc", "xyz") == 0


def test_gaps_are_where_the_breaks_are() -> None:
    old, new = "abc,abd,abe", "abc,abe"
    runs = [(0, 0, 6), (10, 6, 1)]

    assert at_breaks(runs, (old, new), (lambda n: old[n - 1] == ",", lambda n: 0)) == [
        (0, 0, 4),
        (8, 4, 3),
    ]


def test_long_texts_are_parted_where_they_agree() -> None:
    chance = random.Random(4)  # noqa: S311
    old = "".join(chr(256 + int(8_000 ** chance.random())) for _ in range(40_000))
    changed = "".join("!" if chance.random() < 0.02 else word for word in old)
    moved = changed[5_000:20_000] + changed[:5_000] + changed[20_000:]

    assert check_runs(old, changed) == len(old) - changed.count("!")
    assert check_runs(old, moved) >= 0.85 * len(old)
