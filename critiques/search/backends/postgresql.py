"""The index on PostgreSQL: a tsvector beside each entry, made of our tokens."""

from collections.abc import Sequence

from django.db import connection

from critiques.models.search_entries import SearchEntry, record_of
from critiques.search.backends.postgresql_asked import Asked, ids_of
from critiques.search.backends.postgresql_writing import (
    begin_rebuild,
    finish_rebuild,
    forget,
    is_sound,
    remove,
    size,
    write,
    write_entries,
)
from critiques.search.backends.rows import Read, newest_first
from critiques.search.backends.tsqueries import (
    BITS,
    begins_short,
    both,
    bucket,
    of_kind,
    tsquery,
)
from critiques.search.expressions import Expression

__all__ = [
    "begin_rebuild",
    "count",
    "everything",
    "facets_of",
    "find",
    "finish_rebuild",
    "first_ones",
    "forget",
    "is_sound",
    "named",
    "remove",
    "shown",
    "size",
    "texts_of",
    "words_of",
    "write",
    "write_entries",
]


def find(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    *,
    newest: int | None = None,
    in_order: bool = True,
    are_few: bool = False,
) -> list[int]:
    """The newest entries of a kind, of which these are the ids, that are found and visible, newest
    first; or if they need not be `in_order` any of them, if there are more than `limit`. `newest`
    is the number of the newest record, if that is known; `are_few` says that the newest thousands
    of records can hardly have enough."""
    asked = Asked(wanted, ids, now, limit, newest)
    if begins_short(wanted):
        return newest_first(asked.walking(in_order=in_order), limit)
    return (
        ids_of(asked.by_buckets())
        if in_order
        else newest_first(asked.any_of(are_few=are_few), limit)
    )


def first_ones(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    *,
    newest: int | None,
    with_words: bool,
    are_few: bool,
) -> list[Read]:
    """What `find` gives in order, with the tokens if they are asked for, and the facets. `are_few`
    says that there can hardly be very many."""
    asked = Asked(wanted, ids, now, limit, newest, (with_words, True))
    return asked.in_order() if are_few else asked.by_buckets()


def named(wanted: Expression, now: int, limit: int) -> list[int]:
    """Of each kind that has names, in no order; any `limit` of a kind that has more."""
    match = tsquery(wanted)
    kinds = [
        both(match, of_kind(each)) for each in SearchEntry.Kind if each != SearchEntry.Kind.EXCERPT
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            # By an index of their own, or else all passages that match would be gone through.
            "SELECT found.id FROM unnest(%s::text[]) match CROSS JOIN LATERAL "
            "(SELECT id FROM critiques_searchentry WHERE vector @@ match::tsquery "
            "AND (id < 576460752303423488 OR id >= 1152921504606846976) "
            "AND visible_from <= %s AND visible_until > %s LIMIT %s) found",
            [kinds, now, now, limit],
        )
        return [entry for (entry,) in cursor.fetchall()]


def everything(wanted: Expression, now: int, limit: int) -> list[int]:
    """Of all kinds, in no order; any, if there is more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM critiques_searchentry WHERE vector @@ (SELECT %s::tsquery) "
            "AND visible_from <= %s AND visible_until > %s LIMIT %s",
            [tsquery(wanted), now, now, limit],
        )
        return [entry for (entry,) in cursor.fetchall()]


def count(wanted: Expression, ids: tuple[int, int]) -> int:
    """In how many entries of this range, within one bucket, it is, visible or not."""
    match = f"({tsquery(wanted)}) & '{bucket(record_of(ids[0]) >> BITS)}'"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM critiques_searchentry "
            "WHERE vector @@ %s::tsquery AND id BETWEEN %s AND %s",
            [match, *ids],
        )
        return cursor.fetchone()[0]


def words_of(ids: Sequence[int]) -> list[Read]:
    """Of each the tokens of its own name and text, and the facets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, tokens, facets FROM critiques_searchentry WHERE id = ANY(%s)",
            [list(ids)],
        )
        return cursor.fetchall()


def texts_of(ids: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """Of each all that it is found by: its own tokens, those around it, and the facets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, tokens, around, facets FROM critiques_searchentry WHERE id = ANY(%s)",
            [list(ids)],
        )
        return cursor.fetchall()


def facets_of(ids: Sequence[int]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT facets FROM critiques_searchentry WHERE id = ANY(%s)",
            [list(ids)],
        )
        return [facets for (facets,) in cursor.fetchall()]


def shown(ids: Sequence[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, shown FROM critiques_searchentry WHERE id = ANY(%s)",
            [list(ids)],
        )
        return dict(cursor.fetchall())
