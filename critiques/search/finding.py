"""Answers a query: which records, how many of each kind, in what order, and what to narrow it by.

All work is bounded, however much there is: of each kind the newest MOST matches are looked at, the
newest CANDIDATES of these are ranked, and what lies beyond is only said to be more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from critiques.models.search_entries import SearchEntry, ids_of_kind, kind_of, record_of
from critiques.search.backends import backend
from critiques.search.backends.rows import Match
from critiques.search.documents.document import OURS
from critiques.search.expressions import Clause, Expression, expression
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query
from critiques.search.ranking import ranked
from critiques.search.tokens import has_stems

Kind = SearchEntry.Kind
MOST = 1_000
CANDIDATES = 400
# Chosen facets by name: of each group one token is in the entry.
Facets = dict[str, Sequence[str]]


@dataclass
class Found:
    """What was found of one kind: at most MOST, the newest, in the order asked for."""

    kind: Kind
    matches: list[Match] = field(default_factory=list)
    has_more: bool = False
    ids: list[int] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.matches)

    def records(self, start: int, stop: int) -> list[int]:
        return [record_of(entry) for entry in self.ids[start:stop]]


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
        """How many of those that were found have each facet."""
        matches = (match for found in self.shown for match in found.matches)
        return Counter(" ".join(match.facets for match in matches).split())


def find(
    query: Query, facets: Facets | None = None, kind: Kind | None = None, *, by_date: bool = False
) -> Results:
    """Asks for nothing in particular if neither query nor facets do: then all is found."""
    groups = list((facets or {}).values())
    wanted = expression(query, languages(), groups)
    now = now_in_microseconds()
    found = _found_of_each_kind(wanted, now)
    marked = tuple(wanted.wanted[: len(query.wanted)])
    results = Results(found, marked, kind)
    for each in results.shown:
        _order(each, marked, by_date=by_date)
    return results


def languages() -> tuple[str, ...]:
    """Those of the texts, by whose rules words are asked for too; ours first."""
    with connection.cursor() as cursor:
        # By hand: it is asked with every search, and would take longer to put together than to run.
        cursor.execute(
            "SELECT code FROM filmography_language WHERE "
            "EXISTS (SELECT 1 FROM critiques_source WHERE language_id = code) OR "
            "EXISTS (SELECT 1 FROM critiques_excerpt WHERE language_id = code) OR "
            "EXISTS (SELECT 1 FROM critiques_excerpttranslation WHERE language_id = code) "
            "ORDER BY code"
        )
        codes = [code for (code,) in cursor.fetchall() if has_stems(code)]
    return tuple(dict.fromkeys([OURS, *codes]))


def _found_of_each_kind(wanted: Expression, now: int) -> dict[Kind, Found]:
    if wanted.wanted and backend().FINDS_ALL_KINDS:
        others = ids_of_kind(Kind.FILM, Kind.SOURCE)
        matches = backend().find(wanted, others, now, MOST + 1)
        if len(matches) <= MOST:
            by_kind: dict[int, list[Match]] = {kind: [] for kind in Kind}
            for match in matches:
                by_kind[kind_of(match.id)].append(match)
            found = {kind: Found(kind, by_kind[kind]) for kind in Kind}
            return found | {Kind.EXCERPT: _found(wanted, Kind.EXCERPT, now)}
    return {kind: _found(wanted, kind, now) for kind in Kind}


def _found(wanted: Expression, kind: Kind, now: int) -> Found:
    if not wanted.wanted:
        wanted = expression(Query(), (), [[f"#k:{kind.name.lower()}"]])._replace(
            unwanted=wanted.unwanted
        )
    matches = backend().find(wanted, ids_of_kind(kind), now, MOST + 1)
    return Found(kind, matches[:MOST], has_more=len(matches) > MOST)


def _order(found: Found, clauses: Sequence[Clause], *, by_date: bool) -> None:
    if by_date:
        newest = sorted(found.matches, key=lambda match: (match.dated, match.id), reverse=True)
        found.ids = [match.id for match in newest]
        return
    ids = [match.id for match in found.matches]
    if not clauses:
        found.ids = ids
        return
    best = ranked(backend().tokens_of(ids[:CANDIDATES]), clauses)
    found.ids = [*best, *ids[CANDIDATES:]]


def exists(query: Query, facets: Iterable[Any] = ()) -> bool:
    wanted = expression(query, languages(), facets)
    now = now_in_microseconds()
    return any(backend().find(wanted, ids_of_kind(kind), now, 1) for kind in Kind)
