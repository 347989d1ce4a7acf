import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from django.template import Context, Engine
from django.utils import translation

from filmography.title_card import TitleCard, title_card
from filmography.title_card_art import COMPOSITIONS
from filmography.title_card_shapes import (
    HEIGHT,
    PALETTES,
    WIDTH,
    Area,
    Chance,
    Circle,
    Line,
    Palette,
)

SVG = "{http://www.w3.org/2000/svg}"
TEMPLATES = Path(__file__).parents[2] / "templates"
TITLES = [
    "Anora",
    "The Florida Project",
    "Take Out",
    "M",
    "$",
    "七人の侍",
    "千と千尋の神隠し、そして帰り道",
    "가족의 탄생",
    "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb",
    "Night and the City of the Long Forgotten Afternoon Where Nobody Answers the Telephone, Part 2",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz",
    "W" * 200,
    "word " * 100,
    "七" * 300,
]


def drawn(card: TitleCard, **context: object) -> ElementTree.Element:
    engine = Engine(dirs=[TEMPLATES], libraries={"l10n": "django.templatetags.l10n"})
    page = engine.get_template("filmography/_title_card.html").render(
        Context({"card": card, **context})
    )
    return ElementTree.fromstring(page)  # noqa: S314 (our own page)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", PALETTES)
def test_the_words_have_a_contrast_of_seven_to_one(palette: Palette) -> None:
    dark, light = sorted((luminance(palette.background), luminance(palette.ink)))
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_there_are_palettes_and_compositions_enough() -> None:
    assert len(set(PALETTES)) >= 12
    assert len(set(COMPOSITIONS)) >= 6


def test_a_slug_always_gives_the_same_card() -> None:
    assert title_card("Anora", 2024, "anora") == title_card("Anora", 2024, "anora")
    card = title_card("Anora", 2024, "anora")
    assert (card.palette.background, len(card.shapes)) == ("#f6d7bf", 100)


def test_many_films_have_many_cards() -> None:
    cards = [title_card("Film", 2000, f"film-{number}") for number in range(200)]
    assert {card.palette for card in cards} == set(PALETTES)
    assert len({card.shapes for card in cards}) > 180


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
def test_the_words_fit_on_the_card(title: str) -> None:
    card = title_card(title, 1999, "x")
    assert 1 <= len(card.lines) <= 19
    for line in card.lines:
        estimate = (
            sum(1 if ord(c) > 0x2E80 else 0.96 if c == "W" else 0.5 for c in line.text)
            * line.font_size
        )
        assert line.x + estimate <= WIDTH
        assert line.y - line.font_size * 0.74 >= card.words_top - 0.1
        assert line.y <= card.words_bottom
        assert line.font_size >= 14


@pytest.mark.parametrize("title", TITLES[:11], ids=lambda title: title[:12])
def test_no_letter_of_an_ordinary_title_is_lost(title: str) -> None:
    shown = "".join(line.text for line in title_card(title, None, "x").lines)
    assert shown.replace(" ", "") == title.replace(" ", "")


def test_a_title_beyond_all_measure_is_cut_with_an_ellipsis() -> None:
    started = time.process_time()
    card = title_card("word " * 200_000, None, "x")
    assert time.process_time() - started < 1
    assert card.lines[-1].text.endswith("…")


def test_a_title_without_letters_still_has_a_card() -> None:
    assert title_card("", None, "").shapes


def test_lines_do_not_begin_with_a_closing_mark() -> None:
    for length in range(2, 30):
        card = title_card("七" * length + "、」" + "人" * 8, None, "x")
        assert not any(line.text[0] in "、」" for line in card.lines)


@pytest.mark.parametrize("title", TITLES, ids=lambda title: title[:12])
def test_the_picture_stays_clear_of_the_words(title: str) -> None:
    for number in range(60):
        card = title_card(title, 1999, f"slug-{number}")
        for shape in card.shapes:
            _, top, _, bottom = shape.bounds
            assert bottom <= card.words_top or top >= card.words_bottom


@pytest.mark.parametrize("composition", COMPOSITIONS)
@pytest.mark.parametrize("area", [Area(0, 88), Area(0, 320), Area(362, HEIGHT), Area(140, HEIGHT)])
def test_every_composition_stays_in_its_area(composition, area: Area) -> None:
    for number in range(30):
        for shape in composition(area, PALETTES[0], Chance(str(number))):
            left, top, right, bottom = shape.bounds
            assert area.top - 0.01 <= top
            assert bottom <= area.bottom + 0.01
            assert right > 0
            assert left < WIDTH


def test_the_svg_has_a_name_for_those_who_cannot_see_it() -> None:
    svg = drawn(title_card('<Tom & "Jerry">', 1940, "tom"))
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == '<Tom & "Jerry"> (1940)'
    assert "".join(text.text or "" for text in svg.iter(f"{SVG}text")).endswith("1940")


def test_a_decorative_svg_is_hidden_from_screen_readers() -> None:
    svg = drawn(title_card("Anora", None, "anora"), decorative=True)
    assert svg.get("aria-hidden") == "true"
    assert svg.get("role") is None
    assert svg.get("aria-label") is None


@pytest.mark.parametrize("number", range(40))
def test_the_svg_has_only_presentation_attributes(number: int) -> None:
    card = title_card("Red Rocket", 2021, f"film-{number}")
    elements = list(drawn(card).iter())
    assert not any({"style", "onload", "href"} & set(element.attrib) for element in elements)
    assert {element.tag.removeprefix(SVG) for element in elements} <= {
        "svg",
        "g",
        "rect",
        "circle",
        "line",
        "polygon",
        "text",
    }
    assert len(elements) == 3 + len(card.shapes) + len(card.lines) + 1


def test_numbers_in_the_svg_do_not_follow_the_language() -> None:
    with translation.override("fr"):
        svg = drawn(title_card("Red Rocket", 2021, "red-rocket"))
    for element in svg.iter():
        assert not any(
            "," in element.get(name, "")
            for name in ("x", "y", "cx", "cy", "r", "font-size", "stroke-width")
        )


def test_shapes_know_their_bounds() -> None:
    assert Circle(10, 10, 5, "#000000").bounds == (5, 5, 15, 15)
    assert Line(0, 10, 20, 4, "#000000", 2).bounds == (-1, 3, 21, 11)
