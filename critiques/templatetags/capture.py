"""How the desk shows a captured text, so that a browser counts its characters as the capture has
them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join

register = template.Library()


@register.filter
def captured(text: str) -> Any:
    """The text with its carriage returns: HTML takes a bare one for a line feed, or for none."""
    first, *others = text.split("\r")
    pieces = [first, *(format_html("&#13;{}", line) for line in others)]
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.filter
def at(anchors: Sequence[Any], index: int) -> int:
    """The key of the passage that the anchor of this index is the place of."""
    return anchors[index].excerpt_id


@register.filter
def state_at(anchors: Sequence[Any], indices: Sequence[int]) -> str:
    """The state of the passages at these words: published if one of them is."""
    states = {anchors[index].excerpt.state for index in indices}
    return "published" if "published" in states else "draft"
