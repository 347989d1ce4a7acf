"""`manage.py check_quotation`"""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

SOURCE = "A long take by the river. It isn\u2019t cut, and a long take is never cut."
KEYS = [
    "id",
    "state",
    "start",
    "end",
    "occurrences",
    "found_in",
    "difference",
    "warnings",
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "river.txt").write_text(SOURCE, encoding="utf-8")
    (folder / "sea.txt").write_text("Nothing here but the wide open sea.", encoding="utf-8-sig")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, words: bytes, *args: Any) -> list[dict[str, Any]]:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(words)))
    out = io.StringIO()
    call_command("check_quotation", *map(str, args), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_quotation(monkeypatch: pytest.MonkeyPatch, articles: Path) -> None:
    (line,) = run(monkeypatch, b"It isn't cut, and a long\n", articles / "river.txt")

    assert list(line) == KEYS
    assert (line["state"], line["start"], line["end"]) == ("typographic", 26, 50)
    assert line["occurrences"] == 1


def test_an_altered_quotation_has_its_difference(
    monkeypatch: pytest.MonkeyPatch, articles: Path
) -> None:
    (line,) = run(monkeypatch, b"a long take is always cut", articles / "river.txt")

    assert line["state"] == "altered"
    assert line["difference"] == [{"kind": "replaced", "quotation": "always", "source": "never"}]
    assert line["warnings"]


def test_a_batch(monkeypatch: pytest.MonkeyPatch, articles: Path, tmp_path: Path) -> None:
    cases = [
        {"id": "a", "article": "river.txt", "quote": "A long take by the river."},
        {"id": "b", "article": "river.txt", "quote": "but the wide open sea"},
        {"id": "c", "article": "river.txt", "quote": "long take"},
        {"id": "d", "article": "river.txt", "quote": "long take", "suffix": " is never"},
        {"id": "e", "article": "sea.txt", "quote": ""},
        {"id": "f", "article": None, "quote": "but the wide open sea"},
        {"id": "g", "article": "sea.txt", "quote": "Nothing\0here"},
        {"id": "h", "article": "sea.txt", "quote": "Nothing here but the"},
    ]
    (tmp_path / "cases.json").write_text(json.dumps(cases), encoding="utf-8")

    lines = run(monkeypatch, b"", "--batch", tmp_path / "cases.json", "--articles", articles)

    found = {line["id"]: line for line in lines}
    assert list(found) == list("abcdefgh")
    states = [line["state"] for line in lines]
    assert states[:4] == ["verbatim", "absent", "ambiguous", "verbatim"]
    assert states[4:] == ["invalid", "unchecked", "invalid", "verbatim"]
    assert found["b"]["found_in"] == "sea.txt"
    assert found["c"]["occurrences"] == 2
    assert found["d"]["start"] == SOURCE.rindex("long take")
    assert found["g"]["warnings"]
    assert found["h"]["start"] == 0  # behind the byte order mark


@pytest.mark.parametrize(
    ("cases", "message"),
    [
        ("not json", "no JSON"),
        ("{}", "no list"),
        ('[{"id": 1}]', "Case 1 .* no “quote”"),
        ('[{"quote": "x", "article": 3}]', "“article” in case 1"),
        ('[{"quote": null}]', "Case 1 .* no “quote”"),
        ('[{"quote": "x"}, 1]', "Case 2 .* no “quote”"),
        ('[{"quote": "x", "prefix": []}]', "“prefix” in case 1"),
        ('[{"quote": "x", "article": "missing.txt"}]', "missing.txt cannot be read"),
        ('[{"quote": "x", "article": "../cases.json"}]', "“article” in case 1"),
        ('[{"quote": "x", "article": "/etc/passwd"}]', "“article” in case 1"),
        ('[{"quote": "x", "article": ".."}]', "“article” in case 1"),
        ('[{"quote": "x", "article": "a\\u0000"}]', "“article” in case 1"),
        ("[" * 100_000, "no JSON"),
    ],
)
def test_a_batch_that_makes_no_sense_is_an_error(
    monkeypatch: pytest.MonkeyPatch, articles: Path, tmp_path: Path, cases: str, message: str
) -> None:
    (tmp_path / "cases.json").write_text(cases, encoding="utf-8")

    with pytest.raises(CommandError, match=message) as error:
        run(monkeypatch, b"", "--batch", tmp_path / "cases.json", "--articles", articles)
    assert error.value.returncode == 2


def test_a_batch_without_a_folder_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "cases.json").write_text("[]", encoding="utf-8")

    for folder in ("none", "cases.json"):
        with pytest.raises(CommandError, match="is no folder") as error:
            run(
                monkeypatch,
                b"",
                "--batch",
                tmp_path / "cases.json",
                "--articles",
                tmp_path / folder,
            )
        assert error.value.returncode == 2


@pytest.mark.parametrize(
    ("words", "text", "message"),
    [
        (b"\xff\xfe", b"text", "standard input is not in UTF-8"),
        (b"words", b"\xe9t\xe9", "source.txt is not in UTF-8"),
        (b"words", b"te\0xt", "NUL character at position 2"),
        (b"wo\0rds", b"text", "NUL character at position 2"),
    ],
)
def test_unreadable_text_is_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: bytes, text: bytes, message: str
) -> None:
    (tmp_path / "source.txt").write_bytes(text)

    with pytest.raises(CommandError, match=message) as error:
        run(monkeypatch, words, tmp_path / "source.txt")
    assert error.value.returncode == 2


@pytest.mark.parametrize(
    "args", [(), ("a", "--articles", "b"), ("--batch", "a"), ("a", "--batch", "b")]
)
def test_anything_else_is_an_error(monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="Give either") as error:
        run(monkeypatch, b"", *args)
    assert error.value.returncode == 2
