"""Films with all that hangs on them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse

from filmography.admin.inlines import OrderedInline, PartInline, StackedPartInline
from filmography.admin.previewing import Place
from filmography.admin.publishable import PublishableAdmin
from filmography.admin.records import RecordAdmin
from filmography.models import (
    Award,
    Credit,
    Film,
    FilmOrganisation,
    FilmVersion,
    OtherTitle,
    Scene,
)
from filmography.text_checks import Finding, is_beyond
from filmography.timecode import format_timecode
from filmography.work_lists import WorkList


class OtherTitleInline(PartInline):
    model = OtherTitle
    autocomplete_fields = ["language"]


class FilmVersionInline(PartInline):
    model = FilmVersion


class CreditInline(OrderedInline):
    model = Credit
    autocomplete_fields = ["person"]


class FilmOrganisationInline(OrderedInline):
    model = FilmOrganisation
    verbose_name = "organisation"
    verbose_name_plural = "organisations"
    autocomplete_fields = ["organisation"]


class AwardInline(StackedPartInline):
    model = Award
    autocomplete_fields = ["organisation", "people"]
    fields = [
        ("organisation", "ceremony"),
        ("year", "date"),
        ("category", "outcome"),
        "people",
        "note",
    ]
    classes = ["collapse"]


class SceneInline(OrderedInline):
    model = Scene
    fields = [
        "position",
        "title",
        "version",
        "start",
        "end",
        "spoiler",
        "content_notes",
        "description",
    ]
    autocomplete_fields = ["version"]

    def get_formset(self, request: HttpRequest, obj: Film | None = None, **kwargs: Any) -> type:
        """The script sends the film along when it asks for versions to choose from."""
        formset = super().get_formset(request, obj, **kwargs)
        if version := formset.form.base_fields.get("version"):
            version.widget.widget.attrs["data-of-film"] = obj.pk if obj else 0
        return formset


class GenreFilter(admin.RelatedFieldListFilter):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = "genre"  # taggit calls every vocabulary "tags"


class GapFilter(admin.SimpleListFilter):
    """What a film still lacks."""

    title = "what is missing"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("director", "Director"),
            ("cast", "Cast"),
            ("year", "Year"),
            ("synopsis", "Synopsis"),
            ("countries", "Countries"),
            ("identifiers", "Identifiers"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        lacking = {
            "director": ~Exists(Credit.objects.directing().filter(film=OuterRef("pk"))),
            "cast": ~Exists(Credit.objects.filter(film=OuterRef("pk"), role=Credit.Role.CAST)),
            "year": Q(year__isnull=True),
            "synopsis": Q(synopsis=""),
            "countries": Q(countries__isnull=True),
            "identifiers": Q(imdb_id="", wikidata_id="", tmdb_id="", letterboxd_slug=""),
        }
        condition = lacking.get(self.value())
        return queryset if condition is None else queryset.filter(condition)


class SceneTimes:
    """Mixin of the admin of films and of scenes: moments of a scene, by the running time of its
    cut, or else of the film."""

    timecodes = {"start": "", "end": "start"}

    def timecode_findings(self, name: str, text: str, near: Mapping[str, str]) -> list[Finding]:
        minutes = _minutes_of(FilmVersion, near.get("version", ""))
        minutes = minutes or near.get("runtime_minutes") or _minutes_of(Film, near.get("film", ""))
        return super().timecode_findings(name, text, {**near.dict(), "runtime_minutes": minutes})


def _minutes_of(model: type[Film | FilmVersion], pk: str) -> int | None:
    if not _is_key(pk):
        return None
    return model.objects.filter(pk=pk).values_list("runtime_minutes", flat=True).first()


def _is_key(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) < 19


@admin.register(Film)
class FilmAdmin(SceneTimes, PublishableAdmin):
    list_display = ["title", "year", "directed_by", "form", "runtime_minutes", "in_scope"]
    list_filter = ["in_scope", GapFilter, "form", ("genres", GenreFilter)]
    search_fields = ["folded", "other_titles__folded", "credits__person__folded", "year"]
    public_fields = ("title", "original_title", "year")
    autocomplete_fields = ["countries", "languages"]
    quick_fields = ("title", "year", "in_scope")
    work_lists = (
        WorkList("Waiting for you", "Films in review", {"publication": "in_review"}),
        WorkList("Publication", "Films scheduled", {"publication": "scheduled"}),
        WorkList("Publication", "Film drafts untouched for 30 days", {"publication": "stale"}),
    )
    names_ranked_by = ("folded_title",)
    words_from = 3
    names_new_by = "title"
    inlines = [
        OtherTitleInline,
        CreditInline,
        FilmOrganisationInline,
        AwardInline,
        FilmVersionInline,
        SceneInline,
    ]
    fieldsets = [
        (None, {"fields": [("title", "original_title"), ("form", "year"), "logline", "synopsis"]}),
        (
            "Publication",
            {"fields": ["publication_state", "in_scope", "slug", "content_notes"]},
        ),
        (
            "Facts",
            {
                "fields": [
                    ("release_date", "runtime_minutes"),
                    "countries",
                    "languages",
                    "genres",
                    ("shot_on", "aspect_ratio", "colour"),
                ]
            },
        ),
        (
            "Money",
            {
                "classes": ["collapse"],
                "fields": [
                    ("budget_amount", "budget_currency", "budget_note"),
                    ("box_office_amount", "box_office_currency", "box_office_note"),
                ],
            },
        ),
        (
            "Elsewhere",
            {
                "classes": ["collapse"],
                "fields": [("imdb_id", "tmdb_id"), ("wikidata_id", "letterboxd_slug")],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """With all directors for editors, with those that readers see for other staff."""
        directing = Credit.objects.directing().select_related("person")
        credits = directing if self.edits(request) else directing.visible()
        shown = Prefetch("credits", queryset=credits, to_attr="director_credits")
        return super().get_queryset(request).prefetch_related(shown)

    def preview_places(self, record: Film) -> list[Place]:
        scenes = reverse("filmography:film-scenes", args=[record.slug])
        return [*super().preview_places(record), Place("Its scenes", scenes)]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        has_scenes_changed = any(each.model is Scene and each.has_changed() for each in formsets)
        if has_scenes_changed or "runtime_minutes" in form.changed_data:
            _tell_of_timecodes(request, form.instance.scenes.select_related("film", "version"))

    @admin.display(description="directed by")
    def directed_by(self, film: Film) -> str:
        return ", ".join(credit.person.name for credit in film.director_credits)


def _tell_of_timecodes(request: HttpRequest, scenes: Iterable[Scene]) -> None:
    """Only a hint: running times differ from cut to cut."""
    for scene in scenes:
        cut = scene.version if scene.version and scene.version.runtime_minutes else scene.film
        latest = scene.start if scene.end is None else scene.end
        if is_beyond(latest, cut.runtime_minutes):
            messages.info(
                request,
                f"Scene “{scene.title}”: {format_timecode(latest)} is beyond the running time of "
                f"{cut.runtime_minutes} minutes. Look at both.",
            )


@admin.register(Scene)
class SceneAdmin(SceneTimes, RecordAdmin):
    """Scenes on their own: for autocompletes, and for those who work through one film."""

    list_display = ["title", "film", "position", "start", "end", "spoiler"]
    list_select_related = ["film"]
    list_filter = ["spoiler"]
    search_fields = ["folded", "film__folded"]
    autocomplete_fields = ["film", "version"]
    quick_fields = ("film", "title", "spoiler")
    names_new_by = "title"

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if {"start", "end", "version", "film"} & set(form.changed_data):
            _tell_of_timecodes(request, [form.instance])

    def preview_places(self, record: Scene) -> list[Place]:
        scenes = reverse("filmography:film-scenes", args=[record.film.slug])
        return [Place("In its film", scenes)]

    def preview_with(self, record: Scene) -> list[Film]:
        return [record.film]


@admin.register(FilmVersion)
class FilmVersionAdmin(RecordAdmin):
    list_display = ["name", "film", "runtime_minutes"]
    list_select_related = ["film"]
    search_fields = ["name", "film__folded"]
    names_ranked_by = ("name",)
    names_new_by = "name"
    autocomplete_fields = ["film"]
    quick_fields = ("film", "name", "runtime_minutes")

    def choices(
        self, request: HttpRequest, queryset: QuerySet, typed: str, page: slice
    ) -> list[FilmVersion]:
        """In the form of a film, only those of that film."""
        if film := request.GET.get("of_film", ""):
            queryset = queryset.filter(film=film) if _is_key(film) else queryset.none()
        return super().choices(request, queryset, typed, page)

    def get_model_perms(self, request: HttpRequest) -> dict[str, Any]:
        return {}  # reached from its film, not from the index
