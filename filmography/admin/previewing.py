"""“Preview”: the public pages with the form as it stands, unsaved, in a tab of its own."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from filmography.publishing.models import Publishable
from filmography.publishing.previewing import page_at, put_forward, taken_back

BUTTON = "_preview"
NO_PAGE = (
    "Readers would see no page of it: it shows only together with something that is public, "
    "such as a film in which it takes part."
)


@dataclass(frozen=True)
class Place:
    """A public page on which a record appears."""

    label: str
    address: str
    page: str = ""


class _Shown(Exception):
    """Takes the unsaved form back out of the database, with what was seen meanwhile."""

    def __init__(self, record: Any, places: list[Place]) -> None:
        self.record = str(record)
        self.places = places


class Previewing:
    """Mixin of RecordAdmin."""

    def preview_places(self, record: Any) -> list[Place]:
        """Where it appears, its own page first."""
        has_page = hasattr(record, "get_absolute_url")
        return [Place("By itself", record.get_absolute_url())] if has_page else []

    def preview_with(self, record: Any) -> list[Any]:
        """What is shown as if it were public, so that the record can be seen."""
        return [record] if isinstance(record, Publishable) else []

    def has_preview(self) -> bool:
        own = type(self).preview_places is not Previewing.preview_places
        return own or hasattr(self.model, "get_absolute_url")

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.preview_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        own = [path("<path:object_id>/preview/", view, name=name)] if self.has_preview() else []
        return [*own, *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The record as it is stored."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method != "GET":
            return HttpResponseRedirect(request.path)
        with taken_back():
            places = self.preview_pages(request, record)
        return self._preview_page(request, str(record), places, [])

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        extra = {"has_preview": self.has_preview(), **(extra_context or {})}
        if request.method != "POST" or BUTTON not in request.POST or not self.has_preview():
            return super().changeform_view(request, object_id, form_url, extra)
        try:
            with transaction.atomic():
                response = super().changeform_view(request, object_id, form_url, extra)
        except _Shown as shown:
            told = [str(message) for message in _taken_from(request)]
            return self._preview_page(request, shown.record, shown.places, told)
        if response.status_code == 200:
            messages.warning(
                request,
                "There is no preview yet: something in the form is wrong. Nothing was saved, and "
                "the tab that you came from is as you left it.",
            )
        return response

    def response_add(
        self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        self._show(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        self._show(request, obj)
        return super().response_change(request, obj)

    def preview_pages(
        self, request: HttpRequest, record: Any, *, most: int | None = None
    ) -> list[Place]:
        """Within `taken_back`, or in a transaction that fails: the pages on which it appears."""
        put_forward(self.preview_with(record))
        found = []
        for place in self.preview_places(record):
            if len(found) == most:
                break
            page = page_at(place.address, request, in_frame=True)
            if page is not None:
                text = page.content.decode()
                found.append(Place(place.label, place.address, text))
        return found

    def _show(self, request: HttpRequest, record: Any) -> None:
        if BUTTON in request.POST and self.has_preview():
            stored = self.model._base_manager.get(pk=record.pk)
            raise _Shown(record, self.preview_pages(request, stored))

    def _preview_page(
        self, request: HttpRequest, name: str, places: list[Place], told: list[str]
    ) -> HttpResponse:
        context = {
            "title": f"Preview: {name}",
            "places": places,
            "told": told,
            "no_page": NO_PAGE,
            "desk_url": reverse("admin:index"),
        }
        response = render(request, "admin/preview.html", context)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response


def _taken_from(request: HttpRequest) -> list[Any]:
    """What the form would have told; it was not saved, so the next page does not tell it."""
    told = list(get_messages(request))
    get_messages(request).used = True
    return [message for message in told if message.level >= messages.WARNING]
