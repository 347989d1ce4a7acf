"""What is seen to be amiss in a text while it is written, and the place that is pointed at."""

import pytest

from filmography.text_checks import (
    LONGEST,
    line_and_column,
    of_markdown,
    of_words,
    timecodes_in,
)


def places(found: list, text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in found]


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("## One\n\n#### Three\n", ["####"]),
        ("## One\n\n### Two\n\n## Three\n", []),
        ("### First\n\n## Higher\n", []),
        ("## \n\nText", ["## "]),
        ("See [here](https://example.org/).", ["here"]),
        ("See [Click here!](https://example.org/).", ["Click here!"]),
        ("See [ ](https://example.org/).", ["[ ](https://example.org/)"]),
        ("See [the review](https://example.org/).", []),
        ("![](picture.png)", []),
        ("A list of #one and #two", []),
    ],
)
def test_headings_and_links(text: str, pointed_at: list[str]) -> None:
    assert places(of_markdown(text), text) == pointed_at


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("A (bracket", [(2, 3)]),
        ("A bracket)", [(9, 10)]),
        ("A [nested (one)]", []),
        ("Crossed [and (so] on)", [(8, 9), (16, 17)]),
        ("He said “well", [(8, 9)]),
        ("He said “well” and “more”", []),
        ("« Bien » et »so« och ”så”", []),
        ("„So“ und „tak”", []),
        ("“One\n\n“two”", []),
        ('He said "well', [(8, 9)]),
        ('"One" and "two"', []),
        ("It’s 1970s’ style", []),
        ("Wait.. what", [(4, 6)]),
        ("Wait...... what", [(4, 10)]),
        ("Wait... what. . . . Then…", []),
        ("", []),
    ],
)
def test_marks_and_ellipses(text: str, pointed_at: list[tuple[int, int]]) -> None:
    found = of_words(text)
    assert sorted((finding.start, finding.end) for finding in found) == sorted(pointed_at)


@pytest.mark.parametrize(
    ("text", "language", "is_told"),
    [
        ("Это очень хороший фильм", "en", True),
        ("Это очень хороший фильм", "ru", False),
        ("A film called Зеркало by Tarkovsky", "en", False),
        ("A very good film", "ru", True),
        ("A very good film", "en", False),
        ("七人の侍は名作だ", "ja", False),
        ("七人の侍は名作だ", "en", True),
        ("Это", "", False),
    ],
)
def test_the_script_of_a_language(text: str, language: str, is_told: bool) -> None:
    assert bool(of_words(text, language)) == is_told


def test_timecodes_in_a_text() -> None:
    text = "From 1:02:33 and 12:75 on, at 16:9."
    assert places(timecodes_in(text), text) == ["12:75", "16:9"]


def test_places_are_told_in_lines_and_columns() -> None:
    assert [line_and_column("ab\ncd", offset) for offset in (0, 2, 3, 4)] == [
        (1, 1),
        (1, 3),
        (2, 1),
        (2, 2),
    ]


def test_hostile_texts_are_quick() -> None:
    for text in ["(" * LONGEST, "[" * LONGEST, '"' * LONGEST, "." * LONGEST, "#" * LONGEST]:
        assert len(of_markdown(text)) <= LONGEST
    assert of_words("(" * (LONGEST + 1)) == []


@pytest.mark.parametrize(
    ("text", "pointed_at"),
    [
        ("The party, 1:10:00–1:02:33.", ["1:02:33"]),
        ("The party, 62:33 - 1:10:00.", []),
        ("First at 1:10:00, then at 1:02:33.", []),
        ("At 1:40:59, when all is over", []),
        ("At 1:41:01, when all is over", ["1:41:01"]),
    ],
)
def test_timecodes_of_a_film_of_a_hundred_minutes(text: str, pointed_at: list[str]) -> None:
    assert places(timecodes_in(text, 100), text) == pointed_at
    assert len(timecodes_in(text)) == ("–" in text)
