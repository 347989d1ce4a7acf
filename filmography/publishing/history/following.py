"""Notices every change of a kept record, of the rows that it owns and of its relations."""

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save

from filmography.publishing.changes import rows_changed, rows_changing
from filmography.publishing.history.recording import at_once, current
from filmography.publishing.history.registry import Kept, Link
from filmography.publishing.history.snapshots import snapshot


def follow(of: Kept) -> None:
    for signal, receiver in _OF_RECORDS:
        signal.connect(partial(receiver, of), sender=of.model, weak=False)
    owned = [(part.model, part.owner) for part in of.parts]
    for link in of.links:
        if link.through._meta.auto_created:
            changed = partial(_link_changed, link)
            m2m_changed.connect(changed, sender=link.through, weak=False)
        else:
            owned.append((link.through, link.source))
    for model, owner in owned:
        for signal, receiver in _OF_PARTS:
            signal.connect(partial(receiver, owner), sender=model, weak=False)


def _saving(of: Kept, instance: models.Model, **kwargs: Any) -> None:
    if instance.pk is not None:
        with at_once() as mine:
            mine.note(of.model, [instance.pk])


def _saved(of: Kept, instance: models.Model, created: bool, **kwargs: Any) -> None:
    with at_once() as mine:
        if created:
            mine.added(of.model, instance.pk)
        else:
            mine.touch(of.model, [instance.pk])


def _deleting(of: Kept, instance: models.Model, **kwargs: Any) -> None:
    if (mine := current()) is not None and mine.drops(of.model, instance.pk):
        instance._last_snapshot = {}
        return
    instance._last_snapshot = snapshot(instance)
    with at_once() as mine:
        mine.note(of.model, [instance.pk])


def _deleted(of: Kept, instance: models.Model, **kwargs: Any) -> None:
    with at_once() as mine:
        mine.delete(of.model, instance.pk, instance._last_snapshot)


def _rows_changing(of: Kept, pks: Collection, fields: frozenset[str], **kwargs: Any) -> None:
    if _concerns(of.fields, fields):
        with at_once() as mine:
            mine.note(of.model, pks)


def _rows_changed(of: Kept, pks: Collection, fields: frozenset[str] | None, **kwargs: Any) -> None:
    with at_once() as mine:
        if fields is None:
            for pk in pks:
                mine.added(of.model, pk)
        elif _concerns(of.fields, fields):
            mine.touch(of.model, pks)


def _part_saving(owner: models.ForeignKey, instance: models.Model, **kwargs: Any) -> None:
    """Also of what it was a part of before, unless this act has its owner in hand anyway."""
    mine, now = current(), getattr(instance, owner.attname)
    if mine is not None and mine.knows(owner.related_model, now):
        return
    owners = {now}
    if instance.pk is not None:
        rows = owner.model._base_manager.filter(pk=instance.pk)
        owners |= set(rows.values_list(owner.attname, flat=True))
    instance._owners_before = owners
    _note_owners(owner, owners)


def _part_changed(owner: models.ForeignKey, instance: models.Model, **kwargs: Any) -> None:
    """What falls with its owner is told with it."""
    origin = kwargs.get("origin")
    if isinstance(origin, owner.related_model) or (
        getattr(origin, "model", None) is owner.related_model
    ):
        return
    before = instance.__dict__.pop("_owners_before", set())
    with at_once() as mine:
        owners = {getattr(instance, owner.attname), *before} - {None}
        mine.touch(owner.related_model, owners, owner.model)


def _part_deleting(owner: models.ForeignKey, instance: models.Model, **kwargs: Any) -> None:
    _note_owners(owner, {getattr(instance, owner.attname)})


def _parts_changing(
    owner: models.ForeignKey, pks: Collection, fields: frozenset[str], **kwargs: Any
) -> set | None:
    owners = _owners(owner, pks)
    _note_owners(owner, owners)
    return owners if {owner.name, owner.attname} & fields else None


def _parts_changed(owner: models.ForeignKey, pks: Collection, before: list, **kwargs: Any) -> None:
    with at_once() as mine:
        mine.touch(owner.related_model, _owners(owner, pks).union(*before), owner.model)


def _link_changed(
    link: Link,
    instance: models.Model,
    action: str,
    reverse: bool,
    pk_set: set | None,
    **kwargs: Any,
) -> None:
    if not reverse:
        owners = {instance.pk}
    elif pk_set is not None:
        owners = pk_set
    elif action == "pre_clear":
        rows = link.through._base_manager.filter(**{link.target.name: instance})
        owners = instance._owners_before = set(rows.values_list(link.source.attname, flat=True))
    else:
        owners = instance.__dict__.pop("_owners_before", set())
    with at_once() as mine:
        if action.startswith("pre_"):
            mine.note(link.field.model, owners)
        else:
            mine.touch(link.field.model, owners, link.through)


def _owners(owner: models.ForeignKey, pks: Collection) -> set:
    rows = owner.model._base_manager.filter(pk__in=pks)
    return set(rows.values_list(owner.attname, flat=True)) - {None}


def _note_owners(owner: models.ForeignKey, owners: set) -> None:
    with at_once() as mine:
        mine.note(owner.related_model, owners - {None})


def _concerns(fields: list[models.Field], changed: frozenset[str]) -> bool:
    return any(field.name in changed or field.attname in changed for field in fields)


_OF_RECORDS = (
    (pre_save, _saving),
    (post_save, _saved),
    (pre_delete, _deleting),
    (post_delete, _deleted),
    (rows_changing, _rows_changing),
    (rows_changed, _rows_changed),
)
_OF_PARTS = (
    (pre_save, _part_saving),
    (post_save, _part_changed),
    (pre_delete, _part_deleting),
    (post_delete, _part_changed),
    (rows_changing, _parts_changing),
    (rows_changed, _parts_changed),
)
