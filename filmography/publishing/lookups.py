"""Conditions that are only looked at, in rows that are found by another one."""

from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Subquery
from django.db.models.lookups import Exact, IsNull, LessThanOrEqual


class _LookedAt:
    """SQLite's planner does not ask which values are frequent, and takes an index of nearly equal
    ones for the way to few rows; PostgreSQL's does."""

    operator: str

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        return connection.operators[self.operator] % rhs

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        sql, params = self.as_sql(compiler, connection)
        return f"+{sql}", params  # the sign forbids to use an index


@CharField.register_lookup
class Is(_LookedAt, Exact):
    lookup_name = "is"
    operator = "exact"


@DateTimeField.register_lookup
class IsBy(_LookedAt, LessThanOrEqual):
    lookup_name = "is_by"
    operator = "lte"


def has(rows: QuerySet) -> IsNull:
    """Whether there is any of these rows, which refer to the outer one. A subquery for one value is
    asked row by row. Of EXISTS, PostgreSQL would make a hash of all rows there are, even where it
    is wanted of a thousand among many."""
    return IsNull(Subquery(rows.order_by().values("pk")[:1]), False)
