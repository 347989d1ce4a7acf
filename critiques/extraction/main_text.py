"""Owns which part of a web page is its main text.

What is quoted must be found again: rather a menu too much than a paragraph too few.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from critiques.extraction.visible import BLOCKS, is_unseen

_ASIDE_TAGS = frozenset({"nav", "aside", "footer", "menu", "search"})
_ASIDE_ROLES = frozenset({
    "navigation", "complementary", "banner", "contentinfo", "search", "menu", "menubar", "toolbar",
    "alertdialog",
})  # fmt: skip
# Whole words of class names and ids, as sites and their systems use them.
_ASIDE_NAMES = re.compile(
    r"(?<![a-z])(?:ads?|advert\w*|sponsor\w*|promo\w*|banner|breadcrumbs?|comments?|commentlist|"
    r"disqus\w*|respond|cookies?|consent|gdpr|footer|masthead|menu|nav|navbar|navigation|"
    r"newsletter|subscribe|subscription|signup|outbrain|taboola|pagination|pager|popup|modal|"
    r"recommended|recommendations|related|sharing|share|sharedaddy|sidebar|social|skip-link|"
    r"toolbar|trending|most-read|most-popular|read-next|more-stories)(?![a-z])"
)
# Readers' comments may well be longer than the text they are about.
_COMMENTS = frozenset({
    "comments", "comment-list", "commentlist", "comments-area", "comments-section",
    "comment-section", "disqus_thread", "respond",
})  # fmt: skip
# An element this large is the page, whatever it is called ("with-sidebar").
_PAGE_SHARE = 0.5
# What holds this much of the prose below an element is where to look on.
_DOMINANT_SHARE = 0.8
# Shorter pieces, and those that are links for the greater part, are no prose.
_PROSE = 25
# So many links, with hardly a word between them and no prose, are a list of where else to go.
_LINKS_OF_A_LIST = 3
_LINK_SHARE_OF_A_LIST = 0.7


@dataclass(slots=True)
class _Weight:
    """How many characters an element holds: text of all kinds, links and prose; and how many
    links those are."""

    text: int = 0
    linked: int = 0
    links: int = 0
    prose: int = 0

    def add(self, other: "_Weight") -> None:
        self.text += other.text
        self.linked += other.linked
        self.links += other.links
        self.prose += other.prose

    @property
    def is_prose(self) -> bool:
        return self.text >= _PROSE and self.linked * 2 < self.text

    @property
    def is_link_list(self) -> bool:
        return (
            not self.prose
            and self.links >= _LINKS_OF_A_LIST
            and self.linked >= _LINK_SHARE_OF_A_LIST * self.text
        )


_Weights = dict[etree._Element, _Weight]


def main_parts(
    body: etree._Element,
) -> tuple[etree._Element, frozenset[etree._Element]]:
    """The element that holds the main text, and what inside it does not belong to it."""
    weights = _weigh(body, frozenset())
    limit = _PAGE_SHARE * weights[body].prose
    asides = frozenset(
        element
        for element in body.iterdescendants(etree.Element)
        if _is_comments(element) or (weights[element].prose <= limit and _is_aside(element))
    )
    weights = _weigh(body, asides)
    lists = {
        element for element in body.iterdescendants(etree.Element) if weights[element].is_link_list
    }
    return _descend(body, weights), asides | lists


def _is_comments(element: etree._Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().split()
    return not _COMMENTS.isdisjoint(names) and next(element.iter("main", "article"), None) is None


def _is_aside(element: etree._Element) -> bool:
    if element.tag in ("main", "article"):
        return False
    if element.tag == "footer" and element.getparent().tag == "blockquote":
        return False  # who said it
    if element.tag in _ASIDE_TAGS or element.get("role") in _ASIDE_ROLES:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return len(names) > 1 and _ASIDE_NAMES.search(names) is not None


def _descend(body: etree._Element, weights: _Weights) -> etree._Element:
    """Down from the body for as long as one child holds nearly all, but into no article."""
    element = body
    while element.tag not in ("article", "main") and element.get("itemprop") != "articleBody":
        children = element.iterchildren(etree.Element)
        best = max(children, key=lambda child: weights[child].prose, default=None)
        if best is None or weights[best].prose < max(1, _DOMINANT_SHARE * weights[element].prose):
            break
        element = best
    return element


def _weigh(body: etree._Element, skipped: frozenset[etree._Element]) -> _Weights:
    """Each element with what it holds, skipped elements aside."""
    blocks: _Weights = defaultdict(_Weight)
    for block, run in _runs(body, skipped):
        blocks[block].add(run)
    for block in blocks.values():
        block.prose = block.text if block.is_prose else 0
    for element in reversed(list(body.iterdescendants(etree.Element))):
        if element in blocks:
            blocks[element.getparent()].add(blocks[element])
    return blocks


def _runs(
    body: etree._Element, skipped: frozenset[etree._Element]
) -> Iterator[tuple[etree._Element, _Weight]]:
    """Each run of text, and each link, with the block that it stands in."""
    stack, open_links, passed = [body], 0, None
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element is not body and (element in skipped or is_unseen(element)):
                walk.skip_subtree()
                passed = element
                continue
            if element.tag in BLOCKS and element is not body:
                stack.append(element)
            if element.tag == "a":
                open_links += 1
                yield stack[-1], _Weight(links=1)
            text = element.text
        else:
            if element is not passed:
                if stack[-1] is element and element is not body:
                    stack.pop()
                open_links -= element.tag == "a"
            text = element.tail if element is not body else None
        if text and (length := len(text.strip())):
            yield stack[-1], _Weight(text=length, linked=length if open_links else 0)
