"""Owns how an EPUB becomes the text of a capture: its documents in the order of reading.

Runs in the child process only.
"""

import posixpath
from urllib.parse import unquote

from lxml import etree

from critiques.extraction.archive import DAMAGED, Archive
from critiques.extraction.decoding import decoded
from critiques.extraction.markup import VERSION, html_tree, xml_tree
from critiques.extraction.result import Extracted, Origin, UnreadableFile
from critiques.extraction.text import day, one_line
from critiques.extraction.visible import is_unseen, visible_text

_PROTECTED = (
    "This EPUB is protected against copying (DRM), so its text cannot be read. Paste the text "
    "instead."
)
_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"


def read_epub(data: bytes) -> Extracted:
    """Raises UnreadableFile, also if a part of the text is missing."""
    archive = Archive(data)
    rootfile = _tree(archive, _CONTAINER).find(".//{*}rootfile")
    name = "" if rootfile is None else rootfile.get("full-path", "")
    package = _tree(archive, name)
    documents = _spine(package, posixpath.dirname(name))
    if _encrypted(archive) & set(documents):
        raise UnreadableFile(_PROTECTED)
    text, marks = visible_text((_document(archive, each) for each in documents), is_unseen)
    return Extracted(
        text=text,
        origin=Origin.PAGE_TEXT,
        marks=marks,
        version=f"epub 1, {VERSION}",
        title=one_line(package.findtext(".//{*}metadata/{*}title", "")),
        author=one_line(", ".join(_creators(package))),
        date=day(package.findtext(".//{*}metadata/{*}date", "")),
    )


def _spine(package: etree._Element, folder: str) -> list[str]:
    """The members that hold the text, in the order of reading, each once."""
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    references = package.iterfind(".//{*}spine/{*}itemref")
    found = [items.get(reference.get("idref")) for reference in references]
    if not found or None in found:
        raise UnreadableFile(DAMAGED)
    names = (
        _member(folder, item.get("href", ""))
        for item in found
        # A list of contents is no part of the text, and a picture has none.
        if "nav" not in item.get("properties", "").split() and "html" in item.get("media-type", "")
    )
    return list(dict.fromkeys(names))


def _member(folder: str, reference: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))


def _document(archive: Archive, name: str) -> etree._Element:
    return html_tree(decoded(archive.read(name), is_markup=True)[0])


def _tree(archive: Archive, name: str) -> etree._Element:
    root = xml_tree(archive.read(name))
    if root is None:
        raise UnreadableFile(DAMAGED)
    return root


def _encrypted(archive: Archive) -> set[str]:
    """The members that only some program can decipher; of many books it is the fonts alone."""
    if _ENCRYPTION not in archive:
        return set()
    references = _tree(archive, _ENCRYPTION).iter("{*}CipherReference")
    return {_member("", reference.get("URI", "")) for reference in references}


def _creators(package: etree._Element) -> list[str]:
    return [creator.text or "" for creator in package.iterfind(".//{*}metadata/{*}creator")]
