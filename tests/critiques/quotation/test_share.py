"""How much of a source is quoted."""

import pytest

from critiques.quotation import share

TEXT = "One two three, four five. Six seven eight nine ten."


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_words_that_several_spans_hold_count_once() -> None:
    result = share([span("two three, four"), span("three, four five"), span("ten")], TEXT)

    assert (result.quoted, result.total, result.longest_run) == (5, 10, 4)
    assert result.ratio == 0.5


def test_spans_with_no_word_between_make_one_run() -> None:
    assert share([span("four five."), span("Six seven")], TEXT).longest_run == 4


def test_order_and_nesting_do_not_matter() -> None:
    result = share([span("nine ten"), span("One two three"), span("two")], TEXT)

    assert (result.quoted, result.longest_run) == (5, 3)


def test_part_of_a_word_counts_as_the_word() -> None:
    assert share([span("ree, fo")], TEXT).quoted == 2


def test_marks_alone_are_no_words() -> None:
    assert share([span(", ")], TEXT).quoted == 0


def test_nothing_quoted_and_nothing_there() -> None:
    assert share([], TEXT).ratio == 0
    assert share([], "").ratio == 0


@pytest.mark.parametrize("wrong", [(3, 3), (4, 2), (-1, 4), (0, len(TEXT) + 1)])
def test_a_span_that_is_none_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="span"):
        share([wrong], TEXT)
