"""Pages that ask something before a transition of one record, or of those ticked in a list."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from filmography.publishing.moments import in_words

CONFIRMED = "confirmed"
NAMED_ON_PAGE = 100


def is_confirmed(request: HttpRequest) -> bool:
    return CONFIRMED in request.POST


def ticked_for(action: str, request: HttpRequest) -> dict[str, Any]:
    """What comes with every POST of an action, so that nothing is kept meanwhile."""
    names = {"select_across": "0", "index": "0"}
    return {"action": action} | {name: request.POST.get(name, no) for name, no in names.items()}


class Asking:
    """Mixin of PublishableAdmin."""

    def record_to_ask_about(
        self, request: HttpRequest, object_id: str, *, allowed: bool
    ) -> Any | HttpResponse:
        """The record, or the answer that there is none."""
        if not allowed:
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        return record or self._get_obj_does_not_exist_redirect(request, self.opts, object_id)

    def ask(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        records: QuerySet,
        form: forms.Form,
        ticked: dict[str, Any],
    ) -> HttpResponse | None:
        if not records.exists():
            messages.warning(request, "Nothing was chosen.")
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "records": records[:NAMED_ON_PAGE],
            "more": max(records.count() - NAMED_ON_PAGE, 0),
            "form": form,
            "ticked": ticked,
            "boxes": request.POST.getlist(ACTION_CHECKBOX_NAME) if ticked else [],
            "box_name": ACTION_CHECKBOX_NAME,
            "confirmed": CONFIRMED,
            "back_url": self._url("changelist"),
            "zone": timezone.get_default_timezone_name(),
            "now": in_words(timezone.now()),
        }
        return render(request, template, context)

    def back_to_list(self) -> HttpResponse:
        return HttpResponseRedirect(self._url("changelist"))
