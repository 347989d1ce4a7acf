"""Conditions that are only looked at, in rows that are found by another one."""

from typing import Any

from django.db.models import CharField, DateTimeField
from django.db.models.lookups import Exact, LessThanOrEqual


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
