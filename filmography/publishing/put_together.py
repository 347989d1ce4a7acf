"""Querysets that are put together once: it takes Django longer than the database takes to answer.

A queryset of the models' managers knows that it holds all records; what is made of it does not.
"""

from collections.abc import Callable
from functools import wraps
from threading import local
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

Rows = TypeVar("Rows", bound=models.QuerySet)
_of_thread = local()


class RightNow(models.Value):
    """The moment at which the database is asked, not that at which the condition is written."""

    def __init__(self) -> None:
        super().__init__(None, output_field=models.DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        now = self.output_field.get_db_prep_value(timezone.now(), connection)
        return "%s", [now]


class AllRecords(models.Manager):
    def get_queryset(self) -> models.QuerySet:
        rows = super().get_queryset()
        rows.are_all = True
        return rows


class PutTogetherQuerySet(models.QuerySet):
    are_all = False  # no queryset made of this one inherits it

    @classmethod
    def as_manager(cls) -> models.Manager:
        manager = AllRecords.from_queryset(cls)()
        manager._built_with_as_manager = True
        return manager

    as_manager.queryset_only = True


def once(method: Callable[[Rows], Rows]) -> Callable[[Rows], Rows]:
    """For methods that ask for nothing but what they name: what they make of all records is kept.

    Of times they may hold RightNow only. Each thread keeps its own, since Django, while it writes
    the SQL of a question, notes things in the questions within it.
    """

    @wraps(method)
    def asked(self: Rows) -> Rows:
        if not self.are_all or self._db is not None:
            return method(self)
        kept, key = _of_thread.__dict__, (method, type(self), self.model)
        if key not in kept:
            kept[key] = method(self)
        return kept[key].all()

    asked.is_put_together_once = True
    return asked
