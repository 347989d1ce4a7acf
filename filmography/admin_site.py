"""The admin site of both apps: choices tell namesakes apart, the index follows the editors' work.

It stands outside the package `admin`, which registers with it and so cannot be imported first.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from filmography.publishing.history import in_the_name_of
from filmography.publishing.text import clean_text, fold
from filmography.work_lists import lately, work_of

# What editors open most stands first. Models named nowhere follow under their own app.
INDEX = {
    "Moderation": ["Contribution", "Reply"],
    "Criticism": [
        "Excerpt",
        "Source",
        "Capture",
        "Annotation",
        "Response",
        "Theme",
        "FilmList",
        "Publication",
    ],
    "Films": ["Film", "Person", "Scene", "Image", "Award", "Organisation"],
    "Short lists": ["Genre", "Country", "Language"],
    "Site and staff": ["SiteSettings", "User", "Group", "CaptureRead"],
}

MOST_PAGES = 100  # of choices: whoever scrolls further types more


def label_of(record: models.Model) -> str:
    return getattr(record, "distinguishing_label", record.__str__)()


class RankedAutocomplete(AutocompleteJsonView):
    """Best matches first, labels that tell namesakes apart, and at the end a new record."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.term, self.model_admin, self.source_field, key = self.process_request(request)
        if not self.has_perm(request):
            raise PermissionDenied
        found, is_more = self._page()
        results = [self.serialize_result(record, key) for record in found]
        name_field = self.model_admin.names_new_by
        may_add = name_field and self.model_admin.has_add_permission(request)
        is_asked = "create" in request.GET and fold(self.term) and may_add
        if is_asked and not is_more:
            results.append(self._new_record(name_field))
        return JsonResponse({"results": results, "pagination": {"more": is_more}})

    def _page(self) -> tuple[list, bool]:
        """The records of the page asked for, and whether more follow; all are not counted."""
        asked = self.request.GET.get("page", "1")
        if not asked.isdecimal() or not 1 <= (number := int(asked[:9])) <= MOST_PAGES:
            raise Http404("There is no such page of choices.")
        among = self.model_admin.get_queryset(self.request)
        among = among.complex_filter(self.source_field.get_limit_choices_to())
        end = number * self.paginate_by
        wanted = slice(end - self.paginate_by, end + 1)
        found = self.model_admin.choices(self.request, among, self.term, wanted)
        is_more = len(found) > self.paginate_by and number < MOST_PAGES
        return found[: self.paginate_by], is_more

    def _new_record(self, name_field: str) -> dict:
        name = clean_text(self.term)
        kind = self.model_admin.opts.verbose_name
        is_there = self.model_admin.is_named(self.model_admin.get_queryset(self.request), name)
        text = f"Create another {kind} “{name}”" if is_there else f"Create {kind} “{name}”"
        return {"id": "+", "text": text, "create": {name_field: name}}

    def serialize_result(self, obj: Any, to_field_name: str) -> dict:
        label = self.model_admin.choice_label(self.request)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class EditorialAdminSite(admin.AdminSite):
    site_header = "Editorial desk"
    site_title = "Editorial desk"
    index_title = "What would you like to work on?"

    def admin_view(self, view: Callable, cacheable: bool = False) -> Callable:
        """What is changed at the desk is told of whoever changed it, on whichever page."""

        @wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with in_the_name_of(request.user):
                return view(request, *args, **kwargs)

        return super().admin_view(told, cacheable)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return RankedAutocomplete.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        work = {"work": work_of(self, request), "lately": lately(self, request)}
        return super().index(request, {**work, **(extra_context or {})})

    def get_urls(self) -> list:
        """Without `r/…`, which tells any staff the address of any record, drafts included."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict]:
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        named = {model["object_name"]: model for app in apps for model in app["models"]}
        groups = [
            _group(name, models)
            for name, order in INDEX.items()
            if (models := [named.pop(entry) for entry in order if entry in named])
        ]
        for app in apps:
            app["models"] = [model for model in app["models"] if model["object_name"] in named]
        return groups + [app for app in apps if app["models"]]


def _group(name: str, models: list[dict]) -> dict:
    label = name.lower().replace(" ", "-")
    # A fragment, because the sidebar takes a group whose address begins the page's for the current.
    address = f"{reverse('admin:index')}#{label}"
    return {"name": name, "app_label": label, "app_url": address, "models": models}
