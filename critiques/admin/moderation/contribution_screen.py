"""The screen on which a contribution is decided: the passage as it would be, what is found of its
words, and everything that a decision needs."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property

from critiques.admin.findings import Finding
from critiques.admin.moderation import readings
from critiques.admin.moderation.forms import DecisionForm
from critiques.admin.moderation.looking import Looking
from critiques.admin.moderation.reasons import ReasonForm
from critiques.admin.moderation.screens import Screen
from critiques.models.moderation.events import ContentChanged, TransitionRefused
from critiques.models.moderation.states import Reason
from critiques.moderation.queue import CONTRIBUTIONS
from critiques.moderation.senders import record_of, sender_of
from critiques.moderation.timeline import Edit, edits_since, rounds_of
from critiques.quotation import State, difference

# What is likely to be asked for, by what was found of the words.
_LIKELY = {State.ALTERED: Reason.WORDING, State.ABSENT: Reason.NOT_SOURCE}
_SEVERAL = {"films", "people", "themes", "scenes"}


class ContributionScreen(Screen):
    kind = CONTRIBUTIONS
    template = "admin/moderation/contribution.html"
    changed: Sequence[Edit] = ()

    @cached_property
    def data(self) -> Any:
        """What was sent, with what the buttons beside the fields put into them."""
        data = self.request.POST.copy()
        if place := data.get("_place"):
            data["place"] = place
        name, _, value = data.get("_use", "").partition("-")
        if name in DecisionForm.chosen_by and value.isdecimal():
            if name not in _SEVERAL:
                data[name] = value
            elif value not in data.getlist(name):
                data.appendlist(name, value)
        return data

    @cached_property
    def form(self) -> DecisionForm:
        is_sent = self.request.method == "POST"
        return DecisionForm(
            self.data if is_sent else None,
            self.request.FILES if is_sent else None,
            contribution=self.item,
            site=self.desk.admin_site,
            request=self.request,
            auto_id="decision_%s",
        )

    @cached_property
    def looking(self) -> Looking:
        return Looking(self.form, self.desk.admin_site, self.request)

    def look_again(self) -> None:
        """Takes the source's words over, if that was pressed, and looks once more."""
        if words := self.looking.words_at(self.data.get("_take_words", "")):
            self.data["text"] = words
            self.data["place"] = self.data["_take_words"]
            del self.form, self.looking

    def decide(self, name: str, reason: ReasonForm) -> str | None:
        is_complete = self.form.is_valid()
        seen = self.data.get("seen", "")
        said = {"by": self.request.user, "seen": seen}
        if name == "accept":
            return self._accept(said) if is_complete else None
        if name == "mark_spam":
            self.item.mark_spam(**said)
            return "Marked as spam."
        said |= {"message": reason.cleaned_data["message"]}
        if name == "mark_duplicate":
            self.item.mark_duplicate(of=self.form.cleaned_data.get("duplicate_of"), **said)
            return "Marked as a duplicate."
        said |= {"reason": reason.cleaned_data["reason"]}
        getattr(self.item, name)(**said)
        return "Changes requested." if name == "request_changes" else "Declined."

    def _accept(self, said: dict[str, Any]) -> str | None:
        acceptance = self.form.acceptance()
        try:
            excerpt = self.item.accept(acceptance=acceptance, **said)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):
                raise
            for field, sentences in error.message_dict.items():
                where = field if field in self.form.fields else None
                for sentence in sentences:
                    self.form.add_error(where, sentence)
            return None
        if excerpt is None:
            return "No capture proves these words: they wait for a second moderator."
        return "Accepted and public." if excerpt.is_public else "Accepted; it stays in review."

    def refused(self, refusal: TransitionRefused) -> None:
        if isinstance(refusal, ContentChanged):
            self.changed = edits_since(self.item, self.data.get("seen", ""))
            self.data["seen"] = self.item.content_hash

    @cached_property
    def finding(self) -> Finding | None:
        return self.looking.finding()

    def likely_reason(self) -> str:
        if self.finding is None:
            return ""
        if self.finding.budget and self.finding.budget.is_exceeded:
            return Reason.TOO_LONG
        if reason := _LIKELY.get(self.finding.state):
            return reason
        return "" if self.finding.capture or self.item.current.locator else Reason.NO_LOCATOR

    def own_context(self) -> dict[str, Any]:
        self._carry_reading()
        if self.looking.alike and not self.form.is_bound:
            self.form.initial["duplicate_of"] = self.looking.alike[0].record.pk
        proposed = self.item.proposed_text
        return {
            "form": self.form,
            "sent": self.item.current,
            "sender": sender_of(self.item),
            "credit": getattr(getattr(self.item, "contributor", None), "credit", ""),
            "record": record_of(self.item),
            "rounds": rounds_of(self.item),
            "finding": self.finding,
            "looking": self.looking,
            "changed": self.changed,
            "proposal": difference(self.item.current.text, proposed) if proposed else None,
            "is_proposer": self.item.proposed_by_id == self.request.user.pk,
            "barred": self._barred(),
            "seen": self.data.get("seen") or self.item.content_hash,
        }

    def _barred(self) -> str:
        if self.item.is_by(self.request.user):
            return "You contributed this yourself: it is for another moderator."
        if self.item.not_for_id == self.request.user.pk:
            return "The appeal is against your decision: it is for another moderator."
        return ""

    def _carry_reading(self) -> None:
        """A file that was sent is not sent again: its text stays in the form."""
        if self.form.is_bound and self.form.is_valid() is not None and self.form.extracted:
            self.data["capture_text"] = self.form.extracted.text
            self.data["capture_reading"] = readings.carry(self.form.extracted)
