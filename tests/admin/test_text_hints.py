"""What the desk says of a text while it is written, and after saving."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from critiques.models import Excerpt
from filmography.models import Film, FilmVersion, Scene
from tests import factories as make
from tests.admin.desk import send, told, url

pytestmark = pytest.mark.django_db


def hints(client: Client, model: type, **data: str) -> list[dict]:
    return client.post(url(model, "hints"), data).json()["hints"]


def test_points_at_the_place(editor: Client) -> None:
    [hint] = hints(editor, Film, field="synopsis", text="One 🎬\r\nand (two")
    assert (hint["place"], hint["start"], hint["end"]) == ("line 2, column 5 (“(”)", 10, 11)


def test_headings_count_in_markdown_and_languages_in_words(editor: Client) -> None:
    text = "# One\n\n### Three"
    assert len(hints(editor, Film, field="synopsis", text=text)) == 1
    assert hints(editor, Excerpt, field="text", text=text, language="en") == []
    assert len(hints(editor, Excerpt, field="text", text="Хороший фильм", language="en")) == 1


def test_without_the_script_they_come_after_saving(editor: Client) -> None:
    film = make.make_film()
    page = send(editor, url(film), synopsis="See [here](https://example.org/).")
    assert page.status_code == 302
    assert any("Synopsis, line 1, column 6 (“here”)" in sentence for sentence in told(page))
    again = send(editor, url(film), logline="Nothing amiss.")
    assert not any("line 1" in sentence for sentence in told(again)[len(told(page)) :])


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 302), ("moderator", 403), ("editor", 200)]
)
def test_are_for_those_who_edit(as_role: Callable[[str], Client], role: str, status: int) -> None:
    assert as_role(role).post(url(Film, "hints"), {"text": "("}).status_code == status


def test_odd_questions_do_no_harm(editor: Client) -> None:
    assert hints(editor, Film) == []
    assert hints(editor, Excerpt, field="no such", text="\x00", language="\x00") == []
    assert editor.get(url(Film, "hints")).status_code == 405


def test_a_timecode_beyond_the_running_time_is_pointed_at(editor: Client) -> None:
    asked = {"field": "synopsis", "text": "It ends at 2:30:00."}
    [hint] = hints(editor, Film, **asked, runtime_minutes="139")
    assert hint["place"] == "line 1, column 12 (“2:30:00”)"
    for unknown in ("", "139.5", "²", "9" * 5000):
        assert hints(editor, Film, **asked, runtime_minutes=unknown) == []


def test_a_timecode_is_looked_at_while_it_is_typed(editor: Client) -> None:
    film = make.make_film(runtime_minutes=100)
    cut = FilmVersion.objects.create(film=film, name="Long cut", runtime_minutes=160)

    def said(model: type, field: str, text: str, **near: object) -> list[str]:
        return [each["message"] for each in hints(editor, model, field=field, text=text, **near)]

    beyond = "2:30:00 is beyond the running time of 100 minutes."
    assert said(Film, "scenes-0-start", " soon ") == ["This is no timecode."]
    assert said(Film, "scenes-0-start", "") == []
    assert said(Film, "scenes-0-end", "2:30:00", runtime_minutes="100") == [beyond]
    assert said(Film, "scenes-0-end", "2:30:00", runtime_minutes="100", version=cut.pk) == []
    assert said(Scene, "end", "2:30:00", film=film.pk) == [beyond]
    assert said(Scene, "end", "9:00", start="10:00", film=film.pk) == [
        "The end, 9:00, is before the start, 10:00."
    ]
    timed = {"locator_label": "timecode", "locator_from": "1:10:00"}
    assert len(said(Excerpt, "locator_to", "1:02:33", **timed)) == 1
    assert said(Excerpt, "locator_to", "9", **timed | {"locator_label": "page"}) == []
    for odd in ("x", "²", "9" * 30, "-1", "\x00"):
        assert said(Scene, "end", "2:30:00", film=odd, version=odd, start=odd) == []


def test_a_browser_takes_the_colons_of_a_timecode(editor: Client) -> None:
    scene = make.make_scene(make.make_film(), start=3753)
    field = re.search(r'<input[^>]*name="start"[^>]*>', editor.get(url(scene)).content.decode())[0]
    assert 'type="text"' in field
    assert 'value="1:02:33"' in field


def test_a_scene_beyond_the_running_time_of_its_cut_is_told_after_saving(editor: Client) -> None:
    film = make.make_film(runtime_minutes=100)
    long = FilmVersion.objects.create(film=film, name="Long cut", runtime_minutes=160)
    scene = make.make_scene(film, title="The end", start=60)
    sentence = "Scene “The end”: 2:30:00 is beyond the running time of 100 minutes. Look at both."
    assert sentence in told(send(editor, url(scene), end="2:30:00"))
    assert sentence not in told(send(editor, url(scene), version=long.pk))
    film.scenes.update(version=None)
    sentence = sentence.replace("100", "99")
    assert sentence in told(send(editor, url(film), runtime_minutes="99"))
