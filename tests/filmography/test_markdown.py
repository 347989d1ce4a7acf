import time
from html.parser import HTMLParser
from urllib.parse import urljoin

import pytest
from django.template import Context, Engine
from django.utils.html import conditional_escape, format_html

from filmography.publishing.markdown import InlineMarkdown, Markdown, plain

OUTWARD = 'rel="nofollow noopener noreferrer"'


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def elements_of(markup: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Elements()
    parser.feed(markup)
    return parser.found


def html(source: str) -> str:
    return Markdown(source).__html__().strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""),
        ("one *two* **three**", "<p>one <em>two</em> <strong>three</strong></p>"),
        ("one\n\ntwo", "<p>one</p>\n<p>two</p>"),
        ("one  \ntwo", "<p>one<br>\ntwo</p>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("`x < y`", "<p><code>x &lt; y</code></p>"),
        ("---", "<hr>"),
        ("# a", "<h3>a</h3>"),
        ("## a", "<h3>a</h3>"),
        ("# a\n\n###### b", "<h3>a</h3>\n<h6>b</h6>"),
        ("[a](https://example.org/x)", f'<p><a href="https://example.org/x" {OUTWARD}>a</a></p>'),
        (
            "<https://example.org>",
            f'<p><a href="https://example.org" {OUTWARD}>https://example.org</a></p>',
        ),
        ("[a](/films/anora/)", '<p><a href="/films/anora/">a</a></p>'),
        ("[a](#note)", '<p><a href="#note">a</a></p>'),
        ("[a](?page=2)", '<p><a href="?page=2">a</a></p>'),
        ("[a](next)", '<p><a href="next">a</a></p>'),
        ('[a](/x "title")', '<p><a href="/x">a</a></p>'),
        ("[a][b]\n\n[b]: /x", '<p><a href="/x">a</a></p>'),
        ("https://example.org", "<p>https://example.org</p>"),
        ("Anora & co.", "<p>Anora &amp; co.</p>"),
        ('"quoted" -- it\'s', '<p>"quoted" -- it\'s</p>'),
        ("七人の侍", "<p>七人の侍</p>"),
    ],
)
def test_markdown_becomes_plain_honest_html(source: str, expected: str) -> None:
    assert html(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=x>b</b>",
        "![alt](/x.png)",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#115;cript:alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](data:text/html,x)",
        "[a](vbscript:x)",
        "[a](file:///etc/passwd)",
        "[a](//evil.example)",
        "[a](/\\evil.example)",
        "[a](\\\\evil.example)",
        "[a](https:evil)",
        "[a](mailto:a@example.org)",
        "<javascript:alert(1)>",
        "<a@example.org>",
        "[a]: javascript:alert(1)\n\n[a]",
        '[a](/x" onmouseover="alert(1))',
        "<svg/onload=alert(1)>",
        "<style>p{}</style>",
        "<!-- comment -->",
        "<iframe src=//evil>",
        "``` x onclick=y\ncode\n```",
    ],
)
def test_nothing_dangerous_gets_through(source: str) -> None:
    elements = elements_of(html(source) + InlineMarkdown(source).__html__())
    assert {tag for tag, _ in elements} <= {"p", "a", "pre", "code"}
    for _, attributes in elements:
        assert set(attributes) <= {"href", "rel"}
        assert urljoin("https://site.example/films/", attributes.get("href")).startswith(
            "https://site.example/"
        )


def test_an_image_is_never_loaded() -> None:
    assert "<img" not in html("![alt](https://example.org/x.png)")


def test_entities_cannot_smuggle_control_characters() -> None:
    assert "\u202e" not in html("a&#x202e;b")
    assert "\u202e" not in plain("a&#x202e;b")


def test_a_template_shows_the_rendered_html_once() -> None:
    template = Engine().from_string("{{ text }}|{{ raw }}")
    shown = template.render(Context({"text": InlineMarkdown("*a* & <b>"), "raw": "*a* & <b>"}))
    assert shown == "<em>a</em> &amp; &lt;b&gt;|*a* &amp; &lt;b&gt;"


def test_format_html_shows_the_rendered_html_once() -> None:
    assert format_html("<q>{}</q>", InlineMarkdown("*a* &")) == "<q><em>a</em> &amp;</q>"
    assert conditional_escape(Markdown("*a*")).strip() == "<p><em>a</em></p>"


def test_what_is_derived_from_markdown_is_an_ordinary_string() -> None:
    assert conditional_escape(Markdown("<b>")[:3]) == "&lt;b&gt;"
    assert conditional_escape(Markdown("<b>") + "") == "&lt;b&gt;"
    assert not hasattr(str(Markdown("<b>")), "__html__")


def test_inline_markdown_makes_no_blocks() -> None:
    shown = InlineMarkdown("# not *a* heading, `code`, [link](/x)").__html__()
    assert shown == '# not <em>a</em> heading, code, <a href="/x">link</a>'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# Title\n\nOne *two* [three](/x).\nFour", "Title One two three. Four"),
        ("- a\n- b\n\n> c", "a b c"),
        ("`x < y` & <b>", "x < y & <b>"),
        ("```\ncode\n```", "code"),
        ("a  \nb", "a b"),
        ("", ""),
    ],
)
def test_plain_text_has_no_markup(source: str, words: str) -> None:
    assert plain(source) == words


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "![",
        "[](",
        "[a](",
        "[a](<",
        "[[]",
        "x[*",
        "](",
        "*",
        "*a ",
        "**a",
        "*_",
        "a**b*c ",
        "_",
        ">",
        "> a\n",
        "- ",
        "1. ",
        "1. a\n",
        "`",
        "`a``b",
        "<",
        "<a ",
        "&#x41;",
        "\\",
        "# a\n",
        "a\n---\n",
        "[a]: b\n",
        "\n",
        " ",
    ],
)
@pytest.mark.parametrize("kind", [Markdown, InlineMarkdown])
def test_100_kilobytes_of_hostile_markup_take_less_than_a_second(
    kind: type[Markdown], unit: str
) -> None:
    for length in (50_000, 100_000):
        source = kind(unit * (length // len(unit)))
        started = time.process_time()
        source.__html__()
        assert time.process_time() - started < 1


def test_deep_nesting_is_cut() -> None:
    assert html("> " * 200 + "a").count("<blockquote>") <= 10


def test_a_text_beyond_all_measure_is_shown_as_it_is() -> None:
    assert Markdown("*<" * 60_000).__html__() == "*&lt;" * 60_000
