"""Which models have a history, with which rows of others as their parts, and what stays out."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from filmography.publishing.fields import EdtfSortField, FoldedField
from filmography.publishing.states import OF_PUBLICATION

# Filled from other fields, or by the clock.
_DERIVED = (EdtfSortField, FoldedField)
_BY_THE_CLOCK = "updated_at"
_STAYS = OF_PUBLICATION | {"created_at"}


@dataclass(frozen=True)
class Part:
    """Rows of another model that belong to a record, under the name of their relation to it."""

    name: str
    model: type[models.Model]
    owner: models.ForeignKey

    @cached_property
    def fields(self) -> list[models.Field]:
        return [field for field in _fields(self.model) if field != self.owner]


@dataclass(frozen=True)
class Link:
    """A relation to many: the rows that hold it, and their fields for both ends."""

    name: str
    field: models.Field
    through: type[models.Model]
    source: models.ForeignKey
    target: models.ForeignKey


@dataclass(frozen=True)
class Kept:
    model: type[models.Model]
    part_names: tuple[str, ...] = ()
    leave_out: frozenset[str] = frozenset()
    # What tells readers of earlier words: a restore leaves it, an erasure takes it along.
    notes: frozenset[str] = frozenset()

    @property
    def stays(self) -> frozenset[str]:
        """What a restore leaves as it is now."""
        return _STAYS | self.notes

    @cached_property
    def fields(self) -> list[models.Field]:
        return [field for field in _fields(self.model) if field.name not in self.leave_out]

    @cached_property
    def links(self) -> list[Link]:
        return [_link(field) for field in self.model._meta.many_to_many]

    @cached_property
    def parts(self) -> list[Part]:
        relations = [self.model._meta.get_field(name) for name in self.part_names]
        return [Part(one.name, one.related_model, one.field) for one in relations]


_kept: dict[type[models.Model], Kept] = {}


def keep(
    model: type[models.Model],
    *,
    parts: tuple[str, ...] = (),
    leave_out: tuple[str, ...] = (),
    notes: tuple[str, ...] = (),
) -> None:
    """From now on the model has a history. `parts` are the relations to rows that it owns."""
    from filmography.publishing.history.following import follow

    _kept[model] = Kept(model, parts, frozenset(leave_out), frozenset(notes))
    follow(_kept[model])


def kept(model: type[models.Model]) -> Kept:
    """Raises KeyError of a model without a history."""
    return _kept[model]


def is_kept(model: type[models.Model]) -> bool:
    return model in _kept


def all_kept() -> Iterator[Kept]:
    yield from _kept.values()


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and not isinstance(field, _DERIVED) and field.name != _BY_THE_CLOCK
    ]


def _link(field: models.Field) -> Link:
    through = field.remote_field.through
    ends = [one for one in through._meta.concrete_fields if isinstance(one, models.ForeignKey)]
    source = next(one for one in ends if one.related_model is field.model)
    target = next(one for one in ends if one is not source)
    return Link(field.name, field, through, source, target)
