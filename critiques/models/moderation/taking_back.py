"""Owns how records that a decision made are taken back, unless somebody has built on them."""

from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from critiques.models.moderation.events import TransitionRefused
from filmography.publishing.history import forget

# What an excerpt brings along; whatever else refers to it is somebody's work.
_PARTS = frozenset(
    f"critiques.{part}"
    for part in (
        "Contribution.excerpt",
        "Excerpt_scenes.excerpt",
        "ExcerptAnchor.excerpt",
        "ExcerptSubject.excerpt",
        "ExcerptTranslation.excerpt",
        "ExcerptVoice.excerpt",
        "Reanchoring.excerpt",
        "TaggedExcerpt.content_object",
    )
)


def take_back_excerpt(excerpt: models.Model, by: Any) -> None:
    if _is_built_on(excerpt, by):
        raise TransitionRefused("Somebody has gone on with the passage: withdraw it instead.")
    delete_and_forget(excerpt)


def take_back_record(label: str, pk: int, by: Any) -> None:
    """Once what the decision hung on it is gone; if there is more on it, it stays."""
    record = apps.get_model(label).objects.filter(pk=pk).first()
    if record is not None and not _is_built_on(record, by):
        delete_and_forget(record)


def delete_and_forget(record: models.Model) -> None:
    """The desk's log and history go on to say that something was done, but no longer in the
    record's words."""
    _log_of(record).update(object_repr="(taken back)")
    pk = record.pk
    record.delete()
    forget(type(record), pk)


def _is_built_on(record: models.Model, by: Any) -> bool:
    """Whether a colleague has changed it, or something refers to it."""
    return _log_of(record).exclude(user=by.pk).exists() or any(
        relation.related_model._base_manager.filter(**{relation.field.name: record}).exists()
        for relation in record._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete
        if f"{relation.related_model._meta.label}.{relation.field.name}" not in _PARTS
    )


def _log_of(record: models.Model) -> models.QuerySet:
    kind = ContentType.objects.get_for_model(record)
    return LogEntry.objects.filter(content_type=kind, object_id=str(record.pk))
