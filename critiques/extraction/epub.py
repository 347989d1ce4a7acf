"""Owns how an EPUB becomes the text of a capture: its documents in the order of reading. Runs in
the child process only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from critiques.extraction.about import day, tidy
from critiques.extraction.archive import Archive
from critiques.extraction.decoding import decoded
from critiques.extraction.markup import xhtml_tree
from critiques.extraction.package import INCOMPLETE, package_of
from critiques.extraction.page_list import PageStart, page_list
from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile
from critiques.extraction.text import MOST_CHARACTERS, checked
from critiques.extraction.visible import visible_text

VERSION = "epub 1, lxml " + ".".join(map(str, etree.LXML_VERSION[:3]))

_UNORDERED = "The page numbers of this EPUB do not follow its text, so they were left out."


@dataclass(frozen=True, slots=True)
class _Chapter:
    """The text of one document; where it starts in the whole, and its ids in it."""

    text: str
    start: int
    places: Mapping[str, int]


def read_epub(data: bytes) -> Extracted:
    """Raises UnreadableFile."""
    archive = Archive(data)
    package = package_of(archive)
    chapters, missing = _chapters(archive, package.spine)
    marks = _marks(page_list(archive, package.items), chapters)
    is_ordered = all(mark.offset <= following.offset for mark, following in pairwise(marks))
    return Extracted(
        text="\n".join(chapter.text for chapter in chapters.values()),
        origin=Origin.PAGE_TEXT,
        marks=marks if is_ordered else (),
        version=VERSION,
        title=next(iter(package.titles), ""),
        author=tidy(", ".join(package.authors)),
        date=day(next(iter(package.dates), "")),
        warnings=(*_about_missing(missing), *(() if is_ordered else (_UNORDERED,))),
    )


def _chapters(archive: Archive, spine: Iterable[str]) -> tuple[dict[str, _Chapter], int]:
    """The documents that can be read, in order, and how many cannot."""
    chapters: dict[str, _Chapter] = {}
    start = missing = 0
    for name in spine:
        found = _document(archive, name)
        missing += found is None
        if found and found[0]:
            chapters[name] = _Chapter(found[0], start, found[1])
            start += len(found[0]) + 1
        if start > MOST_CHARACTERS + 1:
            break
    if not chapters:
        raise UnreadableFile(INCOMPLETE)
    return chapters, missing


def _document(archive: Archive, name: str) -> tuple[str, dict[str, int]] | None:
    try:
        text, _ = decoded(archive.read(name), is_markup=True)
        root = xhtml_tree(checked(text))
    except UnreadableFile:
        return None
    return None if root is None else visible_text(next(root.iter("body"), root))


def _marks(starts: Iterable[PageStart], chapters: Mapping[str, _Chapter]) -> tuple[Mark, ...]:
    """Of the pages that begin in a document and at an id that there is."""
    return tuple(
        Mark(chapter.start + chapter.places.get(start.anchor, 0), MarkKind.PAGE, start.label)
        for start in starts
        if (chapter := chapters.get(start.document))
        and (not start.anchor or start.anchor in chapter.places)
    )


def _about_missing(count: int) -> tuple[str, ...]:
    if not count:
        return ()
    parts = "One part of this EPUB is" if count == 1 else f"{count} parts of this EPUB are"
    return (f"{parts} missing, empty or damaged; the rest was read.",)
