"""Owns what an EPUB says of itself: which documents it holds, in which order, and by whom.

Knows nothing of their text. Runs in the child process only.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from lxml import etree

from critiques.extraction.about import tidy
from critiques.extraction.archive import Archive
from critiques.extraction.decoding import decoded
from critiques.extraction.markup import xml_tree
from critiques.extraction.result import UnreadableFile

INCOMPLETE = (
    "This EPUB does not say what it holds or in which order: it is incomplete, or no EPUB. Save "
    "it again, or paste the text."
)
_PROTECTED = (
    "This EPUB is protected against copying (DRM), so its text cannot be read. Paste the text "
    "instead."
)
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
# Fonts scrambled so that they cannot be lifted out; the text is not touched.
_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


@dataclass(frozen=True, slots=True)
class Item:
    """A member of the archive, as the package document describes it."""

    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Package:
    """`spine`: the names of the documents in the order of reading, each once."""

    items: tuple[Item, ...]
    spine: tuple[str, ...]
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    dates: tuple[str, ...]


def package_of(archive: Archive) -> Package:
    """Of the package document that the container names first. Raises UnreadableFile."""
    _refuse_protected(archive)
    if _CONTAINER not in archive:
        raise UnreadableFile(INCOMPLETE)
    rootfile = next(tree(archive, _CONTAINER).iter("rootfile"), None)
    name = "" if rootfile is None else rootfile.get("full-path", "")
    if name not in archive:
        raise UnreadableFile(INCOMPLETE)
    root = tree(archive, name)
    items = {element.get("id"): _item(element, name) for element in root.iter("item")}
    spine = (items.get(reference.get("idref")) for reference in root.iter("itemref"))
    return Package(
        items=tuple(items.values()),
        # A list of contents is no part of the text.
        spine=tuple(
            dict.fromkeys(item.name for item in spine if item and "nav" not in item.properties)
        ),
        titles=tuple(_told(root, "title")),
        authors=tuple(_told(root, "creator")),
        dates=tuple(_told(root, "date")),
    )


def resolved(base: str, reference: str) -> tuple[str, str]:
    """The member that a reference in the member `base` names, and the id inside it."""
    try:
        parts = urlsplit(reference)
    except ValueError:
        return "", ""
    path = posixpath.join(posixpath.dirname(base), unquote(parts.path)) if parts.path else base
    return posixpath.normpath(path), unquote(parts.fragment)


def tree(archive: Archive, name: str) -> etree._Element:
    """The root of an XML member. Raises UnreadableFile."""
    text, _ = decoded(archive.read(name), is_markup=True)
    root = xml_tree(text)
    if root is None:
        raise UnreadableFile(INCOMPLETE)
    return root


def _refuse_protected(archive: Archive) -> None:
    if _ENCRYPTION not in archive:
        return
    for data in tree(archive, _ENCRYPTION).iter("EncryptedData"):
        methods = [method.get("Algorithm") for method in data.iterchildren("EncryptionMethod")]
        if not methods or any(method not in _FONT_ALGORITHMS for method in methods):
            raise UnreadableFile(_PROTECTED)


def _item(element: etree._Element, base: str) -> Item:
    name, _ = resolved(base, element.get("href", ""))
    properties = frozenset(element.get("properties", "").split())
    return Item(name, element.get("media-type", ""), properties)


def _told(root: etree._Element, name: str) -> Iterator[str]:
    metadata = next(root.iter("metadata"), None)
    for element in () if metadata is None else metadata.iter(name):
        if text := tidy("".join(element.itertext())):
            yield text
