"""Captures from the command line: of one source, of many, and of the real articles."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from critiques.checking import prepared
from critiques.models import Capture, Source
from critiques.quotation import check
from tests import factories as make
from tests.critiques.extraction.samples import epub, scanned_pdf

pytestmark = pytest.mark.django_db

TEXT = "Nobody leaves the party. Somebody counts the bottles."


@pytest.fixture
def source() -> Source:
    return make.make_source(title="Counting", slug="counting")


def run(*args: object) -> str:
    told = io.StringIO()
    call_command(*map(str, args), stdout=told, stderr=told)
    return told.getvalue()


def test_a_source_is_captured_and_its_quotations_are_checked(
    source: Source, tmp_path: Path
) -> None:
    excerpt = make.make_excerpt("Nobody leaves the party.", source=source)
    file = tmp_path / "review.txt"
    file.write_text(TEXT)

    told = run("capture_source", "counting", file, "--origin", "ocr")

    assert told == "Counting: 8 words; 1 quotations verbatim\n"
    assert (source.captures.get().text, source.captures.get().origin) == (TEXT, "ocr")
    excerpt.refresh_from_db()
    assert excerpt.quotation_state == "verbatim"
    assert "unchanged since it was captured" in run("capture_source", "counting", file)
    assert source.captures.count() == 1


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", "\u200b\u2060 \n".encode(), "no text"),
        ("a.txt", b"A NUL \0 in it", "NUL"),
        ("a.txt", b"Half \xed\xa0\x80 a character", "lone surrogate"),
        ("a.txt", b"\x81\x8d wrong \x9d encoding \x90", "UTF-8"),
        ("a.txt", b"a" * 5_300_000, "over 5 MB"),
        ("a.pdf", scanned_pdf(), "pictures of pages and no text"),
        ("a.epub", epub({"one.xhtml": "<p>One</p>"})[:-200], "damaged"),
        ("a.docx", b"PK\x03\x04", "Save it as"),
    ],
)
def test_what_cannot_be_read_keeps_nothing_and_says_why(
    source: Source, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    make.make_capture(source, TEXT)
    file = tmp_path / name
    file.write_bytes(data)

    with pytest.raises(CommandError, match=sentence):
        run("capture_source", "counting", file)
    assert Capture.objects.get().text == TEXT


def test_a_source_or_a_file_that_is_not_there_is_told(source: Source, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no source “other”"):
        run("capture_source", "other", tmp_path / "a.txt")
    with pytest.raises(CommandError, match="cannot be read: No such file"):
        run("capture_source", "counting", tmp_path / "a.txt")


def test_many_are_captured_and_what_fails_is_told(source: Source, tmp_path: Path) -> None:
    addressed = make.make_source(url="https://example.org/review")
    titled = make.make_source(title="A title of its own")
    for name in ("one.txt", "two.txt", "three.txt"):
        (tmp_path / name).write_text(f"{TEXT} {name}")
    (tmp_path / "empty.txt").touch()
    entries = [
        {"source": "counting", "file": "one.txt", "origin": "transcript"},
        {"url": "https://example.org/review", "file": "two.txt"},
        {"source": "nowhere", "file": "two.txt"},
        {"source": "counting", "file": "empty.txt"},
        {"title": "a Title of its own", "file": "three.txt"},
    ]
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(entries))

    told = io.StringIO()
    with pytest.raises(CommandError, match="2 of 5 were not captured"):
        call_command("capture_sources", str(manifest), stdout=told, stderr=told)

    assert [line.split("]")[0] for line in told.getvalue().splitlines()] == [
        f"[{number}/5" for number in range(1, 6)
    ]
    assert "no sources are called so" in told.getvalue()
    assert {one.captures.count() for one in (source, addressed, titled)} == {1}
    assert Capture.objects.count() == 3


@pytest.mark.parametrize(
    ("entries", "sentence"),
    [
        ([{"source": "counting", "file": "../secret.txt"}], "beside the manifest"),
        ([{"source": "counting", "file": "/etc/hostname"}], "beside the manifest"),
        ([{"source": "counting"}], "beside the manifest"),
        (["one.txt"], "beside the manifest"),
        ({"source": "counting"}, "beside the manifest"),
        ([{"source": "counting", "file": "a", "origin": "hearsay"}], "`origin` is one of"),
    ],
)
def test_a_manifest_that_makes_no_sense_captures_nothing(
    source: Source, tmp_path: Path, entries: object, sentence: str
) -> None:
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(entries))

    with pytest.raises(CommandError, match=sentence):
        run("capture_sources", manifest)
    assert not Capture.objects.exists()


@pytest.mark.usefixtures("demo")
def test_the_real_articles_are_captured_and_decide_their_cases(articles_dir: Path) -> None:
    run("capture_sources", articles_dir / "manifest.json")

    by_file = {}
    for article in json.loads((articles_dir / "manifest.json").read_text("utf-8")):
        text = (articles_dir / article["file"]).read_bytes().decode()
        [by_file[article["file"]]] = [each for each in Capture.objects.kept() if each.text == text]
    assert len({capture.source_id for capture in by_file.values()}) == len(by_file)
    for case in json.loads((articles_dir / "quotations.json").read_text("utf-8")):
        words = case["quote"], case.get("prefix") or "", case.get("suffix") or ""
        found = check(words[0], prepared(by_file[case["article"]]), *words[1:])
        assert found.state == case["state"], case["id"]
        assert "start" not in case or found.span == (case["start"], case["end"]), case["id"]
