"""Awards: what was given, by whom, for which film, to whom, with what outcome."""

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q

from filmography.models.people import Person
from filmography.models.years import FIRST_YEAR, LAST_YEAR, year_validators
from filmography.publishing.fields import (
    CleanCharField,
    EdtfField,
    EdtfSortField,
    PublicIdField,
)
from filmography.publishing.models import visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once


class AwardOutcome(models.TextChoices):
    WON = "won", "Won"
    NOMINATED = "nominated", "Nominated"
    SHORTLISTED = "shortlisted", "Shortlisted"
    MENTION = "mention", "Special mention"
    SELECTION = "selection", "Official selection"


class AwardQuerySet(NaturalKeyQuerySet):
    @once
    def published(self) -> "AwardQuerySet":
        """Awards of a public film; those of no film, of a public person."""
        named = Award.people.through.objects.filter(award=OuterRef("pk"))
        public_person = named.filter(visible("person__"))
        return self.filter(
            (Q(film__isnull=False) & visible("film__")) | Q(film=None) & Exists(public_person)
        )

    @once
    def with_page_data(self) -> "AwardQuerySet":
        people = Prefetch("people", queryset=Person.objects.published(), to_attr="public_people")
        return self.select_related("organisation", "film").prefetch_related(people)


class Award(NaturalKeyModel):
    Outcome = AwardOutcome

    public_id = PublicIdField()
    organisation = models.ForeignKey(
        "Organisation", on_delete=models.PROTECT, related_name="awards", help_text="Who gives it."
    )
    ceremony = CleanCharField(
        max_length=200, blank=True, help_text="“97th Academy Awards”, “77th Cannes Film Festival”."
    )
    year = models.PositiveSmallIntegerField(
        validators=year_validators(), help_text="Of the ceremony."
    )
    date = EdtfField()
    date_sort = EdtfSortField(of="date")
    category = CleanCharField(max_length=200, help_text="“Best Actress”, “Palme d'Or”.")
    film = models.ForeignKey(
        "Film",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="awards",
        help_text="Empty only for an award to a person for no one film.",
    )
    people = models.ManyToManyField("Person", blank=True, related_name="awards")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WON)
    note = CleanCharField(max_length=300, blank=True)

    objects = AwardQuerySet.as_manager()
    natural_key_fields = ("public_id",)

    class Meta:
        ordering = ["-year", "-date_sort", "organisation__folded", "category", "pk"]
        constraints = [
            models.CheckConstraint(
                name="filmography_award_year_possible",
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                violation_error_message=f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.",
            ),
            models.CheckConstraint(
                name="filmography_award_outcome_known",
                condition=Q(outcome__in=AwardOutcome.values),
                violation_error_message="This outcome does not exist.",
            ),
        ]

    @property
    def occasion(self) -> str:
        """Where it was given: what awards are grouped by."""
        return self.ceremony or str(self.organisation)

    def __str__(self) -> str:
        return f"{self.category}, {self.occasion} ({self.get_outcome_display().lower()})"
