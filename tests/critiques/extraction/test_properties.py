"""What holds for every file (Hypothesis)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from critiques.extraction import (
    Extracted,
    Mark,
    Origin,
    UnreadableFile,
    child,
    extract,
    extracting,
    from_text,
)
from tests.critiques.extraction.samples import CHAPTER, epub, package, page, pdf
from tests.critiques.extraction.test_subtitles import ROLLING, SRT, VTT

examples = settings(
    max_examples=200,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
fragments = st.lists(
    st.sampled_from([
        "<p>", "</p>", "<i>", "</i>", "<pre>", "<table><td>", "<main>", "</main>", "<aside>",
        "<br>", "<div hidden>", "</div>", "<script>", "<!--", "-->", "<![CDATA[", "]]>", "&amp;",
        "&#0;", "&#xD800;", "<a ", "'", "<form>", "<span epub:type='pagebreak' title='1'/>",
        "<html>", "quiet", " ", "\n", "\u00a0", "\x01", "\ufeff", "é",
    ]),
    max_size=40,
).map("".join)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, *seeds: bytes) -> bytes:
    """A file of which some bytes were exchanged, cut out or put in."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 8)))
        data = data[:start] + draw(st.binary(max_size=8)) + data[end:]
    return data


def read(data: bytes, name: str) -> Extracted | None:
    try:
        extracted = extract(data, name)
    except UnreadableFile:
        return None
    assert extracted.text.strip()
    assert not set("\0\ufeff") & set(extracted.text[:1])
    assert extracted.origin in set(Origin)
    offsets = [mark.offset for mark in extracted.marks]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(extracted.text) for offset in offsets)
    return extracted


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "read_apart", child.read)


@given(st.binary(max_size=400), st.sampled_from([".txt", ".text", ".md", ".srt", ".vtt"]))
@examples
def test_any_bytes_are_a_text_or_a_refusal(data: bytes, suffix: str) -> None:
    read(data, f"a{suffix}")


@given(damaged(*(text.encode() for text in (SRT, VTT, ROLLING))), st.sampled_from([".srt", ".vtt"]))
@examples
def test_damaged_subtitles_are_a_text_or_a_refusal(data: bytes, suffix: str) -> None:
    extracted = read(data, f"a{suffix}")
    if extracted:
        lines = {0, *(nth for nth, each in enumerate(extracted.text, 1) if each == "\n")}
        assert {mark.offset for mark in extracted.marks} <= lines


@given(texts)
@examples
def test_no_character_of_a_text_is_changed(text: str) -> None:
    if not any(map(str.isalnum, text)):
        return
    assert from_text(text).text == text.lstrip("\ufeff")
    extracted = read(b"\xef\xbb\xbf" + text.encode(), "a.txt")
    assert extracted is None or extracted.text == text.lstrip("\ufeff")


@given(fragments, st.sampled_from([".html", ".htm", ".xhtml"]))
@examples
@pytest.mark.usefixtures("in_this_process")
def test_any_tags_are_a_page_or_a_refusal(body: str, suffix: str) -> None:
    read(f"<p>{body}".encode(), f"a{suffix}")


@given(st.binary(max_size=200) | damaged(page("<main><p>A quiet <i>film</i>")))
@examples
@pytest.mark.usefixtures("in_this_process")
def test_any_bytes_are_a_page_or_a_refusal(data: bytes) -> None:
    read(b"<p>" + data, "a.html")


BOOK = epub({"one.xhtml": "<p>A quiet film</p>"})


@given(damaged(BOOK))
@examples
@pytest.mark.usefixtures("in_this_process")
def test_a_damaged_archive_is_a_book_or_a_refusal(data: bytes) -> None:
    read(data, "a.epub")


@given(
    damaged(package(["one.xhtml"], ["one.xhtml"], told="<dc:title>Quiet</dc:title>").encode()),
    damaged(CHAPTER.format("<p>A quiet film").encode()),
)
@examples
@pytest.mark.usefixtures("in_this_process")
def test_damaged_documents_are_a_book_or_a_refusal(opf: bytes, chapter: bytes) -> None:
    read(epub({}, more={"OEBPS/book.opf": opf, "OEBPS/one.xhtml": chapter}), "a.epub")


@given(
    damaged(pdf([["A quiet film"], ["Second"]], labels="0 << /S /r >>"), page("<p>Quiet"), BOOK),
    st.sampled_from([".pdf", ".html", ".epub"]),
)
@settings(examples, max_examples=40)
def test_the_child_answers_with_a_text_or_a_refusal(data: bytes, suffix: str) -> None:
    read(data, f"a{suffix}")


@given(
    st.lists(
        st.from_regex(r"[A-Za-z][A-Za-z,.]{0,7}( [A-Za-z,.]{1,8}){0,5}", fullmatch=True), min_size=1
    )
)
@examples
@pytest.mark.usefixtures("in_this_process")
def test_paragraphs_and_pages_are_found_where_they_were_put(paragraphs: list[str]) -> None:
    marked = "".join(
        f'<p><span epub:type="pagebreak" title="{nth}"/>{text}</p>'
        for nth, text in enumerate(paragraphs)
    )
    extracted = read(epub({"one.xhtml": marked}), "a.epub")

    assert extracted.text == "\n".join(paragraphs)
    for nth, mark in enumerate(extracted.marks):
        assert mark == Mark(mark.offset, "page", str(nth))
        assert extracted.text[mark.offset :].startswith(paragraphs[nth])
