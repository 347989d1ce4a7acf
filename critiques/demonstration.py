"""The demonstration filmography: loading it, and removing of it what nobody touched."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.db import models

from critiques.models import Capture, ExcerptAnchor, Reanchoring
from filmography.models import Film, FormerSlug, RecordVersion
from filmography.publishing.history import Recording, recording
from filmography.publishing.natural import looked_up_once
from filmography.publishing.statistics import gather_statistics

# In the order in which they refer to one another.
FIXTURES = (
    "site",
    "organisations",
    "people",
    "films",
    "awards",
    "publications",
    "sources",
    "themes",
    "excerpts",
    "debates",
    "lists",
    "programme_notes",
    "readings",
)

Key = tuple[type[models.Model], Any]


def load() -> bool:
    """Loads the demonstration into a site without films. Says whether it did."""
    if Film.objects.exists():
        return False
    with recording():
        call_command("loaddata", *FIXTURES, verbosity=0)
        gather_statistics()
    return True


def remove() -> tuple[int, int]:
    """Removes the records of the demonstration that stand as they were loaded.

    Kept are those that were changed, those that other records refer to, and the parts of those that
    are kept. Gives how many were removed and how many of the demonstration remain.
    """
    with recording() as act:
        with looked_up_once():
            records = {_key(record): (record, fields) for record, fields in _loaded_records()}
            unchanged = {
                key: record
                for key, (record, fields) in records.items()
                if _is_as_loaded(record, fields)
            }
        removable = _without_what_is_needed(unchanged)
        for records_of_a_kind in _runs(reversed(removable.values())):
            _remove(act, records_of_a_kind)
    return len(removable), len(records) - len(removable)


def _runs(records: Iterable[models.Model]) -> Iterator[list[models.Model]]:
    """Of one kind each, in which none refers to another: these are deleted at once."""
    run, referred_to = [], set()
    for record in records:
        if run and (type(record) is not type(run[0]) or record.pk in referred_to):
            yield run
            run, referred_to = [], set()
        run.append(record)
        referred_to |= {getattr(record, field.attname) for field in _own_kind(type(record))}
    if run:
        yield run


def _own_kind(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if field.related_model is model]


def _remove(act: Recording, records: list[models.Model]) -> None:
    """With their histories and addresses."""
    model, pks = type(records[0]), [record.pk for record in records]
    act.drop(model, pks)
    model._base_manager.filter(pk__in=pks).delete()
    RecordVersion.objects.of_kind(model).filter(object_id__in=map(str, pks)).delete()
    FormerSlug.objects.filter(kind=model._meta.label_lower, object_id__in=pks).delete()


def _key(record: models.Model) -> Key:
    return type(record), record.pk


def _loaded_records() -> Iterator[tuple[models.Model, dict]]:
    """The records of the fixtures that are still there, with the fields they came with."""
    for name in FIXTURES:
        rows = json.loads((Path(settings.FIXTURE_DIRS[0]) / f"{name}.json").read_text("utf-8"))
        loaded = [(apps.get_model(row["model"]), _pk(row), row["fields"]) for row in rows]
        records = {model: _records(model, loaded) for model in {model for model, _, _ in loaded}}
        for model, pk, fields in loaded:
            if pk in records[model]:
                yield records[model][pk], fields


def _pk(row: dict) -> Any:
    """Of the record as it is stored now; none, if there is none of its natural key."""
    if "pk" in row:
        return row["pk"]
    try:
        return next(serializers.deserialize("python", [row])).object.pk
    except serializers.base.DeserializationError:
        return None  # what its natural key refers to is gone


def _records(model: type[models.Model], loaded: list[tuple]) -> dict[Any, models.Model]:
    relations = [field.name for field in model._meta.concrete_fields if field.is_relation]
    pks = [pk for of, pk, _ in loaded if of is model and pk is not None]
    return model.objects.select_related(*relations).in_bulk(pks)


def _is_as_loaded(record: models.Model, fields: dict) -> bool:
    row = serializers.serialize(
        "json", [record], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    now = json.loads(row)[0]["fields"]
    return all(_comparable(now.get(name)) == _comparable(value) for name, value in fields.items())


def _comparable(value: Any) -> Any:
    """Relations to many have no order of their own."""
    return sorted(value, key=str) if isinstance(value, list) else value


def _without_what_is_needed(records: dict[Key, models.Model]) -> dict[Key, models.Model]:
    """Takes away, until nothing changes, what others refer to and the parts of what stays."""
    records = dict(records)
    references = list(_references({model for model, _ in records}))
    while needed := {
        target for origin, target in references if target in records and origin not in records
    } | {key for key, record in records.items() if _owner_stays(record, records)}:
        for key in needed:
            del records[key]
    return records


def _owner_stays(record: models.Model, records: dict[Key, models.Model]) -> bool:
    owner = _owner_field(type(record))
    if owner is None or getattr(record, owner.attname) is None:
        return False
    return (owner.related_model, getattr(record, owner.attname)) not in records


def _owner_field(model: type[models.Model]) -> models.ForeignKey | None:
    """The relation to the record that this one is a part of: it falls with it."""
    owners = [
        field
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    ]
    named = [path.split("__")[0] for path in getattr(model, "natural_key_fields", ())]
    owners.sort(key=lambda field: named.index(field.name) if field.name in named else len(named))
    return owners[0] if owners else None


def _references(targets: set[type[models.Model]]) -> Iterator[tuple[Key, Key]]:
    """Every reference to a record of these models, from and to.

    What follows from a record by itself, its capture and its places in it, does not count.
    """
    for model in apps.get_models():
        if model in (ExcerptAnchor, Reanchoring):
            continue
        for field in model._meta.get_fields():
            if field.related_model not in targets or field.auto_created:
                continue
            if field.many_to_one or (field.one_to_one and field.concrete):
                referring = model._base_manager.exclude(**{field.name: None})
                if model is Capture:
                    referring = referring.exclude(origin=Capture.Origin.FULL_TEXT)
                rows = referring.values_list("pk", field.attname)
            elif field.many_to_many and field.remote_field.through._meta.auto_created:
                through = field.remote_field.through._base_manager
                rows = through.values_list(field.m2m_column_name(), field.m2m_reverse_name())
            else:
                continue
            for origin, target in rows:
                yield (model, origin), (field.related_model, target)
