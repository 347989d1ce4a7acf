"""Keeps the entries of records as the records are: in the transaction in which they change."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from critiques.models.search_entries import (
    SearchEntry,
    SearchLanguage,
    entry_id,
    ids_of_kind,
    is_timed,
    record_of,
    timed,
    windows_of,
)
from critiques.search.backends import backend
from critiques.search.backends.rows import Row
from critiques.search.documents import DOCUMENTS, MODELS
from filmography.publishing.history import NewRecords, current
from filmography.publishing.spans import microseconds

BATCH = 500
# Passages first: PostgreSQL takes the beginning of the list of a word for what it is like
# throughout, and films and people change more than old passages do.
KINDS_TO_FILL = tuple(reversed(MODELS))


def batches(values: Iterable, size: int = BATCH) -> Iterator[list]:
    values = iter(values)
    while batch := list(islice(values, size)):
        yield batch


def now_in_microseconds() -> int:
    return microseconds(timezone.now())


def index(kind: int, pks: Collection[int], *, are_new: bool = False) -> None:
    """Makes the entries of these records anew: within a recording once, at its end."""
    if (act := current()) is not None:
        act.then(_index_all, {(kind, pk) for pk in pks})
        return
    new = NewRecords()
    if are_new:
        new.add(MODELS[kind], pks)
    put_right(kind, pks, new)


def _index_all(records: set[tuple[int, int]], new: NewRecords) -> None:
    of_kind = defaultdict(set)
    for kind, pk in records:
        of_kind[kind].add(pk)
    for kind, pks in of_kind.items():
        put_right(kind, pks, new)


def put_right(kind: int, pks: Collection[int], new: NewRecords | None = None) -> int:
    """Makes the entries of these records anew; says how many were wrong."""
    changed, new = 0, new or NewRecords()
    for batch in batches(sorted(set(pks))):
        with transaction.atomic():
            _lock(kind, new.older(MODELS[kind], batch))
            rows, rules = _made(kind, batch, new)
            changed += _replace(existing(kind, batch), rows)
            remember(rules)
    return changed


def _lock(kind: int, pks: Sequence[int]) -> None:
    """Two who change parts of one record at once follow one another; the second sees both. What is
    new nobody else sees yet."""
    if not pks or not connection.features.has_select_for_update:
        return  # one writer at a time anyway
    rows = MODELS[kind]._base_manager.filter(pk__in=pks).order_by("pk")
    list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))


def made(kind: int, pks: Collection[int], new: NewRecords | None = None) -> list[Row]:
    """The entries that these records should have."""
    return _made(kind, pks, new or NewRecords())[0]


def _made(kind: int, pks: Collection[int], new: NewRecords) -> tuple[list[Row], set[str]]:
    """With the languages by whose rules their words were cut."""
    now, rows, rules = now_in_microseconds(), [], set[str]()
    for document in DOCUMENTS[kind](pks, new):
        rows += document.entries(now)
        rules |= document.rules
    return rows, rules


def existing(kind: int, pks: Collection[int]) -> list[Row]:
    """The entries that they have. Of those that hold for a time the first has the number 0."""
    first = [entry_id(kind, pk, window) for pk in pks for window in (None, 0)]
    rows = [Row(*row) for row in _entries().filter(pk__in=first)]
    later = Q()
    for row in rows:
        if is_timed(row.id):
            later |= Q(pk__range=(row.id + 1, windows_of(kind, record_of(row.id))[1]))
    return rows + [Row(*row) for row in _entries().filter(later)] if later else rows


def _entries() -> QuerySet:
    return SearchEntry.objects.values_list(*Row._fields)


def _replace(old: list[Row], new: list[Row]) -> int:
    gone, come = set(old) - set(new), set(new) - set(old)
    if gone:
        backend().remove(sorted(gone))
    if come:
        backend().write(sorted(come))
    return max(len(gone), len(come))


def remember(rules: set[str]) -> None:
    """Words are asked for by these rules from now on. None are forgotten while the index stands:
    to ask by too many finds nothing that is not there."""
    if new := rules and rules - _remembered():
        SearchLanguage.objects.bulk_create(map(SearchLanguage, sorted(new)), ignore_conflicts=True)


def _remembered() -> set[str]:
    return set(SearchLanguage.objects.values_list("code", flat=True))


def put_all_right(kind: int) -> Iterator[tuple[int, int]]:
    """Goes through all records of a kind; after each batch, how many were seen and were wrong."""
    for pks in batches(all_pks(kind)):
        yield len(pks), put_right(kind, pks)


def fill(kind: int) -> Iterator[tuple[int, int]]:
    """The same where no entries are; the full-text index is made afterwards."""
    for pks in batches(all_pks(kind), 2_000):
        rows, rules = _made(kind, pks, NewRecords())
        backend().write_entries(rows)
        remember(rules)
        yield len(pks), len(rows)


def make_anew() -> None:
    """All entries of all records."""
    with transaction.atomic():
        backend().begin_rebuild()
        for kind in KINDS_TO_FILL:
            for _ in fill(kind):
                pass
        backend().finish_rebuild()


def fill_empty(**kwargs: Any) -> None:
    """Receiver of `post_migrate`, which follows a flush too: without entries no words; and where
    records are that no entry knows, as after a migration that emptied the index, these."""
    there = SearchLanguage._meta.db_table in connection.introspection.table_names()
    if not there or SearchEntry.objects.exists():
        return
    if any(model._base_manager.exists() for model in MODELS.values()):
        make_anew()
    else:
        backend().forget()


def all_pks(kind: int) -> Iterator[int]:
    """By key, so that a long pass holds no cursor open."""
    rows, last = MODELS[kind]._base_manager.order_by("pk"), 0
    while pks := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:10_000]):
        yield from pks
        last = pks[-1]


def remove_orphans(kind: int, *, only_count: bool = False) -> int:
    """Entries of records that are no more."""
    return sum(_remove_orphans(kind, *ids, only_count=only_count) for ids in (
        ids_of_kind(kind), timed(ids_of_kind(kind))
    ))  # fmt: skip


def _remove_orphans(kind: int, first: int, last: int, *, only_count: bool) -> int:
    wrong, entries = 0, SearchEntry.objects.order_by("pk")
    while batch := list(entries.filter(pk__range=(first, last))[:BATCH]):
        first = batch[-1].pk + 1
        pks = {record_of(entry.pk) for entry in batch}
        there = set(MODELS[kind]._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
        gone = [Row.of(entry) for entry in batch if record_of(entry.pk) not in there]
        wrong += len(gone)
        if gone and not only_count:
            with transaction.atomic():
                backend().remove(gone)
    return wrong


def wrong_entries(kind: int, pks: Collection[int]) -> set[int]:
    """The records whose entries differ from what they should be, as far as it still matters."""
    now, known, should, wrong = now_in_microseconds(), _remembered(), set[Row](), set[int]()
    for document in DOCUMENTS[kind](pks, NewRecords()):
        should.update(document.entries(now))
        if not document.rules <= known:
            wrong.add(document.pk)
    are = existing(kind, pks)
    differing = {(record_of(row.id), *row[1:]) for row in should}
    differing ^= {(record_of(row.id), *row[1:]) for row in _still_to_come(are, now)}
    return wrong | {row[0] for row in differing}


def _still_to_come(rows: list[Row], now: int) -> Iterator[Row]:
    for row in rows:
        if row.visible_until > now:
            yield row._replace(visible_from=row.visible_from if row.visible_from > now else 0)
