"""What the index is asked, what is marked in texts, and by what answers are ranked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod, sqrt

from critiques.search.backends.rows import Known
from critiques.search.expressions import (
    Alternative,
    Clause,
    Expression,
    expression,
    in_a_row,
    in_any_order,
    own_words,
)
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query
from critiques.search.ranking import Ranking
from critiques.search.searched import Searched


@dataclass
class Question:
    """A query with the chosen facets, of each group of which one token must be in the entry."""

    query: Query
    facets: Sequence[Sequence[str]] = ()
    by_date: bool = False
    now: int = field(default_factory=now_in_microseconds)
    searched: Searched = field(default_factory=Searched)

    @cached_property
    def wanted(self) -> Expression:
        return expression(self.query, self.searched.languages, self.facets)

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The words of each term."""
        return tuple(own_words(term, self.searched.languages) for term in self._terms)

    @cached_property
    def besides(self) -> Expression:
        """What is wanted besides where each word must have some level."""
        words = {term for term in self._terms if len(term.words) == 1}
        return self._own(self.query.without(words))

    @cached_property
    def own(self) -> Expression | None:
        """All in texts only, if phrases make that much easier."""
        has_phrases = any(len(term.words) > 1 for term in self._terms)
        return self._own(self.query) if has_phrases else None

    @property
    def known(self) -> Known:
        """What is known of passages: about how many are found by an expression, if that is very
        many, and the number of the newest."""
        return self._expected, self.searched.newest

    def _expected(self, wanted: Expression) -> float:
        """As if words stood together by chance; of those in a row the levels do oftener."""
        found = self._by_chance(wanted)
        _, words = in_any_order(wanted)
        if len(words.wanted) < len(wanted.wanted):  # the levels say that the words are there
            return sqrt(found * self._by_chance(words))
        return found

    def _by_chance(self, wanted: Expression) -> float:
        newest = max(self.searched.newest, 1)
        share = lambda clauses: prod(  # noqa: E731
            min(1, self.searched.expected(each) / newest) for each in clauses
        )
        found = share(wanted.wanted)
        if wanted.not_all:  # of single words
            others = filter(_is_row_or_facet, wanted.wanted)
            found = max(found / 10, found - share(others) * share(wanted.not_all))
        return newest * found

    def rarest(self, most: int) -> Clause | None:
        """A word that no more entries have, probably, from which the others can be told."""
        expected = self.searched.expected
        words = [clause for clause in self.wanted.wanted if all(map(_is_word, clause))]
        clause = min(words, key=expected, default=None)
        return clause if clause and expected(clause) <= most else None

    @cached_property
    def is_one_word(self) -> bool:
        """Then its level says all of the order, and no text must be read."""
        return not self.by_date and [len(term.words) for term in self._terms] == [1]

    @cached_property
    def ranking(self) -> Ranking:
        """All words in a row count if there are several terms, none of them only begun."""
        is_plain = len(self._terms) > 1 and not any(term.is_prefix for term in self._terms)
        row = in_a_row(self._terms, self.searched.languages) if is_plain else ()
        return Ranking(self.clauses, row, self.searched.weight)

    @cached_property
    def _terms(self) -> list:
        return [term for term in self.query.wanted if not term.field]

    def _own(self, query: Query) -> Expression:
        return expression(query, self.searched.languages, self.facets, is_own=True)


def _is_row_or_facet(clause: Clause) -> bool:
    first, *others = clause[0].tokens
    return bool(others) or first.startswith("#")


def _is_word(alternative: Alternative) -> bool:
    """By itself, and neither a facet nor in a field."""
    (token, *others), is_prefix = alternative
    return not others and not is_prefix and not token.startswith("#")
