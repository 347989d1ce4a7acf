"""Tells an editor who else has the same record open. The page asks every few seconds."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils import timezone

from filmography.publishing import open_forms


class Presence:
    """Mixin of the admin of records."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.presence_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_presence"
        return [path("<path:object_id>/presence/", view, name=name), *super().get_urls()]

    def presence_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """204 while nobody else is there, else who."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        record = self._record_named(object_id)
        if record is None:
            return HttpResponse(status=410)
        if "leave" in request.POST:
            open_forms.leave(record, by=request.user)
            return HttpResponse(status=204)
        others = open_forms.see(record, by=request.user)
        if not others:
            return HttpResponse(status=204)
        return JsonResponse({"others": [_sentence(other) for other in others]})

    def _record_named(self, object_id: str) -> models.Model | None:
        """Its key alone: nothing of the record is shown here."""
        try:
            pk = self.opts.pk.to_python(unquote(object_id))
            return self.model._base_manager.only("pk").filter(pk=pk).first()
        except (ValueError, OverflowError, ValidationError):
            return None


def _sentence(other: Any) -> str:
    name = other.user.get_full_name() or other.user.get_username()
    return f"{name} has this open since {timezone.localtime(other.opened_at):%H:%M}."
