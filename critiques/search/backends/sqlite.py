"""The index on SQLite: an FTS5 table that reads its words from the entries.

Triggers could keep the two alike, but may not write to FTS5 in a schema that is not trusted; so
both are written here, and nowhere else.
"""

import json
from collections.abc import Collection, Sequence

from django.db import connection

from critiques.models.search_entries import (
    SearchEntry,
    ids_of_kind,
    is_timed,
    kind_of,
    timed,
)
from critiques.search.backends.rows import Read, newest_first
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
from critiques.search.expressions import Alternative, Clause, Expression

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
    """What `postgresql.find` gives.

    FTS5 goes by ids, from the last one through all others that match: there passages stand between
    what has a name and what holds for a time, of which all is asked for, as there is little.
    """
    found, first, alternatives = set[int](), ids[0], _one_by_one(wanted)
    for each in alternatives:
        match = _match(each)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM ("
                "SELECT rowid FROM critiques_search WHERE critiques_search MATCH %s "
                "AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
                ") UNION ALL SELECT * FROM ("
                "SELECT e.id FROM critiques_search s "
                "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
                "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
                "AND e.visible_from <= %s AND e.visible_until > %s"
                ") LIMIT %s",
                [
                    *(match, first, ids[1], limit, match, *timed(ids), now, now),
                    -1 if in_order else limit,
                ],
            )
            found |= {entry for (entry,) in cursor.fetchall()}
        if not in_order and len(found) >= limit:
            break
        if each is not alternatives[-1]:
            first = _last_that_counts(found, limit) or first
    return newest_first(found, limit)


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
    """What `postgresql.first_ones` gives."""
    found, first, alternatives = dict[int, Read](), ids[0], _one_by_one(wanted)
    for each in alternatives:
        match = _match(each)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM ("
                "SELECT e.id, iif(%s, e.tokens, ''), e.facets FROM critiques_search s "
                "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
                "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
                "ORDER BY s.rowid DESC LIMIT %s"
                ") UNION ALL SELECT * FROM ("
                "SELECT e.id, iif(%s, e.tokens, ''), e.facets FROM critiques_search s "
                "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
                "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
                "AND e.visible_from <= %s AND e.visible_until > %s"
                ")",
                [
                    *(with_words, match, first, ids[1], limit),
                    *(with_words, match, *timed(ids), now, now),
                ],
            )
            found |= {read[0]: read for read in cursor.fetchall()}
        if each is not alternatives[-1]:
            first = _last_that_counts(found, limit) or first
    return [found[entry] for entry in newest_first(found, limit)]


def _one_by_one(wanted: Expression) -> list[Expression]:
    """What words in a row may be, each by itself: side by side FTS5 would look for the rarest of
    them through everything, before it gives the first."""
    rows = next((clause for clause in wanted.wanted if len(clause[0].tokens) > 1), ())
    if len(rows) < 2:
        return [wanted]
    return [
        wanted._replace(
            wanted=tuple((row,) if clause is rows else clause for clause in wanted.wanted)
        )
        for row in rows
    ]


def _last_that_counts(found: Collection[int], limit: int) -> int | None:
    """Of those that always hold, if there are enough: older ones need not be found any more."""
    if len(found) < limit:
        return None
    always = sorted((entry for entry in found if not is_timed(entry)), reverse=True)
    return always[limit - 1] if len(always) >= limit else None


def named(wanted: Expression, now: int, limit: int) -> list[int]:
    """What `postgresql.named` gives: from the first kind to the last that has names, as many at
    once as there are less than `limit` of."""
    found: list[int] = []
    first, match = ids_of_kind(SearchEntry.Kind.FILM)[0], _match(wanted)
    last = ids_of_kind(SearchEntry.Kind.EXCERPT)[0] - 1
    while first <= last:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rowid FROM critiques_search WHERE critiques_search MATCH %s "
                "AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT %s",
                [match, first, last, limit],
            )
            read = [entry for (entry,) in cursor.fetchall()]
        kind = kind_of(read[-1]) if len(read) == limit else SearchEntry.Kind.EXCERPT
        # All of its kind were not read, unless the first is of it too.
        is_enough = bool(read) and kind == kind_of(read[0])
        found += read if is_enough else (entry for entry in read if kind_of(entry) < kind)
        first = ids_of_kind(kind + 1 if is_enough else kind)[0]
    return found + _that_hold_now(match, timed((ids_of_kind(1)[0], last)), now)


def _that_hold_now(match: str, ids: tuple[int, int], now: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "AND e.visible_from <= %s AND e.visible_until > %s",
            [match, *ids, now, now],
        )
        return [entry for (entry,) in cursor.fetchall()]


def everything(wanted: Expression, now: int, limit: int) -> list[int]:
    """What `postgresql.everything` gives."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.rowid FROM critiques_search s WHERE s.critiques_search MATCH %s "
            "AND (s.rowid < 1152921504606846976 OR EXISTS (SELECT 1 FROM critiques_searchentry e "
            "WHERE e.id = s.rowid AND e.visible_from <= %s AND e.visible_until > %s)) LIMIT %s",
            [_match(wanted), now, now, limit],
        )
        return [entry for (entry,) in cursor.fetchall()]


def count(wanted: Expression, ids: tuple[int, int]) -> int:
    """In how many entries of this range it is, visible or not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM critiques_search "
            "WHERE critiques_search MATCH %s AND rowid BETWEEN %s AND %s",
            [_match(wanted), *ids],
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


def _match(wanted: Expression) -> str:
    """In the query language of FTS5. Every token stands in quotation marks, which none holds."""
    found = _all(wanted.wanted)
    if wanted.unwanted:
        found = f"({found}) NOT ({_any(wanted.unwanted)})"
    return f"({found}) NOT ({_all(wanted.not_all)})" if wanted.not_all else found


def _all(clauses: Sequence[Clause]) -> str:
    return " AND ".join(f"({_any(clause)})" for clause in clauses)


def _any(clause: Clause) -> str:
    return " OR ".join(map(_phrase, clause))


def _phrase(alternative: Alternative) -> str:
    return f'"{" ".join(alternative.tokens)}"{"*" * alternative.is_prefix}'
