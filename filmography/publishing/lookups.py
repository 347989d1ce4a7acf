"""How conditions are put to the databases: some are only looked at, in rows that are found by
another one."""

import json
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, DateTimeField, Expression, Field, QuerySet, Subquery
from django.db.models.lookups import Exact, In, IsNull, LessThanOrEqual


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


@Field.register_lookup
class InTurn(In):
    """Of the keys that a query gives, in the order of their index until there are enough, as SQLite
    does of itself; PostgreSQL would look at the records of all, and then sort them."""

    lookup_name = "in_turn"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if connection.vendor == "postgresql":
            return f"= ANY(ARRAY{rhs})"
        return super().get_rhs_op(connection, rhs)


class Among(Expression):
    """Many keys for `__in`, as they are. Django and drivers prepare each of a list by itself, which
    takes longer than the database takes to find their rows."""

    def __init__(self, keys: Sequence[int]) -> None:
        super().__init__()
        self.keys = keys

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        if not self.keys:
            raise EmptyResultSet
        return f"({', '.join(str(int(key)) for key in self.keys)})", []

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[str]]:
        if not self.keys:
            raise EmptyResultSet
        return "(SELECT value FROM json_each(%s))", [json.dumps(self.keys)]
