"""A question about entries of one kind, of which there may be very many, on PostgreSQL.

A GIN index knows nothing of order: asked for the newest of many matches, PostgreSQL would read all
of them, or walk through the whole table for a rare word. So each entry also bears the number of its
bucket, of 2,048 records each, and so many of the newest buckets are asked first as will probably
be enough.
"""

from collections.abc import Iterator
from math import ceil

from django.db import connection

from critiques.models.search_entries import SearchEntry, kind_of, record_of, timed
from critiques.search.backends.rows import Known, Read
from critiques.search.backends.tsqueries import (
    BITS,
    TIMED,
    both,
    buckets,
    is_begun,
    of_kind,
    without_rows,
)
from critiques.search.expressions import Expression, patterns

_FEW = 4_000  # matches that are read all
_WALKED = 500  # entries
_FIRST_BUCKETS, _MOST_BUCKETS = 4, 256  # if it is not known what they hold; at once
_MARGIN = 1.3


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
        known: Known | None,
        read: tuple[bool, bool] = (False, False),
    ) -> None:
        self.wanted, self.ids, self.limit, self.known = wanted, ids, limit, known
        self.read, self.visible = read, [*ids, *timed(ids), now, now]
        kind = SearchEntry.Kind(kind_of(ids[0]))
        # Words in a row are sought in the texts of those that have them all: the index knows no
        # more, and to read the vectors takes longer.
        is_of_passages = kind == SearchEntry.Kind.EXCERPT
        self.rows, self.match = without_rows(wanted, of_passages=is_of_passages)
        if not is_of_passages:
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

    def any_of(self) -> list[int]:
        """Of the newest buckets if they will probably have enough, else of all."""
        last = self._newest() >> BITS
        share = self._enough(last + 1)
        newest = range(last, last - share, -1)
        parts = [
            [both(self.match, each), *self.visible, not self.rows, self.rows, most]
            for each, most in [
                (buckets(newest), self.limit if share else 0),
                (f"!({buckets(newest)})" if share else "", self.limit),
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

    def newest_ones(self) -> list[Read]:
        last, found = self._newest() >> BITS, []
        if (share := self._enough(last + 1)) == 0:
            return self.in_order()
        among = f"'{TIMED}' | "
        for numbers in self._shares(last, share, found):
            found += self.in_order(among + buckets(numbers))
            first = numbers[-1] << BITS
            # What holds for a time stands in no bucket, and may be older than others to come.
            if sum(record_of(read[0]) >= first for read in found) >= self.limit:
                break
            walked = (last + 1 - numbers[-1]) / (last + 1)
            if not self.rows and len(found) < self.limit // 8 and len(found) <= _FEW * walked:
                return self.in_order()
            among = ""
        found.sort(key=lambda read: record_of(read[0]), reverse=True)
        return found[: self.limit]

    def _newest(self) -> int:
        if self.known:
            return self.known[1]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(id) FROM critiques_searchentry WHERE id BETWEEN %s AND %s", self.ids
            )
            return record_of(cursor.fetchone()[0] or 0)

    def _enough(self, total: int) -> int:
        """So many buckets that they will probably have enough; none if all are as soon read."""
        if not self.known:
            return min(_FIRST_BUCKETS, total)
        expected, _ = self.known
        share = ceil(_MARGIN * self.limit / max(expected(self.wanted), 1) * total)
        return share if 3 * share < total else 0

    def _shares(self, last: int, share: int, found: list[Read]) -> Iterator[range]:
        """Buckets from the newest to the oldest, so many at once as will probably be enough."""
        at = last
        while at >= 0:
            share = min(share, at + 1)
            yield range(at, at - share, -1)
            at -= share
            each = max(len(found), 1) / (last - at)
            share = max(1, ceil(min(_MOST_BUCKETS, _MARGIN * (self.limit - len(found)) / each)))

    def walking(self) -> list[int]:
        """From the newest entry backwards if many match, else through the index."""
        if self._are_many():
            return self._walked(None, with_timed=True)
        return [entry for entry, _, _ in self.in_order()]

    def _are_many(self) -> bool:
        """More than one in forty."""
        if self.known:
            expected, newest = self.known
            return 40 * expected(self.wanted) > newest
        return 40 * len(self._walked(_WALKED, with_timed=False)) > _WALKED

    def _walked(self, most: int | None, *, with_timed: bool) -> list[int]:
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
                    *(not self.rows, self.rows, self.limit),
                ],
            )
            return [entry for (entry,) in cursor.fetchall()]
