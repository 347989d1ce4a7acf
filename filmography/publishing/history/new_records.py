"""Records that an act has made: it is known what they own, and need not be looked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

Model = type[models.Model]


class NewRecords:
    """Which records are new, and rows of which models records were given since."""

    def __init__(self) -> None:
        self._new: dict[Model, set[Any]] = defaultdict(set)
        self._given: dict[Model, dict[Any, set[Model]]] = defaultdict(lambda: defaultdict(set))

    def add(self, model: Model, pks: Iterable[Any]) -> None:
        self._new[model].update(pks)

    def give(self, model: Model, pks: Iterable[Any], rows: Model) -> None:
        for pk in pks:
            self._given[model][pk].add(rows)

    def given(self, model: Model, pk: Any) -> frozenset[Model] | None:
        """Of which models it may own rows; nothing, if that is not known."""
        return frozenset(self._given[model][pk]) if pk in self._new[model] else None

    def may_own(self, model: Model, pks: Collection[Any], rows: Model) -> list[Any]:
        """Those that may own such rows, which have a history as parts or relations of theirs."""
        new, given = self._new[model], self._given[model]
        return [pk for pk in pks if pk not in new or rows in given[pk]]

    def older(self, model: Model, pks: Collection[Any]) -> list[Any]:
        """Those that are not new."""
        return [pk for pk in pks if pk not in self._new[model]]

    def join(self, others: "NewRecords", model: Model, known: Collection[Any]) -> None:
        """Takes over what a part of the act made; `known` was there before it."""
        self.add(model, others._new[model].difference(known))
        for pk, rows in others._given[model].items():
            self._given[model][pk] |= rows
