"""The reason for a decision and the words that go with it, which the reason begins."""

from typing import Any

from django import forms

from critiques.models.moderation.states import Reason, Transition
from critiques.moderation import wording

# What a decision cannot do without: nobody can answer a question that was not put.
MUST_SAY = {"request_changes"}


class _Reasons(forms.RadioSelect):
    """Each with the message that it begins with, for the script to put into the box."""

    messages: dict[str, str]

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-message"] = self.messages.get(str(value), "")
        return option


class ReasonForm(forms.Form):
    """`step` is one of the decisions on an item of this kind; `likely` a reason for it."""

    reason = forms.ChoiceField(label="Reason")
    message = forms.CharField(
        label="Message",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Left empty, what the reason begins is sent. It is signed “a moderator”.",
    )

    def __init__(self, kind: str, step: Transition, data: Any, *, likely: str = "") -> None:
        super().__init__(data, prefix=step.name)
        self.step = step
        choices = wording.choices(kind, step.name)
        self.messages = {code: message for code, _, message in choices}
        self.fields["reason"].choices = [(code, label) for code, label, _ in choices]
        self.fields["reason"].widget = widget = _Reasons(choices=self.fields["reason"].choices)
        widget.messages = self.messages
        self.fields["reason"].initial = self._first(likely)
        if len(choices) == 1:
            self.fields["message"].initial = choices[0][2]
            self.fields["reason"].required = False

    def _first(self, likely: str) -> str:
        """Where there is nothing to choose it is chosen."""
        return likely if likely in self.messages else next(iter(self.messages), "")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.fields["reason"].required:
            data["reason"] = next(iter(self.messages))
        begun = self.messages.get(data.get("reason", ""), "")
        said = data.get("message", "").strip()
        data["message"] = said or begun.strip()
        if data.get("reason") == Reason.OTHER and said in ("", begun.strip()):
            if self.step.name in MUST_SAY:
                self.add_error("message", "Write what is to be changed.")
            else:
                data["message"] = ""
        return data
