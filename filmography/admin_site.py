"""The admin site of both apps: choices in autocompletes tell namesakes apart.

It stands outside the package `admin`, which registers with it and so cannot be imported first.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse


class DistinguishingAutocomplete(AutocompleteJsonView):
    def serialize_result(self, obj: Any, to_field_name: str) -> dict:
        result = super().serialize_result(obj, to_field_name)
        if hasattr(obj, "distinguishing_label"):
            result["text"] = obj.distinguishing_label()
        return result


class EditorialAdminSite(admin.AdminSite):
    site_header = "Editorial desk"
    site_title = "Editorial desk"
    index_title = "What would you like to work on?"

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return DistinguishingAutocomplete.as_view(admin_site=self)(request)
