"""Publications: the periodicals, sites, broadcasters and series in which sources stand."""

from django.db import models
from django.urls import reverse

from critiques.models.sources import Source
from filmography.publishing.fields import (
    CleanCharField,
    CleanTextField,
    FoldedField,
    WebAddressField,
    web_address,
)
from filmography.publishing.natural import NaturalKeyQuerySet
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged


class PublicationQuerySet(NaturalKeyQuerySet):
    @once
    def published(self) -> "PublicationQuerySet":
        """Publications in which a public source stands."""
        sources = Source.objects.published().filter(publication=models.OuterRef("pk"))
        return self.filter(models.Exists(sources))

    def gone(self) -> "PublicationQuerySet":
        return self.none()


class Publication(Slugged):
    class Kind(models.TextChoices):
        PERIODICAL = "periodical", "Periodical"
        SITE = "site", "Web site"
        BROADCASTER = "broadcaster", "Broadcaster"
        SERIES = "series", "Series"

    name = CleanCharField(max_length=200)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PERIODICAL)
    place = CleanCharField(max_length=100, blank=True, help_text="Tells namesakes apart: “Paris”.")
    issn = CleanCharField("ISSN", max_length=9, blank=True)
    url = WebAddressField("web site")
    note = CleanTextField(blank=True, help_text="Markdown. Shown on its page.")
    folded = FoldedField(of="name")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["folded", "pk"]
        constraints = [
            models.CheckConstraint(
                name="critiques_publication_url_web",
                condition=web_address("url"),
                violation_error_message="The address must begin with http:// or https://.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("critiques:publication-detail", args=[self.slug])

    def distinguishing_label(self) -> str:
        return f"{self.name} ({self.place})" if self.place else self.name
