"""Web pages: the text of the article as a reader sees it, with every space where it was."""

import pytest

from critiques.extraction import Extracted, UnreadableFile, extract
from tests.critiques.extraction.samples import page


def read(body: str, head: str = "") -> Extracted:
    return extract(page(body, head), "a.html")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("<p>One<br>Two<br><br>Three", "One\nTwo\nThree"),
        ("<h1>One</h1>Two<div>Three</div>Four", "One\nTwo\nThree\nFour"),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", "1\t2\n3\t4"),
        ("<p>A <i>quiet</i> film", "A quiet film"),
        ("<p>A<i> quiet </i>film", "A quiet film"),
        ("<p>A <i> quiet </i> film", "A quiet film"),
        ("<p>An<i>quiet</i>film", "Anquietfilm"),
        ("<p><b>Q</b>uiet <span>h<a href=x>alf</a></span>-built", "Quiet half-built"),
        ("<p>A<!-- no --> quiet<wbr>er<script>no</script> film", "A quieter film"),
        ("<p>A\n   quiet\t film\r\n", "A quiet film"),
        ("<p>A\u00a0 quiet\u2003\u2009film", "A\u00a0 quiet\u2003\u2009film"),
        ("<p>&ldquo;caf&eacute;&rdquo; e&#769; &amp;c. &lt;i&gt;", "“café” e\u0301 &c. <i>"),
        ("<pre>a  b\n   c</pre>d  e", "a  b\n   c\nd e"),
        ("<p><ruby>映画<rp>(</rp><rt>えいが</rt><rp>)</rp></ruby>館", "映画館"),
        ("no <b>tags</b> at all", "no tags at all"),
    ],
)
def test_blocks_break_lines_and_the_rest_keeps_its_spaces(body: str, text: str) -> None:
    assert read(body).text == text


@pytest.mark.parametrize(
    "beside",
    [
        "<nav>no</nav>",
        "<aside>no</aside>",
        "<header>no</header>",
        "<footer>no</footer>",
        "<div role=navigation>no</div>",
        "<form><label>no</label><input value=no></form>",
        "<select><option>no</select>",
        "<script>no</script>",
        "<style>no</style>",
        "<template>no</template>",
        "<noscript>no</noscript>",
        "<svg><text>no</text></svg>",
        "<dialog open>no</dialog>",
        "<div hidden>no</div>",
        "<div style='display : none'>no</div>",
        "<span class='x sr-only'>no</span>",
        "<section id=comments><article>no</article></section>",
        "<ol class='wide comment-list'><li>no</ol>",
        "<div id=disqus_thread>no</div>",
    ],
)
def test_what_stands_beside_the_text_is_left_out(beside: str) -> None:
    assert read(f"{beside}<p>A quiet film</p>{beside}").text == "A quiet film"
    assert read(f"{beside}<main><p>A film{beside}</p></main>{beside}").text.split() in (
        ["A", "film"],
        ["A", "film", "no", "no"],  # the article's own header and footer
        ["A", "film", "no"],
    )


def test_only_the_text_of_the_article_is_taken() -> None:
    body = (
        "<div>Menu</div><article><h1>Quiet</h1><p>A long and quiet film.</article><div>More</div>"
    )

    extracted = read(body)

    assert extracted.text == "Quiet\nA long and quiet film."
    assert extracted.warnings == ()


def test_an_article_has_a_header_and_a_footer_of_its_own() -> None:
    body = "<header>Site</header><article><header><h1>Quiet</h1></header>A film<footer>by Mira"

    assert read(body).text == "Quiet\nA film\nby Mira"


def test_of_several_articles_the_longest_is_taken() -> None:
    body = (
        "<article>One</article><article>The longest of all</article>"
        "<aside><article>Much, much longer than all"
    )

    assert read(body).text == "The longest of all"
    assert read("<main>All <article>of it</article></main>").text == "All\nof it"
    assert read("Menu <div role=main>A quiet film</div>").text == "A quiet film"


def test_an_empty_article_does_not_hide_the_page() -> None:
    assert read("<main></main><p>A quiet film").text == "A quiet film"


@pytest.mark.parametrize("attribute", ["hidden", "class=comments", "role=complementary"])
def test_an_article_beside_the_text_is_none(attribute: str) -> None:
    assert read(f"<article {attribute}>Much longer than all</article>A film").text == "A film"


def test_an_article_that_is_little_of_the_page_is_warned_of() -> None:
    body = f"<article>A teaser</article><div>{'A quiet film. ' * 20}</div>"

    assert any("less than half" in warning for warning in read(body).warnings)


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert read("<form><h1>Quiet</h1><p>A film</form>").text == "Quiet\nA film"


def test_what_the_page_says_of_itself_is_suggested() -> None:
    extracted = read(
        "<p>A film",
        "<title>Quiet\n &amp; long | Site</title>"
        "<meta property=og:title content='Quiet &amp; long'>"
        "<meta name=author content='Mira  Vale'>"
        "<meta property=article:published_time content=2024-05-17T10:00:00Z>",
    )

    assert (extracted.title, extracted.author, extracted.date) == (
        "Quiet & long",
        "Mira Vale",
        "2024-05-17",
    )
    assert read("<p>A film", "<title>Quiet\n</title>").title == "Quiet"


@pytest.mark.parametrize("told", ["", "yesterday", "2024-13-01", "20240517", "17 May 2024"])
def test_a_date_in_another_form_is_left_to_the_editor(told: str) -> None:
    head = f"<meta property=article:published_time content='{told}'>"

    assert read("<p>A film", head).date == ""


@pytest.mark.parametrize(
    ("declaration", "codec"),
    [
        ("<meta charset=windows-1251>", "cp1251"),
        ("<meta charset='ISO-8859-1'>", "cp1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ("<meta charset=Shift_JIS>", "cp932"),
        ("<?xml version='1.0' encoding='ISO-8859-5'?>", "iso8859-5"),
        ("<meta charset=windows-1251>", "utf-8"),
    ],
)
def test_a_page_declares_its_encoding_unless_it_is_utf_8(declaration: str, codec: str) -> None:
    text = {"cp1252": "“Zoë”", "cp932": "静かな映画"}.get(codec, "Тихий фильм")
    data = f"<html><head>{declaration}</head><body><p>{text}</body></html>".encode(codec)

    extracted = extract(data, "a.htm")

    assert (extracted.text, extracted.warnings) == (text, ())


@pytest.mark.parametrize("name", ["rot13", "unicode_escape", "utf-7", "idna", "zip", "iso-8859-99"])
def test_no_other_codec_is_run_at_a_pages_word(name: str) -> None:
    data = f"<meta charset={name}><p>A quiet film, naïve".encode("cp1252")

    assert any("Windows-1252" in warning for warning in extract(data, "a.html").warnings)


def test_utf_16_pages_and_xhtml_are_read() -> None:
    xhtml = (
        '<?xml version="1.0" encoding="iso-8859-1"?><html xmlns="http://www.w3.org/1999/xhtml">'
        '<head><title/><script src="a.js"/></head>'
        '<body><p>caf\xe9<a id="p"/> noir</p></body></html>'
    )

    assert (
        extract(page("<p>A quiet film").decode().encode("utf-16"), "a.html").text == "A quiet film"
    )
    assert extract(xhtml.encode("latin-1"), "a.xhtml").text == "café noir"


@pytest.mark.parametrize("body", ["", " <p> </p>", "<script>no</script>", "<img alt=no>"])
def test_a_page_without_text_is_refused(body: str) -> None:
    with pytest.raises(UnreadableFile, match="no text in it"):
        read(body)


def test_a_page_that_is_hidden_until_its_script_runs_is_read() -> None:
    page = b"<html><body style='display:none'><p>Seen in the end.</p></body></html>"

    assert extract(page, "a.html").text == "Seen in the end."
