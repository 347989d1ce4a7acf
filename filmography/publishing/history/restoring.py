"""Puts a record back as a version has it: whole or in one field, or back into being."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError
from django.utils.text import capfirst

from filmography.publishing.history.differences import label_of, shown
from filmography.publishing.history.recording import recording
from filmography.publishing.history.registry import Kept, Part, is_kept, kept
from filmography.publishing.history.snapshots import Snapshot, references, snapshot
from filmography.publishing.history.versions import RecordVersion, VersionKind
from filmography.publishing.moments import in_words
from filmography.publishing.slugs import Slugged
from filmography.publishing.states import OF_PUBLICATION

CHANGED_MEANWHILE = (
    "Somebody changed this record while you looked at it. Look at its history again: nothing was "
    "restored."
)
ERASED = "The words of this version have been erased; they cannot come back."
IN_THE_WAY = (
    "Another record stands in the way, perhaps one made at this moment: nothing was restored."
)
_ONE_ACT = timedelta(seconds=10)
# What a record that is brought back still has of them; it comes back as a draft.
_DRAFTED = OF_PUBLICATION - {"published_at"}


class RestoreRefused(Exception):
    """It cannot be as it was; the sentences say why. Nothing has changed."""

    def __init__(self, sentences: Collection[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = list(sentences)


def fallen_with(version: RecordVersion) -> list[str]:
    """What was deleted in the same act as a record and has a history of its own, in words."""
    if version.kind != VersionKind.DELETED:
        return []
    model, found = version.content_type.model_class(), []
    for relation in model._meta.related_objects:
        of, owner = relation.related_model, relation.field.name
        if relation.on_delete is not models.CASCADE or not is_kept(of):
            continue
        theirs = RecordVersion.objects.deleted(of).filter(
            at__range=(version.at - _ONE_ACT, version.at + _ONE_ACT)
        )
        found += [
            f"{of._meta.verbose_name} “{each.label}”"
            for each in theirs
            if str((each.snapshot["fields"].get(owner) or {}).get("id")) == version.object_id
        ]
    return found


def restore(
    version: RecordVersion,
    *,
    by: Any,
    seen: int | None,
    only: str = "",
    also: dict[str, Any] | None = None,
) -> models.Model:
    """The record as the version has it, or just its field, relation or rows `only`.

    `seen` is the id of the newest version that who restores has seen; `also` are values of fields
    that go with it, such as a note on why. Raises RestoreRefused.
    """
    model = version.content_type.model_class()
    try:
        with recording(by=by, why=f"From the version of {in_words(version.at)}.") as act:
            _refuse_if_outdated(version, seen)
            there = model._base_manager.filter(pk=version.object_id).first()
            act.kind = VersionKind.RESTORED if there else VersionKind.BROUGHT_BACK
            record = there or _brought_back(model, version)
            _put_back(record, version.snapshot, only, also or {}, is_new=there is None)
    except ProtectedError as error:
        raise RestoreRefused([_needed(error)]) from error
    except ValidationError as error:
        raise RestoreRefused(list(_sentences(model, error))) from error
    except IntegrityError as error:
        raise RestoreRefused([IN_THE_WAY]) from error
    return record


def _refuse_if_outdated(version: RecordVersion, seen: int | None) -> None:
    """Who comes second waits for the first: at the record, as saving its form does, or if it is
    gone at the version that both have seen."""
    if version.erased_at:
        raise RestoreRefused([ERASED])
    records = version.content_type.model_class()._base_manager.filter(pk=version.object_id)
    list(records.select_for_update(no_key=True).values_list("pk"))
    theirs = RecordVersion.objects.filter(
        content_type=version.content_type_id, object_id=version.object_id
    )
    list(theirs.filter(pk=seen).select_for_update(no_key=True).values_list("pk"))
    if theirs.newest_first().values_list("pk", flat=True).first() != seen:
        raise RestoreRefused([CHANGED_MEANWHILE])


def _brought_back(model: type[models.Model], version: RecordVersion) -> models.Model:
    """Under its old number, and as a draft."""
    return model(pk=model._meta.pk.to_python(version.object_id))


def _put_back(
    record: models.Model, taken: Snapshot, only: str, also: dict[str, Any], *, is_new: bool
) -> None:
    of = kept(type(record))
    _refuse_gone(of, taken, only)
    stays = _DRAFTED if is_new else of.stays
    for field in of.fields:
        if field.name in taken["fields"] and _is_asked(field.name, only, stays):
            setattr(record, field.attname, _value(field, taken["fields"][field.name]))
    for name, value in also.items():
        setattr(record, name, value)
    if is_new and _address_is_taken(record):
        record.slug = ""
    record.full_clean(exclude=[] if getattr(record, "slug", "-") else ["slug"])
    record.save(force_insert=is_new)
    for link in of.links:
        if link.name in taken["links"] and _is_asked(link.name, only):
            pks = [reference["id"] for reference in taken["links"][link.name]]
            others = link.target.related_model._base_manager.in_bulk(pks)
            getattr(record, link.name).set(others.values())
    for part in of.parts:
        if part.name in taken["parts"] and _is_asked(part.name, only):
            _put_rows_back(record, part, taken["parts"][part.name], snapshot(record))


def _put_rows_back(
    record: models.Model, part: Part, rows: list[dict[str, Any]], now: Snapshot
) -> None:
    """Rows that nothing refers to are made anew, so that two may change places."""
    wanted = {row["id"]: row for row in rows}
    there = {row["id"]: row for row in now["parts"][part.name]}
    is_referred_to = bool(part.model._meta.related_objects)
    for row in part.model._base_manager.filter(**{part.owner.name: record}):
        if row.pk not in wanted or (not is_referred_to and not _same(wanted, there, row.pk)):
            row.delete()
    for pk, values in wanted.items():
        if not _same(wanted, there, pk):
            row = part.model(pk=pk, **{part.owner.name: record})
            row._state.adding = pk not in there or not is_referred_to
            for field in part.fields:
                setattr(row, field.attname, _value(field, values.get(field.name)))
            row.full_clean(validate_unique=row._state.adding)
            row.save(force_insert=row._state.adding)


def _same(wanted: dict[Any, dict], there: dict[Any, dict], pk: Any) -> bool:
    return pk in there and _keys(wanted[pk]) == _keys(there[pk])


def _keys(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value["id"] if isinstance(value, dict) else value for name, value in row.items()}


def _is_asked(name: str, only: str, stays: Collection[str] = ()) -> bool:
    return name not in stays and only in ("", name)


def _value(field: models.Field, value: Any) -> Any:
    if not field.is_relation:
        return field.to_python(value)
    if value is None or (_is_account(field) and not _there(field, [value["id"]])):
        return None
    return value["id"]


def _is_account(field: models.Field) -> bool:
    """What colleagues did stays when their account goes."""
    return field.related_model is get_user_model() and field.null


def _there(field: models.Field, pks: Collection[Any]) -> set:
    rows = field.related_model._base_manager.filter(pk__in=pks)
    return set(rows.values_list("pk", flat=True))


def _refuse_gone(of: Kept, taken: Snapshot, only: str) -> None:
    named: dict[models.Field, dict[Any, dict]] = {}
    for place, field, reference in references(of.model, taken):
        if _is_asked(place, only) and not _is_account(field):
            named.setdefault(field, {})[reference["id"]] = reference
    gone = set()
    for field, by_pk in named.items():
        there, kind = _there(field, [*by_pk]), str(field.related_model._meta.verbose_name)
        for pk, reference in by_pk.items():
            if pk not in there:
                name = f"{capfirst(kind)} “{shown(field, reference)}”"
                gone.add(f"{name} does not exist any more. Bring it back first.")
    if gone:
        raise RestoreRefused(sorted(gone))


def _address_is_taken(record: models.Model) -> bool:
    if not isinstance(record, Slugged):
        return False
    return type(record)._base_manager.exclude(pk=record.pk).filter(slug=record.slug).exists()


def _needed(error: ProtectedError) -> str:
    needing = next(iter(error.protected_objects))
    return (
        f"Something would have to go that “{needing}” "
        f"({needing._meta.verbose_name}) needs: nothing was restored."
    )


def _sentences(model: type[models.Model], error: ValidationError) -> Iterator[str]:
    if not hasattr(error, "error_dict"):
        yield from error.messages
        return
    for name, messages in error.message_dict.items():
        field = None if name == NON_FIELD_ERRORS else _field(model, name)
        yield from (f"{label_of(field)}: {each}" if field else each for each in messages)


def _field(model: type[models.Model], name: str) -> models.Field | None:
    fields = {field.name: field for field in model._meta.concrete_fields}
    return fields.get(name)
