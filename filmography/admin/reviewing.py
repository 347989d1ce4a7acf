"""The page on which one editor looks at what another wants to publish, and consents or not."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from filmography.publishing.consents import (
    CALLED_OFF,
    YOUR_OWN,
    Consent,
    Verdict,
    consent_to,
    digest_of,
    is_wanted_for,
    last_published,
    say,
    worked_on_by,
)
from filmography.publishing.history import Difference, differences, snapshot
from filmography.publishing.history.snapshots import Snapshot
from filmography.publishing.previewing import taken_back
from filmography.publishing.refusals import TransitionRefused
from filmography.publishing.states import OF_PUBLICATION

_SEEN_AT_ONCE = (
    "It is public, so readers see your change already. Ask another editor to look at it, too."
)


class ReviewForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    note = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Whoever wrote it will read this.",
    )
    verdict = forms.ChoiceField(choices=Verdict, widget=forms.HiddenInput)

    def clean(self) -> None:
        is_sent_back = self.cleaned_data.get("verdict") == Verdict.SENT_BACK
        if is_sent_back and not self.cleaned_data.get("note"):
            self.add_error("note", "Say what is to be done before it can be published.")


class Reviewing:
    """Mixin of PublishableAdmin; without REVIEW_BEFORE_PUBLISH nothing of it is seen."""

    def is_reviewed(self) -> bool:
        return settings.REVIEW_BEFORE_PUBLISH and self.model.needs_consent

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.review_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_review"
        own = [path("<path:object_id>/review/", view, name=name)]
        return [*(own if self.model.needs_consent else []), *super().get_urls()]

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not (self.is_reviewed() and self.has_publish_permission(request)):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = ReviewForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._said(request, record, form):
            return HttpResponseRedirect(self._url("change", record.pk))
        return render(request, "admin/review.html", self._review_page(request, record, form))

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None and self.is_reviewed() and self.has_publish_permission(request):
            last = Consent.objects.of(record).select_related("by").first()
            context |= {
                "review_url": self._url("review", record.pk),
                "consent": last,
                "consent_stands": last is not None and consent_to(record) == last,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def _said(self, request: HttpRequest, record: Any, form: ReviewForm) -> bool:
        said = form.cleaned_data
        verdict = Verdict(said["verdict"])
        try:
            say(record, verdict, by=request.user, seen=said["seen"], note=said["note"])
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
            return False
        done = "can be published now" if verdict == Verdict.CONSENTED else "was sent back"
        messages.success(request, f"“{record}” {done}.")
        return True

    def _review_page(self, request: HttpRequest, record: Any, form: ReviewForm) -> dict[str, Any]:
        # Before anything is read that is shown: what changes in between is not consented to.
        seen = digest_of(record)
        before, now = last_published(record), snapshot(record)
        with taken_back():
            places = self.preview_pages(request, record, most=1)
        return {
            **self.admin_site.each_context(request),
            "title": f"Review: {record}",
            "opts": self.opts,
            "record": record,
            "record_url": self._url("change", record.pk),
            "list_url": self._url("changelist"),
            "form": form,
            "seen": seen,
            "before": before,
            "changes": self._seen_by_readers(before.snapshot, now) if before else [],
            "whole": self._seen_by_readers({}, now),
            "refusal": YOUR_OWN if worked_on_by(record, request.user) else "",
            "places": places,
        }

    def _seen_by_readers(self, old: Snapshot, new: Snapshot) -> list[Difference]:
        found = differences(self.model, old, new)
        return [each for each in found if each.name not in OF_PUBLICATION]

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """All that changes a record at the desk ends here, and is told what comes of it."""
        entry = super().log_change(request, obj, message)
        if is_wanted_for(obj) and consent_to(obj) is None:
            if obj.is_scheduled:
                messages.warning(request, CALLED_OFF)
            elif message and obj.is_within_its_time:
                messages.warning(request, _SEEN_AT_ONCE)
        return entry
