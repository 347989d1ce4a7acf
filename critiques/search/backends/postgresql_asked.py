"""A question about entries of one kind, of which there may be very many, on PostgreSQL.

A GIN index knows nothing of order: asked for the newest of many matches, PostgreSQL would read all
of them, or walk through the whole table for a rare word. So each entry also bears the number of its
bucket, of 8,192 records each, and the newest buckets are asked first.
"""

from collections.abc import Iterator
from math import ceil

from django.db import connection

from critiques.models.search_entries import SearchEntry, kind_of, record_of, timed
from critiques.search.backends.rows import Read
from critiques.search.backends.tsqueries import (
    BITS,
    TIMED,
    both,
    bucket,
    is_begun,
    of_kind,
    without_rows,
)
from critiques.search.expressions import Expression, patterns

_FEW = 4_000  # matches that are read all
_WALKED = 500  # entries
_MOST_BUCKETS = 64


class Asked:
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
        # Words in a row are sought in the texts of those that have them all: the index knows no
        # more, and to read the vectors takes longer.
        self.rows, self.match = without_rows(wanted)
        kind = SearchEntry.Kind(kind_of(ids[0]))
        if kind != SearchEntry.Kind.EXCERPT:
            self.match = both(self.match, of_kind(kind))

    def in_order(self, among: str = "") -> list[Read]:
        """Through the index: all matches are found, of which then the newest are taken."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, CASE WHEN %s THEN tokens ELSE '' END, "
                "CASE WHEN %s THEN facets ELSE '' END FROM critiques_searchentry "
                "WHERE vector @@ (SELECT %s::tsquery) AND (id BETWEEN %s AND %s OR "
                "id BETWEEN %s AND %s AND visible_from <= %s AND visible_until > %s) IS TRUE "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) "
                "ORDER BY CASE WHEN id < 1152921504606846976 THEN id & 72057594037927935 "
                "ELSE (id & 72057594037927935) >> 16 END DESC LIMIT %s",
                [
                    *(*self.read, both(self.match, among), *self.visible),
                    *(not self.rows, self.rows, self.limit),
                ],
            )
            return cursor.fetchall()

    def any_of(self, *, are_few: bool) -> list[int]:
        """Of the newest buckets if they have enough, else of all; at once of all if `are_few`."""
        newest = self._newest() >> BITS
        among = " | ".join(f"'{bucket(each)}'" for each in (newest, max(newest - 1, 0)))
        parts = [
            [both(self.match, each), *self.visible, not self.rows, self.rows, most]
            for each, most in [
                (among, 0 if are_few else self.limit),
                ("" if are_few else f"!({among})", self.limit),
            ]
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
            return [entry for (entry,) in cursor.fetchall()]

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
        if len(self._walked(_WALKED, self.limit, with_timed=False)) < _WALKED // 40:
            return ids_of(self.in_order()) if in_order else self.any_of(are_few=True)
        # In no order, what holds for a time is only looked for if there is not enough without it.
        return self._walked(None, None if in_order else self.limit, with_timed=True)

    def _walked(self, most: int | None, limit: int | None, *, with_timed: bool) -> list[int]:
        """Of so many entries. What words begin with is sought in the texts, sooner than in the
        vectors; what holds for a time stands elsewhere."""
        begun = next(clause for clause in self.wanted.wanted if is_begun(clause))
        is_all = len(self.wanted.wanted) == 1 and not self.wanted.unwanted
        with connection.cursor() as cursor:
            cursor.execute(
                "(SELECT id FROM (SELECT * FROM critiques_searchentry "
                "WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT %s) newest "
                "WHERE EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0) "
                "AND (%s OR vector @@ %s::tsquery) "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) "
                "ORDER BY id DESC LIMIT %s) UNION ALL SELECT id FROM critiques_searchentry "
                "WHERE %s AND vector @@ (SELECT %s::tsquery) AND id BETWEEN %s AND %s "
                "AND visible_from <= %s AND visible_until > %s "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) LIMIT %s",
                [
                    *(*self.ids, most, patterns(begun), is_all, self.match),
                    *(not self.rows, self.rows, self.limit),
                    *(with_timed, both(self.match, f"'{TIMED}'"), *self.visible[2:]),
                    *(not self.rows, self.rows, limit),
                ],
            )
            return [entry for (entry,) in cursor.fetchall()]


def ids_of(found: list[Read]) -> list[int]:
    return [entry for entry, _, _ in found]
