"""What keeps the index on SQLite; all but the last two want a transaction."""

from collections.abc import Sequence

from django.db import connection
from django.db.backends.utils import CursorWrapper

from critiques.search.backends.rows import Row


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
        cursor.execute("DELETE FROM critiques_searchlanguage")
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
