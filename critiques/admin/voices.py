"""Whose words an excerpt holds, in its form: those of a part are copied into the row."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest

from critiques.models import ExcerptVoice
from critiques.spans import places
from filmography.admin.inlines import OrderedInline, RowForm
from filmography.publishing.text import clean_text


class VoiceForm(RowForm):
    words = forms.CharField(
        label="only these words",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="In a dialogue: copied from the text. Empty, all of it is theirs.",
    )

    class Meta:
        model = ExcerptVoice
        fields = ["person", "name", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old_start = self.instance.start
        if self.old_start is not None:
            text = self.instance.excerpt.text
            self.initial["words"] = text[self.old_start : self.instance.end]

    def has_changed(self) -> bool:
        """The words may have moved although nobody touched this row: the text was edited."""
        if self.old_start is None:
            return super().has_changed()
        words, text = self.initial["words"], self.instance.excerpt.text
        return not text.startswith(words, self.old_start) or super().has_changed()

    def clean_words(self) -> str:
        # Browsers send line ends of their own; the excerpt's text has been cleaned too.
        return clean_text(self.cleaned_data["words"], multiline=True)

    def _post_clean(self) -> None:
        """Finds the place before the model checks it."""
        words, excerpt = self.cleaned_data.get("words"), self.cleaned_data.get("excerpt")
        self.instance.start = self.instance.end = None
        if words and excerpt is not None:
            found = places(excerpt.text, words)
            start = self.old_start if self.old_start in found else next(iter(found), None)
            if start is None:
                self.add_error("words", "These words do not stand in the text. Copy them from it.")
            elif start != self.old_start and len(found) > 1:
                self.add_error("words", "These words stand there several times. Copy more of them.")
            else:
                self.instance.start, self.instance.end = start, start + len(words)
        super()._post_clean()


class VoiceInline(OrderedInline):
    model = ExcerptVoice
    form = VoiceForm
    fields = ["person", "name", "words", "position"]
    autocomplete_fields = ["person"]
    verbose_name = "voice"
    verbose_name_plural = "voices: whose words these are, if not the author's"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("excerpt")
