"""Debates as pages show them: the liveliest of all, and the one around a passage. Only public."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Q

from critiques.models import Excerpt, Response
from critiques.threads import Conversation, Node, conversation, pruned, threads
from filmography.bounded import Bounded, bounded
from filmography.publishing.lookups import Among

PASSAGES_IN_LIST = 8
LEVELS = 5
PASSAGES_IN_DEBATE = 40


class Debates(NamedTuple):
    threads: list[Node]
    responses: Bounded


def liveliest() -> Debates:
    """Threads made of the responses added last, those of most passages first."""
    responses = bounded(Response.objects.published())
    found = Response.objects.filter(pk__in=Among(responses.keys))
    newest_first = found.order_by("-published_at", "-pk")
    return Debates(threads(newest_first), responses)


def for_list(roots: Iterable[Node]) -> list[Node]:
    """Threads with the passages of a list page, each with the `size` of the whole."""
    roots = list(roots)
    for root in roots:
        root.whole_size = root.size
        pruned(root, PASSAGES_IN_LIST)
    _fill(node for root in roots for node in root.walk())
    return roots


def around(excerpt: Excerpt) -> Conversation:
    """What this passage takes up and what takes it up, and so on, both ways."""
    found = conversation(excerpt.pk, _responses, levels=LEVELS, most=PASSAGES_IN_DEBATE)
    _fill(found.nodes())
    found.above.excerpt = excerpt
    return found


def _responses(made_by: set[Any], received_by: set[Any]) -> list[Response]:
    ends = Q(from_excerpt__in=made_by) | Q(to_excerpt__in=received_by)
    return list(Response.objects.published().filter(ends)[: 2 * PASSAGES_IN_DEBATE])


def _fill(nodes: Iterable[Node]) -> None:
    nodes = list(nodes)
    excerpts = Excerpt.objects.with_page_data().in_bulk({node.pk for node in nodes})
    for node in nodes:
        node.excerpt = excerpts[node.pk]
