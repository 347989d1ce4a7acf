import datetime
import json

import pytest
from django.template import Context, Engine
from django.utils.functional import lazystr

from filmography.publishing.jsonld import JsonLd


@pytest.mark.parametrize(
    "payload",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "a & b",
        "\u2028\u2029",
        '"quoted" \\ back',
        "七人の侍",
        "\x00\x1f\x7f",
        "😀",
        "&lt;",
        "</SCRIPT >",
    ],
)
def test_any_text_stays_inside_its_script_element_and_reads_back(payload: str) -> None:
    written = JsonLd.of({"name": payload, payload: ["x", {"y": payload}]})
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written) == {"name": payload, payload: ["x", {"y": payload}]}


def test_a_template_does_not_escape_it_again() -> None:
    page = Engine().from_string('<script type="application/ld+json">{{ data }}</script>')
    shown = page.render(Context({"data": JsonLd.of({"name": "Tom & “Jerry”", "q": '"'})}))
    assert json.loads(
        shown.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    ) == {
        "name": "Tom & “Jerry”",
        "q": '"',
    }


def test_what_is_empty_is_left_out_at_every_depth() -> None:
    data = {
        "a": None,
        "b": "",
        "c": [],
        "d": {"e": None},
        "f": [None, "", {"g": []}, {"h": 1}],
        "i": 0,
        "j": False,
    }
    assert json.loads(JsonLd.of(data)) == {"f": [{"h": 1}], "i": 0, "j": False}


def test_dates_and_lazy_strings_are_written() -> None:
    data = {"date": datetime.date(2024, 5, 21), "name": lazystr("Film"), "pair": (1, 2)}
    assert json.loads(JsonLd.of(data)) == {"date": "2024-05-21", "name": "Film", "pair": [1, 2]}


def test_a_lone_surrogate_does_not_break_the_page() -> None:
    assert JsonLd.of({"a": "\ud800"}).encode()


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError):
        JsonLd.of({"a": float("nan")})
