"""Debates as threads: trees of passages grown from the responses between them. Pure functions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

DEPTH_LIMIT = 12


@dataclass
class Node:
    """A passage in a thread; `response` says how it takes up its parent: None at the root."""

    excerpt: Any
    response: Any = None
    children: list["Node"] = field(default_factory=list)

    @property
    def size(self) -> int:
        return 1 + sum(child.size for child in self.children)


def threads(responses: Iterable[Any]) -> list[Node]:
    """Every passage that is responded to and responds to nothing, with what grows from it.

    A response has `from_excerpt` and `to_excerpt`. Each passage stands once; where responses close
    a circle, the passage that was reached first keeps the place, and a circle without a beginning
    starts at its first `to_excerpt`. Liveliest threads come first.
    """
    replies: dict[Any, list[Any]] = defaultdict(list)
    excerpts: dict[Any, Any] = {}
    answering = set()
    for response in responses:
        replies[response.to_excerpt_id].append(response)
        excerpts.setdefault(response.to_excerpt_id, response.to_excerpt)
        answering.add(response.from_excerpt_id)
    seen: set[Any] = set()
    beginnings = [pk for pk in excerpts if pk not in answering]
    circles = [pk for pk in excerpts if pk in answering]
    roots = [
        _grow(Node(excerpts[pk]), replies, seen) for pk in (*beginnings, *circles) if pk not in seen
    ]
    return sorted(roots, key=lambda node: -node.size)


def _grow(root: Node, replies: dict[Any, list[Any]], seen: set[Any]) -> Node:
    """Fills in the children, level by level, without recursion: threads may be long."""
    seen.add(root.excerpt.pk)
    level = [root]
    for _ in range(DEPTH_LIMIT):
        following = []
        for node in level:
            for response in replies.get(node.excerpt.pk, []):
                if response.from_excerpt_id not in seen:
                    seen.add(response.from_excerpt_id)
                    node.children.append(Node(response.from_excerpt, response))
            following += node.children
        level = following
    return root
