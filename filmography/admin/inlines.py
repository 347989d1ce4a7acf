"""Rows of a record's parts: in an order of the editor's or in none."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, QuerySet, UniqueConstraint
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.functional import cached_property

from filmography.admin.numbers import NumbersAsTyped
from filmography.admin.relations import (
    LabelledSelect,
    LabelledSelectMultiple,
    RelationsByAutocomplete,
)

LAST_POSITION = 32_767


class RowFormSet(BaseInlineFormSet):
    """Fetches what its rows name at once: one query for each relation, none for their record."""

    @cached_property
    def empty_form(self) -> forms.ModelForm:
        """Asked a dozen times for one page, to be shown and for what it is made of."""
        return super().empty_form

    @cached_property
    def forms(self) -> list[forms.ModelForm]:
        rows = super().forms
        for row in rows:
            # Django sets the key only, and each row that names its record would read it again.
            if row.instance.pk:
                setattr(row.instance, self.fk.name, self.instance)
        for name, field in self.form.base_fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if isinstance(widget, LabelledSelect | LabelledSelectMultiple):
                widget.learn(value for row in rows for value in _values(row[name]))
        return rows

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        """Of rows that stand there twice: what the model itself says of them."""
        twice = {*unique_check, self.fk.name}
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and {*constraint.fields} == twice:
                return str(constraint.violation_error_message)
        return super().get_unique_error_message(unique_check)

    def get_form_error(self) -> str:
        return "This row stands here twice."


def _values(field: forms.BoundField) -> list:
    value = field.value()
    return value if isinstance(value, list | tuple) else [value]


class RowForm(forms.ModelForm):
    def _post_clean(self) -> None:
        """Checks also what involves the record above, which Django leaves out in inlines."""
        super()._post_clean()
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, CheckConstraint) and not self.errors:
                try:
                    constraint.validate(type(self.instance), self.instance)
                except ValidationError as error:
                    self.add_error(None, error)


class _Rows(RelationsByAutocomplete, NumbersAsTyped):
    """Mixin of inlines. The parts' own pages are reached from the record, not from each row."""

    form = RowForm
    formset = RowFormSet
    extra = 0
    view_on_site = False
    _fields: list | None = None

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list:
        """Asked several times in a request, for which alone Django makes an inline; and to learn
        the names it makes the whole form."""
        if self._fields is None:
            self._fields = super().get_fields(request, obj)
        return self._fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        relations = [self.opts.get_field(name) for name in self.autocomplete_fields]
        single = [field.name for field in relations if field.many_to_one]
        several = [field.name for field in relations if field.many_to_many]
        return super().get_queryset(request).select_related(*single).prefetch_related(*several)


class TableFormSet(RowFormSet):
    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """In a table, fields have no label of their own; the head of the column is none."""
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            widget.attrs.setdefault("aria-label", field.label)


class PartInline(_Rows, admin.TabularInline):
    formset = TableFormSet


class StackedPartInline(_Rows, admin.StackedInline):
    pass


class OrderedForm(RowForm):
    def has_changed(self) -> bool:
        """The script numbers empty rows too; that alone does not make a row."""
        if self.instance.pk:
            return super().has_changed()
        return any(name != "position" for name in self.changed_data)


class OrderedFormSet(TableFormSet):
    """New rows without a position, and old ones that lost theirs, come last."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["position"].required = False
        form.fields["position"].initial = None

    def clean(self) -> None:
        super().clean()
        rows = [row for row in self.forms if self._is_kept(row)]
        last = max((row.instance.position or 0 for row in rows), default=0)
        for row in rows:
            position = row.instance.position
            if position is None or (position == 0 and row.instance.pk is None):
                last = row.instance.position = min(last + 1, LAST_POSITION)

    def _is_kept(self, row: forms.ModelForm) -> bool:
        is_there = row.instance.pk is not None or row.has_changed()
        return is_there and not (self.can_delete and self._should_delete_form(row))


class OrderedInline(PartInline):
    """A script adds buttons that move rows up and down; without it, positions are typed."""

    form = OrderedForm
    formset = OrderedFormSet
    ordering = ("position", "pk")
    template = "admin/ordered_tabular.html"

    class Media:
        js = ["js/ordered-inline.js"]


class PublishableFormSet(TableFormSet):
    """Rows that have pages of their own: what was public is not deleted by a tick."""

    may_delete_public = False

    def clean(self) -> None:
        super().clean()
        for row in self.deleted_forms:
            if row.instance.was_ever_public and not self.may_delete_public:
                raise ValidationError(
                    f"“{row.instance}” has been public and cannot be deleted. Withdraw it instead."
                )


class PublishableRows(_Rows):
    """Mixin of inlines whose rows have a publication state."""

    formset = PublishableFormSet

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        formset = super().get_formset(request, obj, **kwargs)
        formset.may_delete_public = request.user.is_superuser
        return formset
