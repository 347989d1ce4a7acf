"""Erases words from the history of a record, and wherever else somebody quoted them beside it.

The record itself stays as it is: what stands in it now, an editor changes.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from filmography.publishing.consents import Consent
from filmography.publishing.history import ErasureReason, RecordVersion, recording, snapshot
from filmography.publishing.history.registry import kept
from filmography.publishing.history.snapshots import Snapshot, digest
from filmography.publishing.text import fold

# So many words in a row are a quotation.
RUN = 3
ERASED_LABEL = "(erased)"

Grams = set[tuple[str, ...]]


def erase_words(versions: Any, *, by: Any, reason: ErasureReason) -> int:
    """Of these versions of one record; gives how many were erased."""
    with transaction.atomic(), recording(by=by, why="Words were erased from the history."):
        standing = list(versions.select_for_update(no_key=True).filter(erased_at__isnull=True))
        if not standing:
            return 0
        model, pk = standing[0].content_type.model_class(), standing[0].object_id
        theirs = RecordVersion.objects.of_kind(model).filter(object_id=pk)
        record = model._base_manager.filter(pk=pk).first()
        gone = _gone(model, standing, snapshot(record) if record else {})
        theirs.filter(pk__in=[each.pk for each in standing]).erase(by_name=str(by), reason=reason)
        rest = theirs.filter(erased_at__isnull=True)
        if record is not None:
            _empty_notes(record, gone)
        for version in rest:
            _empty_in(version, model, gone)
        is_whole = not rest
        for consent in _consents(model, pk).exclude(note=""):
            if is_whole or _quotes(consent.note, gone):
                Consent.objects.filter(pk=consent.pk).update(note="")
        _log(model, pk, {each.label for each in standing}, by=by, reason=reason, whole=is_whole)
    return len(standing)


def _gone(model: type[models.Model], versions: list[RecordVersion], now: Snapshot) -> Grams:
    """What these versions say and the record no longer does."""
    notes = kept(model).notes
    said = [text for each in versions for text in [each.why, *_texts(each.snapshot)]]
    return _grams(said) - _grams(_texts(_without(now, notes)))


def _consents(model: type[models.Model], pk: str) -> Any:
    needs_consent = getattr(model, "needs_consent", False)
    return Consent.objects.of(model(pk=pk)) if needs_consent else Consent.objects.none()


def _empty_notes(record: models.Model, gone: Grams) -> None:
    """Where readers are told what stood there before."""
    notes = [record._meta.get_field(name) for name in kept(type(record)).notes]
    if any(_quotes(getattr(record, field.name), gone) for field in notes):
        empty = {field.name: None if field.null else "" for field in notes}
        type(record)._default_manager.filter(pk=record.pk).update(**empty)


def _empty_in(version: RecordVersion, model: type[models.Model], gone: Grams) -> None:
    """A version that stays loses the notes and the reason that quote what goes."""
    fields, notes = (
        version.snapshot["fields"],
        kept(model).notes & version.snapshot["fields"].keys(),
    )
    if any(_quotes(fields[name], gone) for name in notes):
        empty = {name: None if model._meta.get_field(name).null else "" for name in notes}
        version.snapshot["fields"] = {**fields, **empty}
        version.digest = digest(version.snapshot)
    if _quotes(version.why, gone):
        version.why = ""
    version.save(update_fields=["snapshot", "digest", "why"])


def _log(
    model: type[models.Model], pk: str, labels: set[str], *, by: Any, reason: str, whole: bool
) -> None:
    """The desk's log says that it was done, and no longer what the record was called."""
    kind = ContentType.objects.get_for_model(model)
    log = LogEntry.objects.filter(content_type=kind, object_id=pk)
    if not whole:
        log = log.filter(object_repr__in=labels)
    log.update(object_repr=ERASED_LABEL, change_message="")
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=kind,
        object_id=pk,
        object_repr=ERASED_LABEL,
        action_flag=CHANGE,
        change_message=f"Words erased from its history: {ErasureReason(reason).label.lower()}.",
    )


def _quotes(note: Any, gone: Grams) -> bool:
    words = fold(note).split() if isinstance(note, str) else []
    return any(
        tuple(words[start : start + length]) in gone
        for length in range(1, RUN + 1)
        for start in range(len(words) - length + 1)
    )


def _grams(texts: Iterable[str]) -> Grams:
    """Each run of words; of what is shorter, the whole of it."""
    split = [fold(text).split() for text in texts]
    return {
        tuple(words[start : start + RUN])
        for words in split
        for start in range(max(len(words) - RUN + 1, 1))
        if words
    }


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _without(of: Snapshot, names: frozenset[str]) -> Snapshot:
    fields = of.get("fields", {}).items()
    return {**of, "fields": {name: each for name, each in fields if name not in names}}
