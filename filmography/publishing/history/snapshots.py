"""What a record is like at a moment, as JSON: its fields, its relations, the rows it owns.

A reference is its key and the label that it had; only the key counts when two are compared.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import models

from filmography.publishing.history.registry import Kept, Part, kept

Snapshot = dict[str, Any]


def snapshot(record: models.Model) -> Snapshot:
    """As it is stored. Empty, if it is not."""
    return snapshots(type(record), [record.pk]).get(record.pk, {})


def snapshots(
    model: type[models.Model], pks: Collection[Any], rows: Collection[type] | None = None
) -> dict[Any, Snapshot]:
    """Of many at once, in a number of queries that depends on the model only. If it is known of
    which models they may own `rows`, no others are looked for."""
    of = kept(model)
    records = model._base_manager.select_related(*_named_with(model)).in_bulk(pks)
    taken = {
        pk: {
            "label": str(record)[:200],
            "fields": {
                field.name: _plain(field, field.value_from_object(record)) for field in of.fields
            },
            "links": {link.name: [] for link in of.links},
            "parts": {part.name: [] for part in of.parts},
        }
        for pk, record in records.items()
    }
    if not taken:
        return taken
    for link in of.links:
        if rows is not None and link.through not in rows:
            continue
        ends = link.through._base_manager.filter(**{f"{link.source.name}__in": taken})
        for pk, target in ends.order_by(link.target.attname).values_list(
            link.source.attname, link.target.attname
        ):
            taken[pk]["links"][link.name].append({"id": target})
    for part in of.parts:
        if rows is not None and part.model not in rows:
            continue
        for owner, row in _rows(part, taken):
            taken[owner]["parts"][part.name].append(row)
    _label(of, taken.values())
    return taken


def digest(of: Snapshot) -> str:
    """The same for two snapshots that say the same."""
    plain = json.dumps(_without_labels(of), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def references(model: type[models.Model], of: Snapshot) -> Iterator[tuple[str, models.Field, dict]]:
    """Each reference in a snapshot: under which name it stands, the field, the reference."""
    yield from _references(kept(model), of)


def _rows(part: Part, owners: Collection[Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each row of the part, with the key of its owner."""
    rows = part.model._base_manager.filter(**{f"{part.owner.name}__in": owners}).order_by("pk")
    columns = [field.attname for field in part.fields]
    for owner, pk, *values in rows.values_list(part.owner.attname, "pk", *columns):
        pairs = zip(part.fields, values, strict=True)
        yield owner, {"id": pk} | {field.name: _plain(field, value) for field, value in pairs}


def _plain(field: models.Field, value: Any) -> Any:
    if field.is_relation:
        return None if value is None else {"id": value}
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")  # as dumps have it
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(field, models.FileField) else value


def _label(of: Kept, taken: Iterable[Snapshot]) -> None:
    """Writes on each reference what it is called: one query for each kind of record."""
    wanted: dict[type[models.Model], list[dict]] = defaultdict(list)
    for each in taken:
        for _, field, reference in _references(of, each):
            wanted[field.related_model].append(reference)
    for model, found in wanted.items():
        named = model._base_manager.select_related(*_named_with(model))
        records = named.in_bulk({reference["id"] for reference in found})
        for reference in found:
            record = records.get(reference["id"])
            reference["label"] = str(record)[:200] if record else ""


def _named_with(model: type[models.Model]) -> list[str]:
    """What such a record may name itself by."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and not field.null
    ]


def _references(of: Kept, taken: Snapshot) -> Iterator[tuple[str, models.Field, dict]]:
    for field, reference in _in_row(of.fields, taken["fields"]):
        yield field.name, field, reference
    for link in of.links:
        for reference in taken["links"].get(link.name, ()):
            yield link.name, link.target, reference
    for part in of.parts:
        for row in taken["parts"].get(part.name, ()):
            for field, reference in _in_row(part.fields, row):
                yield part.name, field, reference


def _in_row(fields: list[models.Field], row: dict[str, Any]) -> Iterator[tuple[models.Field, dict]]:
    for field in fields:
        if field.is_relation and row.get(field.name):
            yield field, row[field.name]


def _without_labels(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_labels(each) for key, each in value.items() if key != "label"}
    return [_without_labels(each) for each in value] if isinstance(value, list) else value
