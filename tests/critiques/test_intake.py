"""What strangers mean: which film, person, language and source, among what is public."""

from typing import Any

import pytest

from critiques.intake import meaning, named_source
from critiques.intake.findings import finding
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Café Noir", "first"),
        ("cafe noir", "first"),
        ("  CAFÉ   NOIR ", "first"),
        ("Café Noir (1999)", "first"),
        ("Café Noir (2000)", None),
        ("Café", None),
        ("Twice", None),
        ("Twice (2001)", "second"),
        ("Twice (2002)", "third"),
        ("Twice (MMI)", None),
        ("Draft", None),
        ("", None),
        ("()", None),
        ("(1999)", None),
        ("Mara Quint", "person"),
        ("mara quint", "person"),
        ("Mara", None),
    ],
)
def test_a_film_or_person_is_recognised_by_name_if_there_is_just_one(
    typed: str, found: str | None
) -> None:
    records: dict[str | None, Any] = {
        "first": make.make_film("Café Noir", year=1999),
        "second": make.make_film("Twice", year=2001),
        "third": make.make_film("Twice", year=2002),
        "person": make.make_person("Mara Quint"),
        None: None,
    }
    make.make_film("Draft", published=False)

    assert meaning.film_or_person(typed) == records[found]


def test_every_suggestion_is_understood_when_it_is_sent() -> None:
    for year in (2001, 2002):
        make.make_film("Twice", year=year)
    make.make_film("Title (with brackets)", year=1970)
    make.make_film("No year")
    for name in ("Mara Quint", "Ann Lee"):
        make.make_person(name)
    offered = meaning.suggestions()["about"]

    assert len(offered) == 6
    assert {meaning.label(meaning.film_or_person(name)) for name in offered} == set(offered)


def test_namesakes_are_told_apart_by_what_their_label_adds() -> None:
    older = make.make_person("Ann Lee", born="1900")
    younger = make.make_person("Ann Lee", born="1970")
    labels = [meaning.label(person) for person in (older, younger)]

    assert meaning.film_or_person("Ann Lee") is None
    assert [meaning.film_or_person(label) for label in labels] == [older, younger]


@pytest.mark.parametrize("typed", ["French", "french", "fr", " FR "])
def test_a_language_is_known_by_name_or_code(typed: str) -> None:
    french = make.make_language("fr", "French")
    make.make_language("frr", "Northern Frisian")

    assert meaning.language(typed) == french


@pytest.mark.parametrize("typed", ["", "f", "Fren", "Klingonese", "\u200b"])
def test_no_language_is_guessed(typed: str) -> None:
    make.make_language("fr", "French")

    assert meaning.language(typed) is None


URL = "https://www.example.org/2012/review?id=7"


@pytest.mark.parametrize(
    ("typed", "is_same"),
    [
        (URL, True),
        ("http://example.org/2012/review?id=7", True),
        ("https://EXAMPLE.org/2012/review/?id=7#top", True),
        ("https://example.org/2012/review?id=8", False),
        ("https://example.org/2012/review", False),
        ("https://example.org/2012/Review?id=7", False),
        ("https://evil.example/?u=example.org/2012/review?id=7", False),
        ("https://example.org/", False),
    ],
)
def test_a_source_is_recognised_by_its_address(typed: str, is_same: bool) -> None:
    source = make.make_source(url=URL)

    found = named_source.meant(slug="", title="", url=typed)

    assert found == (source if is_same else None)


def test_the_source_that_the_form_was_opened_for_is_meant_while_its_title_stands() -> None:
    source = make.make_source("A review")

    def meant(title: str, url: str = "") -> Any:
        return named_source.meant(slug=source.slug, title=title, url=url)

    assert meant("a Review ") == source
    assert meant("Another review") is None
    assert meant("A review", "https://example.org/elsewhere") == source


def test_a_draft_source_is_not_recognised() -> None:
    draft = make.make_source("Draft", url=URL, published=False)

    assert named_source.meant(slug=draft.slug, title="Draft", url=URL) is None


@pytest.mark.parametrize(
    ("words", "is_said"),
    [
        ("The telephone gave him […] a camera", True),
        ("The telephone gave them […] a camera that could go", False),
        ("The telephone took him a camera", False),
    ],
)
def test_who_leaves_too_few_words_beside_an_omission_is_told(words: str, is_said: bool) -> None:
    source = make.make_source()
    text = "The telephone gave him, at that time, a camera that could go anywhere he went."
    make.make_capture(source, text)

    found = finding(make.make_contribution(words, source=source).current)

    assert found.seal.kind == "unproved"
    assert ("at least 3 words in a row" in found.sentence) is is_said
