"""Files and processes that mean harm: a sentence for the editor, soon, and nothing private."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from critiques.extraction import Extracted, UnreadableFile, extract, from_text, isolation
from tests.critiques.extraction.samples import CHAPTER, epub, package, page, pdf

OVER = "could not be read within the limits. Paste the text instead."
CANARY = "b1f0c2quietcanary"
AS_MADE = {
    "text": "A quiet film", "origin": "page_text", "version": "1", "title": "", "author": "",
    "date": "", "warnings": [], "marks": [],
}  # fmt: skip

Replaced = Callable[[str], None]


@pytest.fixture
def child_runs(monkeypatch: pytest.MonkeyPatch) -> Replaced:
    """Puts a program in the place of the one that reads files."""

    def replace(program: str) -> None:
        monkeypatch.setattr(isolation, "COMMAND", (sys.executable, "-c", program))

    return replace


def answer(child_runs: Replaced, found: object) -> Extracted:
    child_runs(f"print({json.dumps(found)!r})")
    return extract(page("<p>x"), "a.html")


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<div>" * 100_000

    with pytest.raises(UnreadableFile, match="nested too deeply"):
        extract(page(f"{deep}A quiet film{'</div>' * 100_000}"), "a.html")
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        extract(epub({"one.xhtml": f"A quiet film {deep}{os.urandom(9_000).hex()}"}), "a.epub")


LAUGHS = (
    "<!DOCTYPE html [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {name} '{f'&{of};' * 10}'>"
        for of, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)


def test_entities_do_not_grow() -> None:
    book = CHAPTER.format("A quiet film &i;").replace("<html", f"{LAUGHS}<html")
    opf = package(["one.xhtml"], ["one.xhtml"], told="<dc:title>&i;</dc:title>", doctype=LAUGHS)

    for extracted in (
        extract(f"{LAUGHS}<html><body><p>A quiet film &i;</p></body></html>".encode(), "a.xhtml"),
        extract(epub({"one.xhtml": ""}, more={"OEBPS/one.xhtml": book}), "a.epub"),
    ):
        assert "A quiet film" in extracted.text
        assert len(extracted.text) < 100
    with pytest.raises(UnreadableFile, match="damaged"):
        extract(epub({"one.xhtml": "A quiet film"}, more={"OEBPS/book.opf": opf}), "a.epub")


def test_no_other_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(CANARY)
    doctype = f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
    opf = package(["one.xhtml"], ["one.xhtml"], told="<dc:title>&s;</dc:title>", doctype=doctype)
    book = CHAPTER.format("A quiet film &s;").replace("<html", f"{doctype}<html")
    inclusion = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}"/>'

    for extracted in (
        extract(f"{doctype}<html><body>A quiet film &s; {inclusion}".encode(), "a.xhtml"),
        extract(page(f"A quiet film <iframe src='{secret.as_uri()}'></iframe>"), "a.html"),
        extract(epub({}, more={"OEBPS/book.opf": opf, "OEBPS/one.xhtml": book}), "a.epub"),
    ):
        assert "A quiet film" in extracted.text
        assert CANARY not in repr(extracted)


def test_a_text_that_grows_too_long_is_refused() -> None:
    many = {f"{nth}.xhtml": f"<p>{os.urandom(2_000).hex() * 128}" for nth in range(11)}

    with pytest.raises(UnreadableFile, match="longer than 5,000,000 characters"):
        extract(epub(many), "a.epub")


@pytest.mark.parametrize(
    "program",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "raise SystemExit(1)",
        "pass",
        "print('quiet')",
        "import sys; sys.stdin.buffer.read(); print('[' * 100_000)",
        "print('null')",
        "import sys; sys.stdout.buffer.write(bytes(range(256)))",
        "import sys; sys.stdin.buffer.read()\nwhile True: sys.stdout.write('x' * 2 ** 20)",
        "from critiques.extraction import child; child.limit(); print('x' * 2 ** 31)",
        "from critiques.extraction import child; child.CPU_SECONDS = 1; child.limit()\n"
        "while True: pass",
    ],
)
def test_a_child_that_dies_or_babbles_is_over_the_limits(
    program: str, child_runs: Replaced
) -> None:
    child_runs(program)

    with pytest.raises(UnreadableFile, match=OVER):
        extract(page("A quiet film" * 100_000), "a.html")


def test_a_child_that_does_not_end_is_killed(
    child_runs: Replaced, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_runs("import time; time.sleep(60)")
    monkeypatch.setattr(isolation, "SECONDS", 0.5)
    begun = time.monotonic()

    with pytest.raises(UnreadableFile, match=OVER):
        extract(page("A quiet film" * 100_000), "a.html")
    assert time.monotonic() - begun < 10


def test_an_answer_as_the_child_makes_it_is_taken(child_runs: Replaced) -> None:
    marks = [{"offset": 2, "kind": "page", "label": "12"}]

    extracted = answer(child_runs, {**AS_MADE, "marks": marks})

    assert [(mark.offset, mark.kind, mark.label) for mark in extracted.marks] == [(2, "page", "12")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"text": 7},
        {"origin": "a friend"},
        {"origin": []},
        {"version": 1},
        {"title": "two\nlines"},
        {"author": "x" * 1_000},
        {"warnings": None},
        {"warnings": [1]},
        {"warnings": ["\x1b[31m"]},
        {"marks": 7},
        {"marks": ["x"]},
        {"marks": [{"offset": 0, "kind": "page"}]},
        {"marks": [{"offset": -1, "kind": "page", "label": "1"}]},
        {"marks": [{"offset": 99, "kind": "page", "label": "1"}]},
        {"marks": [{"offset": 0.5, "kind": "page", "label": "1"}]},
        {"marks": [{"offset": True, "kind": "page", "label": "1"}]},
        {"marks": [{"offset": 0, "kind": "verse", "label": "1"}]},
        {"marks": [{"offset": 0, "kind": "page", "label": ""}]},
        {"is_admin": True},
    ],
)
def test_any_other_answer_is_not(wrong: dict[str, object], child_runs: Replaced) -> None:
    with pytest.raises(UnreadableFile, match=OVER):
        answer(child_runs, {**AS_MADE, **wrong})


@pytest.mark.parametrize("text", ["", " ", "A quiet\0 film"])
def test_the_childs_text_is_checked_as_any_other(text: str, child_runs: Replaced) -> None:
    with pytest.raises(UnreadableFile, match=r"no text in it|NUL character"):
        answer(child_runs, {**AS_MADE, "text": text})


@pytest.mark.parametrize("refusal", [7, None, "x" * 1_000, "two\nlines"])
def test_a_refusal_is_a_sentence(refusal: object, child_runs: Replaced) -> None:
    with pytest.raises(UnreadableFile, match=OVER):
        answer(child_runs, {"refused": refusal})


def test_the_child_may_take_little(child_runs: Replaced) -> None:
    names = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_CORE")
    child_runs(
        "import json, resource; from critiques.extraction import child; child.limit()\n"
        f"limits = [resource.getrlimit(getattr(resource, name)) for name in {names}]\n"
        "print(json.dumps({'refused': str([most for _, most in limits])}))"
    )

    with pytest.raises(UnreadableFile, match=r"^\[1073741824, 20, 0, 0\]$"):
        extract(page("x"), "a.html")


def test_the_child_knows_no_secret_of_the_site(
    child_runs: Replaced, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", CANARY)
    child_runs(
        "import json, os\n"
        f"is_known = {CANARY!r} in os.environ.values()\n"
        "print(json.dumps({'refused': f'Secret known: {is_known}.'}))"
    )

    with pytest.raises(UnreadableFile, match=r"Secret known: False\."):
        extract(page("x"), "a.html")


def test_nothing_private_is_told(caplog: pytest.LogCaptureFixture, child_runs: Replaced) -> None:
    caplog.set_level(logging.DEBUG)
    reads: list[Callable[[], object]] = [
        lambda: from_text(f"{CANARY}\0"),
        lambda: extract(f"{CANARY}\x81".encode("latin-1"), "a.txt"),
        lambda: extract(CANARY.encode(), "a.pdf"),
        lambda: extract(CANARY.encode(), "a.srt"),
        lambda: extract(pdf([[CANARY]])[:300], "a.pdf"),
        lambda: extract(epub({"one.xhtml": CANARY})[:-100], "a.epub"),
        lambda: extract(epub({}, more={"OEBPS/book.opf": f"<{CANARY}"}), "a.epub"),
    ]
    for read in reads:
        assert_silent(read)
    for program in (
        f"raise ValueError('{CANARY}')",
        f"import sys; print('{CANARY}'); sys.stderr.write('{CANARY}')",
        "from critiques.extraction import child, text\n"
        f"def fail(*_): raise ValueError('{CANARY}')\n"
        "child.kept = fail; child.main()",
    ):
        child_runs(program)
        assert_silent(lambda: extract(page(CANARY), "a.html"))
    assert "ValueError in fail" in caplog.text
    assert CANARY not in caplog.text


def assert_silent(read: Callable[[], object]) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read()
    error = refused.value
    assert (error.__cause__, error.__context__) == (None, None)
    assert CANARY not in str(error)


def test_importing_the_package_loads_no_parser_and_the_child_no_django() -> None:
    program = (
        "import sys, critiques.extraction\n"
        "assert not {'lxml', 'pypdfium2', 'django'} & set(sys.modules)\n"
        "from critiques.extraction import child, epub, page, pdf\n"
        "assert {'lxml', 'pypdfium2'} < set(sys.modules)\n"
        "assert 'django' not in sys.modules"
    )
    root = Path(__file__).parents[3]

    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0


def test_a_page_is_read_within_a_few_seconds() -> None:
    begun = time.monotonic()
    extract(page("<p>A quiet film"), "a.html")

    assert time.monotonic() - begun < 2.5
