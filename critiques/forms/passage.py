"""The form for a passage: what it is, where it stands, why it matters."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from critiques.forms.fields import DateField, HiddenField, PlainField, WebField, refuse_many_links
from critiques.intake import meaning, named_source
from critiques.models import ContributionRound
from filmography.models import Language

Kind = ContributionRound.Kind
TEXTS = ("text", "translation", "why", "themes", "voice", "locator", "about", "source_title")
KINDS = [
    (Kind.QUOTATION, "A quotation: the source’s own words"),
    (Kind.PARAPHRASE, "A paraphrase: what it says, in my words"),
    (Kind.TRANSLATION, "A quotation in another language, with my translation"),
]


class PassageForm(forms.Form):
    about = PlainField(
        label="Which film or person does it speak of?",
        help_text="Choose from the list, or write the title and year of a film that is not here "
        "yet.",
        most=300,
        widget=forms.TextInput({"list": "list-about", "autocomplete": "off"}),
        error_messages={"required": "Say which film or person the passage speaks of."},
    )
    kind = forms.ChoiceField(
        label="What is it?",
        choices=KINDS,
        initial=Kind.QUOTATION,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Say what it is: a quotation, a paraphrase or a translation.",
            "invalid_choice": "Say what it is: a quotation, a paraphrase or a translation.",
        },
    )
    text = PlainField(
        label="The passage",
        help_text="Without quotation marks around the whole. Mark what you leave out with […], "
        "and put in square brackets what you put in.",
        most=5_000,
        multiline=True,
        rows=7,
        error_messages={"required": "Write or paste the passage."},
    )
    translation = PlainField(
        label="Your translation",
        help_text="Of the same words. The original above is what is checked.",
        most=5_000,
        multiline=True,
        rows=7,
        required=False,
    )
    language = PlainField(
        label="Its language, if not English",
        most=100,
        required=False,
        widget=forms.TextInput({"list": "list-language", "autocomplete": "off"}),
    )
    source_title = PlainField(
        label="Title of the review, essay, interview or speech", most=300, required=False
    )
    source_url = WebField(
        label="Its link, if it has one",
        most=1000,
        required=False,
        widget=forms.TextInput({"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
    )
    source_author = PlainField(label="Who wrote or said it", most=300, required=False)
    source_publication = PlainField(
        label="Where it appeared",
        help_text="The periodical, site, broadcaster, book or event.",
        most=200,
        required=False,
        widget=forms.TextInput({"list": "list-source_publication", "autocomplete": "off"}),
    )
    source_date = DateField(
        label="When it appeared",
        help_text="As precise as you know: 2012, 2012-05 or 2012-05-21.",
        most=50,
        required=False,
    )
    locator = PlainField(
        label="Page, paragraph or time",
        help_text="So that others find it: page 12, paragraph 4, 01:12:30.",
        most=100,
        required=False,
    )
    voice = PlainField(
        label="Whose words they are, if not the author’s",
        help_text="The person interviewed, or somebody whom the source quotes.",
        most=200,
        required=False,
    )
    why = PlainField(label="Why it matters", most=2_000, multiline=True, required=False)
    themes = PlainField(
        label="Themes",
        help_text="What the passage is about, in a word or two each, with commas between them.",
        most=300,
        required=False,
    )
    spoiler = forms.BooleanField(label="It tells how the film ends or turns", required=False)
    # The source that the page was opened for.
    source = HiddenField(most=100)

    def clean_language(self) -> Language | None:
        typed = self.cleaned_data["language"]
        found = meaning.language(typed) if typed else None
        if typed and found is None:
            raise ValidationError(
                "We do not know this language. Write its English name, or its code: fr."
            )
        return found

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        is_translated = data.get("kind") == Kind.TRANSLATION
        if is_translated and "translation" in data and not data["translation"]:
            self.add_error("translation", "Write your translation, or choose another kind above.")
        if {"source_title", "source_url"} <= set(data) and not (
            data["source_title"] or data["source_url"]
        ):
            self.add_error("source_title", "Say where it stands: give its title or its link.")
        refuse_many_links(data.get(name, "") for name in TEXTS)
        return data

    def words(self) -> dict[str, Any]:
        """The fields of a round, all of them and no other."""
        data = self.cleaned_data
        subject = meaning.film_or_person(data["about"])
        source = named_source.meant(
            slug=data["source"], title=data["source_title"], url=data["source_url"]
        )
        typed = {name: data[name] for name in (*TEXTS, *named_source.FIELDS, "kind", "spoiler")}
        return typed | {
            "about": "" if subject else data["about"],
            "film": subject if subject and subject._meta.model_name == "film" else None,
            "person": subject if subject and subject._meta.model_name == "person" else None,
            "source": source,
            "language": data["language"] or _language_of(source),
            "translation": data["translation"] if data["kind"] == Kind.TRANSLATION else "",
        }


def _language_of(source: Any) -> Language | None:
    code = source.language_id if source else settings.LANGUAGE_CODE
    return Language.objects.filter(pk=code).first()
