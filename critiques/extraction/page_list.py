"""Owns where an EPUB says that the pages of its printed edition begin. Runs in the child process
only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from critiques.extraction.about import tidy
from critiques.extraction.archive import Archive
from critiques.extraction.decoding import decoded
from critiques.extraction.markup import xhtml_tree
from critiques.extraction.package import Item, resolved, tree
from critiques.extraction.result import LONGEST_LABEL, UnreadableFile
from critiques.extraction.visible import epub_types

_NCX = "application/x-dtbncx+xml"
_PAGE_LISTS = frozenset({"page-list", "doc-pagelist"})


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page begins in a document, at the element with the id `anchor` or, without one, where
    the document begins."""

    label: str
    document: str
    anchor: str


def page_list(archive: Archive, items: Iterable[Item]) -> tuple[PageStart, ...]:
    """In the order of the list; nothing if there is none, or it cannot be read."""
    for item in items:
        if found := tuple(_starts(archive, item)):
            return found
    return ()


def _starts(archive: Archive, item: Item) -> Iterator[PageStart]:
    try:
        if "nav" in item.properties:
            references = list(_in_navigation(archive, item.name))
        elif item.media_type == _NCX:
            references = list(_in_ncx(archive, item.name))
        else:
            return
    except UnreadableFile:
        return
    for text, reference in references:
        label = tidy(text)
        if 0 < len(label) <= LONGEST_LABEL:
            yield PageStart(label, *resolved(item.name, reference))


def _in_navigation(archive: Archive, name: str) -> Iterator[tuple[str, str]]:
    """Labels and references of EPUB 3."""
    text, _ = decoded(archive.read(name), is_markup=True)
    root = xhtml_tree(text)
    for nav in () if root is None else root.iter("nav"):
        if epub_types(nav) & _PAGE_LISTS:
            for link in nav.iter("a"):
                yield "".join(link.itertext()), link.get("href", "")


def _in_ncx(archive: Archive, name: str) -> Iterator[tuple[str, str]]:
    """Labels and references of EPUB 2."""
    for target in tree(archive, name).iter("pageTarget"):
        label, content = target.find("navLabel/text"), target.find("content")
        if label is not None and content is not None:
            yield "".join(label.itertext()), content.get("src", "")
