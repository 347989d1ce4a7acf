"""Owns which characters of a tree of HTML a reader sees, and where its lines break.

Characters stay as they are; only white space that a browser collapses is collapsed.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field

from lxml import etree

# What no browser shows as text, or shows as something to fill in.
_UNSEEN = frozenset({
    "audio", "base", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "link",
    "meta", "noframes", "noscript", "object", "option", "param", "picture", "progress", "rp", "rt",
    "script", "select", "style", "svg", "template", "textarea", "title", "track", "video",
})  # fmt: skip
BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
    "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_HIDING_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
# For screen readers: the same words stand beside it for the eye, or are an aid to moving about.
_HIDING_CLASSES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"}
)
_PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})
_EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"


@dataclass(slots=True)
class _Writer:
    """Puts a text together; white space waits until something visible follows."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    waiting: str = ""
    names: list[str] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)

    def space(self, character: str) -> None:
        """Of the spaces that wait, a line break is stronger than a cell's, and that than any."""
        self.waiting = max(self.waiting, character, key="\0 \t\n".find)

    def write(self, text: str) -> None:
        """As it stands."""
        if not text:
            return
        if self.waiting and self.pieces:
            self._put(self.waiting)
        self.waiting = ""
        for name in self.names:
            self.places.setdefault(name, self.length)
        self.names.clear()
        self._put(text)

    def flow(self, text: str) -> None:
        """Running text, whose white space is collapsed."""
        collapsed = _COLLAPSED.sub(" ", text)
        if collapsed.startswith(" "):
            self.space(" ")
        self.write(collapsed.strip(" "))
        if collapsed.endswith(" "):
            self.space(" ")

    def _put(self, text: str) -> None:
        self.pieces.append(text)
        self.length += len(text)


def visible_text(
    root: etree._Element, skipped: Container[etree._Element] = ()
) -> tuple[str, dict[str, int]]:
    """The text in the order of the source, without the elements of `skipped`; and for each `id`
    the offset, in code points, where its element's text begins."""
    writer = _Writer()
    preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    unseen: etree._Element | None = None
    for event, element in walk:
        if event == "start":
            if name := element.get("id"):
                writer.names.append(name)
            _before(element, writer)
            if element is not root and (is_unseen(element) or element in skipped):
                walk.skip_subtree()
                unseen = element
                continue
            preformatted += element.tag == "pre"
            (writer.write if preformatted else writer.flow)(element.text or "")
        else:
            if element is not unseen:
                preformatted -= element.tag == "pre"
            _after(element, writer)
            if element is not root:
                (writer.write if preformatted else writer.flow)(element.tail or "")
    for name in writer.names:
        writer.places.setdefault(name, writer.length)
    return "".join(writer.pieces), writer.places


def is_unseen(element: etree._Element) -> bool:
    """Whether nothing of an element is to be read; its tail is another matter."""
    if element.tag in _UNSEEN or "hidden" in element.attrib:
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    if epub_types(element) & _PAGE_BREAKS:
        return True
    style, classes = element.get("style"), element.get("class")
    return bool(style and _HIDING_STYLE.search(style)) or bool(
        classes and not _HIDING_CLASSES.isdisjoint(classes.split())
    )


def epub_types(element: etree._Element) -> set[str]:
    """What an element is in a book; HTML does not know namespaces."""
    return {
        name
        for attribute in (_EPUB_TYPE, "epub:type", "role")
        for name in element.get(attribute, "").split()
    }


def _before(element: etree._Element, writer: _Writer) -> None:
    if element.tag in BLOCKS or element.tag == "br":
        writer.space("\n")
    elif element.tag in _CELLS:
        writer.space("\t")
    elif element.tag == "q":
        writer.write("“")


def _after(element: etree._Element, writer: _Writer) -> None:
    if element.tag in BLOCKS:
        writer.space("\n")
    elif element.tag == "q":
        writer.write("”")
