"""What a moderator makes of a contribution: the passage, its source, and the decision."""

from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from critiques.admin.findings import place_chosen, words_at
from critiques.admin.moderation import readings
from critiques.admin.passage_form import AboutForm
from critiques.extraction import Extracted, UnreadableFile
from critiques.locator_checks import amiss_in
from critiques.models import Contribution, ContributionRound, Excerpt, Source, Theme
from critiques.moderation import matching
from critiques.moderation.accepting import Acceptance, NewSource
from critiques.quotation import Span
from filmography.admin.relations import LabelledSelect
from filmography.models import Film, Person, Scene
from filmography.publishing.edtf import InvalidEdtf, parse

FURTHER = (
    "locator_label",
    "locator_from",
    "locator_to",
    "voice",
    "voice_name",
    "scenes",
    "spoiler",
    "content_notes",
)
_LINE = {"required": False, "max_length": 300}


class DecisionForm(AboutForm):
    seen = forms.CharField(widget=forms.HiddenInput)
    place = forms.CharField(required=False, widget=forms.HiddenInput)
    source = forms.ModelChoiceField(Source.objects.none(), required=False, label="Source here")
    source_title = forms.CharField(label="New source: title", **_LINE)
    source_author = forms.CharField(label="Author", **_LINE)
    source_publication = forms.CharField(label="Publication", required=False, max_length=200)
    source_date = forms.CharField(label="Published", required=False, max_length=24)
    source_url = forms.URLField(label="Link", required=False, max_length=1000)
    source_genre = forms.ChoiceField(label="Genre", choices=Source.Genre.choices)
    source_medium = forms.ChoiceField(label="Medium", choices=Source.Medium.choices)
    capture_text = forms.CharField(
        label="Text of the source",
        required=False,
        strip=False,
        max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="If there is no capture yet: paste the text to check the words at once. It is "
        "kept, privately, when you accept.",
    )
    capture_file = forms.FileField(label="or a file", required=False)
    capture_reading = forms.CharField(required=False, widget=forms.HiddenInput)
    new_film = forms.CharField(label="Film not yet here", **_LINE)
    new_person = forms.CharField(label="Person not yet here", **_LINE)
    locator_label = forms.ChoiceField(
        label="Where", required=False, choices=[("", "–"), *Excerpt.Locator.choices]
    )
    locator_from = forms.CharField(label="from", required=False, max_length=20)
    locator_to = forms.CharField(label="to", required=False, max_length=20)
    leave_in_review = forms.BooleanField(label="Leave it in review", required=False)
    duplicate_of = forms.ModelChoiceField(
        Excerpt.objects.none(), required=False, label="Of the passage"
    )

    chosen_by = {
        **{name: chosen for name, chosen in AboutForm.chosen_by.items() if name != "scenes"},
        "source": (LabelledSelect, ContributionRound, "source"),
        "duplicate_of": (LabelledSelect, Contribution, "duplicate_of"),
    }

    def __init__(
        self,
        *args: Any,
        contribution: Contribution,
        site: AdminSite,
        request: HttpRequest,
        **kwargs: Any,
    ) -> None:
        self.contribution = contribution
        self.sent = contribution.current
        self.extracted: Extracted | None = None
        super().__init__(*args, site=site, request=request, **kwargs)
        if not self.is_bound:
            self.initial |= initial_of(contribution, site, request)
        films = self["films"].value() or []
        scenes = Scene.objects.published().filter(
            film__in=[pk for pk in films if str(pk).isdigit()]
        )
        self.fields["scenes"].queryset = scenes
        self.fields["scenes"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["scenes"].choices
        )

    @property
    def of_new_source(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("source_")]

    @property
    def further(self) -> list[forms.BoundField]:
        """What only some passages need."""
        return [self[name] for name in FURTHER if name != "scenes" or self["scenes"].field.choices]

    @property
    def has_more_to_show(self) -> bool:
        return any(field.errors or field.value() for field in self.further)

    def clean_source_date(self) -> str:
        date = self.cleaned_data["source_date"]
        if date:
            try:
                parse(date)
            except InvalidEdtf as error:
                raise ValidationError(str(error)) from None
        return date

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if bool(data.get("locator_label")) != bool(data.get("locator_from")):
            self.add_error("locator_from", "A place needs its kind and a number; or neither.")
        places = [data.get(f"locator_{part}") or "" for part in ("label", "from", "to")]
        for end, sentence in amiss_in(*places).items():
            self.add_error(f"locator_{end}", sentence)
        self._read_capture(data)
        return data

    @property
    def span(self) -> Span | None:
        place = self.cleaned_data.get("place", "")
        if self.extracted is not None:
            # A place in a text that is not kept yet has no capture to name.
            chosen = place_chosen(place)
            return chosen[1] if chosen and not chosen[0] else None
        source = self.cleaned_data.get("source")
        found = words_at(place, source.pk if source else None)
        return found[1] if found else None

    def acceptance(self) -> Acceptance:
        """Wants `is_valid()`."""
        data = self.cleaned_data
        return Acceptance(
            text=data["text"],
            kind=data["kind"],
            source=data["source"],
            new_source=self._new_source(),
            span=self.span,
            captured=self.extracted,
            films=list(data["films"]),
            people=list(data["people"]),
            new_film=data["new_film"],
            new_person=data["new_person"],
            stance=data["stance"],
            themes=list(data["themes"]),
            scenes=list(data["scenes"]),
            voice=data["voice"],
            voice_name=data["voice_name"],
            locator=(data["locator_label"], data["locator_from"], data["locator_to"]),
            spoiler=data["spoiler"],
            content_notes=data["content_notes"],
            publish=not data["leave_in_review"],
        )

    def _new_source(self) -> NewSource:
        data = self.cleaned_data
        return NewSource(
            title=data["source_title"],
            genre=data["source_genre"],
            medium=data["source_medium"],
            author=data["source_author"],
            publication=data["source_publication"],
            published_on=data["source_date"],
            url=data["source_url"],
            language=self.sent.language,
        )

    def _read_capture(self, data: dict[str, Any]) -> None:
        file, text = data.get("capture_file"), data.get("capture_text", "")
        try:
            self.extracted = readings.read(file, text, data.get("capture_reading", ""))
        except UnreadableFile as refusal:
            self.add_error("capture_file" if file else "capture_text", str(refusal))


def initial_of(contribution: Contribution, site: AdminSite, request: HttpRequest) -> dict[str, Any]:
    """What the contributor wrote, and what of it is here already."""
    sent = contribution.current

    def seen_by(model: Any) -> Any:
        return site.get_model_admin(model).get_queryset(request)

    sources = matching.matching_sources(sent, seen_by(Source))
    films = [sent.film] if sent.film else matching.matching_films(sent.about, seen_by(Film))[:1]
    person = sent.person or matching.matching_person(sent.about, seen_by(Person))
    voice = matching.matching_person(sent.voice, seen_by(Person)) if sent.voice else None
    label, start, end = matching.locator_in(sent.locator)
    is_quotation = sent.kind != ContributionRound.Kind.PARAPHRASE
    return {
        "seen": contribution.content_hash,
        "text": contribution.proposed_text or sent.text,
        "kind": Excerpt.Kind.QUOTATION if is_quotation else Excerpt.Kind.PARAPHRASE,
        "source": sources[0].pk if sources else None,
        "source_title": sent.source_title,
        "source_author": sent.source_author,
        "source_publication": sent.source_publication,
        "source_date": sent.source_date,
        "source_url": sent.source_url,
        "source_genre": Source.Genre.REVIEW,
        "source_medium": Source.Medium.WEB,
        "films": [film.pk for film in films],
        "people": [person.pk] if person and not films else [],
        "new_film": "" if films or person else sent.about,
        "themes": [theme.pk for theme in matching.matching_themes(sent.themes, seen_by(Theme))],
        "voice": voice.pk if voice else None,
        "voice_name": "" if voice else sent.voice,
        "locator_label": label,
        "locator_from": start,
        "locator_to": end,
        "spoiler": sent.spoiler,
    }
