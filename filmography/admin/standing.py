"""How the desk says where a record stands, now and in the time to come."""

from typing import Any

from django.utils.html import format_html

from filmography.publishing.moments import day_in_words, in_words
from filmography.publishing.states import PublicationState


def in_brief(record: Any, *, is_visible: bool) -> str:
    """For a column of a list."""
    if record.state != PublicationState.PUBLISHED:
        return record.get_state_display()
    if record.has_ended:
        return f"Public until {in_words(record.published_until)}; ended"
    if record.is_scheduled:
        return f"Public from {in_words(record.published_at)}{_end(record)}"
    return f"{'Public' if is_visible else 'Published, not visible'}{_end(record)}"


def in_full(record: Any, visible_with: str) -> str:
    if not record.pk:
        return "Draft, until you publish it."
    if record.state != PublicationState.PUBLISHED or record.is_scheduled or record.has_ended:
        return in_brief(record, is_visible=False)
    day = day_in_words(record.published_at)
    if record.is_public:
        return format_html("Public since {}{}", day, _end(record))
    return format_html(
        "Published on {}{}, but not visible to readers. {}", day, _end(record), visible_with
    )


def _end(record: Any) -> str:
    return f", until {in_words(record.published_until)}" if record.published_until else ""
