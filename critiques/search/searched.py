"""What is known of all that is searched: the languages of the texts, and how rare a word is."""

from functools import cached_property, lru_cache

from django.db import connection

from critiques.models.search_entries import SearchEntry, entry_id, ids_of_kind, record_of
from critiques.search.backends import backend
from critiques.search.documents.document import OURS
from critiques.search.expressions import Alternative, Clause, Expression
from critiques.search.ranking import weight_of
from critiques.search.tokens import has_stems

_PASSAGES_WEIGHED = 1 << 13
_PASSAGES = SearchEntry.Kind.EXCERPT


class Searched:
    """As it is now; asked once, when it is wanted."""

    @cached_property
    def _read(self) -> list[tuple[str | None, int | None]]:
        with connection.cursor() as cursor:
            # From one code to the next through the index: to ask of each language whether it has
            # any texts, PostgreSQL would go through all texts for each.
            cursor.execute(
                "WITH RECURSIVE of_sources(code) AS (SELECT min(language_id) FROM critiques_source "
                "UNION ALL SELECT (SELECT min(language_id) FROM critiques_source "
                "WHERE language_id > of_sources.code) FROM of_sources WHERE code IS NOT NULL), "
                "of_excerpts(code) AS (SELECT min(language_id) FROM critiques_excerpt "
                "UNION ALL SELECT (SELECT min(language_id) FROM critiques_excerpt "
                "WHERE language_id > of_excerpts.code) FROM of_excerpts WHERE code IS NOT NULL), "
                "of_others(code) AS (SELECT min(language_id) FROM critiques_excerpttranslation "
                "UNION ALL SELECT (SELECT min(language_id) FROM critiques_excerpttranslation "
                "WHERE language_id > of_others.code) FROM of_others WHERE code IS NOT NULL) "
                "SELECT code, "
                "(SELECT max(id) FROM critiques_searchentry WHERE id BETWEEN %s AND %s) FROM "
                "(SELECT code FROM of_sources UNION SELECT code FROM of_excerpts "
                "UNION SELECT code FROM of_others) codes ORDER BY code",
                ids_of_kind(_PASSAGES),
            )
            return cursor.fetchall()

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Those of the texts, by whose rules words are asked for too; ours first."""
        codes = [code for code, _ in self._read if code and has_stems(code)]
        return tuple(dict.fromkeys([OURS, *codes]))

    @cached_property
    def newest(self) -> int:
        """The number of the newest passage that always holds."""
        return record_of(self._read[0][1] or 0)

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
