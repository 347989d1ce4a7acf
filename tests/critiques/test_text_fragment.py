"""Links to the very words in the page of their source."""

import pytest

from critiques.text_fragment import fragment_address

URL = "https://example.org/review"


@pytest.mark.parametrize(
    ("quotation", "directive"),
    [
        ("a bill, past-due & paid", "a%20bill%2C%20past%2Ddue%20%26%20paid"),
        ("a b c d e f g h i", "a%20b%20c%20d,f%20g%20h%20i"),
        ("the first words […] and the last", "the%20first%20words,and%20the%20last"),
        ("[T]he film ends", "film%20ends"),
        ("of the film[s] he made", "of%20the,he%20made"),
        ("七人の侍", "%E4%B8%83%E4%BA%BA%E3%81%AE%E4%BE%8D"),
    ],
)  # fmt: skip
def test_the_words_are_named_in_the_directive(quotation: str, directive: str) -> None:
    assert fragment_address(URL, quotation) == f"{URL}#:~:text={directive}"


@pytest.mark.parametrize("quotation", ["", "[…]", "[sic]"])
def test_without_words_of_the_source_the_page_is_named(quotation: str) -> None:
    assert fragment_address(URL, quotation) == URL


def test_a_fragment_that_is_there_stays() -> None:
    assert fragment_address(f"{URL}#part-2", "the words") == f"{URL}#part-2"


def test_a_source_without_an_address_has_none() -> None:
    assert fragment_address("", "the words") == ""
