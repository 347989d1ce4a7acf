"""Model fields that clean what is written into them and derive what is searched or sorted by.

They know text and dates, not films. Cleaning happens in ``pre_save`` as well as in forms, so
fixtures, imports and bulk inserts pass through it too.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_unicode_slug
from django.db import models
from django.db.models.lookups import StartsWith

from filmography.publishing import edtf
from filmography.publishing.text import clean_text, fold

# Crockford's base 32 without letters that read like digits: short, not guessable in sequence.
PUBLIC_ID_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
PUBLIC_ID_LENGTH = 8


class _Cleaned:
    """Mixin of a text field whose values are always clean text."""

    multiline = False

    def _clean(self, value: Any) -> Any:
        return clean_text(value, multiline=self.multiline) if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        return self._clean(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return self._clean(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self._clean(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


class CleanCharField(_Cleaned, models.CharField):
    pass


class CleanTextField(_Cleaned, models.TextField):
    multiline = True


class PlainJSONField(models.JSONField):
    """JSON without SQLite's check of it: a schema that is not trusted may not call functions."""

    def db_check(self, connection: Any) -> None:
        return None


class UnicodeSlugField(CleanCharField):
    """Part of an address. Letters of any script are kept: a film may be called 七人の侍."""

    default_validators = [validate_unicode_slug]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 100)
        super().__init__(*args, **kwargs)


class WebAddressField(CleanCharField):
    """An http or https address, checked wherever it comes from, because it becomes a link."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 1000)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)


def web_address(field: str) -> models.Q:
    """The condition of a database constraint: the address is empty or begins with http."""
    return (
        models.Q(**{field: ""})
        | models.Q(**{f"{field}__startswith": "https://"})
        | models.Q(**{f"{field}__startswith": "http://"})
    )


def validate_edtf(value: str) -> None:
    try:
        edtf.parse(value)
    except edtf.InvalidEdtf as error:
        raise ValidationError(str(error), code="edtf") from error


class EdtfField(CleanCharField):
    """A date as precise as it is known (EDTF level 1)."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        kwargs.setdefault(
            "help_text",
            "As precise as you know it: 2012, 2012-05, 2012-05-21, 2024-23 (autumn 2024), "
            "1999~ (about 1999), 2025-03-02/.. (2 March 2025 or later).",
        )
        super().__init__(*args, **kwargs)


class _Derived:
    """Mixin of a field that is computed from others of its record whenever that is saved."""

    derive: Callable[..., str]

    def __init__(self, *args: Any, of: str | tuple[str, ...] = (), **kwargs: Any) -> None:
        self.of = (of,) if isinstance(of, str) else tuple(of)
        kwargs.update(editable=False, blank=True, default="")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        parts = [getattr(model_instance, name) or "" for name in self.of]
        value = self.derive(" ".join(part for part in parts if part))
        setattr(model_instance, self.attname, value)
        return value


class FoldedField(_Derived, models.TextField):
    """Other fields as searched: without case, accents and typographic variants."""

    def derive(self, text: str) -> str:
        return fold(text)


@FoldedField.register_lookup
class FoldedStartsWith(StartsWith):
    """Such that SQLite too finds it by an index; PostgreSQL does by that of `beginning`."""

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list]:
        if not isinstance(self.rhs, str):
            return self.as_sql(compiler, connection)
        lhs, params = self.process_lhs(compiler, connection)
        last = self.rhs + "\U0010ffff"  # which no folded text holds
        return f"({lhs} >= %s AND {lhs} < %s)", [*params, self.rhs, *params, last]


def beginning(field: str, name: str) -> models.Index:
    """The index by which `startswith` finds; the operator class is for PostgreSQL alone."""
    return models.Index(fields=[field], name=name, opclasses=["text_pattern_ops"])


class EdtfSortField(_Derived, models.CharField):
    """The bounds of an EDTF date as text that sorts in time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 21)
        super().__init__(*args, **kwargs)

    def derive(self, text: str) -> str:
        return edtf.sort_key(text) if text else ""


def new_public_id() -> str:
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


class PublicIdField(models.CharField):
    """The stable public name of a record that has no title to make a slug of."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(
            max_length=12,
            unique=True,
            default=new_public_id,
            editable=False,
            verbose_name="public id",
        )
        super().__init__(*args, **kwargs)
