"""Several places, short quotations, and what the words around them decide."""

import pytest

from critiques.quotation import check, prepare
from tests.critiques.quotation.cases import judged

SOURCE = (
    "The house by the sea is empty. She paints the house by the sea in blue. Nobody buys the house"
    " by the sea in winter.\nHe said: it is over. Then the sun came up, and it isn't over at all."
    " The man\u2019s boat sank. A man's boat floats."
)
SEA = "the house by the sea"


def test_what_stands_several_times_is_ambiguous_with_all_its_places() -> None:
    result = check(SEA, prepare(SOURCE))

    assert result.state == "ambiguous"
    assert result.span is None
    assert [SOURCE[slice(*span)] for span in result.occurrences] == [SEA, SEA]
    assert result.warnings


@pytest.mark.parametrize(
    ("prefix", "suffix", "start"),
    [
        ("She paints ", "", SOURCE.index(SEA)),
        ("ints", "", SOURCE.index(SEA)),
        ("", " in winter", SOURCE.rindex(SEA)),
        ("Nobody\nbuys", "in  win", SOURCE.rindex(SEA)),
        ("", " is empty", 0),
    ],
)
def test_words_around_choose_among_several(prefix: str, suffix: str, start: int) -> None:
    result = check(SEA, prepare(SOURCE), prefix, suffix)

    assert result.is_proved
    assert result.span == (start, start + len(SEA))
    assert not result.warnings


@pytest.mark.parametrize(
    ("prefix", "suffix"), [("", " in"), ("Somebody paints", ""), ("She paints ", " in winter")]
)
def test_words_around_that_do_not_decide(prefix: str, suffix: str) -> None:
    assert judged(SOURCE, SEA, prefix, suffix)[0] == "ambiguous"


def test_context_never_overturns_a_single_match() -> None:
    right = check("She paints the house", prepare(SOURCE), "is empty. ", " by the")
    wrong = check("She paints the house", prepare(SOURCE), "He says that ", " by the")

    assert right.state == wrong.state == "verbatim"
    assert right.span == wrong.span
    assert not right.warnings
    assert wrong.warnings


@pytest.mark.parametrize(
    ("quotation", "state"),
    [
        ("it is over", "ambiguous"),  # 8 visible characters
        ("sun came up", "ambiguous"),  # 9
        ("the sun came up", "verbatim"),  # 12
        ("the sun came u p", "ambiguous"),
        ("and it isn't", "ambiguous"),  # 10
        ("at all. The.", "ambiguous"),  # 9, and a mark that was added
        ("Then the sun.", "ambiguous"),
        ("blue. Nobody", "ambiguous"),  # 11
        ("blue. Nobody,", "ambiguous"),  # 11, and a mark that was added
        ("she paints", "ambiguous"),
        ("no such", "absent"),
    ],
)
def test_fewer_than_twelve_visible_characters(quotation: str, state: str) -> None:
    assert judged(SOURCE, quotation)[0] == state


def test_words_around_confirm_a_short_one() -> None:
    assert judged(SOURCE, "it is over", prefix="He said: ") == ("verbatim", "it is over")
    assert judged(SOURCE, "it is over", prefix="She said: ")[0] == "ambiguous"


def test_verbatim_comes_before_typographic() -> None:
    source = "A wise man\u2019s boat never sinks. A wise man's boat never sinks."

    assert judged(source, "A wise man's boat never sinks") == (
        "verbatim",
        "A wise man's boat never sinks",
    )
    assert check("A wise man`s boat never sinks", prepare(source)).state == "ambiguous"


def test_a_whole_word_comes_before_part_of_one() -> None:
    source = "The artful dodger ran. The art of the dodger remained."

    assert check("art of the dodger", prepare(source)).state == "verbatim"
    assert judged("Smart of the dodger, the art of the dodger", "art of the dodger")[1] is not None


def test_two_quotations_with_words_between_keep_their_marks() -> None:
    source = "Then “I never left,” she said, “and I never will,” and left."
    quotation = '"I never left," she said, "and I never will,"'

    assert judged(source, quotation) == ("typographic", source[5:50].rstrip())


def test_without_a_capture_nothing_is_checked() -> None:
    assert check("the sun came up", None).state == "unchecked"
    assert check(" \u200b ", None).state == "invalid"
