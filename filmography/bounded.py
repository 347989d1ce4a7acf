"""Reading to a bound, so that a page costs the same whatever the number of records behind it.

A page that stops at the bound says so: its numbers are then "more than", never guesses.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import number_format

BOUND = 1_000


@dataclass(frozen=True)
class Bounded:
    """The keys of the records of a query: of all, or of those added last."""

    keys: list[Any]
    has_more: bool

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def number(self) -> str:
        return number_format(len(self.keys), force_grouping=True)

    @property
    def in_words(self) -> str:
        """`12`, or `more than 1,000`."""
        return f"more than {self.number}" if self.has_more else self.number


def bounded(queryset: QuerySet, *, by: str = "pk", bound: int = BOUND) -> Bounded:
    """The last `bound` of the queryset's records by `by`, a key that grows with each record.

    Both databases read them from the end of an index and stop, so keep conditions that leave few
    of many records in a form that an index answers: `pk__in` of a subquery.
    """
    rows = queryset.prefetch_related(None).order_by(f"-{by}")
    keys = list(rows.values_list(by, flat=True)[: bound + 1])
    return Bounded(keys[:bound], has_more=len(keys) > bound)
