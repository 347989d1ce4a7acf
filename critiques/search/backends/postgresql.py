"""The index on PostgreSQL: a tsvector beside each entry, made of our tokens.

A GIN index knows nothing of order: asked for the newest of many matches, PostgreSQL would read all
of them, or walk through the whole table for a rare word. So each entry also bears the number of its
bucket, of 8,192 records each, and the newest buckets are asked first.
"""

from collections.abc import Iterator, Sequence
from math import ceil

from django.db import connection

from critiques.models.search_entries import SearchEntry, kind_of, record_of, timed
from critiques.search.backends.rows import Read, Row, newest_first
from critiques.search.backends.tsqueries import (
    BITS,
    TIMED,
    begins_short,
    both,
    bucket,
    is_begun,
    patterns,
    tsquery,
    vector,
    without_rows,
)
from critiques.search.expressions import Expression

_FEW = 4_000  # matches that are read all
_WALKED = 2_000  # entries
_MOST_BUCKETS = 64


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
    """The newest entries of this range of ids that are found and visible, newest first; or the
    first ones; or if they need not be `in_order` any of them, if there are more than `limit`.
    `newest` is the number of the newest record, if that is known."""
    asked = _Asked(wanted, ids, now, limit, newest)
    if from_first or not asked.is_one_kind:
        return _ids(asked.in_order(sign=1 if from_first else -1))
    if begins_short(wanted):
        return newest_first(asked.walking(in_order=in_order), limit)
    return _ids(asked.by_buckets()) if in_order else newest_first(asked.any_of(), limit)


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
    """What `find` gives in order, with the tokens if they are asked for, and the facets. `are_few`
    says that there can hardly be very many."""
    asked = _Asked(wanted, ids, now, limit, newest, (with_words, True))
    return asked.in_order() if are_few or not asked.is_one_kind else asked.by_buckets()


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


class _Asked:
    """One question. `read` says whether tokens and facets are read too.

    Planners know nothing of a query that they are given by a subquery, and go through the index;
    and nothing of ids in what is true, lest they go through a range of these instead.
    """

    def __init__(
        self,
        wanted: Expression,
        ids: tuple[int, int],
        now: int,
        limit: int,
        newest: int | None,
        read: tuple[bool, bool] = (False, False),
    ) -> None:
        self.wanted, self.ids, self.limit, self.newest = wanted, ids, limit, newest
        self.read, self.visible = read, [*ids, *timed(ids), now, now]
        first, last = kind_of(ids[0]), kind_of(ids[1])
        self.is_one_kind = first == last
        # Words in a row are sought in the texts of those that have them all: the index knows no
        # more, and to read the vectors takes longer.
        self.rows, self.match = without_rows(wanted)
        if first != SearchEntry.Kind.EXCERPT:
            kinds = (f"'#k:{kind.name.lower()}'" for kind in SearchEntry.Kind
                     if first <= kind <= last)  # fmt: skip
            self.match = f"({self.match}) & ({' | '.join(kinds)})"

    def in_order(self, among: str = "", sign: int = -1) -> list[Read]:
        """Through the index: all matches are found, of which then the newest (or first) are taken.
        The order is that of kinds and records."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, CASE WHEN %s THEN tokens ELSE '' END, "
                "CASE WHEN %s THEN facets ELSE '' END FROM critiques_searchentry "
                "WHERE vector @@ (SELECT %s::tsquery) AND (id BETWEEN %s AND %s OR "
                "id BETWEEN %s AND %s AND visible_from <= %s AND visible_until > %s) IS TRUE "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) "
                "ORDER BY (CASE WHEN id < 1152921504606846976 THEN id ELSE "
                "(((id - 1152921504606846976) >> 56) << 56) | ((id & 72057594037927935) >> 16) END)"
                " * %s LIMIT %s",
                [
                    *(*self.read, both(self.match, among), *self.visible),
                    *(not self.rows, self.rows, sign, self.limit),
                ],
            )
            return cursor.fetchall()

    def any_of(self) -> list[int]:
        """Of the newest buckets if they have enough, else of all; newest first if that is all."""
        newest = self._newest() >> BITS
        among = " | ".join(f"'{bucket(each)}'" for each in (newest, max(newest - 1, 0)))
        parts = [
            [both(self.match, each), *self.visible, not self.rows, self.rows, self.limit]
            for each in (among, f"!({among})")
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                "(SELECT id FROM critiques_searchentry "
                "WHERE vector @@ (SELECT %s::tsquery) AND (id BETWEEN %s AND %s OR "
                "id BETWEEN %s AND %s AND visible_from <= %s AND visible_until > %s) IS TRUE "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) LIMIT %s) "
                "UNION ALL (SELECT id FROM critiques_searchentry "
                "WHERE vector @@ (SELECT %s::tsquery) AND (id BETWEEN %s AND %s OR "
                "id BETWEEN %s AND %s AND visible_from <= %s AND visible_until > %s) IS TRUE "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) LIMIT %s) "
                "LIMIT %s",
                [*parts[0], *parts[1], self.limit],
            )
            return sorted((entry for (entry,) in cursor.fetchall()), reverse=True)

    def by_buckets(self) -> list[Read]:
        last, found = self._newest() >> BITS, []
        tokens = [f"'{TIMED}'"]
        for buckets in self._shares(last, found):
            tokens += [f"'{bucket(each)}'" for each in buckets]
            found += self.in_order(" | ".join(tokens))
            first = buckets[-1] << BITS
            # What holds for a time stands in no bucket, and may be older than others to come.
            if sum(record_of(read[0]) >= first for read in found) >= self.limit:
                break
            walked = (last + 1 - buckets[-1]) / (last + 1)
            if not self.rows and len(found) < self.limit // 8 and len(found) <= _FEW * walked:
                return self.in_order()
            tokens.clear()
        found.sort(key=lambda read: record_of(read[0]), reverse=True)
        return found[: self.limit]

    def _newest(self) -> int:
        if self.newest is not None:
            return self.newest
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(id) FROM critiques_searchentry WHERE id BETWEEN %s AND %s", self.ids
            )
            return record_of(cursor.fetchone()[0] or 0)

    def _shares(self, last: int, found: list[Read]) -> Iterator[range]:
        """Buckets from the newest to the oldest, so many at once as will probably be enough."""
        at, share = last, 2
        while at >= 0:
            share = min(share, at + 1)
            yield range(at, at - share, -1)
            at -= share
            each = max(len(found), 1) / (last - at)
            share = max(1, min(_MOST_BUCKETS, ceil(1.2 * (self.limit - len(found)) / each)))

    def walking(self, *, in_order: bool) -> list[int]:
        """From the newest entry backwards if many match, else through the index."""
        newest = self._walked(_WALKED)
        if not in_order and len(newest) >= self.limit:
            return newest
        if len(newest) < _WALKED // 40:
            return _ids(self.in_order())
        return _ids(self.in_order(f"'{TIMED}'")) + self._walked(None)

    def _walked(self, most: int | None) -> list[int]:
        """What words begin with is sought in the texts, sooner than in the vectors."""
        begun = next(clause for clause in self.wanted.wanted if is_begun(clause))
        is_all = len(self.wanted.wanted) == 1 and not self.wanted.unwanted
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM (SELECT * FROM critiques_searchentry "
                "WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s) newest "
                "WHERE EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0) "
                "AND (%s OR vector @@ %s::tsquery) "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) "
                "ORDER BY id DESC LIMIT %s",
                [
                    *(*self.ids, most, patterns(begun), is_all, self.match),
                    *(not self.rows, self.rows, self.limit),
                ],
            )
            return [entry for (entry,) in cursor.fetchall()]


def _ids(found: list[Read]) -> list[int]:
    return [entry for entry, _, _ in found]


def words_of(ids: Sequence[int]) -> list[Read]:
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


def write(rows: Sequence[Row]) -> None:
    """New entries. Wants a transaction, as do all below."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO critiques_searchentry "
            "(id, visible_from, visible_until, dated, tokens, around, facets, shown, vector) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)",
            [(*row, vector(row)) for row in rows],
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
