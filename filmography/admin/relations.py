"""How the admin lets an editor choose other records: always by autocomplete, always with a label
that tells namesakes apart, and without a query for each row.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import (
    AutocompleteSelect,
    AutocompleteSelectMultiple,
    RelatedFieldWidgetWrapper,
)
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.http import HttpRequest
from taggit.managers import TaggableManager


class _LabelledChoices:
    """Mixin of the autocomplete widgets.

    Django copies a widget for every row of an inline, but shallowly: the copies share `known`, so
    that one query can fetch the labels of what is chosen in all of them.
    """

    def __init__(
        self,
        *args: Any,
        records: models.QuerySet,
        label: Callable[[Any], str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.records = records
        self.label = label
        self.known: dict[str, str] = {}

    def learn(self, values: Iterable[Any]) -> None:
        unknown = {key for value in values if (key := self._key(value)) and key not in self.known}
        if unknown:
            records = self.records.filter(pk__in=unknown)
            self.known |= {str(record.pk): self.label(record) for record in records}

    def optgroups(self, name: str, value: list, attrs: dict | None = None) -> list:
        self.learn(value)
        chosen = [(key, self.known[key]) for key in map(str, value) if key in self.known]
        if not self.is_required and not self.allow_multiple_selected:
            chosen.insert(0, ("", ""))
        options = [
            self.create_option(name, key, label, bool(key), index)
            for index, (key, label) in enumerate(chosen)
        ]
        return [(None, options, 0)]

    def _key(self, value: Any) -> str:
        """The value as a key, or "" for none and for one that no database would take."""
        if value in EMPTY_VALUES:
            return ""
        try:
            return str(self.records.model._meta.pk.clean(value, None))
        except ValidationError:
            return ""

    @property
    def media(self) -> forms.Media:
        # Named behind those that it needs, because merging keeps only the order within a list.
        needed = ["admin/js/jquery.init.js", "admin/js/autocomplete.js"]
        return super().media + forms.Media(js=[*needed, "admin-desk/labels.js"])


class LabelledSelect(_LabelledChoices, AutocompleteSelect):
    pass


class LabelledSelectMultiple(_LabelledChoices, AutocompleteSelectMultiple):
    pass


def chosen_by_typing(
    widget: type[_LabelledChoices], relation: models.Field, site: AdminSite, request: HttpRequest
) -> _LabelledChoices:
    """The widget for a relation, with the records and labels that this person may see."""
    chosen_from = site.get_model_admin(relation.related_model)
    return widget(
        relation,
        site,
        records=chosen_from.get_queryset(request),
        label=chosen_from.choice_label(request),
    )


def beside_a_new_one(
    widget: forms.Widget, relation: models.Field, site: AdminSite, request: HttpRequest
) -> RelatedFieldWidgetWrapper:
    """The widget with a button that makes a new record, for those who may."""
    chosen_from = site.get_model_admin(relation.related_model)
    return RelatedFieldWidgetWrapper(
        widget,
        relation.remote_field,
        site,
        can_add_related=chosen_from.has_add_permission(request),
        can_change_related=False,
    )


class RelationsByAutocomplete:
    """Mixin of admins and inlines; also fills taggit's fields from their vocabulary."""

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, TaggableManager):
            return self._tag_field(db_field, request)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Beside a choice, a cross reads as "take it out"; it would delete the record. And who
            # may change a record needs no second link to look at it.
            field.widget.can_delete_related = False
            field.widget.can_view_related &= not field.widget.can_change_related
        return field

    def formfield_for_foreignkey(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = self._autocomplete(LabelledSelect, db_field, request)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = self._autocomplete(LabelledSelectMultiple, db_field, request)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def _autocomplete(
        self, widget: type[_LabelledChoices], db_field: models.Field, request: HttpRequest
    ) -> forms.Widget:
        return chosen_by_typing(widget, db_field, self.admin_site, request)

    def _tag_field(self, db_field: TaggableManager, request: HttpRequest) -> forms.Field:
        chosen = self._autocomplete(LabelledSelectMultiple, db_field, request)
        widget = beside_a_new_one(chosen, db_field, self.admin_site, request)
        return forms.ModelMultipleChoiceField(
            db_field.related_model.objects.all(),
            widget=widget,
            required=False,
            label=db_field.name.capitalize(),
            help_text="Type to find one; + makes a new one.",
        )
