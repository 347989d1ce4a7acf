"""Owns which characters of a tree of HTML a reader sees, and where its lines and pages break.

Characters stay as they are; only white space that a browser collapses is collapsed.
"""

import re
from collections.abc import Callable, Iterable

from lxml import etree

from critiques.extraction.result import Mark, MarkKind
from critiques.extraction.text import one_line

# What no browser shows as text, or shows as something to fill in.
_UNSEEN = frozenset({
    "audio", "button", "canvas", "datalist", "dialog", "head", "iframe", "noscript", "object",
    "progress", "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title",
    "video",
})  # fmt: skip
_SPACES = {
    **dict.fromkeys((
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd",
        "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
        "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table",
        "tbody", "tfoot", "thead", "tr", "ul",
    ), "\n"),
    "td": "\t",
    "th": "\t",
}  # fmt: skip
_COLLAPSED = re.compile(r"[ \t\n\r\f]+")
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# For screen readers: the same words stand beside it for the eye, or are an aid to moving about.
_HIDING_CLASSES = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text",
})  # fmt: skip
_PAGE_BREAKS = frozenset({"pagebreak", "doc-pagebreak"})


class _Writer:
    """Puts a text together; white space and labels of pages wait for something visible."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self._pieces: list[str] = []
        self._length = 0
        self._space = ""
        self._labels: list[str] = []

    def space(self, character: str) -> None:
        """Of the spaces that wait, a line break is stronger than a cell's, and that than any."""
        self._space = max(self._space, character, key="\0 \t\n".find)

    def label(self, label: str) -> None:
        self._labels.append(label)

    def flow(self, text: str) -> None:
        """Running text, whose white space is collapsed."""
        collapsed = _COLLAPSED.sub(" ", text)
        self.space(" " if collapsed.startswith(" ") else "")
        self.write(collapsed.strip(" "))
        self.space(" " if collapsed.endswith(" ") else "")

    def write(self, text: str) -> None:
        """As it stands."""
        if not text:
            return
        if self._pieces:
            self._put(self._space)
        self._space = ""
        self.marks += [Mark(self._length, MarkKind.PAGE, label) for label in self._labels]
        self._labels.clear()
        self._put(text)

    def text(self) -> str:
        return "".join(self._pieces)

    def _put(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)


def visible_text(
    roots: Iterable[etree._Element], is_left_out: Callable[[etree._Element], bool]
) -> tuple[str, tuple[Mark, ...]]:
    """The text of the elements, one after the other, without those that are left out below them;
    and where its pages begin."""
    writer = _Writer()
    for root in roots:
        writer.space("\n")
        _write(root, writer, is_left_out)
    return writer.text(), tuple(writer.marks)


def is_unseen(element: etree._Element) -> bool:
    """Whether nothing of an element is to be read; what follows it is another matter."""
    if element.tag in _UNSEEN or _is_page_break(element):
        return True
    if element.tag in ("html", "body"):
        return False  # what a script would show once the page has loaded
    if "hidden" in element.attrib:
        return True
    if _HIDING_STYLE.search(element.get("style", "")):
        return True
    return not _HIDING_CLASSES.isdisjoint(element.get("class", "").split())


def _write(
    root: etree._Element, writer: _Writer, is_left_out: Callable[[etree._Element], bool]
) -> None:
    preformatted = 0
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        writer.space(_SPACES.get(element.tag, ""))
        if event == "start":
            preformatted += element.tag == "pre"
            text = element.text
            if _is_page_break(element) and (label := _page_label(element)):
                writer.label(label)
            if element is not root and is_left_out(element):
                walk.skip_subtree()
                text = None
        else:
            preformatted -= element.tag == "pre"
            text = element.tail if element is not root else None
        (writer.write if preformatted else writer.flow)(text or "")


def _is_page_break(element: etree._Element) -> bool:
    """As EPUB and DPUB-ARIA mark where a page of the printed edition begins."""
    names = f"{element.get('epub:type', '')} {element.get('role', '')}"
    return not _PAGE_BREAKS.isdisjoint(names.split())


def _page_label(element: etree._Element) -> str:
    told = element.get("title") or element.get("aria-label") or "".join(element.itertext())
    return one_line(told)
