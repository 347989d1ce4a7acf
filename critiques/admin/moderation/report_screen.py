"""The screen on which a report is decided: what is reported, and what is done about it."""

from typing import Any

from django import forms
from django.apps import apps
from django.urls import reverse
from django.utils.functional import cached_property

from critiques.admin.moderation.reasons import ReasonForm
from critiques.admin.moderation.screens import Screen
from critiques.models import Excerpt
from critiques.models.moderation.events import TransitionRefused
from critiques.moderation.queue import REPORTS
from critiques.moderation.senders import sender_of
from filmography.publishing.models import Publishable
from filmography.publishing.states import WITHDRAWABLE

_DONE = {
    "uphold": "Upheld.",
    "reject": "Rejected.",
    "mark_duplicate": "Marked as a duplicate.",
    "mark_spam": "Marked as spam.",
}


class UpholdForm(forms.Form):
    withdraw = forms.BooleanField(label="Withdraw it from publication at once", required=False)
    notice = forms.CharField(
        label="Notice to readers",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Shown at its address, which says from now on that it was withdrawn.",
    )
    publish_reply = forms.BooleanField(
        label="Publish the reply under the passage, as theirs", required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("withdraw") and data.get("publish_reply"):
            self.add_error(
                "publish_reply", "A reply needs a passage to stand under: untick one of the two."
            )
        return data


class ReportScreen(Screen):
    kind = REPORTS
    template = "admin/moderation/report.html"

    @cached_property
    def form(self) -> UpholdForm:
        is_sent = self.request.method == "POST"
        return UpholdForm(
            self.request.POST if is_sent else None,
            auto_id="decision_%s",
            initial={"publish_reply": self.can_reply and self.record.is_public},
        )

    @cached_property
    def record(self) -> Any | None:
        """What was reported, if it is a record of its own; whatever its state is now."""
        if not self.item.record_label or self.item.record_id is None:
            return None
        try:
            model = apps.get_model(self.item.record_label)
        except (LookupError, ValueError):
            return None
        return model.objects.filter(pk=self.item.record_id).first()

    @property
    def can_withdraw(self) -> bool:
        return isinstance(self.record, Publishable) and self.record.state in WITHDRAWABLE

    @property
    def can_reply(self) -> bool:
        """A reply stands under a passage, with the name of the person whose it is."""
        name = getattr(getattr(self.item, "reporter", None), "name", "")
        return bool(isinstance(self.record, Excerpt) and self.item.reply_text and name)

    def decide(self, name: str, reason: ReasonForm) -> str | None:
        said: dict[str, Any] = {"by": self.request.user, "seen": self.request.POST.get("seen", "")}
        if name != "mark_spam":
            said["message"] = reason.cleaned_data["message"]
        if name in ("uphold", "reject"):
            said["reason"] = reason.cleaned_data["reason"]
        if name == "uphold":
            if not self.form.is_valid():
                return None
            said |= self._done_about_it()
        getattr(self.item, name)(**said)
        return _DONE[name]

    def _done_about_it(self) -> dict[str, Any]:
        data = self.form.cleaned_data
        if data["withdraw"] and not self.can_withdraw:
            raise TransitionRefused("It cannot be withdrawn, or has been already.")
        return {
            "withdraw": self.record if data["withdraw"] else None,
            "notice": data["notice"],
            "publish_reply": data["publish_reply"] and self.can_reply,
        }

    def own_context(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "record": self.record,
            "record_kind": self.record and self.record._meta.verbose_name,
            "record_url": self._desk_url(),
            "is_public": isinstance(self.record, Publishable) and self.record.is_public,
            "sender": sender_of(self.item),
            "can_withdraw": self.can_withdraw,
            "can_reply": self.can_reply,
            "barred": self._barred(),
            "seen": self.item.content_hash,
        }

    def _desk_url(self) -> str:
        """Where an editor puts it right."""
        admin = self.record and self.desk.admin_site.get_model_admin(type(self.record))
        if not admin or not admin.has_change_permission(self.request, self.record):
            return ""
        opts = self.record._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[self.record.pk])

    def _barred(self) -> str:
        if self.item.not_for_id == self.request.user.pk:
            return "The review is of your decision: it is for somebody else."
        return ""
