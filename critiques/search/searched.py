"""What is known of all that is searched: the languages of the texts, and how rare a word is."""

from functools import cached_property, lru_cache

from django.db import connection

from critiques.models.search_entries import SearchEntry, entry_id, ids_of_kind, record_of, timed
from critiques.search.backends import backend
from critiques.search.documents.document import OURS
from critiques.search.expressions import Alternative, Clause, Expression
from critiques.search.ranking import weight_of

_PASSAGES_WEIGHED = 1 << 13
_PASSAGES = SearchEntry.Kind.EXCERPT


class Searched:
    """As it is now; asked once, when it is wanted."""

    @cached_property
    def _read(self) -> list[tuple[str, int | None]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT '', (SELECT id FROM critiques_searchentry "
                "WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT 1) UNION ALL "
                "SELECT '', (SELECT id FROM critiques_searchentry "
                "WHERE id BETWEEN %s AND %s ORDER BY id DESC LIMIT 1) UNION ALL "
                "SELECT code, 0 FROM critiques_searchlanguage ORDER BY 1",
                [*ids_of_kind(_PASSAGES), *timed(ids_of_kind(_PASSAGES))],
            )
            return cursor.fetchall()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """By whose rules words are asked for too; ours first."""
        return OURS, *(code for code, _ in self._read if code)

    @cached_property
    def newest(self) -> int:
        """The number of the newest passage."""
        return max(record_of(entry or 0) for _, entry in self._read)

    def weight(self, word: Clause) -> float:
        """The more the fewer have it: by its own tokens, whether each is only begun."""
        found = self._count(tuple(Alternative((token,), begins) for token, begins in word))
        return weight_of(found, _PASSAGES_WEIGHED)

    def expected(self, clause: Clause) -> float:
        """In how many passages one of these is, about; not asked where there are not very many."""
        if not self._is_large:
            return self.newest
        return self._count(clause) * self.newest / _PASSAGES_WEIGHED

    @property
    def _is_large(self) -> bool:
        return self.newest >= 2 * _PASSAGES_WEIGHED

    def _count(self, clause: Clause) -> int:
        """Of some thousand passages: the newest bucket of them that is full."""
        bucket = max(self.newest // _PASSAGES_WEIGHED - 1, 0)
        count = _counted_once if self._is_large else _counted_once.__wrapped__
        return count(connection.settings_dict["NAME"], clause, bucket)


def languages() -> tuple[str, ...]:
    return Searched().languages


@lru_cache(maxsize=20_000)
def _counted_once(database: str, clause: Clause, bucket: int) -> int:
    first = entry_id(_PASSAGES, bucket * _PASSAGES_WEIGHED)
    return backend().count(Expression((clause,)), (first, first + _PASSAGES_WEIGHED - 1))
