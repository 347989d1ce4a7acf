"""Writes the versions: in the transaction of the change, once for each record that it touched."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from threading import local
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.dispatch import Signal

from filmography.publishing.history.new_records import Model, NewRecords
from filmography.publishing.history.snapshots import Snapshot, digest, snapshots
from filmography.publishing.history.versions import THE_SYSTEM, RecordVersion, VersionKind
from filmography.publishing.states import PublicationState

BATCH = 500
MOST_HELD = 2_000
# These say something even where the record is as its last version has it.
TOLD_ANYWAY = {VersionKind.DELETED, VersionKind.BROUGHT_BACK}
NEW = {VersionKind.ADDED, VersionKind.IMPORTED}
# Sent with the `pks` of records that were there before, in the transaction of the act.
recorded = Signal()
_of_thread = local()


class Recording:
    """What one act touches. An act within another is a part of it, unless it fails."""

    def __init__(
        self, outer: "Recording | None", by: Any, by_name: str, why: str, kind: str
    ) -> None:
        self.outer = outer
        self.by = by or getattr(outer, "by", None)
        self.by_name = by_name or getattr(outer, "by_name", "")
        self.why = why or getattr(outer, "why", "")
        self.kind = kind or getattr(outer, "kind", "")
        self.touched: dict[Model, dict[Any, str]] = defaultdict(dict)
        self.new = NewRecords()
        self.digests: dict[Model, dict[Any, str]] = defaultdict(dict)
        self.deleted: dict[Model, dict[Any, Snapshot]] = defaultdict(dict)
        self.dropped: dict[Model, set[Any]] = defaultdict(set)
        # How those without a version stood before, until it shows that they change.
        self.before: dict[Model, dict[Any, RecordVersion]] = defaultdict(dict)
        self.afterwards: dict[Callable[[set, NewRecords], Any], set] = defaultdict(set)

    def say(self, *, by: Any = None, by_name: str = "", why: str = "") -> None:
        """What is known only in the course of the act; what was said before it stands."""
        self.by = self.by or by
        self.by_name = self.by_name or by_name
        self.why = self.why or why

    def knows(self, model: Model, pk: Any) -> bool:
        return pk in self.digests[model] or bool(self.outer and self.outer.knows(model, pk))

    def note(self, model: Model, pks: Collection[Any]) -> None:
        """Before a change: what has no version yet will have one of how it stands now."""
        unknown = [pk for pk in pks if not self.knows(model, pk)]
        for start in range(0, len(unknown), BATCH):
            batch = unknown[start : start + BATCH]
            self.digests[model] |= _digests(model, batch)
            new = snapshots(model, [pk for pk in batch if pk not in self.digests[model]])
            for pk, of in new.items():
                stood = _version(model, pk, of, VersionKind.BEFORE, by_name=THE_SYSTEM)
                self.before[model][pk], self.digests[model][pk] = stood, stood.digest
            self.digests[model] |= {pk: "" for pk in batch if pk not in self.digests[model]}
            if len(self.before[model]) > MOST_HELD:
                self.write_before()

    def added(self, model: Model, pk: Any) -> None:
        self.digests[model].setdefault(pk, "")
        if pk not in self.touched[model]:
            self.new.add(model, [pk])
        self.touched[model][pk] = self.kind or VersionKind.ADDED

    def touch(self, model: Model, pks: Collection[Any], rows: Model | None = None) -> None:
        """The records themselves, or rows of a model that they own."""
        if rows:
            self.new.give(model, pks, rows)
        for pk in pks:
            if self.kind:
                self.touched[model][pk] = self.kind
            else:
                self.touched[model].setdefault(pk, VersionKind.CHANGED)

    def delete(self, model: Model, pk: Any, last: Snapshot) -> None:
        self.touched[model].pop(pk, None)
        if not self.drops(model, pk):
            self.deleted[model][pk] = last

    def drop(self, model: Model, pks: Collection[Any]) -> None:
        """Tells nothing of the deletion of these records, whether it came before or comes now."""
        self.dropped[model].update(pks)
        for pk in pks:
            self.touched[model].pop(pk, None)
            self.deleted[model].pop(pk, None)
        if self.outer:
            self.outer.drop(model, pks)

    def drops(self, model: Model, pk: Any) -> bool:
        return pk in self.dropped[model] or bool(self.outer and self.outer.drops(model, pk))

    def then(self, do: Callable[[set, NewRecords], Any], what: Collection[Any]) -> None:
        """At the end of the whole act, in its transaction, `do` is called once with all these, and
        with what is new."""
        self.afterwards[do].update(what)

    def finish(self) -> None:
        if self.outer:
            self._join()
            return
        for model, touched in self.touched.items():
            alike = defaultdict(list)
            for pk in touched:
                alike[self.new.given(model, pk)].append(pk)
            for rows, pks in alike.items():
                for start in range(0, len(pks), BATCH):
                    taken = snapshots(model, pks[start : start + BATCH], rows)
                    self._write(model, taken, touched)
        for model, deleted in self.deleted.items():
            self._write(model, deleted, dict.fromkeys(deleted, VersionKind.DELETED))
        for do, what in self.afterwards.items():
            do(what, self.new)
        for model, touched in self.touched.items():
            if changed := [pk for pk, kind in touched.items() if kind not in NEW]:
                recorded.send(model, pks=changed)

    def write_before(self) -> None:
        for stood in self.before.values():
            RecordVersion.objects.bulk_create(stood.values())
            stood.clear()

    def _join(self) -> None:
        """The act that this one is a part of writes what was touched."""
        for model, touched in self.touched.items():
            mine, theirs = touched.items(), self.outer.touched[model]
            self.outer.new.join(self.new, model, theirs)
            for pk, kind in mine:
                if kind != VersionKind.CHANGED or pk not in theirs:
                    theirs[pk] = kind
        for model, known in self.digests.items():
            self.outer.digests[model] = known | self.outer.digests[model]
        for model, before in self.before.items():
            self.outer.before[model] |= before
        for model, deleted in self.deleted.items():
            for pk, last in deleted.items():
                self.outer.delete(model, pk, last)
        for do, what in self.afterwards.items():
            self.outer.then(do, what)
        self.outer.say(by=self.by, by_name=self.by_name, why=self.why)

    def _write(self, model: Model, taken: dict[Any, Snapshot], kinds: dict[Any, str]) -> None:
        """One INSERT; nothing for what is as its last version."""
        known, before = self.digests[model], self.before[model]
        # What is imported may bring its history along.
        unsure = [pk for pk in taken if pk not in known or kinds[pk] == VersionKind.IMPORTED]
        known |= _digests(model, unsure)
        is_named = self.by or self.by_name
        by, name = (self.by, str(self.by or self.by_name)) if is_named else _usual_name()
        said = {"by": by, "by_name": name, "why": self.why[:300]}
        written = []
        for pk, of in taken.items():
            version = _version(model, pk, of, kinds[pk], **said)
            if version.digest != known.get(pk) or version.kind in TOLD_ANYWAY:
                written += [before.pop(pk), version] if pk in before else [version]
        RecordVersion.objects.bulk_create(written)


@contextmanager
def recording(
    *, by: Any = None, by_name: str = "", why: str = "", kind: str = ""
) -> Iterator[Recording]:
    """One transaction, at the end of which each record that changed in it has a new version.

    `by` is a user, or none for what the system does, which `by_name` then calls by a name. Within
    another recording it refines what that one says of the records that it touches.
    """
    outer = current()
    with transaction.atomic():
        _of_thread.recording = mine = Recording(outer, by, by_name, why, kind)
        try:
            yield mine
        finally:
            _of_thread.recording = outer
        mine.finish()


@contextmanager
def at_once() -> Iterator[Recording]:
    """The recording in hand, or one of its own for a single change."""
    if (mine := current()) is not None:
        yield mine
        return
    with recording() as mine:
        yield mine
        mine.write_before()


@contextmanager
def in_the_name_of(by: Any = None, *, by_name: str = "") -> Iterator[None]:
    """Meanwhile what is recorded without a name is said to be by this user, or by this name."""
    before, _of_thread.name = _usual_name(), (by, str(by or by_name))
    try:
        yield
    finally:
        _of_thread.name = before


def _usual_name() -> tuple[Any, str]:
    return getattr(_of_thread, "name", (None, THE_SYSTEM))


def current() -> Recording | None:
    return getattr(_of_thread, "recording", None)


def _digests(model: Model, pks: Collection[Any]) -> dict[Any, str]:
    """Of the newest versions of those that have one."""
    if not pks:
        return {}
    if len(pks) == 1:  # PostgreSQL would look for what is newest of each among all versions
        theirs = RecordVersion.objects.of_kind(model).filter(object_id=str(*pks))
        newest = theirs.newest_first()[:1]
    else:
        newest = RecordVersion.objects.newest_of_each(model, pks)
    found = dict(newest.values_list("object_id", "digest"))
    return {pk: found[str(pk)] for pk in pks if str(pk) in found}


def _version(model: Model, pk: Any, of: Snapshot, kind: str, **fields: Any) -> RecordVersion:
    return RecordVersion(
        content_type=ContentType.objects.get_for_model(model),
        object_id=str(pk),
        label=of["label"],
        kind=kind,
        snapshot=of,
        digest=digest(of),
        was_published=of["fields"].get("state") == PublicationState.PUBLISHED,
        **fields,
    )
