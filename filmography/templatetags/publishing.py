"""How text, dates and data of any record are shown."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone

from filmography.publishing import durations
from filmography.publishing.addresses import absolute
from filmography.publishing.edtf import in_words
from filmography.publishing.jsonld import JsonLd
from filmography.publishing.markdown import InlineMarkdown, Markdown, PageMarkdown, plain
from filmography.timecode import format_timecode
from filmography.title_card import TitleCard, title_card

register = template.Library()


@register.filter
def markdown(text: str) -> Markdown:
    return Markdown(text or "")


@register.filter
def page_markdown(text: str) -> PageMarkdown:
    return PageMarkdown(text or "")


@register.filter
def inline_markdown(text: str) -> InlineMarkdown:
    return InlineMarkdown(text or "")


@register.filter
def without_markup(text: str) -> str:
    return plain(text or "")


@register.filter
def begins(path: str | None, address: str) -> bool:
    """Whether the path leads to the page of the address, or beneath it. Pages that tell of an error
    have none."""
    return (path or "").startswith(address)


@register.filter
def edtf(text: str) -> str:
    return in_words(text) if text else ""


@register.filter
def timecode(seconds: int | None) -> str:
    return "" if seconds is None else format_timecode(seconds)


@register.filter
def duration(time: timedelta) -> str:
    return durations.in_words(time)


@register.filter
def age(since: datetime) -> str:
    """How long ago that is."""
    return durations.in_words(timezone.now() - since)


@register.filter
def absolute_address(path: str) -> str:
    """The address in full, as others may cite it."""
    return absolute(path)


@register.filter
def of(indices: Iterable[int], records: Sequence[Any]) -> list[Any]:
    """The records at these indices: the notes of a segment, say."""
    return [records[index] for index in indices]


@register.filter
def card(film: Any) -> TitleCard:
    """The title card of a film."""
    return title_card(film.title, film.year, film.slug)


@register.simple_tag
def jsonld(data: dict) -> JsonLd:
    return JsonLd.of(data)
