"""What the admin of every record shares: search, autocompletes, quick-add, view on site."""

from collections.abc import Callable, Container
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from filmography.admin.history import History
from filmography.admin.numbers import NumbersAsTyped
from filmography.admin.presence import Presence
from filmography.admin.previewing import Previewing
from filmography.admin.relations import RelationsByAutocomplete
from filmography.admin.safe_editing import SafeEditing
from filmography.admin.search import FoldedSearch
from filmography.admin.text_hints import TextHints
from filmography.admin_site import label_of


def _open_if_amiss(section: tuple[str | None, dict], amiss: Container[str]) -> tuple:
    """Django looks for the fields amiss, but not among those that share a line."""
    name, options = section
    if any(field in amiss for field in flatten_fieldsets([section])):
        classes = [each for each in options.get("classes", ()) if each != "collapse"]
        options = options | {"classes": classes}
    return name, options


class RecordAdmin(
    Previewing,
    History,
    SafeEditing,
    Presence,
    TextHints,
    FoldedSearch,
    RelationsByAutocomplete,
    NumbersAsTyped,
    admin.ModelAdmin,
):
    """An editor's admin of one kind of record."""

    change_form_template = "admin/record_change_form.html"

    show_facets = admin.ShowFacets.ALWAYS
    list_per_page = 50
    # Exact counts of a whole table are slow at a million rows, and the facets give them.
    show_full_result_count = False
    list_select_related: list[str] = []
    quick_fields: tuple[str, ...] = ()
    # Whether the labels that tell namesakes apart name no other record that may be a draft.
    labels_are_public = False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        # Django follows these in the list only; labels in autocompletes name the same records.
        queryset = self.told_of(super().get_queryset(request))
        related = self.list_select_related
        return queryset.select_related(*related) if related else queryset

    def told_of(self, records: QuerySet) -> QuerySet:
        """The records with what the desk tells of each besides its fields."""
        return records

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list:
        if self._is_quick_add(request, obj):
            return [(None, {"fields": self.quick_fields})]
        return super().get_fieldsets(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"]
        form.fieldsets = [_open_if_amiss(section, form.errors) for section in form.fieldsets]
        if form.errors and (record := context["original"]) is not None:
            # What was refused is not what the record is called.
            stored = self.get_object(request, str(record.pk))
            context |= {"original": stored, "subtitle": str(stored)}
        return super().render_change_form(request, context, *args, **kwargs)

    def get_inlines(self, request: HttpRequest, obj: Any) -> list:
        return [] if self._is_quick_add(request, obj) else super().get_inlines(request, obj)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The address itself, and only of what is public there.

        Django's detour by way of `admin/r/…` would tell the addresses of drafts to all staff.
        """
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        # As stored: in a form that was refused, the record at hand may have lost its slug.
        public = type(obj).objects.published().filter(pk=obj.pk).first()
        return public.get_absolute_url() if public else None

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Only what the list's own filters ask.

        Django allows any lookup of the record's own fields, and some fail: `title__regex=(`;
        and PostgreSQL takes no NUL.
        """
        asked = set()
        for entry in self.get_list_filter(request):
            name = entry[0] if isinstance(entry, tuple) else getattr(entry, "parameter_name", entry)
            asked |= {name, f"{name}__exact", f"{name}__isnull", f"{name}__id__exact"}
        return lookup in asked and "\x00" not in value

    def choice_label(self, request: HttpRequest) -> Callable[[Any], str]:
        """How a record is named where it is chosen. What tells namesakes apart may name drafts, so
        who does not edit gets the mere name."""
        return label_of if self.labels_are_public or self.edits(request) else str

    def _url(self, view: str, *args: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(name, args=args, current_app=self.admin_site.name)

    def _is_quick_add(self, request: HttpRequest, obj: Any) -> bool:
        is_popup = IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST
        return obj is None and is_popup and bool(self.quick_fields)
