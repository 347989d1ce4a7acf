"""Counting related records in the select list.

A correlated subquery is computed for the rows of one page only; joining and grouping would count
for every row of the table first, and lose the order of the model's Meta.
"""

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def related_count(records: QuerySet, to: str, *, of: str = "pk") -> Coalesce:
    """How many different values of `of` have the `records` that refer to each outer row by `to`."""
    here = records.filter(**{to: OuterRef("pk")}).order_by().values(to)
    counted = here.annotate(n=Count(of, distinct=of != "pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


class _CountOfSlice(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def related_count_to(records: QuerySet, to: str, *, bound: int) -> _CountOfSlice:
    """As `related_count`, but each count ends at `bound` + 1, which means more than `bound`."""
    here = records.filter(**{to: OuterRef("pk")}).order_by()
    return _CountOfSlice(here.values("pk")[: bound + 1])
