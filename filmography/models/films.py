"""Films, their other titles and the versions (cuts) that timecodes refer to."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from taggit.managers import TaggableManager

from filmography.identifiers import IdentifierField
from filmography.models.awards import Award
from filmography.models.credits import Credit
from filmography.models.years import FIRST_YEAR, LAST_YEAR, year_validators
from filmography.publishing.fields import (
    CleanCharField,
    CleanTextField,
    EdtfField,
    EdtfSortField,
    FoldedField,
    beginning,
)
from filmography.publishing.models import Publishable, PublishableQuerySet
from filmography.publishing.natural import NaturalKeyModel
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged


class FilmQuerySet(PublishableQuerySet):
    def in_scope(self) -> "FilmQuerySet":
        """Films that the filmography is about, not those it only compares with."""
        return self.filter(in_scope=True)

    def by_year(self) -> "FilmQuerySet":
        return self.order_by("-year", "folded_title", "pk")

    @once
    def with_directors(self) -> "FilmQuerySet":
        """Puts `director_credits` on each film: the credits whose people the public may see."""
        directing = Credit.objects.visible().directing().select_related("person")
        return self.prefetch_related(
            Prefetch("credits", queryset=directing, to_attr="director_credits")
        )

    @once
    def with_page_data(self) -> "FilmQuerySet":
        """All that a film's own page shows, and nothing that is not public."""
        people = Credit.objects.visible().select_related("person")
        return self.prefetch_related(
            Prefetch("credits", queryset=people, to_attr="public_credits"),
            Prefetch("awards", queryset=Award.objects.with_page_data(), to_attr="public_awards"),
            "film_organisations__organisation",
            "other_titles__language",
            "tagged_genres__tag",
            "countries",
            "languages",
            "versions",
            "scenes",
        )


class Film(Slugged, Publishable):
    needs_consent = True

    class Form(models.TextChoices):
        FEATURE = "feature", "Feature"
        SHORT = "short", "Short"
        DOCUMENTARY = "documentary", "Documentary"
        SERIES = "series", "Series"
        EPISODE = "episode", "Episode"

    class Colour(models.TextChoices):
        COLOUR = "colour", "Colour"
        BLACK_AND_WHITE = "bw", "Black and white"
        BOTH = "both", "Colour and black and white"

    title = CleanCharField(max_length=300, help_text="As the film is known to your readers.")
    original_title = CleanCharField(max_length=300, blank=True, help_text="Only if it differs.")
    form = models.CharField(max_length=12, choices=Form, default=Form.FEATURE)
    year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=year_validators(),
        help_text="Of the first public showing.",
    )
    release_date = EdtfField()
    release_sort = EdtfSortField(of="release_date")
    runtime_minutes = models.PositiveSmallIntegerField(
        "running time", null=True, blank=True, help_text="In minutes."
    )
    countries = models.ManyToManyField("Country", blank=True, related_name="films")
    languages = models.ManyToManyField("Language", blank=True, related_name="films")
    logline = CleanCharField(max_length=300, blank=True, help_text="The film in one sentence.")
    synopsis = CleanTextField(blank=True, help_text="Markdown. In your own words.")
    shot_on = CleanCharField(max_length=200, blank=True, help_text="Camera or format: “35 mm”.")
    aspect_ratio = CleanCharField(max_length=20, blank=True, help_text="2.39:1")
    colour = models.CharField(max_length=8, choices=Colour, blank=True)
    budget_amount = models.PositiveBigIntegerField(null=True, blank=True)
    budget_currency = IdentifierField(scheme="currency", max_length=3, help_text="ISO 4217: USD")
    budget_note = CleanCharField(
        max_length=200, blank=True, help_text="“estimated”, or who says so."
    )
    box_office_amount = models.PositiveBigIntegerField(null=True, blank=True)
    box_office_currency = IdentifierField(
        scheme="currency", max_length=3, help_text="ISO 4217: USD"
    )
    box_office_note = CleanCharField(max_length=200, blank=True)
    imdb_id = IdentifierField(
        "IMDb",
        scheme="imdb title",
        max_length=12,
        help_text="tt0000001, or the address of the page.",
    )
    tmdb_id = IdentifierField(
        "TMDB", scheme="tmdb film", max_length=12, help_text="550, or the address of the page."
    )
    wikidata_id = IdentifierField(
        "Wikidata", scheme="wikidata", max_length=16, help_text="Q42, or the address of the page."
    )
    letterboxd_slug = IdentifierField(
        "Letterboxd",
        scheme="letterboxd",
        max_length=100,
        help_text="fight-club, or the address of the page.",
    )
    genres = TaggableManager(through="filmography.TaggedFilm", blank=True, related_name="films")
    content_notes = CleanCharField(
        max_length=300, blank=True, help_text="What some readers will want to know beforehand."
    )
    in_scope = models.BooleanField(
        "part of this filmography",
        default=True,
        help_text="Untick for a film that is here only because criticism compares with it.",
    )
    folded = FoldedField(of=("title", "original_title"))
    folded_title = FoldedField(of="title")

    objects = FilmQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-year", "folded_title", "pk"]
        indexes = [*Publishable.Meta.indexes, beginning("folded_title", "film_begins")]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="filmography_film_year_possible",
                condition=Q(year__isnull=True) | Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                name="filmography_film_runtime_positive",
                condition=Q(runtime_minutes__isnull=True) | Q(runtime_minutes__gt=0),
                violation_error_message="A running time is at least one minute.",
            ),
            models.CheckConstraint(
                name="filmography_film_budget_currency",
                condition=Q(budget_amount__isnull=True) | ~Q(budget_currency=""),
                violation_error_message="Give the currency of the budget.",
            ),
            models.CheckConstraint(
                name="filmography_film_box_office_currency",
                condition=Q(box_office_amount__isnull=True) | ~Q(box_office_currency=""),
                violation_error_message="Give the currency of the box office.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.year})" if self.year else self.title

    def get_absolute_url(self) -> str:
        return reverse("filmography:film-detail", args=[self.slug])

    def slug_bases(self) -> Iterator[str]:
        yield self.title
        if self.year:
            yield f"{self.title} {self.year}"

    def distinguishing_label(self) -> str:
        """Title, year and directors, for lists to choose from. Wants `with_directors()`."""
        names = ", ".join(credit.person.name for credit in getattr(self, "director_credits", []))
        return f"{self} — {names}" if names else str(self)


class OtherTitle(NaturalKeyModel):
    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="other_titles")
    title = CleanCharField(max_length=300)
    language = models.ForeignKey("Language", on_delete=models.PROTECT, null=True, blank=True)
    note = CleanCharField(max_length=100, blank=True, help_text="“working title”, “UK release”.")
    folded = FoldedField(of="title")

    natural_key_fields = ("film__slug", "title")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "title"],
                name="filmography_othertitle_once",
                violation_error_message="This film has this other title already.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class FilmVersion(NaturalKeyModel):
    """A cut of a film. Timecodes mean nothing without one."""

    film = models.ForeignKey(Film, on_delete=models.CASCADE, related_name="versions")
    name = CleanCharField(max_length=100, help_text="“Theatrical version”, “Director's cut”.")
    runtime_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    note = CleanCharField(max_length=300, blank=True)

    natural_key_fields = ("film__slug", "name")

    class Meta:
        ordering = ["film", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["film", "name"],
                name="filmography_filmversion_once",
                violation_error_message="This film has a version of this name already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.film}, {self.name}"
