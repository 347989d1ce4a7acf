"""Takes words out of the history that may stand nowhere any more."""

from collections.abc import Collection
from typing import Any

from django.db import models

from filmography.publishing.history.recording import current
from filmography.publishing.history.snapshots import digest
from filmography.publishing.history.versions import RecordVersion, versions_of


def forget(model: type[models.Model], pk: Any) -> None:
    """Leaves of all versions of a record only which it was, and their hashes.

    Of a record that is deleted, this comes after it: the act in hand then tells nothing of it.
    """
    if (act := current()) is not None:
        act.drop(model, [pk])
    RecordVersion.objects.of_kind(model).filter(object_id=str(pk)).erase()


def rename_in_rows(
    record: models.Model, part: str, pks: Collection[Any], field: str, new: str
) -> None:
    """Writes another value into these rows of a record, in all its versions."""
    wanted = set(pks)
    for version in versions_of(record).filter(erased_at__isnull=True):
        rows = [row for row in version.snapshot["parts"].get(part, ()) if row["id"] in wanted]
        for row in rows:
            row[field] = new
        if rows:
            version.digest = digest(version.snapshot)
            version.save(update_fields=["snapshot", "digest"])
