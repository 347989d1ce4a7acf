"""A page as a flat list of its elements, as far as tests ask about them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LEFT_OUT = re.compile(rb'<p class="left-out".*?</p>')
VOID = {
    "meta",
    "link",
    "br",
    "hr",
    "img",
    "input",
    "source",
    "wbr",
    "col",
    "rect",
    "circle",
    "line",
}


def without_left_out(content: bytes) -> bytes:
    """A page without the sentence that says which filters were left out."""
    return LEFT_OUT.sub(b"", content)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parents: list["Element"]
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())


class Page(HTMLParser):
    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.unbalanced: list[str] = []
        self.feed(content.decode())
        self.close()
        self.unbalanced += [f"<{element.tag}> not closed" for element in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        element = Element(tag, values, list(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, values, list(self.open)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1].tag == tag:
            self.open.pop()
        else:
            self.unbalanced.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def ids(self) -> list[str]:
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]
