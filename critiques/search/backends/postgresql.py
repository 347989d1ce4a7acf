"""The index on PostgreSQL: a tsvector beside each entry, made of our tokens.

A GIN index knows nothing of order: asked for the newest of many matches, PostgreSQL would read all
of them, or walk through the whole table for a rare word. So each entry also bears the number of its
bucket, of 8,192 records each, and the newest buckets are asked first.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from django.db import connection

from critiques.models.search_entries import SearchEntry, is_timed, kind_of, record_of, timed
from critiques.search.backends.rows import Row, newest_first, oldest_first
from critiques.search.expressions import Alternative, Clause, Expression

_LAST_POSITION = 16_383
_BITS = 13
_FEW = 4_000  # matches that are read all
_WALKED = 2_000  # entries
_MOST_BUCKETS = 64
_TIMED = "#timed"


def find(
    wanted: Expression,
    ids: tuple[int, int],
    now: int,
    limit: int,
    *,
    from_first: bool = False,
    in_order: bool = True,
) -> list[int]:
    """The newest entries of this range of ids that are found and visible, newest first; or the
    first ones; or if they need not be `in_order` any of them, if there are more than `limit`."""
    first, last = kind_of(ids[0]), kind_of(ids[1])
    match = _match(wanted)
    if first != SearchEntry.Kind.EXCERPT:
        kinds = (f"'#k:{kind.name.lower()}'" for kind in SearchEntry.Kind if first <= kind <= last)
        match = f"({match}) & ({' | '.join(kinds)})"
    asked = _Asked(match, ids, now, limit)
    if from_first:
        return oldest_first(asked.all_of(match, sign=1) + asked.for_a_time, limit)
    if first != last:
        found = asked.all_of(match)
    elif _begins_short(wanted):
        found = asked.walking()
    else:
        found = asked.by_buckets(is_dear=_has_rows(wanted))
    return newest_first(found + asked.for_a_time, limit)


def count(wanted: Expression, ids: tuple[int, int]) -> int:
    """In how many entries of this range, within one bucket, it is, visible or not."""
    match = f"({_match(wanted)}) & '{_bucket(record_of(ids[0]) >> _BITS)}'"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM critiques_searchentry "
            "WHERE vector @@ %s::tsquery AND id BETWEEN %s AND %s",
            [match, *ids],
        )
        return cursor.fetchone()[0]


def _begins_short(wanted: Expression) -> bool:
    """Whether a beginning of a word is asked for: the index first lists all words that begin so."""
    return any(
        each.is_prefix and len(each.tokens) == 1 for clause in wanted.wanted for each in clause
    )


def _has_rows(wanted: Expression) -> bool:
    """Whether words in a row are asked for: the index knows only entries that have all of them."""
    return any(len(each.tokens) > 1 for clause in wanted.wanted for each in clause)


class _Asked:
    """`for_a_time` are those among the answers so far that do not always hold."""

    def __init__(self, match: str, ids: tuple[int, int], now: int, limit: int) -> None:
        self.match, self.ids, self.now, self.limit = match, ids, now, limit
        self.for_a_time: list[int] = []

    def all_of(self, match: str, limit: int | None = None, *, sign: int = -1) -> list[int]:
        """Through the index: all matches, of which then the newest (or the first) are taken."""
        limit = self.limit if limit is None else limit
        with connection.cursor() as cursor:
            cursor.execute(
                # Of the words alone, lest the planner goes through a range of ids instead.
                "WITH found AS MATERIALIZED (SELECT id, visible_from, visible_until "
                "FROM critiques_searchentry WHERE vector @@ %s::tsquery) "
                "(SELECT id FROM found WHERE id BETWEEN %s AND %s ORDER BY id * %s LIMIT %s) "
                "UNION ALL (SELECT id FROM found WHERE id BETWEEN %s AND %s "
                "AND visible_from <= %s AND visible_until > %s ORDER BY id * %s LIMIT %s)",
                [
                    *(match, *self.ids, sign, limit),
                    *(*timed(self.ids), self.now, self.now, sign, self.limit),
                ],
            )
            found = [entry for (entry,) in cursor.fetchall()]
        self.for_a_time += filter(is_timed, found)
        return [entry for entry in found if not is_timed(entry)]

    def by_buckets(self, *, is_dear: bool) -> list[int]:
        """`is_dear` says that many are read of which few are found."""
        last, found = self._newest() >> _BITS, []
        tokens = [f"'{_TIMED}'"]
        for buckets in self._shares(last, found):
            tokens += [f"'{_bucket(each)}'" for each in buckets]
            among = f"({self.match}) & ({' | '.join(tokens)})"
            found += self.all_of(among, self.limit - len(found))
            if len(found) >= self.limit:
                return found
            if not is_dear and len(found) * (last + 1) <= _FEW * (last + 1 - buckets[-1]):
                self.for_a_time.clear()
                return self.all_of(self.match)
            tokens.clear()
        return found

    def _newest(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(id) FROM critiques_searchentry WHERE id BETWEEN %s AND %s", self.ids
            )
            return record_of(cursor.fetchone()[0] or 0)

    def _shares(self, last: int, found: list[int]) -> Iterator[range]:
        """Buckets from the newest to the oldest, so many at once as will probably be enough."""
        at, share = last, 2
        while at >= 0:
            share = min(share, at + 1)
            yield range(at, at - share, -1)
            at -= share
            each = max(len(found), 1) / (last - at)
            share = min(_MOST_BUCKETS, ceil(1.2 * (self.limit - len(found)) / each))

    def walking(self) -> list[int]:
        """From the newest entry backwards if many match, else through the index."""
        self.all_of(f"({self.match}) & '{_TIMED}'")
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM (SELECT vector FROM critiques_searchentry "
                "WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s) newest "
                "WHERE vector @@ %s::tsquery",
                [*self.ids, _WALKED, self.match],
            )
            if cursor.fetchone()[0] < _WALKED // 40:
                self.for_a_time.clear()
                return self.all_of(self.match)
            cursor.execute(
                # IS TRUE keeps the planner from the index.
                "SELECT id FROM critiques_searchentry WHERE (vector @@ %s::tsquery) IS TRUE "
                "AND id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s",
                [self.match, *self.ids, self.limit],
            )
            return [entry for (entry,) in cursor.fetchall()]


def words_of(ids: Sequence[int]) -> list[tuple[int, str, str]]:
    """Of each the tokens of its own name and text, and the facets."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, tokens, facets FROM critiques_searchentry WHERE id = ANY(%s)",
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


def _bucket(number: int) -> str:
    return f"#b:{number}"


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
    words = [*row.tokens.split(), "¶", *row.around.split(), "¶", *row.facets.split(), "¶"]
    words.append(_TIMED if is_timed(row.id) else _bucket(record_of(row.id) >> _BITS))
    return " ".join(
        f"'{token}':{min(position, _LAST_POSITION)}" for position, token in enumerate(words, 1)
    )


def write(rows: Sequence[Row]) -> None:
    """New entries. Wants a transaction, as do all below."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO critiques_searchentry "
            "(id, visible_from, visible_until, dated, tokens, around, facets, shown, vector) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)",
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
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("DELETE FROM critiques_searchentry")
        cursor.execute("DROP INDEX critiques_searchentry_vector")


def forget() -> None:
    """The words of all entries, which stand in them and are gone with them."""


def finish_rebuild() -> None:
    with connection.cursor() as cursor:
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
