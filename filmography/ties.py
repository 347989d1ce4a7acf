"""What a filter asks of records, in the two ways in which a database can answer it: of each record
by itself, or by the set of those that obey.

SQLite does not know how large a set is, and goes through the one that it hits upon. So it is led
through the smallest, and asks the rest of each record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.lookups import IsNull

from filmography.publishing.lookups import has

# Of a larger set enough stand among the records added last.
LARGEST = 100_000


@dataclass(frozen=True)
class Tie:
    """Records of `model` are tied to the `rows` whose `to` is their `at`. A loose tie holds some
    that do not obey: it only leads to the others."""

    model: Any
    rows: QuerySet
    to: str
    at: str = "pk"
    is_loose: bool = False

    @property
    def condition(self) -> IsNull:
        return has(self.rows.filter(**{self.to: OuterRef(self.at)}))

    @property
    def keys(self) -> QuerySet:
        """Of the records. Indexes alone should give them, so that to count them costs little."""
        found = self.rows.order_by().values(self.to)
        if self.at == "pk":
            return found
        return self.model.objects.filter(**{f"{self.at}__in": found}).order_by().values("pk")

    def size(self, most: int) -> int:
        """Counted to `most`, and not again where that is known."""
        for counted_to, size in self._sizes.items():
            if size < counted_to or most <= counted_to:
                return min(size, most)
        self._sizes[most] = self.keys[:most].count()
        return self._sizes[most]

    @cached_property
    def _sizes(self) -> dict[int, int]:
        return {}


def tied(queryset: QuerySet, ties: Iterable[Tie], *, largest: int = LARGEST) -> QuerySet:
    """Those of the queryset to which all ties hold, found by the one that has fewest."""
    ties = sorted(ties, key=lambda tie: tie.is_loose)
    leading, fewest = None, largest
    for tie in ties:  # each no further than the smallest before
        if (size := tie.size(fewest)) < fewest:
            leading, fewest = tie, size
    if leading:
        # Where rows bear the keys, their index gives them in turn.
        lookup = "pk__in" if leading.at == "pk" else "pk__in_turn"
        queryset = queryset.filter(**{lookup: leading.keys})
        ties.remove(leading)
    return queryset.filter(*(tie.condition for tie in ties if not tie.is_loose))
