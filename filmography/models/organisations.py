"""Organisations: the companies, festivals, academies and guilds with a part in films and awards."""

from django.db import models
from django.urls import reverse

from filmography.identifiers import IdentifierField
from filmography.models.awards import Award
from filmography.publishing.fields import (
    CleanCharField,
    CleanTextField,
    FoldedField,
    WebAddressField,
    web_address,
)
from filmography.publishing.models import visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged


class OrganisationQuerySet(NaturalKeyQuerySet):
    @once
    def published(self) -> "OrganisationQuerySet":
        """Organisations that have a part in something public."""
        films = FilmOrganisation.objects.visible().filter(organisation=models.OuterRef("pk"))
        awards = Award.objects.published().filter(organisation=models.OuterRef("pk"))
        return self.filter(models.Exists(films) | models.Exists(awards))

    def gone(self) -> "OrganisationQuerySet":
        return self.none()


class Organisation(Slugged):
    class Kind(models.TextChoices):
        COMPANY = "company", "Company"
        FESTIVAL = "festival", "Festival"
        ACADEMY = "academy", "Academy"
        GUILD = "guild", "Guild or union"
        CRITICS = "critics", "Critics' association"
        ARCHIVE = "archive", "Archive"
        OTHER = "other", "Other"

    name = CleanCharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.COMPANY)
    country = models.ForeignKey("Country", on_delete=models.PROTECT, null=True, blank=True)
    url = WebAddressField("web site")
    wikidata_id = IdentifierField(
        "Wikidata", scheme="wikidata", max_length=16, help_text="Q42, or the address of the page."
    )
    note = CleanTextField(blank=True, help_text="Markdown. Shown on its page.")
    folded = FoldedField(of="name")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(
                name="filmography_organisation_url_web",
                condition=web_address("url"),
                violation_error_message="The address must begin with http:// or https://.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("filmography:organisation-detail", args=[self.slug])

    def distinguishing_label(self) -> str:
        """The name with what tells namesakes apart, for lists to choose from. Wants the country."""
        marks = [self.get_kind_display().lower(), *([self.country.name] if self.country else [])]
        return f"{self.name} ({', '.join(marks)})"


class FilmOrganisationQuerySet(NaturalKeyQuerySet):
    @once
    def visible(self) -> "FilmOrganisationQuerySet":
        return self.filter(visible("film__"))


class FilmOrganisation(NaturalKeyModel):
    class Role(models.TextChoices):
        PRODUCTION = "production", "Production"
        DISTRIBUTION = "distribution", "Distribution"
        SALES = "sales", "Sales"

    film = models.ForeignKey("Film", on_delete=models.CASCADE, related_name="film_organisations")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="film_organisations"
    )
    role = models.CharField(max_length=16, choices=Role)
    note = CleanCharField(max_length=100, blank=True, help_text="Territory, or part: “USA”.")
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower stands first.")

    objects = FilmOrganisationQuerySet.as_manager()
    natural_key_fields = ("film__slug", "organisation__slug", "role")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "organisation of a film"
        verbose_name_plural = "organisations of films"
        constraints = [
            models.UniqueConstraint(
                fields=["film", "organisation", "role"],
                name="filmography_filmorganisation_once",
                violation_error_message="This organisation has this part already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.get_role_display().lower()} of {self.film}"
