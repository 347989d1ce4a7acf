"""Answers a query: which records, how many of each kind, in what order, and what to narrow it by.

All work is bounded, however much there is: of each kind matches are counted to MOST. Up to there
all are ranked; beyond, the levels of the words lead to the best LOOKED_AT without the rest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from critiques.models.search_entries import (
    SearchEntry,
    entry_id,
    ids_of_kind,
    kind_of,
    record_of,
)
from critiques.search.backends import backend
from critiques.search.documents.document import OURS
from critiques.search.expressions import (
    AROUND,
    OF_NAME,
    OF_TEXT,
    Alternative,
    Clause,
    Expression,
    at_least,
    expression,
    in_a_row,
    own_words,
    year_tokens,
)
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query
from critiques.search.ranking import Ranking, weight_of
from critiques.search.tokens import has_stems

Kind = SearchEntry.Kind
MOST = 1_000
LOOKED_AT = 400
FEW = 100  # whose words are read sooner than the index is asked by levels
_PASSAGES_WEIGHED = 1 << 13
# Chosen facets by name: of each group one token is in the entry.
Facets = dict[str, Sequence[str]]


@dataclass
class Question:
    """What the index is asked, what is marked in texts, and by what answers are ranked."""

    wanted: Expression
    now: int
    by_date: bool = False
    # The words of each term, and all in a row if there are several terms; what is wanted besides
    # where each word must have some level; and all in texts only, if phrases make that much easier.
    clauses: tuple[Clause, ...] = ()
    row: Clause = ()
    besides: Expression = field(default_factory=Expression)
    own: Expression | None = None

    @classmethod
    def of(cls, query: Query, facets: Iterable[Sequence[str]], *, by_date: bool) -> "Question":
        known, facets = languages(), list(facets)
        terms = [term for term in query.wanted if not term.field]
        is_plain = len(terms) > 1 and not any(term.is_prefix for term in terms)
        words = {term for term in terms if len(term.words) == 1}
        return cls(
            expression(query, known, facets),
            now_in_microseconds(),
            by_date,
            tuple(own_words(term, known) for term in terms),
            in_a_row(terms, known) if is_plain else (),
            expression(query.without(words), known, facets, is_own=True),
            expression(query, known, facets, is_own=True) if len(words) < len(terms) else None,
        )

    @cached_property
    def is_one_word(self) -> bool:
        """Then its level says all of the order, and no text must be read."""
        return not self.by_date and sum(len(clause[0].tokens) for clause in self.clauses) == 1

    @cached_property
    def ranking(self) -> Ranking:
        return Ranking(self.clauses, self.row, _rarity)


@dataclass
class Found:
    """What was found of one kind: `ids` are all, the newest first, or if more any MOST."""

    kind: Kind
    question: Question | None = None
    ids: list[int] = field(default_factory=list)
    has_more: bool = False

    @property
    def total(self) -> int:
        return len(self.ids)

    @cached_property
    def ordered(self) -> list[int]:
        """In the order asked for: all, or if there are more than MOST the first LOOKED_AT."""
        if not self.ids:
            return []
        if not self.has_more and (len(self.ids) <= FEW or not self.question.is_one_word):
            return self._sorted(self.ids)
        best: dict[int, None] = {}
        for condition in self._conditions():
            new = [entry for entry in self._find(condition) if entry not in best]
            best.update(dict.fromkeys(new if self.question.is_one_word else self._sorted(new)))
            if self.has_more and len(best) >= LOOKED_AT:
                break
        return list(best)[:LOOKED_AT] if self.has_more else list(best)

    @property
    def _most(self) -> int:
        """The highest level that a word can have."""
        return OF_TEXT if self.kind is Kind.EXCERPT else OF_NAME

    def records(self, start: int, stop: int) -> list[int]:
        return [record_of(entry) for entry in self.ordered[start:stop]]

    def facet_counts(self) -> Counter[str]:
        """How many of those that can be looked at have each facet."""
        return Counter(" ".join(backend().facets_of(self.ordered)).split())

    def _sorted(self, ids: list[int]) -> list[int]:
        if self.question.by_date:
            dated = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "dated"))
            return sorted(dated, key=lambda entry: (dated[entry], record_of(entry)), reverse=True)
        if not self.question.clauses or not ids:
            return ids
        return self.question.ranking.best_first(backend().tokens_of(ids), self._most)

    def _find(self, also: Sequence[Clause]) -> list[int]:
        """`also` are years, or where each word that is wanted must stand."""
        is_whole = self.question.by_date or not also
        wanted = self.question.wanted if is_whole else self.question.besides
        return backend().find(
            wanted.also(also),
            ids_of_kind(self.kind),
            self.question.now,
            LOOKED_AT if self.has_more else MOST,
            are_few=not self.has_more,
        )

    def _conditions(self) -> Iterator[list[Clause]]:
        """What to add, one after the other, so that the best are found first."""
        if self.question.by_date:
            yield from _years()
        elif self.question.clauses:
            for level in range(self._most, AROUND - 1, -1):
                yield at_least(level, self.question.clauses)
        else:
            yield []


def _years() -> Iterator[list[Clause]]:
    """The last ten years one by one, then decades, then what is older or not dated."""
    this = timezone.now().year
    for first, last in [
        *((year, year) for year in range(this + 1, this - 10, -1)),
        *((decade, decade + 9) for decade in range(this // 10 * 10 - 10, 1890, -10)),
    ]:
        yield [tuple(Alternative((token,)) for token in year_tokens(first, last))]
    yield []


@dataclass
class Results:
    """`clauses` are what is marked in the texts."""

    found: dict[Kind, Found]
    clauses: tuple[Clause, ...]
    kind: Kind | None = None

    @property
    def total(self) -> int:
        return sum(found.total for found in self.found.values())

    @property
    def shown(self) -> list[Found]:
        """Of the kind that was chosen, or of all."""
        return [self.found[self.kind]] if self.kind else list(self.found.values())

    @property
    def has_more(self) -> bool:
        return any(found.has_more for found in self.found.values())

    def facet_counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for found in self.shown:
            if found.ids:
                counts.update(found.facet_counts())
        return counts


def find(
    query: Query, facets: Facets | None = None, kind: Kind | None = None, *, by_date: bool = False
) -> Results:
    """Asks for nothing in particular if neither query nor facets do: then all is found."""
    question = Question.of(query, (facets or {}).values(), by_date=by_date)
    return Results(_found_of_each_kind(question), question.clauses, kind)


def languages() -> tuple[str, ...]:
    """Those of the texts, by whose rules words are asked for too; ours first."""
    with connection.cursor() as cursor:
        # From one code to the next through the index: to ask of each language whether it has any
        # texts, PostgreSQL would go through all texts for each.
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
            "SELECT code FROM of_sources UNION SELECT code FROM of_excerpts "
            "UNION SELECT code FROM of_others ORDER BY code"
        )
        codes = [code for (code,) in cursor.fetchall() if code and has_stems(code)]
    return tuple(dict.fromkeys([OURS, *codes]))


def _found_of_each_kind(question: Question) -> dict[Kind, Found]:
    if question.wanted.wanted:
        return _found_by_name(question) | {Kind.EXCERPT: _found(question, Kind.EXCERPT)}
    return {kind: _found(question, kind) for kind in Kind}


def _found_by_name(question: Question) -> dict[Kind, Found]:
    """From the first kind to the last that has names, as many at once as do not exceed MOST."""
    found = {kind: Found(kind, question) for kind in Kind if kind is not Kind.EXCERPT}
    first: int = Kind.FILM
    while first < Kind.EXCERPT:
        ids = ids_of_kind(first, Kind.EXCERPT - 1)
        entries = backend().find(question.wanted, ids, question.now, MOST + 1, from_first=True)
        reached = kind_of(entries[-1]) if len(entries) > MOST else Kind.EXCERPT
        if reached == first:
            kind = Kind(first)
            found[kind] = Found(kind, question, entries[:MOST], has_more=True)
            first += 1
            continue
        for entry in reversed(entries):
            if (kind := kind_of(entry)) < reached:
                found[Kind(kind)].ids.append(entry)
        first = reached
    return found


def _found(question: Question, kind: Kind) -> Found:
    wanted = question.wanted
    if not wanted.wanted:
        wanted = wanted.also([(Alternative((f"#k:{kind.name.lower()}",)),)])
        question = Question(wanted, question.now, question.by_date)
    ids = ids_of_kind(kind)
    for sought in filter(None, (question.own, wanted)):
        entries = backend().find(sought, ids, question.now, MOST + 1, in_order=False)
        if len(entries) > MOST:  # enough, without what stands around
            break
    return Found(kind, question, entries[:MOST], has_more=len(entries) > MOST)


def exists(query: Query, facets: Iterable[Any] = ()) -> bool:
    wanted = expression(query, languages(), facets)
    now = now_in_microseconds()
    return any(backend().find(wanted, ids_of_kind(kind), now, 1, from_first=True) for kind in Kind)


def _rarity(word: Clause) -> float:
    """By how many of some thousand passages have it: the newest bucket of them that is full."""
    newest = _newest_passage()
    bucket = max(newest // _PASSAGES_WEIGHED - 1, 0)
    asked = _asked_once if newest >= 2 * _PASSAGES_WEIGHED else _asked_once.__wrapped__
    return asked(connection.settings_dict["NAME"], word, bucket)


@lru_cache(maxsize=20_000)
def _asked_once(database: str, word: Clause, bucket: int) -> float:
    tokens = tuple(Alternative((token,), begins) for token, begins in word)
    first = entry_id(Kind.EXCERPT, bucket * _PASSAGES_WEIGHED)
    ids = first, first + _PASSAGES_WEIGHED - 1
    return weight_of(backend().count(Expression((tokens,)), ids), _PASSAGES_WEIGHED)


def _newest_passage() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(id) FROM critiques_searchentry WHERE id BETWEEN %s AND %s",
            ids_of_kind(Kind.EXCERPT),
        )
        return record_of(cursor.fetchone()[0] or 0)
