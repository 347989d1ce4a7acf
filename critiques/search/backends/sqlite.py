"""The index on SQLite: an FTS5 table that reads its words from the entries.

Triggers could keep the two alike, but may not write to FTS5 in a schema that is not trusted; so
both are written here, and nowhere else.
"""

import json
from collections.abc import Sequence

from django.db import connection

from critiques.models.search_entries import SearchEntry, ids_of_kind, timed
from critiques.search.backends.ftsqueries import ftsquery
from critiques.search.backends.rows import Named, Read
from critiques.search.backends.sqlite_asked import all_of, first_ones, up_to
from critiques.search.backends.sqlite_writing import (
    begin_rebuild,
    finish_rebuild,
    forget,
    is_sound,
    remove,
    size,
    write,
    write_entries,
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


def named(wanted: Expression, now: int, limit: int, *, with_ids: bool) -> dict[int, Named]:
    """What `postgresql.named` gives."""
    match = ftsquery(wanted)
    lowest = ids_of_kind(SearchEntry.Kind.FILM)[0]
    after = ids_of_kind(SearchEntry.Kind.EXCERPT)[0]
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE kinds(first) AS (VALUES (%s) UNION ALL "
            "SELECT first + 72057594037927936 FROM kinds WHERE first + 72057594037927936 < %s) "
            "SELECT first >> 56, (SELECT count(*) || ' ' || "
            "coalesce(group_concat(iif(%s, rowid, NULL), ' '), '') FROM ("
            "SELECT rowid FROM critiques_search WHERE critiques_search MATCH %s "
            "AND rowid BETWEEN first AND first + 72057594037927935 LIMIT %s)) FROM kinds "
            "UNION ALL SELECT e.id >> 56 & 15, count(*) || ' ' || "
            "coalesce(group_concat(iif(%s, e.id, NULL), ' '), '') FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "AND e.visible_from <= %s AND e.visible_until > %s GROUP BY 1",
            [
                *(lowest, after, with_ids, match, limit),
                *(with_ids, match, *timed((lowest, after - 1)), now, now),
            ],
        )
        rows = cursor.fetchall()
    found: dict[int, Named] = {}
    for kind, read in rows:
        number, *ids = map(int, read.split())
        others, other_ids = found.get(kind, (0, []))
        found[kind] = min(others + number, limit), other_ids + ids
    return found


def everything_read(
    wanted: Expression, now: int, limit: int, kind: int | None
) -> list[tuple[int, str, str, str]]:
    """What `postgresql.everything_read` gives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, iif(is_meant, e.tokens, ''), iif(is_meant, e.around, ''), "
            "iif(is_meant, e.facets, '') FROM (SELECT s.rowid AS id, "
            "%s IS NULL OR s.rowid >> 56 & 15 = %s AS is_meant FROM critiques_search s "
            "WHERE s.critiques_search MATCH %s) s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.id "
            "WHERE e.visible_from <= %s AND e.visible_until > %s LIMIT %s",
            [kind, kind, ftsquery(wanted), now, now, limit],
        )
        return cursor.fetchall()


def everything(wanted: Expression, now: int, limit: int) -> list[int]:
    """What `postgresql.everything` gives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.rowid FROM critiques_search s WHERE s.critiques_search MATCH %s "
            "AND (s.rowid < 1152921504606846976 OR EXISTS (SELECT 1 FROM critiques_searchentry e "
            "WHERE e.id = s.rowid AND e.visible_from <= %s AND e.visible_until > %s)) LIMIT %s",
            [ftsquery(wanted), now, now, limit],
        )
        return [entry for (entry,) in cursor.fetchall()]


def count(wanted: Expression, ids: tuple[int, int]) -> int:
    """In how many entries of this range it is, visible or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM critiques_search "
            "WHERE critiques_search MATCH %s AND rowid BETWEEN %s AND %s",
            [ftsquery(wanted), *ids],
        )
        return cursor.fetchone()[0]


def words_of(ids: Sequence[int]) -> list[Read]:
    """Of each the tokens of its own name and text, and the facets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, tokens, facets FROM critiques_searchentry "
            "WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(ids)],
        )
        return cursor.fetchall()


def texts_of(ids: Sequence[int]) -> list[tuple[int, str, str, str]]:
    """Of each all that it is found by: its own tokens, those around it, and the facets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, tokens, around, facets FROM critiques_searchentry "
            "WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(ids)],
        )
        return cursor.fetchall()


def facets_of(ids: Sequence[int]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT facets FROM critiques_searchentry "
            "WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(ids)],
        )
        return [facets for (facets,) in cursor.fetchall()]


def shown(ids: Sequence[int]) -> dict[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, shown FROM critiques_searchentry "
            "WHERE id IN (SELECT value FROM json_each(%s))",
            [json.dumps(ids)],
        )
        return dict(cursor.fetchall())
