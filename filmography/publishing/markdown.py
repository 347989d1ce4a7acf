"""Owns how Markdown becomes HTML: parsed as CommonMark without raw HTML, then sanitised.

Pure: knows no model, request or database, nor what is written in Markdown.
"""

import re

import nh3
from django.utils.html import escape
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Parsing costs grow with length times nesting. With these limits the most hostile text takes
# half a second (measured); no text written for this site comes near any of them.
_MAX_LENGTH = 50_000
_MAX_NESTING = 10
_MAX_BRACKETS = 1_000

_REL_OUTSIDE = "nofollow noopener noreferrer"
_OUTSIDE = re.compile(r"https?://[^/\\]", re.I)
_INSIDE = re.compile(r"/(?![/\\])|[#?]|[^/\\#?:]+(?:[/#?]|\Z)")

_INLINE_TAGS = {"a", "em", "strong"}
_BLOCK_TAGS = _INLINE_TAGS | {
    "blockquote",
    "br",
    "code",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "ul",
}


def _is_allowed_link(url: str) -> bool:
    return bool(_OUTSIDE.match(url) or _INSIDE.match(url))


def _shift_headings(state: StateCore) -> None:
    """The highest heading of the text, whatever it is, takes the level that its place wants."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(int(token.tag[1]) - highest + state.env['first_heading'], 6)}"


def _mark_outside_links(state: StateCore) -> None:
    for token in _inline_tokens(state.tokens):
        if token.type == "link_open" and _OUTSIDE.match(str(token.attrs["href"])):
            token.attrSet("rel", _REL_OUTSIDE)


def _inline_tokens(tokens: list[Token]) -> list[Token]:
    return [child for token in tokens for child in token.children or ()]


def _parser(*disabled: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    parser.options["maxNesting"] = _MAX_NESTING
    # Entities would bring back the control and bidirectional characters that cleaning removed.
    parser.disable(["image", "entity", *disabled])
    parser.validateLink = _is_allowed_link
    parser.core.ruler.push("shift_headings", _shift_headings)
    parser.core.ruler.push("mark_outside_links", _mark_outside_links)
    return parser


def _cleaner(tags: set[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=tags,
        attributes={"*": set(), "a": {"href", "rel"}} | ({"ol": {"start"}} if "ol" in tags else {}),
        attribute_filter=lambda tag, name, value: (
            None if name == "href" and not _is_allowed_link(value) else value
        ),
        url_schemes={"http", "https"},
        link_rel=None,
    )


_FULL = _parser()
_WITHOUT_LINKS = _parser("link", "reference")
_BLOCKS = _cleaner(_BLOCK_TAGS)
_INLINES = _cleaner(_INLINE_TAGS)


def _parser_for(source: str) -> MarkdownIt:
    return _WITHOUT_LINKS if source.count("[") > _MAX_BRACKETS else _FULL


class Markdown(str):
    """Markdown source, which templates and `format_html` show as its sanitised HTML.

    CommonMark without images, raw HTML and entities; its highest heading becomes h3, since a page
    has h1 and h2 of its own; links go to http, https or this site only, and those
    outward carry rel="nofollow noopener noreferrer". Beyond
    50,000 code points the source is shown as it is, escaped.
    """

    __slots__ = ()
    first_heading = 3

    def __html__(self) -> str:
        source = str(self)
        if len(source) > _MAX_LENGTH:
            return escape(source)
        return self._render(source)

    def _render(self, source: str) -> str:
        return _BLOCKS.clean(
            _parser_for(source).render(source, {"first_heading": self.first_heading})
        )


class PageMarkdown(Markdown):
    """Markdown source that is all of a page beneath its h1: its highest heading becomes h2."""

    __slots__ = ()
    first_heading = 2


class InlineMarkdown(Markdown):
    """Markdown source of one line: only emphasis and links, no blocks."""

    __slots__ = ()

    def _render(self, source: str) -> str:
        return _INLINES.clean(_parser_for(source).renderInline(source))


def plain(text: str) -> str:
    """The words of Markdown source on one line, without markup, for meta descriptions and feeds.

    Plain text, to be escaped like any other.
    """
    if len(text) > _MAX_LENGTH:
        return " ".join(text.split())
    return " ".join(
        " ".join(map(_words, _parser_for(text).parse(text, {"first_heading": 3}))).split()
    )


def _words(token: Token) -> str:
    if token.children is not None:
        return "".join(
            " " if child.type.endswith("break") else child.content for child in token.children
        )
    return token.content
