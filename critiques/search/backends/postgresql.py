"""The index on PostgreSQL: a tsvector beside each entry, made of our tokens."""

from collections.abc import Sequence

from django.db import connection

from critiques.models.search_entries import SearchEntry, record_of
from critiques.search.backends.postgresql_asked import Asked
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
from critiques.search.backends.rows import Known, Named, Read, newest_first
from critiques.search.backends.tsqueries import (
    begins,
    both,
    buckets,
    tsquery,
    without_rows,
)
from critiques.search.expressions import Expression

__all__ = [
    "all_of",
    "begin_rebuild",
    "count",
    "everything",
    "everything_read",
    "facets_of",
    "finish_rebuild",
    "first_ones",
    "forget",
    "is_sound",
    "named",
    "remove",
    "shown",
    "size",
    "texts_of",
    "up_to",
    "words_of",
    "write",
    "write_entries",
]


def up_to(
    wanted: Expression, ids: tuple[int, int], now: int, most: int, known: Known | None
) -> list[int] | None:
    """All entries of a kind, of which these are the ids, that are found and visible, newest first;
    none if there are more than `most`. Of passages it may be `known` how many there are of a
    word."""
    asked = Asked(wanted, ids, now, most + 1, known)
    entries = asked.walking() if begins(wanted) else asked.any_of()
    return newest_first(entries) if len(entries) <= most else None


def first_ones(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    known: Known | None = None,
    *,
    with_words: bool = False,
) -> list[Read]:
    """The newest of these in order, with the tokens if they are asked for, and the facets."""
    return Asked(wanted, ids, now, limit, known, (with_words, True)).newest_ones()


def all_of(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    most: int,
    known: Known | None,
    *,
    with_words: bool = True,
) -> list[Read] | None:
    """All of these, in no order; none if there are more than `most`."""
    read = Asked(wanted, ids, now, most + 1, known, (with_words, True)).in_order()
    return read if len(read) <= most else None


def named(wanted: Expression, now: int, limit: int, *, with_ids: bool) -> dict[int, Named]:
    """Of each kind that has names how many are found, to `limit`; and which, if that is asked."""
    kinds = [each for each in SearchEntry.Kind if each != SearchEntry.Kind.EXCERPT]
    asked = [without_rows(wanted, kind) for kind in kinds]
    rows = asked[0][0]
    with connection.cursor() as cursor:
        cursor.execute(
            # By an index of their own, or else all passages that match would be gone through.
            "SELECT min(id >> 56 & 15), count(*), array_agg(id) FILTER (WHERE %s) "
            "FROM unnest(%s::text[]) match CROSS JOIN LATERAL "
            "(SELECT id FROM critiques_searchentry WHERE vector @@ match::tsquery "
            "AND (id < 576460752303423488 OR id >= 1152921504606846976) "
            "AND visible_from <= %s AND visible_until > %s "
            "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
            "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) LIMIT %s) found "
            "GROUP BY match",
            [with_ids, [match for _, match in asked], now, now, not rows, rows, limit],
        )
        return {kind: (number, ids or []) for kind, number, ids in cursor.fetchall()}


def everything_read(
    wanted: Expression, now: int, limit: int, kind: int | None
) -> list[tuple[int, str, str, str]]:
    """Of all kinds, in no order; any, if there is more: with all that they are found by, unless
    they are not of the `kind` that is given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, CASE WHEN is_meant THEN tokens ELSE '' END, "
            "CASE WHEN is_meant THEN around ELSE '' END, "
            "CASE WHEN is_meant THEN facets ELSE '' END FROM (SELECT *, "
            "coalesce((id >> 56 & 15) = %s, TRUE) AS is_meant FROM critiques_searchentry "
            "WHERE vector @@ (SELECT %s::tsquery) "
            "AND visible_from <= %s AND visible_until > %s LIMIT %s) found",
            [kind, tsquery(wanted), now, now, limit],
        )
        return cursor.fetchall()


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
    """In about how many passages of this range it is, visible or not."""
    _, match = without_rows(wanted)
    match = both(match, buckets(*map(record_of, ids)))
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
