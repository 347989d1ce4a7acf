"""Owns how a web page becomes the text of a capture. Runs in the child process only."""

from lxml import etree

from critiques.extraction.about import about
from critiques.extraction.decoding import decoded
from critiques.extraction.main_text import main_parts
from critiques.extraction.markup import html_tree, xhtml_tree
from critiques.extraction.result import Extracted, Origin
from critiques.extraction.text import checked
from critiques.extraction.visible import visible_text

VERSION = "main text 1, lxml " + ".".join(map(str, etree.LXML_VERSION[:3]))

# A main text that is both short and little of what there is was probably not the right one.
_SHORT = 250
_LITTLE = 0.1
_WHOLE_PAGE = (
    "The main text could not be told from the rest of the page, so the whole page was taken, "
    "with its menus and notices. Look it over, or paste the text instead."
)


def read_html(data: bytes) -> Extracted:
    """Raises UnreadableFile."""
    text, warnings = decoded(data, is_markup=True)
    return _read(html_tree(checked(text)), warnings)


def read_xhtml(data: bytes) -> Extracted:
    """Raises UnreadableFile."""
    text, warnings = decoded(data, is_markup=True)
    return _read(xhtml_tree(checked(text)), warnings)


def _read(root: etree._Element | None, warnings: tuple[str, ...]) -> Extracted:
    if root is None:
        return _extracted("", {}, warnings)
    body = next(root.iter("body"), root)
    element, asides = main_parts(body)
    main, _ = visible_text(element, asides)
    whole, _ = visible_text(body)
    if len(main) < _LITTLE * len(whole) or len(main) < min(_SHORT, len(whole) / 2):
        return _extracted(whole, about(root), (*warnings, _WHOLE_PAGE))
    return _extracted(main, about(root), warnings)


def _extracted(text: str, told: dict[str, str], warnings: tuple[str, ...]) -> Extracted:
    return Extracted(
        text=text,
        origin=Origin.PAGE_TEXT,
        marks=(),
        version=VERSION,
        warnings=warnings,
        **told,
    )
