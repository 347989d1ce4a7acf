"""Sources: published texts and recordings, with what may be done with them."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from critiques.models.contributors import SourceContributor, SourceRelation
from filmography.publishing.counting import related_count
from filmography.publishing.fields import (
    CleanCharField,
    CleanTextField,
    EdtfField,
    EdtfSortField,
    FoldedField,
    WebAddressField,
    web_address,
)
from filmography.publishing.models import Publishable, PublishableQuerySet
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged
from filmography.publishing.spans import span_fields


class Rights(models.TextChoices):
    IN_COPYRIGHT = "in_copyright", "In copyright"
    PUBLIC_DOMAIN = "public_domain", "Public domain"
    OPEN_LICENCE = "open_licence", "Open licence"
    OURS = "ours", "Ours"
    PERMISSION = "permission", "By permission"


# Only these allow the whole text to be shown.
REPRODUCIBLE = [Rights.PUBLIC_DOMAIN, Rights.OPEN_LICENCE, Rights.OURS, Rights.PERMISSION]


class SourceQuerySet(PublishableQuerySet):
    def by_date(self) -> "SourceQuerySet":
        return self.order_by("-published_sort", "folded", "pk")

    @once
    def with_contributors(self) -> "SourceQuerySet":
        """Puts `named_contributors` on each source: those whose name may be shown."""
        named = SourceContributor.objects.nameable().with_public_people()
        return self.select_related("publication").prefetch_related(
            Prefetch("contributors", queryset=named, to_attr="named_contributors")
        )

    @once
    def with_passage_counts(self) -> "SourceQuerySet":
        """Puts `passage_count` on each source: its public excerpts."""
        excerpts = self.model._meta.get_field("excerpts").related_model.objects.published()
        return self.annotate(passage_count=related_count(excerpts, "source"))

    def of_year(self, year: int) -> "SourceQuerySet":
        """As a span, not by how they begin: so an index leads there."""
        span = (f"{year:04d}-01-01", f"{year:04d}-12-31/9999-12-31")
        return self.filter(published_sort__range=span)

    def written_by(self, person: Any) -> "SourceQuerySet":
        theirs = SourceContributor.objects.authors().filter(person=person)
        return self.filter(pk__in=theirs.values("source"))

    def family_of(self, source: "Source") -> "list[Source]":
        """The source with all that descend from it or from what it descends from."""
        known, new = {source.pk}, {source.pk}
        while new:
            pairs = SourceRelation.objects.filter(
                Q(source__in=new) | Q(original__in=new)
            ).values_list("source", "original")
            new = {pk for pair in pairs for pk in pair} - known
            known |= new
        return [source] if len(known) == 1 else list(self.filter(pk__in=known).order_by("pk"))

    def by_same_authors(self, source: "Source") -> "SourceQuerySet":
        """Other sources of which an author of this one is an author."""
        authors = SourceContributor.objects.authors().filter(source=source).values("person")
        theirs = SourceContributor.objects.authors().filter(
            person__isnull=False, person__in=authors
        )
        return self.filter(pk__in=theirs.values("source")).exclude(pk=source.pk).by_date()


class Source(Slugged, Publishable):
    class Genre(models.TextChoices):
        REVIEW = "review", "Review"
        ESSAY = "essay", "Essay"
        FEATURE = "feature", "Feature"
        VIDEO_ESSAY = "video_essay", "Video essay"
        INTERVIEW = "interview", "Interview"
        NEWS = "news", "News"
        SPEECH = "speech", "Speech"
        PANEL = "panel", "Panel"
        COMMENTARY = "commentary", "Audio commentary"
        PROGRAMME_NOTE = "programme_note", "Programme note"
        PRESS_KIT = "press_kit", "Press kit"
        THESIS = "thesis", "Thesis"
        CHAPTER = "chapter", "Chapter"

    class Medium(models.TextChoices):
        PRINT = "print", "Print"
        WEB = "web", "Web"
        AUDIO = "audio", "Audio"
        VIDEO = "video", "Video"
        LIVE = "live", "Live"

    class Access(models.TextChoices):
        OPEN = "open", "Open"
        REGISTRATION = "registration", "Registration"
        PAYWALLED = "paywalled", "Paywalled"
        PRINT_ONLY = "print_only", "Print only"

    title = CleanCharField(max_length=300)
    title_is_devised = models.BooleanField(
        default=False,
        help_text="Tick if the text bears no title and you made one. It is shown in square "
        "brackets; do not type them.",
    )
    genre = models.CharField(max_length=16, choices=Genre, default=Genre.REVIEW)
    medium = models.CharField(max_length=8, choices=Medium, default=Medium.WEB)
    publication = models.ForeignKey(
        "Publication",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        help_text="Where it appeared; empty if that is not known.",
    )
    publisher = CleanCharField(max_length=200, blank=True)
    volume = CleanCharField(max_length=40, blank=True)
    issue = CleanCharField(max_length=40, blank=True)
    pages = CleanCharField(max_length=40, blank=True, help_text="12–15")
    place = CleanCharField(max_length=100, blank=True)
    event = CleanCharField(
        max_length=200, blank=True, help_text="Where it was said, for a speech or panel."
    )
    isbn = CleanCharField("ISBN", max_length=17, blank=True)
    issn = CleanCharField("ISSN", max_length=9, blank=True)
    doi = CleanCharField("DOI", max_length=200, blank=True)
    published_on = EdtfField("published")
    published_sort = EdtfSortField(of="published_on")
    updated_on = EdtfField("updated")
    accessed_on = EdtfField("accessed")
    url = WebAddressField("address on the web")
    archived_url = WebAddressField("archived copy")
    link_checked_on = models.DateField(
        null=True, blank=True, help_text="When somebody last looked whether the link still works."
    )
    language = models.ForeignKey(
        "filmography.Language", on_delete=models.PROTECT, related_name="+", default="en"
    )
    access = models.CharField(max_length=12, choices=Access, blank=True)
    rights = models.CharField(max_length=16, choices=Rights, default=Rights.IN_COPYRIGHT)
    rights_note = CleanCharField(
        max_length=300, blank=True, help_text="Licence, holder, or who gave permission."
    )
    correction_note = CleanTextField(
        blank=True, help_text="In your words: what the source itself corrected later."
    )
    correction_date = EdtfField()
    note = CleanTextField(blank=True, help_text="Markdown. Shown on its page.")
    full_text = CleanTextField(
        blank=True,
        help_text="Public. Only where the rights above allow the whole text to be shown.",
    )
    folded = FoldedField(of=("title", "publisher", "event"))

    objects = SourceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["-published_sort", "folded", "pk"]
        indexes = [
            *Publishable.Meta.indexes,
            # Holds all that is asked when those of each year are counted.
            models.Index(fields=["published_sort", "state", *span_fields()], name="source_by_date"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="critiques_source_rights_known",
                condition=Q(rights__in=Rights.values),
                violation_error_message="These rights do not exist.",
            ),
            models.CheckConstraint(
                name="critiques_source_full_text_allowed",
                condition=Q(full_text="") | Q(rights__in=REPRODUCIBLE),
                violation_error_message="The full text may stand here only if the rights allow it: "
                "public domain, open licence, ours, or by permission.",
            ),
            models.CheckConstraint(
                name="critiques_source_urls_web",
                condition=web_address("url") & web_address("archived_url"),
                violation_error_message="The address must begin with http:// or https://.",
            ),
        ]

    @property
    def named_authors(self) -> list[SourceContributor]:
        """Of `named_contributors` those whose words these are."""
        return [one for one in self.named_contributors if one.role in SourceContributor.SPEAK]

    def __str__(self) -> str:
        return f"[{self.title}]" if self.title_is_devised else self.title

    def get_absolute_url(self) -> str:
        return reverse("critiques:source-detail", args=[self.slug])

    def slug_bases(self) -> Iterator[str]:
        yield self.title
        if self.publication:
            yield f"{self.title} {self.publication}"

    def distinguishing_label(self) -> str:
        where = self.publication.name if self.publication else self.get_genre_display().lower()
        return (
            f"{self} — {where}, {self.published_on[:4]}"
            if self.published_on
            else f"{self} — {where}"
        )
