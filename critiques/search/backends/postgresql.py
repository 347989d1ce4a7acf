"""The index on PostgreSQL: a tsvector beside each entry, made of our tokens."""

from collections.abc import Sequence

from django.db import connection

from critiques.search.backends.rows import Match, Row
from critiques.search.expressions import Alternative, Clause, Expression

_LAST_POSITION = 16_383


def find(wanted: Expression, ids: tuple[int, int], now: int, limit: int) -> list[Match]:
    """The newest entries of this range of ids that are found and visible."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, dated, facets FROM critiques_searchentry "
            "WHERE vector @@ %s::tsquery AND id BETWEEN %s AND %s "
            "AND visible_from <= %s AND visible_until > %s ORDER BY id DESC LIMIT %s",
            [_match(wanted), *ids, now, now, limit],
        )
        return [Match(*row) for row in cursor.fetchall()]


def _match(wanted: Expression) -> str:
    """In the language of tsquery. Every token stands in quotation marks, which none holds."""
    found = " & ".join(f"({_any(clause)})" for clause in wanted.wanted)
    return f"({found}) & !({_any(wanted.unwanted)})" if wanted.unwanted else found


def _any(clause: Clause) -> str:
    return " | ".join(map(_phrase, clause))


def _phrase(alternative: Alternative) -> str:
    *row, last = (f"'{token}'" for token in alternative.tokens)
    return f"({' <-> '.join([*row, last + ':*' * alternative.is_prefix])})"


def _vector(row: Row) -> str:
    words = [*row.tokens.split(), "¶", *row.facets.split()]
    return " ".join(
        f"'{token}':{min(position, _LAST_POSITION)}" for position, token in enumerate(words, 1)
    )


def write(rows: Sequence[Row]) -> None:
    """New entries. Wants a transaction, as do all below."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO critiques_searchentry "
            "(id, visible_from, visible_until, dated, tokens, facets, vector) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)",
            [(*row, _vector(row)) for row in rows],
        )


write_entries = write


def remove(rows: Sequence[Row]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM critiques_searchentry WHERE id = ANY(%s)", [[row.id for row in rows]]
        )


def begin_rebuild() -> None:
    """Empties all. An index made at once is made ten times faster, and denser, than row by row."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM critiques_searchentry")
        cursor.execute("DROP INDEX critiques_searchentry_vector")


def forget() -> None:
    """The words of all entries, which stand in them and are gone with them."""


def finish_rebuild() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(
            "CREATE INDEX critiques_searchentry_vector ON critiques_searchentry "
            "USING gin (vector) WITH (fastupdate = off)"
        )


def is_sound() -> bool:
    """Whether the index holds exactly the words of the entries; PostgreSQL sees to its own."""
    return True


def size() -> int:
    """Bytes of the entries with their index."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('critiques_searchentry')")
        return cursor.fetchone()[0]
