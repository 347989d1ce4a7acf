"""Natural keys from a tuple of lookups, so that fixtures name records as people would."""

from functools import reduce
from typing import Any

from django.db import models


class NaturalKeyQuerySet(models.QuerySet):
    def get_by_natural_key(self, *values: Any) -> models.Model:
        return self.get(**dict(zip(self.model.natural_key_fields, values, strict=True)))


class NaturalKeyModel(models.Model):
    """A record known by the fields (or lookups) that ``natural_key_fields`` names."""

    natural_key_fields: tuple[str, ...] = ()

    objects = NaturalKeyQuerySet.as_manager()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple:
        return tuple(
            reduce(lambda value, name: getattr(value, name, None), path.split("__"), self)
            for path in self.natural_key_fields
        )
