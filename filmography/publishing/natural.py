"""Natural keys from a tuple of lookups, so that fixtures name records as people would."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import reduce
from typing import Any

from django.db import models, transaction

from filmography.publishing.changes import rows_changed, rows_changing
from filmography.publishing.put_together import PutTogetherQuerySet

# Records by model and natural key, and by model and primary key.
_known: ContextVar[dict[tuple, models.Model] | None] = ContextVar("known", default=None)


@contextmanager
def looked_up_once() -> Iterator[None]:
    """Each natural key is looked up once, while none is changed and no record deleted."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


class NaturalKeyQuerySet(PutTogetherQuerySet):
    def get_by_natural_key(self, *values: Any) -> models.Model:
        known = _known.get()
        if known is None:
            return self._at_natural_key(values)
        if (self.model, values) not in known:
            key_fields = {path.partition("__")[0] for path in self.model.natural_key_fields}
            record = self.only(*key_fields)._at_natural_key(values)
            known[self.model, values] = known[self.model, record.pk] = record
        return known[self.model, values]

    def _at_natural_key(self, values: tuple) -> models.Model:
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))

    def update(self, **values: Any) -> int:
        if not rows_changed.has_listeners(self.model):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            # Locked, so that no row joins those that are changed after they were counted; in the
            # order in which all lock, and so that others may refer to them: or they would wait for
            # one another.
            rows = self.order_by("pk").select_for_update(no_key=True, of=("self",))
            what = {"pks": list(rows.values_list("pk", flat=True)), "fields": frozenset(values)}
            noted = [each for _, each in rows_changing.send(self.model, **what)]
            before = [each for each in noted if each is not None]
            changed = super().update(**values)
            if what["pks"]:
                rows_changed.send(self.model, before=before, **what)
        return changed

    update.alters_data = True

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> list:
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            if pks := [each.pk for each in created if each.pk is not None]:
                rows_changed.send(self.model, before=[], pks=pks, fields=None)
        return created

    bulk_create.alters_data = True


class NaturalKeyModel(models.Model):
    """A record known by the fields (or lookups) that ``natural_key_fields`` names."""

    natural_key_fields: tuple[str, ...] = ()

    objects = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What follows a change (history, search) stands or falls with it."""
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)

    def natural_key(self) -> tuple:
        return tuple(reduce(_value, path.split("__"), self) for path in self.natural_key_fields)


def _value(record: models.Model | None, name: str) -> Any:
    known = _known.get()
    if known is not None and record is not None:
        field = record._meta.get_field(name)
        related = (field.related_model, getattr(record, field.attname))
        if related in known:
            return known[related]
    return getattr(record, name, None)
