"""A question about entries of one kind, of which there may be very many, on PostgreSQL.

A GIN index knows nothing of order: asked for the newest of many matches, PostgreSQL would read all
of them, or walk through the whole table for a rare word. So each entry also bears the numbers of
its buckets, of 2,048 records and more, and so many of the newest are asked as will probably be
enough; if they are not, eight times as many.
"""

from collections.abc import Iterator
from math import ceil, sqrt

from django.db import connection

from critiques.models.search_entries import SearchEntry, kind_of, record_of, timed
from critiques.search.backends.rows import Known, Read
from critiques.search.backends.tsqueries import (
    TIMED,
    both,
    is_begun,
    newest_buckets,
    without_rows,
)
from critiques.search.expressions import Expression, patterns

_WALKED = 500  # entries
_IF_UNKNOWN = 8_000  # records that are asked first
_MARGIN, _SAMPLED = 1.3, 8_192
# What buckets cost: so many times as many matches are as soon found, or found and put in order.
_WORTH_ANY, _WORTH_IN_ORDER = 12, 3


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
        # Words in a row are sought in the texts of those that may have them: the index knows no
        # more for sure, and to read the vectors takes longer.
        self.rows, self.match = without_rows(wanted, SearchEntry.Kind(kind_of(ids[0])))

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
        found: list[int] = []
        for among in self._newest_buckets(_WORTH_ANY):
            found = self._ids(among)
            if len(found) >= self.limit:
                break
        return found

    def _ids(self, among: str) -> list[int]:
        """Any that match, through the index."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM critiques_searchentry "
                "WHERE vector @@ (SELECT %s::tsquery) AND (id BETWEEN %s AND %s OR "
                "id BETWEEN %s AND %s AND visible_from <= %s AND visible_until > %s) IS TRUE "
                "AND (%s OR EXISTS (SELECT FROM unnest(%s::text[]) sought WHERE "
                "strpos(' ' || tokens || ' ¶ ' || around || ' ', sought) > 0)) LIMIT %s",
                [
                    *(both(self.match, among), *self.visible),
                    *(not self.rows, self.rows, self.limit),
                ],
            )
            return [entry for (entry,) in cursor.fetchall()]

    def newest_ones(self) -> list[Read]:
        found: list[Read] = []
        for among in self._newest_buckets(_WORTH_IN_ORDER):
            found = self.in_order(among)
            if len(found) >= self.limit:
                break
        return found

    def _newest(self) -> int:
        if self.known:
            return self.known[1]
        with connection.cursor() as cursor:
            cursor.execute(
                "(SELECT id FROM critiques_searchentry WHERE id BETWEEN %s AND %s "
                "ORDER BY id DESC LIMIT 1) UNION ALL (SELECT id FROM critiques_searchentry "
                "WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT 1)",
                [*self.ids, *timed(self.ids)],
            )
            return max((record_of(entry) for (entry,) in cursor.fetchall()), default=0)

    def _newest_buckets(self, worth: int) -> Iterator[str]:
        """Such as will probably hold enough, and more and more; all of them, which is none by
        name, where these are found as quickly."""
        newest, records = self._newest(), _IF_UNKNOWN
        if self.known:
            share = max(self.known[0](self.wanted), 1) / max(newest, 1)
            # It was counted in a sample: the fewer there were, the less is it sure.
            margin = _MARGIN + 2.5 / sqrt(1 + share * _SAMPLED)
            records = ceil(margin * self.limit / share)
        while worth * records < newest:
            yield newest_buckets(newest, records)
            records *= 8
        yield ""

    def walking(self) -> list[int]:
        """From the newest entry backwards if many match, else through the index."""
        if self._are_many():
            return self._walked(None, with_timed=True)
        return self._ids("")

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
