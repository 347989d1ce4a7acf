"""Answers a query: which records, how many of each kind, in what order, and what to narrow it by.

All work is bounded, however much there is: of each kind the newest MOST matches are looked at, the
newest CANDIDATES of these are ranked, and what lies beyond is only said to be more.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef

from critiques.models import Source
from critiques.models.search_entries import SearchEntry, ids_of_kind, record_of
from critiques.search.backends import backend
from critiques.search.backends.rows import Match
from critiques.search.documents.document import OURS
from critiques.search.expressions import Clause, Expression, expression
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query
from critiques.search.ranking import ranked
from critiques.search.tokens import has_stems
from filmography.models import Language

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
    found = {each: _found(wanted, each, now) for each in Kind}
    marked = tuple(wanted.wanted[: len(query.wanted)])
    results = Results(found, marked, kind)
    for each in results.shown:
        _order(each, marked, by_date=by_date)
    return results


def languages() -> tuple[str, ...]:
    """Those of public sources, by whose rules words are asked for too; ours first."""
    # In two steps: most of the languages that there are have no source, which their key tells
    # at once; a planner might look for each of them through all that is published.
    used = Exists(Source.objects.filter(language=OuterRef("pk")))
    codes = list(Language.objects.filter(used).values_list("pk", flat=True))
    public = Exists(Source.objects.published().filter(language=OuterRef("pk")))
    shown = Language.objects.filter(public, pk__in=filter(has_stems, codes)).order_by("pk")
    return tuple(dict.fromkeys([OURS, *shown.values_list("pk", flat=True)]))


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
