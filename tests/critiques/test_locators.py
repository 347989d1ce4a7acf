"""How a place in a captured text is told."""

from critiques.extraction import Mark
from critiques.locators import Locator, locator

TEXT = "Title\n\nFirst paragraph here.\n\nSecond one.\r\nThird one."


def at(words: str, marks: tuple[Mark, ...] = (), last: str = "") -> Locator:
    start = TEXT.index(words)
    end = TEXT.index(last) + len(last) if last else start + len(words)
    return locator(TEXT, marks, start, end)


def test_paragraphs_count_from_one() -> None:
    assert at("Title") == ("paragraph", "1", "")
    assert at("First paragraph") == ("paragraph", "2", "")
    assert at("Third") == ("paragraph", "4", "")


def test_a_passage_over_paragraphs_has_a_first_and_a_last() -> None:
    assert at("Second", last="Third one.") == ("paragraph", "3", "4")


def test_pages_count_where_the_text_has_them() -> None:
    marks = (Mark(0, "page", "xii"), Mark(TEXT.index("Second"), "page", "1"))

    assert at("First", marks) == ("page", "xii", "")
    assert at("here", marks, last="Second") == ("page", "xii", "1")


def test_where_pages_are_numbered_anew_within_the_passage_it_has_no_last() -> None:
    marks = (Mark(0, "page", "12"), Mark(TEXT.index("Second"), "page", "1"))
    assert at("here", marks, last="Second") == ("page", "12", "")


def test_times_count_where_the_text_has_them() -> None:
    assert at("Third", (Mark(0, "time", "00:01:02"),)) == ("timecode", "00:01:02", "")


def test_what_stands_before_the_first_page_is_told_by_its_paragraph() -> None:
    assert at("Title", (Mark(20, "page", "2"),)) == ("paragraph", "1", "")


def test_an_empty_beginning_is_no_paragraph() -> None:
    assert locator("\n\n  One\nTwo", (), 4, 7) == ("paragraph", "1", "")
