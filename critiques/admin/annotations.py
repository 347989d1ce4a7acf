"""Annotations as an editor writes them: by the words, never by counting characters."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from critiques.admin.previews import stands_with
from critiques.models import Annotation, Excerpt
from critiques.spans import carried, places
from filmography.admin.inlines import PublishableFormSet, PublishableRows
from filmography.admin.numbers import WholeNumberInput
from filmography.admin.previewing import Place
from filmography.admin.publishable import PublishableAdmin
from filmography.publishing.models import Publishable
from filmography.publishing.text import clean_text
from filmography.work_lists import WorkList

NOT_THERE = (
    "These words do not stand in the excerpt. Copy them from its text, exactly as they stand there."
)
NOT_SO_OFTEN = "These words stand in the excerpt {times}, so there is no occurrence {asked}."
LOST = (
    "With the excerpt's new text it cannot be told which words are meant. Copy longer words from "
    "the text, such as stand there only once."
)


class AnnotationForm(forms.ModelForm):
    occurrence = forms.IntegerField(
        min_value=1,
        max_value=1000,
        initial=1,
        required=False,
        widget=WholeNumberInput,
        help_text="If these words stand there more than once: which one, from 1.",
    )

    class Meta:
        model = Annotation
        fields = ["exact", "occurrence", "kind", "body", "position"]
        widgets = {"exact": forms.Textarea(attrs={"rows": 2, "cols": 40})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old_place = self.instance.start
        self.old_text = self.instance.excerpt.text if self.instance.pk else ""
        if self.instance.pk:
            before = places(self.old_text, self.instance.exact)
            self.initial["occurrence"] = sum(start <= self.old_place for start in before)

    def clean_exact(self) -> str:
        # Browsers send line ends of their own; the excerpt's text has been cleaned too.
        return clean_text(self.cleaned_data["exact"], multiline=True)

    def has_changed(self) -> bool:
        """The words may have moved although nobody touched this row: the text was edited."""
        is_moved = bool(self.instance.pk) and self.instance.start not in (None, self.old_place)
        return is_moved or super().has_changed()

    def _post_clean(self) -> None:
        """Finds the place before the model checks it."""
        words = self.cleaned_data.get("exact")
        excerpt = self.cleaned_data.get("excerpt") or getattr(self.instance, "excerpt", None)
        if words and excerpt is not None:
            start = self._place(excerpt, words)
            self.instance.exact = words
            if start is None:
                self.instance.start = self.instance.end = None
                self.add_error("exact", self._why_not(excerpt, words))
            else:
                self.instance.place(start)
        super()._post_clean()

    def _place(self, excerpt: Excerpt, words: str) -> int | None:
        if self._is_untouched(excerpt, words):
            return carried(self.old_text, excerpt.text, self.old_place, words)
        found, asked = places(excerpt.text, words), self._asked()
        return found[asked - 1] if asked <= len(found) else None

    def _is_untouched(self, excerpt: Excerpt, words: str) -> bool:
        return (
            bool(self.instance.pk)
            and excerpt.pk == self.initial.get("excerpt", excerpt.pk)
            and words == self.initial["exact"]
            and self._asked() == self.initial["occurrence"]
        )

    def _asked(self) -> int:
        return self.cleaned_data.get("occurrence") or 1

    def _why_not(self, excerpt: Excerpt, words: str) -> str:
        number = len(places(excerpt.text, words))
        if not number:
            return NOT_THERE
        if self._is_untouched(excerpt, words):
            return LOST
        times = "only once" if number == 1 else f"only {number} times"
        return NOT_SO_OFTEN.format(times=times, asked=self._asked())


class PlacedAnnotationForm(AnnotationForm):
    """For words that were selected: their place comes along."""

    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    class Meta(AnnotationForm.Meta):
        fields = ["exact", "kind", "body"]
        widgets = {
            "exact": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["exact", "occurrence", "body", "kind"])

    def _place(self, excerpt: Excerpt, words: str) -> int | None:
        start = self.cleaned_data.get("start")
        if start is not None and excerpt.text.startswith(words, start):
            return start
        return super()._place(excerpt, words)


class AnnotationFormSet(PublishableFormSet):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.is_bound:
            # The excerpt's own check leaves these to their rows, which may change with its text.
            self.instance.annotations_in_hand = {row.instance.pk for row in self.initial_forms}


class AnnotationInline(PublishableRows, admin.StackedInline):
    model = Annotation
    form = AnnotationForm
    formset = AnnotationFormSet
    fields = [("exact", "occurrence"), ("kind", "position", "state"), "body"]
    readonly_fields = ["state"]
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("excerpt")


@admin.register(Annotation)
class AnnotationAdmin(PublishableAdmin):
    form = AnnotationForm
    list_display = ["exact", "kind", "excerpt"]
    list_select_related = ["excerpt"]
    list_filter = ["kind", "placement"]
    names_ranked_by = ("exact",)
    search_fields = ["exact", "body", "excerpt__public_id"]
    autocomplete_fields = ["excerpt"]
    public_fields = ("exact", "kind", "body")
    visible_with = "An annotation is visible when its excerpt is."
    work_lists = (
        WorkList(
            "Words of the sources",
            "Notes that lost their words",
            {"placement__exact": Annotation.Placement.ORPHANED},
            rows=lambda request: Annotation.objects.orphaned(),
        ),
    )
    fieldsets = [
        (None, {"fields": ["excerpt", ("exact", "occurrence"), ("kind", "position"), "body"]}),
        ("Publication", {"fields": ["publication_state"]}),
    ]

    def preview_places(self, record: Annotation) -> list[Place]:
        return [Place("At its passage", record.excerpt.get_absolute_url())]

    def preview_with(self, record: Annotation) -> list[Publishable]:
        return [record, *stands_with(record.excerpt)]

    def save_model(self, request: HttpRequest, obj: Annotation, form: Any, change: bool) -> None:
        obj.author = obj.author or request.user
        super().save_model(request, obj, form, change)
