"""The second pair of eyes: the page on which an editor consents to what another is to publish."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from filmography.publishing import consents
from filmography.publishing.consents import OF_PUBLICATION, Consent, Verdict
from filmography.publishing.history import differences, snapshot
from filmography.publishing.models import TransitionRefused

SEND_BACK = "send_back"
SAID_BEFORE = 20
_CALLED_OFF = (
    "It has changed since another editor consented to it, so its publication at the set time was "
    "called off. Send it to review again."
)
_SEEN_AT_ONCE = (
    "It is public, so readers see your change already. Ask another editor to look at it, too."
)


class ConsentForm(forms.Form):
    note = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="For your colleagues. Needed when you send it back; else it may be left empty.",
    )

    def clean_note(self) -> str:
        note = self.cleaned_data["note"]
        if SEND_BACK in self.data and not note:
            raise forms.ValidationError("Say what should change before it is published.")
        return note


class Consenting:
    """Mixin of PublishableAdmin."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.consent_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_consent"
        own = [path("<path:object_id>/consent/", view, name=name)]
        return [*(own if self.model.needs_consent else []), *super().get_urls()]

    def consent_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self._may_consent(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not consents.is_wanted_for(record):
            raise Http404
        form = ConsentForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and self._said(request, record, form):
            return HttpResponseRedirect(self._url("change", record.pk))
        return render(request, "admin/consent.html", self._consent_page(request, record, form))

    def _said(self, request: HttpRequest, record: Any, form: ConsentForm) -> bool:
        verdict = Verdict.SENT_BACK if SEND_BACK in request.POST else Verdict.CONSENTED
        seen, note = request.POST.get("seen", ""), form.cleaned_data["note"]
        try:
            consents.say(record, verdict, by=request.user, seen=seen, note=note)
        except TransitionRefused as refusal:
            form.add_error(None, str(refusal))
            return False
        is_consent = verdict == Verdict.CONSENTED
        done = "You consented to “{}”." if is_consent else "You sent “{}” back."
        super().log_change(request, record, f"{verdict.label}.")
        messages.success(request, done.format(record))
        return True

    def _consent_page(self, request: HttpRequest, record: Any, form: ConsentForm) -> dict[str, Any]:
        now, published = snapshot(record), consents.last_published(record)
        before = published.snapshot if published else {}
        return {
            **self.admin_site.each_context(request),
            "title": f"A second pair of eyes: {record}",
            "opts": self.opts,
            "record": record,
            "list_url": self._url("changelist"),
            "record_url": self._url("change", record.pk),
            "published": published,
            "changes": self._seen_by_readers(before, now) if published else [],
            "whole": self._seen_by_readers({}, now),
            "seen": consents.digest_of(now),
            "is_own": request.user.pk in consents.editors_of(record),
            "consent": consents.consent_to(record),
            "said": Consent.objects.of(record).select_related("by")[:SAID_BEFORE],
            "form": form,
            "send_back": SEND_BACK,
        }

    def _may_consent(self, request: HttpRequest) -> bool:
        return self.has_publish_permission(request) and self.has_change_permission(request)

    def _seen_by_readers(self, old: dict, new: dict) -> list:
        found = differences(self.model, old, new)
        return [each for each in found if each.name not in OF_PUBLICATION]

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        may = record is not None and self._may_consent(request)
        if may and consents.is_wanted_for(record):
            context["consent_url"] = self._url("consent", record.pk)
            context["consent"] = consents.consent_to(record)
            context["last_said"] = Consent.objects.of(record).select_related("by").first()
        return super().render_change_form(request, context, *args, **kwargs)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """All that changes a record at the desk ends here: what it was consented to may not."""
        entry = super().log_change(request, obj, message)
        if consents.is_wanted_for(obj) and consents.consent_to(obj) is None:
            if obj.is_scheduled:
                obj.return_to_draft(by=request.user)
                messages.warning(request, _CALLED_OFF)
            elif message and obj.is_within_its_time:
                messages.warning(request, _SEEN_AT_ONCE)
        return entry
