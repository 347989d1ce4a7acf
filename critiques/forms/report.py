"""The form with which somebody says that something published is wrong or must go."""

from typing import Any

from django import forms

from critiques.forms.fields import MailField, PlainField, refuse_many_links
from critiques.intake.reported import Reported, reported
from critiques.models import Report

Kind = Report.Kind


class ReportForm(forms.Form):
    about = PlainField(
        label="Which page is it about?",
        help_text="Paste its address.",
        most=1_000,
        widget=forms.TextInput({"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Paste the address of the page that it is about."},
    )
    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what is wrong.",
            "invalid_choice": "Choose what is wrong.",
        },
    )
    words = PlainField(
        label="What should we know?",
        help_text="Which words, why, and what would put it right. If it concerns rights: whose, "
        "and in what.",
        most=5_000,
        multiline=True,
        rows=6,
        required=False,
    )
    reply_text = PlainField(
        label="Your reply",
        help_text="If a moderator agrees, it stands under the passage, word for word, with your "
        "name.",
        most=2_000,
        multiline=True,
        rows=5,
        required=False,
    )
    name = PlainField(
        label="Your name",
        help_text="Only who decides sees it, unless you write a reply above.",
        most=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = MailField(
        label="Your e-mail address",
        help_text="To tell you what was decided, and for nothing else. Without it you get a link "
        "to keep.",
    )

    # The record at that address, once the form has been validated.
    reported: Reported | None = None

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        self.reported = reported(data["about"]) if data.get("about") else None
        if data.get("about") and self.reported is None:
            self.add_error("about", "Nothing public stands at this address. Is it of this site?")
        if self.reported and not self.reported.takes_reply:
            data["reply_text"] = ""
        if data.get("reply_text") and data.get("name") == "":
            self.add_error("name", "A reply stands under your name: write it here.")
        # Of this one kind nobody has to say more than where it is.
        says_enough = data.get("reply_text") or data.get("kind") == Kind.MINOR
        if data.get("words") == "" and not says_enough:
            self.add_error("words", "Say in a sentence what is wrong.")
        refuse_many_links(data.get(name, "") for name in ("words", "reply_text", "name"))
        return data

    def report(self) -> dict[str, Any]:
        """The fields of the report."""
        about, data = self.reported, self.cleaned_data
        return {
            "kind": data["kind"],
            "about": about.address,
            "words": data["words"],
            "reply_text": data["reply_text"],
            **about.record_key,
        }

    def person(self) -> dict[str, str]:
        """The fields of the reporter."""
        return {name: self.cleaned_data[name] for name in ("name", "email")}
