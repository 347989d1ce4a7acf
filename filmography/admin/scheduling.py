"""The page on which an editor sets from when and until when records are public."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils import timezone

from filmography.admin.asking import Asking, is_confirmed, ticked_for
from filmography.admin.moves import SCHEDULE
from filmography.admin.withdrawal import notice_field
from filmography.publishing.models import ENDS_BEFORE_IT_BEGINS, HAS_PASSED
from filmography.publishing.moments import NoSuchMoment, in_words, on_the_clock

MOST_AHEAD = timedelta(days=20 * 366)
BUTTON = "_schedule"


class MomentField(forms.CharField):
    """A time to come, as the site's clock will show it."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def prepare_value(self, value: Any) -> Any:
        is_moment = isinstance(value, datetime)
        return timezone.localtime(value, timezone.get_default_timezone()) if is_moment else value

    def clean(self, value: Any) -> datetime | None:
        typed = super().clean(value)
        return self._moment(typed) if typed else None

    def _moment(self, typed: str) -> datetime:
        now = timezone.now()
        try:
            moment = on_the_clock(datetime.fromisoformat(typed).replace(tzinfo=None))
        except NoSuchMoment as error:
            raise ValidationError(str(error)) from None
        except (ValueError, OverflowError):
            raise ValidationError(_UNREADABLE) from None
        if moment <= now:
            raise ValidationError(f"{HAS_PASSED} It is {in_words(now)} now.")
        if moment > now + MOST_AHEAD:
            raise ValidationError(_TOO_FAR)
        return moment


_UNREADABLE = "This is not a time that can be read. Write day and time: 2026-12-03T09:00."
_TOO_FAR = "This is more than twenty years away. Look at the year."


class ScheduleForm(forms.Form):
    at = MomentField(
        label="Public from",
        required=False,
        help_text="Empty: from now on. Nothing has to run at that time; pages, feeds and search "
        "change with the minute.",
    )
    until = MomentField(
        label="Public until",
        required=False,
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
        if not (self.is_public or at or until or self.errors):
            raise ValidationError(
                "Give one time at least. To publish at once and for good, choose “Publish”."
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
