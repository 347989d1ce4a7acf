"""The index on SQLite: an FTS5 table that reads its words from the entries.

Triggers could keep the two alike, but may not write to FTS5 in a schema that is not trusted; so
both are written here, and nowhere else.
"""

import json
from collections.abc import Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from critiques.models.search_entries import SearchEntry, kind_of, timed
from critiques.search.backends.rows import Read, Row, newest_first, oldest_first
from critiques.search.expressions import Alternative, Clause, Expression


def find(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    *,
    newest: int | None = None,
    from_first: bool = False,
    in_order: bool = True,
) -> list[int]:
    """What `postgresql.find` gives.

    FTS5 goes by ids, from one end through all others that match: there passages stand between
    what has a name and what holds for a time, of which all is asked for, as there is little.
    """
    match = _match(wanted)
    asked = [match, *ids, limit, match, *timed(ids), now, now]
    if not in_order:
        return newest_first(_from_last([*asked, limit, limit]), limit)
    if kind_of(ids[0]) == SearchEntry.Kind.EXCERPT:
        return newest_first(_from_last([*asked, limit, -1]), limit)
    found = oldest_first(_from_first(asked), limit)
    if from_first:
        return found
    if len(found) < limit:
        return found[::-1]
    return newest_first(_from_last([*asked, limit, -1]), limit)


def _from_last(asked: Sequence[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ("
            "SELECT rowid FROM critiques_search WHERE critiques_search MATCH %s "
            "AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s"
            ") UNION ALL SELECT * FROM ("
            "SELECT e.id FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "AND e.visible_from <= %s AND e.visible_until > %s ORDER BY s.rowid DESC LIMIT %s"
            ") LIMIT %s",
            asked,
        )
        return [entry for (entry,) in cursor.fetchall()]


def _from_first(asked: Sequence[object]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ("
            "SELECT rowid FROM critiques_search WHERE critiques_search MATCH %s "
            "AND rowid BETWEEN %s AND %s ORDER BY rowid LIMIT %s"
            ") UNION ALL SELECT * FROM ("
            "SELECT e.id FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "AND e.visible_from <= %s AND e.visible_until > %s ORDER BY s.rowid DESC"
            ")",
            asked,
        )
        return [entry for (entry,) in cursor.fetchall()]


def first_ones(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    *,
    newest: int,
    with_words: bool,
    are_few: bool,
) -> list[Read]:
    """What `postgresql.first_ones` gives."""
    match = _match(wanted)
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
            "AND e.visible_from <= %s AND e.visible_until > %s ORDER BY s.rowid DESC LIMIT %s"
            ")",
            [
                *(with_words, match, *ids, limit),
                *(with_words, match, *timed(ids), now, now, limit),
            ],
        )
        found = {read[0]: read for read in cursor.fetchall()}
    return [found[entry] for entry in newest_first(list(found), limit)]


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


def write(rows: Sequence[Row]) -> None:
    """New entries. Wants a transaction, as do all below."""
    write_entries(rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO critiques_search (rowid, tokens, around, facets) VALUES (%s, %s, %s, %s)",
            [(row.id, row.tokens, row.around, row.facets) for row in rows],
        )


def write_entries(rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO critiques_searchentry "
            "(id, visible_from, visible_until, dated, tokens, around, facets, shown) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s)",
            rows,
        )


def remove(rows: Sequence[Row]) -> None:
    """Entries as they stand in the table: the index forgets the words that it is told."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO critiques_search (critiques_search, rowid, tokens, around, facets) "
            "VALUES ('delete', %s, %s, %s, %s)",
            [(row.id, row.tokens, row.around, row.facets) for row in rows],
        )
        cursor.executemany(
            "DELETE FROM critiques_searchentry WHERE id = %s", [(row.id,) for row in rows]
        )


def begin_rebuild() -> None:
    """Empties all; entries are then given to `write_entries`, and `finish_rebuild` indexes them."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM critiques_searchentry")
    forget()


def forget() -> None:
    """The words of all entries."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO critiques_search (critiques_search) VALUES ('delete-all')")


def finish_rebuild() -> None:
    """With little memory FTS5 would read and write its pages many times over."""
    with connection.cursor() as cursor:
        _gather(cursor, 64 << 20)
        cursor.execute("INSERT INTO critiques_search (critiques_search) VALUES ('rebuild')")
        cursor.execute("INSERT INTO critiques_search (critiques_search) VALUES ('optimize')")
        _gather(cursor, 1 << 20)


def _gather(cursor: CursorWrapper, most: int) -> None:
    """So many bytes of new words before they are written."""
    cursor.execute(
        "INSERT INTO critiques_search (critiques_search, rank) VALUES ('hashsize', %s)", [most]
    )


def is_sound() -> bool:
    """Whether the index holds exactly the words of the entries."""
    from django.db import DatabaseError, transaction

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO critiques_search (critiques_search, rank) "
                "VALUES ('integrity-check', 1)"
            )
    except DatabaseError:
        return False
    return True


def size() -> int:
    """Bytes of the entries with their index, where SQLite can tell."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(LENGTH(block)) + (SELECT SUM(LENGTH(tokens) + LENGTH(around) "
            "+ LENGTH(facets) + LENGTH(shown) + LENGTH(dated) + 24) FROM critiques_searchentry) "
            "FROM critiques_search_data"
        )
        return cursor.fetchone()[0] or 0
