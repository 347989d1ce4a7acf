"""Excerpts with their subjects, voices, translations and annotations."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest

from critiques.admin.annotating import Annotating
from critiques.admin.annotations import AnnotationInline
from critiques.admin.checked_words import CheckedWordsForm
from critiques.admin.corrections import CorrectionRestoreForm
from critiques.admin.previews import places_of, stands_with
from critiques.admin.voices import VoiceInline
from critiques.models import (
    Annotation,
    Excerpt,
    ExcerptSubject,
    ExcerptTranslation,
    QuotationState,
    Response,
    Stance,
    TaggedExcerpt,
)
from critiques.models.quotation_states import showable
from critiques.quotation import PROVED
from filmography.admin.inlines import OrderedInline, PartInline, PublishableRows
from filmography.admin.previewing import Place
from filmography.admin.publishable import PublishableAdmin
from filmography.publishing.models import Publishable
from filmography.work_lists import WorkList


class SubjectInline(OrderedInline):
    model = ExcerptSubject
    autocomplete_fields = ["film", "person"]
    verbose_name = "subject"
    verbose_name_plural = "subjects: the films or people it is about"


class TranslationInline(PartInline):
    model = ExcerptTranslation
    autocomplete_fields = ["language", "source"]
    verbose_name = "translation"
    verbose_name_plural = "translations"


class ResponseInline(PublishableRows, admin.TabularInline):
    model = Response
    fk_name = "from_excerpt"
    autocomplete_fields = ["to_excerpt"]
    fields = ["relation", "to_excerpt", "justification", "state"]
    readonly_fields = ["state"]
    show_change_link = True
    verbose_name_plural = "responses: what this passage takes up"


class ExcerptGapFilter(admin.SimpleListFilter):
    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("subject", "Subject"),
            ("stance", "Stance"),
            ("theme", "Theme"),
            ("locator", "Locator"),
            ("annotation", "Annotation"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        subjects = ExcerptSubject.objects.filter(excerpt=OuterRef("pk"))
        lacking = {
            "subject": ~Exists(subjects),
            "stance": Exists(subjects.filter(stance="")),
            "theme": ~Exists(TaggedExcerpt.objects.filter(content_object=OuterRef("pk"))),
            "locator": Q(locator_label=""),
            "annotation": Q(annotations__isnull=True),
        }
        condition = lacking.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


class QuotationFilter(admin.SimpleListFilter):
    title = "what is known of the words"
    parameter_name = "words"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("proved", "Checked"),
            ("changed", "Source changed since"),
            ("unproved", "Unproved"),
            ("overridden", "Published although unproved"),
            ("unchecked", "Not checked yet"),
            ("attested", "Compared by eye"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        conditions = {
            "proved": Q(quotation_state__in=PROVED),
            "changed": Q(source_changed=True),
            "unproved": ~showable(),
            "overridden": ~Q(override_reason=""),
            "unchecked": Q(quotation_state=QuotationState.UNCHECKED),
            "attested": Q(quotation_state=QuotationState.ATTESTED),
        }
        condition = conditions.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


class StanceFilter(admin.SimpleListFilter):
    """Counts excerpts; Django's own filter would count their subjects."""

    title = "stance"
    parameter_name = "stance"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return Stance.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in Stance.values:
            return queryset
        subjects = ExcerptSubject.objects.filter(excerpt=OuterRef("pk"), stance=self.value())
        return queryset.filter(Exists(subjects))


@admin.register(Excerpt)
class ExcerptAdmin(CheckedWordsForm, Annotating, PublishableAdmin):
    list_display = ["__str__", "kind", "about", "source", "words_checked"]
    list_select_related = ["source"]
    list_filter = [ExcerptGapFilter, QuotationFilter, "kind", "spoiler", StanceFilter]
    search_fields = [
        "text",
        "public_id",
        "source__folded",
        "subjects__film__folded",
        "subjects__person__folded",
        "themes__folded",
    ]
    autocomplete_fields = ["source", "language", "quoted_from_source", "scenes"]
    inlines = [SubjectInline, VoiceInline, AnnotationInline, ResponseInline, TranslationInline]
    public_fields = ("kind", "text")
    visible_with = (
        "An excerpt is visible when its source and a film or person it is about are published too."
    )
    names_ranked_by = ("text",)
    words_in = {"text": "language"}
    timecodes = {"locator_from": "", "locator_to": "locator_from"}
    save_as = True
    work_lists = (
        WorkList("Waiting for you", "Passages in review", {"publication": "in_review"}),
        WorkList("Publication", "Passages scheduled", {"publication": "scheduled"}),
        WorkList("Publication", "Passage drafts untouched for 30 days", {"publication": "stale"}),
        WorkList("Words of the sources", "Quotations not checked yet", {"words": "unchecked"}),
        WorkList("Words of the sources", "Quotations whose source changed", {"words": "changed"}),
        WorkList("Words of the sources", "Quotations not found there", {"words": "unproved"}),
        WorkList("What is missing", "Passages without a locator", {"missing": "locator"}),
        WorkList("What is missing", "Passages without a stance", {"missing": "stance"}),
        WorkList("What is missing", "Passages without a theme", {"missing": "theme"}),
    )
    restore_form = CorrectionRestoreForm
    fieldsets = [
        (None, {"fields": ["source", ("kind", "language"), "text"]}),
        ("Publication", {"fields": ["publication_state", "correction_note"]}),
        (
            "Where it stands",
            {"fields": [("locator_label", "locator_from", "locator_to", "position")]},
        ),
        ("What it speaks of", {"fields": ["themes", "scenes", ("spoiler", "content_notes")]}),
        (
            "If it cannot be proved",
            {
                "classes": ["collapse"],
                "fields": [
                    "override_reason",
                    ("attested_by", "attested_with", "attested_on"),
                ],
            },
        ),
        (
            "Where it comes from",
            {
                "classes": ["collapse"],
                "fields": ["quoted_from_source", "quoted_from_text", "contributor_credit"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        subjects = Prefetch(
            "subjects",
            ExcerptSubject.objects.select_related("film", "person"),
            to_attr="all_subjects",
        )
        return super().get_queryset(request).prefetch_related(subjects)

    def preview_places(self, record: Excerpt) -> list[Place]:
        return places_of(record)

    def preview_with(self, record: Excerpt) -> list[Publishable]:
        return stands_with(record)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if formset.model is Annotation:
            for row in formset.forms:
                row.instance.author = row.instance.author or request.user
        super().save_formset(request, form, formset, change)

    @admin.display(description="words", ordering="quotation_state")
    def words_checked(self, excerpt: Excerpt) -> str:
        state = excerpt.get_quotation_state_display()
        return f"{state}; source changed since" if excerpt.source_changed else state

    @admin.display(description="about")
    def about(self, excerpt: Excerpt) -> str:
        return ", ".join(str(subject.target) for subject in excerpt.all_subjects)


@admin.register(Response)
class ResponseAdmin(PublishableAdmin):
    list_display = ["from_excerpt", "relation", "to_excerpt", "justification"]
    list_select_related = ["from_excerpt", "to_excerpt"]
    list_filter = ["relation"]
    names_ranked_by = ("justification",)
    search_fields = ["justification", "from_excerpt__text", "to_excerpt__text"]
    autocomplete_fields = ["from_excerpt", "to_excerpt"]
    public_fields = ("relation", "justification")
    visible_with = "A response is visible when both its excerpts are."
    fieldsets = [
        (None, {"fields": ["from_excerpt", "relation", "to_excerpt", "justification"]}),
        ("Publication", {"fields": ["publication_state"]}),
    ]

    def preview_places(self, record: Response) -> list[Place]:
        answers, answered = record.from_excerpt, record.to_excerpt
        return [
            Place("At the passage that answers", answers.get_absolute_url()),
            Place("At the one answered", answered.get_absolute_url()),
        ]

    def preview_with(self, record: Response) -> list[Publishable]:
        return [record, *stands_with(record.from_excerpt), *stands_with(record.to_excerpt)]
