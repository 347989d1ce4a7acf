"""Answers a query: which records, how many of each kind, in what order, and what to narrow it by.

All work is bounded, however much there is: of each kind matches are counted to MOST. Up to there
all are ranked; beyond, the levels of the words lead to the best LOOKED_AT without the rest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import Any

from django.utils import timezone

from critiques.models.search_entries import SearchEntry, ids_of_kind, kind_of, record_of
from critiques.search.backends import backend
from critiques.search.backends.rows import Known, Read, newest_first
from critiques.search.expressions import (
    AROUND,
    OF_NAME,
    OF_TEXT,
    OWN,
    SECTION,
    Alternative,
    Clause,
    Expression,
    at_least,
    expression,
    is_found,
    year_tokens,
)
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query
from critiques.search.questions import Question
from critiques.search.searched import languages

Kind = SearchEntry.Kind
MOST = 1_000
LOOKED_AT = 400
FEW = 500  # from which the rest is told by reading them
# Chosen facets by name: of each group one token is in the entry.
Facets = dict[str, Sequence[str]]


@dataclass
class Found:
    """What was found of one kind: `number` counts to MOST + 1; `all` are the ids, the newest first,
    unless there are more than MOST, or only another kind was asked for."""

    kind: Kind
    question: Question | None = None
    number: int = 0
    all: list[int] = field(default_factory=list)
    read: list[Read] = field(default_factory=list)  # all, if they are read already
    _facets: dict[int, str] = field(default_factory=dict)  # that were read with the words

    @property
    def has_more(self) -> bool:
        return self.number > MOST

    @property
    def total(self) -> int:
        return min(self.number, MOST)

    @cached_property
    def ordered(self) -> list[int]:
        """In the order asked for: all, or if there are more than MOST the first LOOKED_AT."""
        return self._first_ones() if self.has_more else self._sorted(self.all)

    def _first_ones(self) -> list[int]:
        if self.question.by_date:
            return self._latest_ones()
        best, levels = list[int](), self._levels()
        # Of one word each level is a question of its own, and no text must be read.
        with_words = bool(self.question.clauses) and not self.question.is_one_word
        if with_words:
            best, levels = self._best_of_few(levels)
        for level in levels:
            if len(best) >= LOOKED_AT:
                break
            wanted = self._at_level(level, not_above=bool(best))
            found = self._read(wanted, LOOKED_AT - len(best), with_words=with_words)
            if with_words:
                best += self.question.ranking.best_first(found)
            else:
                best += [entry for entry, _, _ in found]
        return best

    def _best_of_few(self, levels: range) -> tuple[list[int], range]:
        """Those of the highest levels together, if there are probably few; and the levels below."""
        question, known = self.question, self._known
        few = list(takewhile(self._are_few, levels))
        if len(few) < 2:
            return [], levels
        ids, wanted = ids_of_kind(self.kind), self._at_level(few[-1])
        read = backend().all_of(wanted, ids, question.now, 4 * LOOKED_AT, known)
        if read is None:
            return [], levels
        self._facets.update({entry: facets for entry, _, facets in read})
        return question.ranking.best_first(read)[:LOOKED_AT], levels[levels.index(few[-1]) + 1 :]

    def _are_few(self, level: int) -> bool:
        """Of this level or a higher one, probably."""
        if self._known:
            expected, _ = self._known
            return expected(self._at_level(level)) <= 1.5 * LOOKED_AT
        return level > OWN and self.question.rarest(20 * LOOKED_AT) is not None

    def _at_level(self, level: int, *, not_above: bool = False) -> Expression:
        """Where each word has this level, and perhaps not each a higher one."""
        question, clauses = self.question, self.question.clauses
        return (question.besides if level else question.wanted).also(
            at_least(level, clauses), at_least(level + 1, clauses) if not_above else ()
        )

    def _levels(self) -> range:
        """From that of the best ones down."""
        highest = OF_TEXT if self.kind is Kind.EXCERPT else OF_NAME
        return range(highest if self.question.clauses else AROUND, AROUND - 1, -1)

    def _latest_ones(self) -> list[int]:
        best: dict[int, None] = {}
        for years in _years():
            found = self._read(self.question.wanted.also(years), LOOKED_AT)
            best.update(dict.fromkeys(self._latest_first([entry for entry, _, _ in found])))
            if len(best) >= LOOKED_AT:
                break
        return list(best)[:LOOKED_AT]

    def records(self, start: int, stop: int) -> list[int]:
        return [record_of(entry) for entry in self.ordered[start:stop]]

    def facet_counts(self) -> Counter[str]:
        """How many of those that can be looked at have each facet."""
        read = self._facets
        found = [read[entry] for entry in self.ordered if entry in read]
        if len(found) < len(self.ordered):
            found += backend().facets_of([entry for entry in self.ordered if entry not in read])
        return Counter(" ".join(found).split())

    def _sorted(self, ids: list[int]) -> list[int]:
        if not ids or not (self.question.by_date or self.question.clauses):
            return ids
        if self.question.by_date:
            return self._latest_first(ids)
        read = self.read or backend().words_of(ids)
        self._facets.update({entry: facets for entry, _, facets in read})
        return self.question.ranking.best_first(read)

    def _latest_first(self, ids: list[int]) -> list[int]:
        dated = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "dated"))
        return sorted(dated, key=lambda entry: (dated[entry], record_of(entry)), reverse=True)

    def _read(self, wanted: Expression, most: int, *, with_words: bool = False) -> list[Read]:
        """The newest of these; their facets are kept."""
        question, ids = self.question, ids_of_kind(self.kind)
        known = question.known if self.kind is Kind.EXCERPT else None
        found = backend().first_ones(wanted, ids, question.now, most, known, with_words=with_words)
        self._facets.update({entry: facets for entry, _, facets in found})
        return found

    @property
    def _known(self) -> Known | None:
        return self.question.known if self.kind is Kind.EXCERPT else None


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
            if found.total:
                counts.update(found.facet_counts())
        return counts


def find(
    query: Query, facets: Facets | None = None, kind: Kind | None = None, *, by_date: bool = False
) -> Results:
    """Asks for nothing in particular if neither query nor facets do: then all is found."""
    question = Question(query, tuple((facets or {}).values()), by_date)
    return Results(_found_of_each_kind(question, kind), question.clauses, kind)


def _found_of_each_kind(question: Question, kind: Kind | None) -> dict[Kind, Found]:
    """All that was found of this kind, or of each; of others perhaps only how many."""
    if not question.wanted.wanted:
        return {each: _found(question, each) for each in Kind}
    if (found := _found_at_once(question, kind)) is not None:
        return found
    named = _found_by_name(question, with_ids=kind is not Kind.EXCERPT)
    return named | {Kind.EXCERPT: _found_passages(question, is_shown=kind in (None, Kind.EXCERPT))}


def _found_at_once(question: Question, kind: Kind | None) -> dict[Kind, Found] | None:
    """All that has the rarest word is read, if that is not much, and told from."""
    rarest = question.rarest(FEW)
    if rarest is None:
        return None
    is_all = question.wanted == Expression((rarest,))
    read = backend().everything_read(
        Expression((rarest,)), question.now, MOST + 1, kind if is_all else None
    )
    if len(read) > MOST:
        return None
    of_kind: dict[Kind, dict[int, Read]] = {kind: {} for kind in Kind}
    for entry, tokens, around, facets in read:
        if is_all or _is_found(question, tokens, around, facets):
            of_kind[kind_of(entry)][entry] = entry, tokens, facets
    return {
        each: Found(each, question, len(held), newest_first(held), list(held.values()))
        for each, held in of_kind.items()
    }


def _is_found(question: Question, *texts: str) -> bool:
    return is_found(question.wanted, f" {f' {SECTION} '.join(texts)} ")


def _found_by_name(question: Question, *, with_ids: bool) -> dict[Kind, Found]:
    named = backend().named(question.wanted, question.now, MOST + 1, with_ids=with_ids)
    return {
        kind: Found(kind, question, number, [] if number > MOST else newest_first(ids))
        for kind in Kind
        if kind is not Kind.EXCERPT
        for number, ids in [named.get(kind, (0, []))]
    }


def _found_passages(question: Question, *, is_shown: bool) -> Found:
    """With what their order needs, if there are probably not too many."""
    is_ranked, known = bool(question.clauses) and not question.by_date, question.known
    if is_shown and is_ranked and known[0](question.wanted) <= MOST:
        ids = ids_of_kind(Kind.EXCERPT)
        read = backend().all_of(question.wanted, ids, question.now, MOST, known)
        if read is not None:
            entries = newest_first(entry for entry, _, _ in read)
            return Found(Kind.EXCERPT, question, len(read), entries, read)
    return _found(question, Kind.EXCERPT)


def _found(question: Question, kind: Kind) -> Found:
    if not question.wanted.wanted:
        question = replace(question, facets=[[f"#k:{kind.name.lower()}"]])
    ids, known = ids_of_kind(kind), question.known if kind is Kind.EXCERPT else None
    for sought in filter(None, (question.own, question.wanted)):
        entries = backend().up_to(sought, ids, question.now, MOST, known)
        if entries is None:  # enough, without what stands around
            return Found(kind, question, MOST + 1)
    return Found(kind, question, len(entries), entries)


def exists(query: Query, facets: Iterable[Any] = ()) -> bool:
    wanted = expression(query, languages(), facets)
    now = now_in_microseconds()
    return bool(backend().everything(wanted, now, 1))
