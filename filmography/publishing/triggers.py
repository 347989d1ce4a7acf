"""Database triggers: invariants that reach over two tables, which a check constraint cannot.

They are installed after every `migrate`, and lifted before one that changes tables, because SQLite
rebuilds a table to alter it and would stumble over triggers that name it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True)
class Trigger:
    """The SQL statements, by database vendor, that install a trigger on `tables` and lift it."""

    tables: frozenset[str]
    install: dict[str, tuple[str, ...]]
    lift: dict[str, tuple[str, ...]]


_registered: list[Trigger] = []


def register(trigger: Trigger) -> None:
    _registered.append(trigger)


def lift_all(*, using: str, plan: list, **_: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        _run(using, "lift")


def install_all(*, using: str, **_: Any) -> None:
    """Receiver of `post_migrate`."""
    _run(using, "lift")
    _run(using, "install")


def _run(using: str, step: str) -> None:
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in _registered:
            if trigger.tables <= present:
                for statement in getattr(trigger, step)[connection.vendor]:
                    cursor.execute(statement)
