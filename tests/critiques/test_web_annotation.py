"""Excerpts for other software, after the W3C Web Annotation Data Model (2017)."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "Before it. The camera keeps its distance, and 𝔘 the film is better for it. Canary after it."
WORDS = "The camera keeps its distance, and 𝔘 the film is better for it."
MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing",
    "highlighting", "identifying", "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check_annotation(data: dict[str, Any]) -> None:
    """What the model says an annotation MUST and SHOULD be, as far as we use it."""
    assert data["id"].startswith("http")
    assert data["type"] == "Annotation"
    assert data["motivation"] in MOTIVATIONS
    assert MOMENT.fullmatch(data["created"])
    assert MOMENT.fullmatch(data["modified"])
    bodies = data.get("body", [])
    for body in bodies if isinstance(bodies, list) else [bodies]:
        check_body(body)
    targets = data["target"] if isinstance(data["target"], list) else [data["target"]]
    assert targets
    for target in targets:
        check_target(target)


def check_body(body: dict[str, Any]) -> None:
    assert body["type"] in ("TextualBody", "SpecificResource")
    assert body["purpose"] in MOTIVATIONS
    if body["type"] == "TextualBody":
        assert isinstance(body["value"], str)
        assert re.fullmatch(r"[a-z]+/[a-z-]+", body["format"])
    else:
        assert body["source"].startswith("http")


def check_target(target: dict[str, Any]) -> None:
    assert target["type"] == "SpecificResource"
    assert isinstance(target["source"], str)
    for selector in target.get("selector", []):
        if selector["type"] == "TextQuoteSelector":
            assert selector["exact"]
        else:
            assert selector["type"] == "TextPositionSelector"
            assert 0 <= selector["start"] < selector["end"]
    if "state" in target:
        assert target["state"]["type"] == "TimeState"
        assert MOMENT.fullmatch(target["state"]["sourceDate"])


def page_of(excerpt: Any, client: Client) -> dict[str, Any]:
    response = client.get(f"/excerpts/{excerpt.public_id}.jsonld")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/ld+json")
    data = response.json()
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert data["type"] == "AnnotationPage"
    assert data["id"].startswith("http")
    for item in data["items"]:
        check_annotation(item)
    return data


def quoted(text: str = WORDS, **fields: Any) -> Any:
    source = make.make_source(url="https://example.org/review")
    make.make_capture(source, TEXT)
    return make.make_excerpt(text, source=source, **fields)


def test_a_quotation_selects_its_words_and_their_place(client: Client) -> None:
    excerpt = quoted()
    [item] = page_of(excerpt, client)["items"]

    [target] = item["target"]
    assert target["source"] == "https://example.org/review"
    assert target["selector"] == [
        {"type": "TextQuoteSelector", "exact": WORDS},
        {"type": "TextPositionSelector", "start": 11, "end": 11 + len(WORDS)},
    ]
    captured = excerpt.source.captures.get().captured_at.astimezone(UTC)
    assert target["state"]["sourceDate"] == captured.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert datetime.fromisoformat(target["state"]["sourceDate"])


def test_no_word_around_it_is_told(client: Client) -> None:
    response = client.get(f"/excerpts/{quoted().public_id}.jsonld")

    assert b"Before it" not in response.content
    assert b"Canary" not in response.content


def test_an_abridged_one_selects_each_part(client: Client) -> None:
    excerpt = quoted("The camera keeps its distance […] the film is better")
    [item] = page_of(excerpt, client)["items"]

    parts = [target["selector"] for target in item["target"]]
    assert [part[0]["exact"] for part in parts] == [
        "The camera keeps its distance",
        "the film is better",
    ]
    for quote, position in parts:
        assert TEXT[position["start"] : position["end"]] == quote["exact"]


def test_a_paraphrase_is_said_of_the_whole_source(client: Client) -> None:
    excerpt = quoted("It finds the distance right.", kind="paraphrase")
    [item] = page_of(excerpt, client)["items"]

    assert item["motivation"] == "describing"
    assert item["body"][0]["value"] == "It finds the distance right."
    assert "selector" not in item["target"][0]


def test_themes_and_subjects_are_its_body(client: Client) -> None:
    film, theme = make.make_film("Shown", slug="shown"), make.make_theme("Distance")
    hidden = make.make_theme("Hidden canary", published=False)
    excerpt = quoted(about=film, themes=(theme, hidden), spoiler=True)
    [item] = page_of(excerpt, client)["items"]

    values = [body.get("value") or body["source"] for body in item["body"]]
    assert values[0] == "Distance"
    assert values[1].endswith("/films/shown/")
    assert values[2] == "spoiler"
    assert len(values) == 3


def test_each_note_selects_its_words_in_the_excerpt(client: Client) -> None:
    excerpt = quoted()
    note = make.make_annotation(excerpt, "the film", body="*Which* film?", kind="disagreement")
    make.make_annotation(excerpt, "camera", published=False, body="canary")
    data = page_of(excerpt, client)

    _, item = data["items"]
    assert item["motivation"] == "replying"
    assert item["body"]["value"] == "*Which* film?"
    quote, position = item["target"]["selector"]
    assert quote["exact"] == "the film"
    assert quote["prefix"].endswith("𝔘 ")
    assert quote["suffix"].startswith(" is better")
    assert (position["start"], position["end"]) == (note.start, note.end)


def test_what_is_not_public_has_no_annotation(client: Client) -> None:
    excerpt = quoted(published=False)

    assert client.get(f"/excerpts/{excerpt.public_id}.jsonld").status_code == 404
    excerpt.publish(by=make.make_editor())
    excerpt.withdraw(by=make.make_editor())
    assert client.get(f"/excerpts/{excerpt.public_id}.jsonld").status_code == 410
