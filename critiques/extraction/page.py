"""Owns which part of a web page is its text: that of its article, without what stands beside it.

Runs in the child process only.
"""

from collections.abc import Iterator

from lxml import etree

from critiques.extraction.decoding import decoded
from critiques.extraction.markup import VERSION, html_tree
from critiques.extraction.result import Extracted, Origin
from critiques.extraction.text import checked, day, one_line
from critiques.extraction.visible import is_unseen, visible_text

_ARTICLES = frozenset({"article", "main"})
_BESIDE_TAGS = frozenset({"aside", "menu", "nav", "search"})
_BESIDE_ROLES = frozenset({
    "alertdialog", "banner", "complementary", "contentinfo", "dialog", "menu", "navigation",
    "search",
})  # fmt: skip
# Readers' comments, by the names that sites and their systems give them.
_COMMENTS = frozenset({
    "comments", "comment-list", "commentlist", "comments-area", "comments-section",
    "comment-section", "disqus_thread", "respond",
})  # fmt: skip
# A header or footer belongs to the nearest of these, and else to the page.
_HEADED = frozenset({*_ARTICLES, "blockquote", "figure", "section"})

_LITTLE = 0.5
_PART_TAKEN = (
    "Only the article of the page was taken, which is less than half of its text. Look whether "
    "anything is missing."
)


def read_page(data: bytes) -> Extracted:
    """Raises UnreadableFile."""
    source, warnings = decoded(data, is_markup=True)
    root = html_tree(checked(source))
    whole, _ = visible_text([root], _is_beside)
    articles = (visible_text([article], _is_beside)[0] for article in _articles(root))
    text = max(articles, key=len, default="") or whole
    if len(text) < _LITTLE * len(whole):
        warnings = (*warnings, _PART_TAKEN)
    told = {
        meta.get("property") or meta.get("name"): meta.get("content", "")
        for meta in root.iter("meta")
    }
    return Extracted(
        text=text,
        origin=Origin.PAGE_TEXT,
        version=f"page 1, {VERSION}",
        title=one_line(told.get("og:title") or root.findtext(".//title") or ""),
        author=one_line(told.get("author", "")),
        date=day(told.get("article:published_time", "")),
        warnings=warnings,
    )


def _articles(root: etree._Element) -> Iterator[etree._Element]:
    """Those that stand in no other: nothing inside one is longer."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        is_article = element.tag in _ARTICLES or element.get("role") == "main"
        if is_article or _is_beside(element):
            walk.skip_subtree()
        if is_article and not _is_beside(element):
            yield element


def _is_beside(element: etree._Element) -> bool:
    if element.tag in _BESIDE_TAGS or element.get("role") in _BESIDE_ROLES or is_unseen(element):
        return True
    if element.tag in ("header", "footer"):
        return not any(above.tag in _HEADED for above in element.iterancestors())
    if element.tag == "form":
        # Some systems put the whole page into one.
        return next(element.iter("article", "h1", "main"), None) is None
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
    return not _COMMENTS.isdisjoint(names)
