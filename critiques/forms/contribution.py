"""The form with which somebody offers a passage: the passage, who offers it, and their consent."""

from typing import Any

from django import forms

from critiques.forms.fields import HiddenField, MailField, PlainField
from critiques.forms.passage import PassageForm
from critiques.models import Terms


class ContributionForm(PassageForm):
    name = PlainField(
        label="Your name",
        help_text="Only the moderators see it.",
        most=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    credit = PlainField(
        label="How you want to be named",
        help_text="In public, under the passage. Leave it empty to be named nowhere.",
        most=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    email = MailField(
        label="Your e-mail address",
        help_text="For news of this passage, and for nothing else. Without it you get a link to "
        "keep.",
    )
    consent = forms.BooleanField(
        label="I agree to these terms.",
        error_messages={"required": "Without your agreement to the terms we may not take it."},
    )
    # The wording that was on the page when the box was ticked.
    terms = HiddenField(most=20)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("consent") and data.get("terms") != Terms.current().version:
            self.add_error(
                "consent", "The terms have changed since you opened this page. Read them again."
            )
            self.data = dict(self.data.items(), consent="")
        return data

    def person(self) -> dict[str, str]:
        """The fields of the contributor."""
        return {name: self.cleaned_data[name] for name in ("name", "credit", "email")}


class CreditForm(forms.Form):
    credit = PlainField(
        label="How you want to be named",
        help_text="Leave it empty to be named nowhere.",
        most=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )


class ResubmissionForm(CreditForm, PassageForm):
    """The passage once more, with a word to the moderator; the credit comes along."""

    message = PlainField(
        label="A word to the moderator", most=2_000, multiline=True, rows=3, required=False
    )

    @property
    def says_something_new(self) -> bool:
        return bool(set(self.changed_data) - set(CreditForm.base_fields))


class MessageForm(forms.Form):
    """A word with an appeal, or with the wish that a decision be reviewed."""

    message = PlainField(
        label="What should be looked at again?",
        most=2_000,
        multiline=True,
        error_messages={"required": "Say in a sentence what should be looked at again."},
    )
