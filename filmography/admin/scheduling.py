"""The page on which an editor sets from when and until when records are public."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from filmography.admin.asking import Asking, is_confirmed, ticked_for
from filmography.admin.moment_field import MomentField
from filmography.admin.moves import SCHEDULE
from filmography.admin.withdrawal import notice_field
from filmography.publishing.models import ENDS_BEFORE_IT_BEGINS

BUTTON = "_schedule"


class ScheduleForm(forms.Form):
    at = MomentField(
        label="Public from",
        help_text="Empty: from now on. Nothing has to run at that time; pages, feeds and search "
        "change with the minute.",
    )
    until = MomentField(
        label="Public until",
        help_text="Empty: for good. From then on its address says that it was withdrawn.",
    )
    notice = notice_field("Shown at its address after the end. May be left empty.")

    def __init__(self, *args: Any, is_public: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_public = is_public
        if is_public:
            del self.fields["at"]

    def clean(self) -> None:
        at, until = self.cleaned_data.get("at"), self.cleaned_data.get("until")
        if at and until and until <= at:
            self.add_error("until", ENDS_BEFORE_IT_BEGINS)
        if at or until or self.errors:
            return
        if not self.is_public:
            raise ValidationError(_NO_TIME)
        if not self.initial.get("until"):
            raise ValidationError(_NO_END)


_NO_TIME = (
    "Give one time at least: from when readers see it, until when, or both. To publish at once and "
    "for good, go back and choose “Publish”."
)
_NO_END = (
    "No end is set so far, and none is given here: write date and time of the end. To end it now, "
    "go back and choose “Withdraw”."
)


class Scheduling(Asking):
    """Mixin of PublishableAdmin."""

    @admin.action(description="Publish or end at a set time …", permissions=["publish"])
    def schedule(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        form = ScheduleForm(request.POST if is_confirmed(request) else None)
        return self._schedule(request, queryset, form, ticked_for("schedule", request))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.schedule_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_schedule"
        return [path("<path:object_id>/schedule/", view, name=name), *super().get_urls()]

    def schedule_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        allowed = self.has_publish_permission(request)
        record = self.record_to_ask_about(request, object_id, allowed=allowed)
        if isinstance(record, HttpResponse):
            return record
        form = ScheduleForm(
            request.POST if is_confirmed(request) else None,
            initial=_times_of(record),
            is_public=record.is_within_its_time,
        )
        records = self.model.objects.filter(pk=record.pk)
        done = HttpResponseRedirect(self._url("change", record.pk))
        return self._schedule(request, records, form, {}) or done

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if self.has_publish_permission(request) and not context.get("is_popup"):
            record = kwargs.get("obj")
            is_public = record is not None and record.is_within_its_time
            context["schedule_label"] = "Save and set an end …" if is_public else _SAVE_AND_SET
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return self._on_to_schedule(request, obj) or super().response_add(
            request, obj, *args, **kwargs
        )

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._on_to_schedule(request, obj) or super().response_change(request, obj)

    def _on_to_schedule(self, request: HttpRequest, record: Any) -> HttpResponse | None:
        if BUTTON in request.POST and self.has_publish_permission(request):
            return HttpResponseRedirect(self._url("schedule", record.pk))
        return None

    def _schedule(
        self, request: HttpRequest, records: QuerySet, form: ScheduleForm, ticked: dict[str, Any]
    ) -> HttpResponse | None:
        """Asks, or sets the times and answers None."""
        if form.is_valid():
            self.move(request, records, SCHEDULE, **{"at": None, **form.cleaned_data})
            return None
        title = "Set when it ends" if form.is_public else "Set when it is public"
        return self.ask(request, "admin/schedule.html", title, records, form, ticked)


_SAVE_AND_SET = "Save and set a time …"


def _times_of(record: Any) -> dict[str, Any]:
    """What is set for the time to come."""
    now = timezone.now()
    times = {"at": record.published_at, "until": record.published_until}
    initial = {name: time for name, time in times.items() if time and time > now}
    is_to_end = record.is_scheduled or record.is_within_its_time
    return initial | {"notice": record.withdrawal_notice} if is_to_end else {}
