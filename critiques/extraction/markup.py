"""Owns how the markup of strangers becomes a tree: nothing is fetched, no entity is expanded.

Runs in the child process only.
"""

from lxml import etree

from critiques.extraction.result import UnreadableFile

VERSION = "lxml " + ".".join(map(str, etree.LXML_VERSION[:3]))

_TOO_DEEP = "The elements of this page are nested too deeply. Paste the text instead."


def html_tree(text: str) -> etree._Element:
    """The root of a page of HTML or XHTML, however faulty."""
    # huge_tree raises the depth at which libxml2 gives up, and drops the rest, to 2,048.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    root = _parsed(text.encode(), parser)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile(_TOO_DEEP)
    return etree.Element("html") if root is None else root


def xml_tree(data: bytes) -> etree._Element | None:
    """The root of an XML document; None if it is not well-formed."""
    return _parsed(data, etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True))


def _parsed(data: bytes, parser: etree._FeedParser) -> etree._Element | None:
    """None, and no exception: that of lxml quotes the text."""
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
