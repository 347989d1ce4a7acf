"""What waits for editors: lists of the admin narrowed by a filter, each with a count.

It stands outside the package `admin`, as the site that shows it does.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format

from filmography.publishing.history import RecordVersion

# A count ends here, and looks no further back than so many records: what is older was looked
# through long ago, and the list itself shows all.
BOUND = 500
WINDOW = 50_000
LATELY = 12


@dataclass(frozen=True)
class WorkList:
    """`query` is what the list's own filters are asked; `rows`, where the list is no stock one."""

    group: str
    label: str
    query: dict[str, str] = field(default_factory=dict)
    rows: Callable[[HttpRequest], QuerySet | None] | None = None


@dataclass(frozen=True)
class Counted:
    group: str
    label: str
    address: str
    count: int
    has_more: bool

    @property
    def in_words(self) -> str:
        number = number_format(self.count, force_grouping=True)
        return f"{number}+" if self.has_more else number


@dataclass(frozen=True)
class Group:
    name: str
    lists: list[Counted]


def work_of(site: admin.AdminSite, request: HttpRequest) -> list[Group]:
    """The lists that this person may see, in groups."""
    counted = [
        _counted(of, model_admin, request)
        for model_admin in site._registry.values()
        for of in getattr(model_admin, "work_lists", ())
        if _may_see(model_admin, request)
    ]
    order = {name: place for place, name in enumerate(GROUPS)}
    found = sorted(filter(None, counted), key=lambda of: order[of.group])
    return [Group(name, list(lists)) for name, lists in groupby(found, lambda of: of.group)]


GROUPS = (
    "Waiting for you",
    "Publication",
    "Words of the sources",
    "What is missing",
    "To look at again",
)


def lately(site: admin.AdminSite, request: HttpRequest) -> list[RecordVersion]:
    """The last changes to what this person may edit, with the address of each one's history."""
    admins = {
        model._meta.label_lower: model_admin
        for model, model_admin in site._registry.items()
        if hasattr(model_admin, "edits") and model_admin.edits(request)
    }
    if not admins:
        return []
    called_off = Q(kind=RecordVersion.Kind.CALLED_OFF)
    told = RecordVersion.objects.filter(Q(by__isnull=False) | called_off)
    newest = told.newest_first().defer("snapshot")
    versions = list(newest.select_related("content_type")[: LATELY * 3])
    shown = []
    for version in versions:
        kind = version.content_type
        name = f"{kind.app_label}.{kind.model}"
        if name in admins:
            version.noun = admins[name].opts.verbose_name
            version.address = reverse(
                f"admin:{kind.app_label}_{kind.model}_history", args=[version.object_id]
            )
            shown.append(version)
    return shown[:LATELY]


def _may_see(model_admin: admin.ModelAdmin, request: HttpRequest) -> bool:
    if hasattr(model_admin, "edits"):
        return model_admin.edits(request)
    return model_admin.has_view_permission(request)


def _counted(of: WorkList, model_admin: admin.ModelAdmin, request: HttpRequest) -> Counted | None:
    rows = of.rows(request) if of.rows else _filtered(of, model_admin, request)
    if rows is None:
        return None
    model = rows.model
    newest = model._base_manager.order_by("-pk").values("pk")[WINDOW : WINDOW + 1]
    rows = rows.order_by("-pk").filter(pk__gt=Coalesce(Subquery(newest), 0))
    found = len(rows.values_list("pk", flat=True)[: BOUND + 1])
    opts = model_admin.opts
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    query = f"?{urlencode(of.query)}" if of.query else ""
    return Counted(of.group, of.label, f"{address}{query}", min(found, BOUND), found > BOUND)


def _filtered(of: WorkList, model_admin: Any, request: HttpRequest) -> QuerySet:
    rows = model_admin.get_queryset(request).prefetch_related(None)
    for each in _filters(of, model_admin, request):
        rows = each.queryset(request, rows)
    return rows


def _filters(of: WorkList, model_admin: Any, request: HttpRequest) -> Iterator[Any]:
    """The list's filters that the query asks, just as the list itself makes them."""
    named = {
        each.parameter_name: each
        for each in model_admin.get_list_filter(request)
        if hasattr(each, "parameter_name")
    }
    for name, value in of.query.items():
        yield named[name](request, {name: [value]}, model_admin.model, model_admin)
