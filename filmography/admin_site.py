"""The admin site of both apps: choices tell namesakes apart, the index follows the editors' work.

It stands outside the package `admin`, which registers with it and so cannot be imported first.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

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
    "Films": ["Film", "Person", "Scene", "Award", "Organisation"],
    "Short lists": ["Genre", "Country", "Language"],
    "Site and staff": ["SiteSettings", "User", "Group", "CaptureRead"],
}


def label_of(record: models.Model) -> str:
    return getattr(record, "distinguishing_label", record.__str__)()


class DistinguishingAutocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict:
        label = self.model_admin.choice_label(self.request)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class EditorialAdminSite(admin.AdminSite):
    site_header = "Editorial desk"
    site_title = "Editorial desk"
    index_title = "What would you like to work on?"

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return DistinguishingAutocomplete.as_view(admin_site=self)(request)

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
