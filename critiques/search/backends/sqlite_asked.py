"""Questions about entries of one kind, of which there may be very many, on SQLite.

FTS5 goes by ids, one way or the other, through all entries that match; forwards it is quicker.
"""

from collections.abc import Collection

from django.db import connection

from critiques.models.search_entries import is_timed, timed
from critiques.search.backends.ftsqueries import ftsquery, one_by_one
from critiques.search.backends.rows import Known, Read, newest_first
from critiques.search.expressions import Expression, around_token, in_any_order, is_any

_FEW = 3_000  # texts that are looked into
_AT_ONCE = 200


def up_to(
    wanted: Expression, ids: tuple[int, int], now: int, most: int, known: Known | None
) -> list[int] | None:
    """What `postgresql.up_to` gives."""
    found = set[int]()
    for each in one_by_one(wanted):
        match = ftsquery(each)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT iif(count(*) > %s, NULL, coalesce(group_concat(id, ' '), '')) FROM ("
                "SELECT rowid AS id FROM critiques_search WHERE critiques_search MATCH %s "
                "AND rowid BETWEEN %s AND %s UNION ALL "
                "SELECT e.id FROM critiques_search s "
                "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
                "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
                "AND e.visible_from <= %s AND e.visible_until > %s LIMIT %s)",
                [most, match, *ids, match, *timed(ids), now, now, most + 1],
            )
            (read,) = cursor.fetchone()
        if read is None or len(found := found.union(map(int, read.split()))) > most:
            return None
    return newest_first(found)


def first_ones(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    known: Known | None = None,
    *,
    with_words: bool = False,
) -> list[Read]:
    """What `postgresql.first_ones` gives."""
    rows, words = _to_look_into(wanted, known)
    with_words, alternatives = with_words or bool(rows), [words] if rows else one_by_one(wanted)
    found, first = dict[int, Read](), ids[0]
    for each in alternatives:
        read = None
        if not rows and known and known[0](each) <= 2 * limit:
            read = all_of(each, ids, now, 4 * limit, known, with_words=with_words)
        if read is None:
            read = _newest_of(each, rows, (first, ids[1]), ids, now, limit, with_words=with_words)
        found |= {entry: (entry, *others) for entry, *others in read}
        if each is not alternatives[-1]:
            first = _last_that_counts(found, limit) or first
    return [found[entry] for entry in newest_first(found, limit)]


def _newest_of(
    wanted: Expression,
    rows: list[str],
    among: tuple[int, int],
    ids: tuple[int, int],
    now: int,
    limit: int,
    *,
    with_words: bool,
) -> list[Read]:
    """Backwards until there are enough with one of these rows in the text, if any are given; of
    those that hold for a time all."""
    match, newest = ftsquery(wanted), list[Read]()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, iif(%s, e.tokens, ''), e.facets FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "AND e.visible_from <= %s AND e.visible_until > %s",
            [with_words, match, *timed(ids), now, now],
        )
        found = _with_rows(rows, cursor.fetchall())
        cursor.execute(
            "SELECT e.id, iif(%s, e.tokens, ''), e.facets FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "ORDER BY s.rowid DESC",
            [with_words, match, *among],
        )
        while len(newest) < limit and (read := cursor.fetchmany(min(limit, _AT_ONCE))):
            newest += _with_rows(rows, read)
    return found + newest


def all_of(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    most: int,
    known: Known | None,
    *,
    with_words: bool = True,
) -> list[Read] | None:
    """What `postgresql.all_of` gives. Forwards, FTS5 is quicker."""
    rows, words = _to_look_into(wanted, known)
    match, with_words = ftsquery(words), with_words or bool(rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id, iif(%s, e.tokens, ''), e.facets FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "UNION ALL SELECT e.id, iif(%s, e.tokens, ''), e.facets FROM critiques_search s "
            "CROSS JOIN critiques_searchentry e ON e.id = s.rowid "
            "WHERE s.critiques_search MATCH %s AND s.rowid BETWEEN %s AND %s "
            "AND e.visible_from <= %s AND e.visible_until > %s LIMIT %s",
            [
                *(with_words, match, *ids),
                *(with_words, match, *timed(ids), now, now, -1 if rows else most + 1),
            ],
        )
        found = _with_rows(rows, cursor.fetchall())
    return found if len(found) <= most else None


def _to_look_into(wanted: Expression, known: Known | None) -> tuple[list[str], Expression]:
    """As what words in a row stand in a text, and what is asked instead: it is quicker to look into
    the texts that have them, if these are few."""
    rows, words = in_any_order(wanted)
    are_around = any(row.startswith(f" {around_token('')}") for row in rows)
    if not rows or are_around or not known or known[0](words) > _FEW:
        return [], wanted
    return rows, words


def _with_rows(rows: list[str], read: list[Read]) -> list[Read]:
    return [each for each in read if is_any(rows, f" {each[1]} ")] if rows else read


def _last_that_counts(found: Collection[int], limit: int) -> int | None:
    """Of those that always hold, if there are enough: older ones need not be found any more."""
    if len(found) < limit:
        return None
    always = sorted((entry for entry in found if not is_timed(entry)), reverse=True)
    return always[limit - 1] if len(always) >= limit else None
