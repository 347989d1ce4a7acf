"""Annotations as an editor writes them: by the words, never by counting characters."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest

from critiques.models import Annotation
from critiques.models.annotations import WORDS_NOT_THERE
from filmography.admin.base import PublishableAdmin


def nth_place(text: str, words: str, occurrence: int) -> int:
    """The offset of the n-th occurrence (from 1) of `words` in `text`, or -1."""
    start = -1
    for _ in range(occurrence):
        start = text.find(words, start + 1)
        if start < 0:
            break
    return start


class AnnotationForm(forms.ModelForm):
    occurrence = forms.IntegerField(
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
        help_text="If these words stand there more than once: which one, from 1.",
    )

    class Meta:
        model = Annotation
        fields = ["exact", "occurrence", "kind", "body", "position"]
        widgets = {"exact": forms.Textarea(attrs={"rows": 2, "cols": 40})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            before = self.instance.excerpt.text[: self.instance.start]
            self.initial["occurrence"] = before.count(self.instance.exact) + 1

    def clean_exact(self) -> str:
        return self.cleaned_data["exact"].strip()

    def _post_clean(self) -> None:
        """Finds the place before the model checks it."""
        words = self.cleaned_data.get("exact")
        excerpt = self.cleaned_data.get("excerpt") or getattr(self.instance, "excerpt", None)
        if words and excerpt is not None:
            start = nth_place(excerpt.text, words, self.cleaned_data.get("occurrence") or 1)
            self.instance.exact = words
            self.instance.place(max(start, 0))
            if start < 0:
                self.add_error("exact", ValidationError(WORDS_NOT_THERE))
        super()._post_clean()


class AnnotationInline(admin.StackedInline):
    model = Annotation
    form = AnnotationForm
    extra = 0
    fields = [("exact", "occurrence"), ("kind", "position", "state"), "body"]
    readonly_fields = ["state"]
    show_change_link = True


@admin.register(Annotation)
class AnnotationAdmin(PublishableAdmin):
    form = AnnotationForm
    list_display = ["exact", "kind", "excerpt"]
    list_select_related = ["excerpt"]
    list_filter = ["kind"]
    search_fields = ["exact", "body", "excerpt__public_id"]
    autocomplete_fields = ["excerpt"]
    fieldsets = [
        (None, {"fields": ["excerpt", ("exact", "occurrence"), ("kind", "position"), "body"]}),
        ("Publication", {"fields": ["publication_state"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("excerpt")

    def save_model(self, request: HttpRequest, obj: Annotation, form: Any, change: bool) -> None:
        obj.author = obj.author or request.user
        super().save_model(request, obj, form, change)
