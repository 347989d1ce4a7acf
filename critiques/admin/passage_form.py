"""The forms with which words become a passage: at the workbench, and in moderation."""

from typing import Any

from django import forms
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest

from critiques.models import (
    Capture,
    Excerpt,
    ExcerptSubject,
    ExcerptVoice,
    Source,
    Stance,
    Theme,
)
from critiques.quotation import Span
from critiques.taking import Passage
from filmography.admin.relations import (
    LabelledSelect,
    LabelledSelectMultiple,
    beside_a_new_one,
    chosen_by_typing,
)
from filmography.models import Film, Person, Scene

NOT_THERE = "These words do not stand at the place that was chosen. Select them once more."


class AboutForm(forms.Form):
    """The words, and what is said of them."""

    text = forms.CharField(
        label="Words",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mark what you leave out with […] and what you put in with [ ].",
    )
    films = forms.ModelMultipleChoiceField(Film.objects.all(), label="Films", required=False)
    people = forms.ModelMultipleChoiceField(Person.objects.all(), label="People", required=False)
    stance = forms.ChoiceField(
        label="Stance",
        required=False,
        choices=[("", "Not said"), *Stance.choices],
        help_text="To each of these films and people; a passage of two minds gets them later.",
    )
    themes = forms.ModelMultipleChoiceField(Theme.objects.all(), label="Themes", required=False)
    scenes = forms.ModelMultipleChoiceField(Scene.objects.all(), label="Scenes", required=False)
    voice = forms.ModelChoiceField(
        Person.objects.all(),
        label="Voice",
        required=False,
        help_text="Whose words these are, if not the author’s.",
    )
    voice_name = forms.CharField(
        label="or a name", required=False, max_length=200, help_text="Of somebody without a record."
    )
    spoiler = forms.BooleanField(label="Tells how a film ends or turns", required=False)
    content_notes = forms.CharField(label="Content notes", required=False, max_length=300)
    kind = forms.ChoiceField(
        label="Kind",
        choices=Excerpt.Kind.choices,
        help_text="A paraphrase says in your words what the source argues.",
    )

    # Through which relation each is chosen by typing.
    chosen_by: dict[str, tuple[type, type, str]] = {
        "films": (LabelledSelectMultiple, ExcerptSubject, "film"),
        "people": (LabelledSelectMultiple, ExcerptSubject, "person"),
        "themes": (LabelledSelectMultiple, Excerpt, "themes"),
        "scenes": (LabelledSelectMultiple, Excerpt, "scenes"),
        "voice": (LabelledSelect, ExcerptVoice, "person"),
    }

    def __init__(self, *args: Any, site: AdminSite, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (widget, model, field) in self.chosen_by.items():
            relation = model._meta.get_field(field)
            choice = self.fields[name]
            # What this person may see: who does not edit chooses from what is public.
            choice.widget = chosen_by_typing(widget, relation, site, request)
            choice.queryset = choice.widget.records
            choice.widget.choices = choice.choices
            choice.widget.is_required = False

    def clean_text(self) -> str:
        # Browsers send line ends as CR LF, whatever stood in the text.
        return self.cleaned_data["text"].replace("\r\n", "\n")


class PassageForm(AboutForm):
    capture = forms.ModelChoiceField(Capture.objects.none(), widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, source: Source, site: AdminSite, request: HttpRequest, **kwargs: Any
    ) -> None:
        super().__init__(*args, site=site, request=request, **kwargs)
        self.fields["capture"].queryset = source.captures.kept()
        for name, (_, model, field) in self.chosen_by.items():
            relation = model._meta.get_field(field)
            choice = self.fields[name]
            choice.widget = beside_a_new_one(choice.widget, relation, site, request)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if self.errors or self.span is None or data["kind"] != Excerpt.Kind.QUOTATION:
            return data
        if self.span.end > len(data["capture"].text):
            self.add_error("text", NOT_THERE)
        return data

    @property
    def span(self) -> Span | None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        return Span(start, end) if start is not None and end is not None and start < end else None

    def passage(self) -> Passage:
        """What was entered; wants `is_valid()`."""
        data = self.cleaned_data
        return Passage(
            text=data["text"],
            kind=data["kind"],
            capture=data["capture"],
            span=self.span,
            films=data["films"],
            people=data["people"],
            stance=data["stance"],
            themes=data["themes"],
            scenes=data["scenes"],
            voice=data["voice"],
            voice_name=data["voice_name"],
            fields={"spoiler": data["spoiler"], "content_notes": data["content_notes"]},
        )


def values_of_last(source: Source) -> dict[str, Any]:
    """What was said of the passage that was taken last, offered for the next one."""
    last = (
        Excerpt.objects.filter(source=source)
        .prefetch_related("subjects", "voices", "scenes")
        .order_by("-created_at", "-pk")
        .first()
    )
    if last is None:
        return {}
    subjects = last.subjects.all()
    voice = next(iter(last.voices.all()), None)
    return {
        "films": [subject.film_id for subject in subjects if subject.film_id],
        "people": [subject.person_id for subject in subjects if subject.person_id],
        "stance": subjects[0].stance if subjects else "",
        "scenes": [scene.pk for scene in last.scenes.all()],
        "voice": voice.person_id if voice else None,
        "voice_name": voice.name if voice and not voice.person_id else "",
    }
