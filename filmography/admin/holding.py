"""Holds the records in whose forms a row stands too, while the row is saved on a page of its own.

The form of such a record holds it before it compares what it was opened with. Who saves the row
holds it first as well: so one of the two waits, and then sees what the other has saved.
"""

from collections.abc import Iterator
from contextlib import suppress

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest


def hold_owners(
    model_admin: admin.ModelAdmin, request: HttpRequest, record: models.Model | None
) -> None:
    """Those that the row has now, and those that it is sent with; until the transaction ends."""
    for field in _owners(model_admin):
        rows = field.related_model._base_manager.select_for_update(no_key=True)
        chosen = forms.ModelChoiceField(rows, required=False)
        sent, now = request.POST.get(field.name), getattr(record, field.attname, None)
        for pk in sorted({str(one) for one in (sent, now) if one}):
            with suppress(ValidationError):
                chosen.clean(pk)


def _owners(model_admin: admin.ModelAdmin) -> Iterator[models.ForeignKey]:
    """The relations to records whose form has rows of this model."""
    for field in model_admin.opts.concrete_fields:
        if isinstance(field, models.ForeignKey):
            theirs = model_admin.admin_site._registry.get(field.related_model)
            if any(inline.model is model_admin.model for inline in getattr(theirs, "inlines", ())):
                yield field
