"""Debates as trees of passages, grown from the responses between them. Pure functions.

A response has a `pk`, a `from_excerpt_id` and a `to_excerpt_id`; passages are known by id here, and
who shows a tree fetches them (critiques/debates.py).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

DEPTH_LIMIT = 12


@dataclass
class Node:
    """A passage in a thread; `response` says how it takes up its parent, or its parent it.

    A passage that has its place elsewhere on the page is only named again: `is_repeat`. Where the
    debate goes on beyond what is shown, `goes_on`.
    """

    pk: Any
    response: Any = None
    children: list["Node"] = field(default_factory=list)
    excerpt: Any = None
    is_repeat: bool = False
    goes_on: bool = False
    whole_size: int = 0

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, level by level."""
        level = [self]
        while level:
            yield from level
            level = [child for node in level for child in node.children]

    @property
    def size(self) -> int:
        return sum(not node.is_repeat for node in self.walk())


def threads(responses: Iterable[Any]) -> list[Node]:
    """Every passage that is responded to and responds to nothing, with what grows from it.

    Each passage stands once; where responses close a circle, the passage that was reached first
    keeps the place, and a circle without a beginning starts at its first `to_excerpt`. Liveliest
    threads come first.
    """
    replies: dict[Any, list[Any]] = defaultdict(list)
    answering = set()
    for response in responses:
        replies[response.to_excerpt_id].append(response)
        answering.add(response.from_excerpt_id)
    seen: set[Any] = set()
    beginnings = [pk for pk in replies if pk not in answering]
    circles = [pk for pk in replies if pk in answering]
    roots = [_grow(Node(pk), replies, seen) for pk in (*beginnings, *circles) if pk not in seen]
    return sorted(roots, key=lambda node: -node.size)


def _grow(root: Node, replies: dict[Any, list[Any]], seen: set[Any]) -> Node:
    """Fills in the children, level by level, without recursion: threads may be long."""
    seen.add(root.pk)
    level = [root]
    for _ in range(DEPTH_LIMIT):
        following = []
        for node in level:
            for response in replies.get(node.pk, []):
                if response.from_excerpt_id not in seen:
                    seen.add(response.from_excerpt_id)
                    node.children.append(Node(response.from_excerpt_id, response))
            following += node.children
        level = following
    return root


def pruned(root: Node, most: int) -> Node:
    """The thread's first `most` passages, level by level; those above the cut bear `goes_on`."""
    kept = {id(node) for node, _ in zip(root.walk(), range(most), strict=False)}
    for node in list(root.walk()):
        staying = [child for child in node.children if id(child) in kept]
        node.goes_on = len(staying) < len(node.children)
        node.children = staying
    return root


@dataclass
class Conversation:
    """What a passage takes up, and what takes it up, each as a tree with the passage as root."""

    above: Node
    below: Node

    def nodes(self) -> list[Node]:
        return [*self.above.walk(), *list(self.below.walk())[1:]]

    @property
    def size(self) -> int:
        return self.above.size + self.below.size - 1

    @property
    def goes_on(self) -> bool:
        return any(node.goes_on for node in (*self.above.walk(), *self.below.walk()))


Fetch = Callable[[set[Any], set[Any]], Iterable[Any]]


def conversation(pk: Any, fetch: Fetch, *, levels: int, most: int) -> Conversation:
    """The debate around a passage, `levels` deep in each direction and of at most `most` passages.

    `fetch(froms, tos)` gives the responses made by the first or received by the second. A passage
    that is reached again, from either side, is not followed twice: circles end there.
    """
    found = Conversation(Node(pk), Node(pk))
    growth = _Growth(pk, most)
    up, down = [found.above], [found.below]
    for level in range(levels + 1):
        if not (up or down):
            break
        growth.is_over = level == levels
        responses = list(fetch({node.pk for node in up}, {node.pk for node in down}))
        up = growth.hang(up, responses, "from_excerpt_id", "to_excerpt_id")
        down = growth.hang(down, responses, "to_excerpt_id", "from_excerpt_id")
    return found


class _Growth:
    """What has its place already while a conversation grows, in both directions."""

    def __init__(self, pk: Any, most: int) -> None:
        self.seen, self.used, self.most = {pk}, set(), most
        self.is_over = False

    def hang(self, nodes: list[Node], responses: list[Any], near: str, far: str) -> list[Node]:
        """Hangs under each node what its responses lead to; gives the nodes to follow next."""
        by_near: dict[Any, list[Any]] = defaultdict(list)
        for response in responses:
            by_near[getattr(response, near)].append(response)
        pairs = [(node, response) for node in nodes for response in by_near[node.pk]]
        hung = [self._child(node, response, getattr(response, far)) for node, response in pairs]
        return [child for child in hung if child and not child.is_repeat]

    def _child(self, node: Node, response: Any, pk: Any) -> Node | None:
        if response.pk in self.used:
            return None
        if self.is_over or (pk not in self.seen and len(self.seen) >= self.most):
            node.goes_on = True
            return None
        child = Node(pk, response, is_repeat=pk in self.seen)
        node.children.append(child)
        self.seen.add(pk)
        self.used.add(response.pk)
        return child
