"""Owns how the markup of strangers becomes a tree: nothing is fetched, no entity is expanded.

Runs in the child process only.
"""

import re
from html.entities import html5

from lxml import etree

from critiques.extraction.result import UnreadableFile

# A document type can declare entities that name files or grow without end. Nothing here needs
# one: the named characters of HTML are put in below.
_DOCUMENT_TYPE = re.compile(r"<!DOCTYPE[^>\[]*(?:\[.*?\]\s*>|>)", re.S)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_NAMED_CHARACTER = re.compile(r"&([A-Za-z][A-Za-z0-9]{0,40};)")
_PREDEFINED = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})

_TOO_DEEP = "The elements of this page are nested too deeply. Paste the text instead."


def html_tree(text: str) -> etree._Element | None:
    """The root of an HTML page, or None if there is nothing in it. Never strict."""
    # huge_tree raises the depth at which libxml2 gives up, and drops the rest, to 2,048.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = _parsed(_XML_DECLARATION.sub("", text).encode(), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile(_TOO_DEEP)
    return root


def xml_tree(text: str) -> etree._Element | None:
    """The root of an XML document, its elements named without their namespaces; None if it is
    not well-formed."""
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    bare = _without_document_type(_XML_DECLARATION.sub("", text))
    root = _parsed(_NAMED_CHARACTER.sub(_character, bare).encode(), parser)
    for element in () if root is None else root.iter(etree.Element):
        element.tag = etree.QName(element).localname
    return root


def xhtml_tree(text: str) -> etree._Element | None:
    """As XML where it is that: only there an empty `<script/>` or `<title/>` ends at once."""
    root = xml_tree(text)
    return html_tree(text) if root is None else root


def _without_document_type(text: str) -> str:
    """Only the first can be one: to look for the end of each would take very long."""
    start = text.find("<!DOCTYPE")
    found = _DOCUMENT_TYPE.match(text, start) if start >= 0 else None
    return text[: found.start()] + text[found.end() :] if found else text


def _parsed(data: bytes, parser: etree._FeedParser) -> etree._Element | None:
    """None, and no exception: that of lxml quotes the text."""
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _character(name: re.Match[str]) -> str:
    if name[1] in _PREDEFINED:
        return name[0]
    return html5.get(name[1], name[0])
