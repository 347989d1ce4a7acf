"""How the desk says where a record stands, now and in the time to come."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import models
from django.utils.html import format_html

from filmography.publishing.history import references, snapshots
from filmography.publishing.models import Publishable
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


def hidden_with(model: type[models.Model], pks: Collection[Any]) -> dict[Any, list[str]]:
    """What stands in each record but is not public itself: people, themes and the like."""
    named: dict[type[models.Model], dict[Any, dict[Any, str]]] = defaultdict(dict)
    for pk, snapshot in snapshots(model, pks).items():
        for _, field, reference in references(model, snapshot):
            if issubclass(field.related_model, Publishable):
                labels = named[field.related_model].setdefault(pk, {})
                labels[reference["id"]] = reference["label"]
    hidden: dict[Any, list[str]] = defaultdict(list)
    for related, by_record in named.items():
        wanted = {key for labels in by_record.values() for key in labels}
        public = set(related.objects.published().filter(pk__in=wanted).values_list("pk", flat=True))
        for pk, labels in by_record.items():
            hidden[pk] += [label for key, label in labels.items() if key not in public]
    return {pk: labels for pk, labels in hidden.items() if labels}


def _end(record: Any) -> str:
    return f", until {in_words(record.published_until)}" if record.published_until else ""
