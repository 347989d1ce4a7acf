"""Sources: published texts and recordings, who made them, and how they descend from one another."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse

from filmography.models import Person
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
from filmography.publishing.models import Publishable, PublishableQuerySet, visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.slugs import Slugged


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

    def with_contributors(self) -> "SourceQuerySet":
        """Puts `named_contributors` on each source: those whose name may be shown."""
        named = SourceContributor.objects.nameable().with_public_people()
        return self.select_related("publication").prefetch_related(
            Prefetch("contributors", queryset=named, to_attr="named_contributors")
        )

    def with_passage_counts(self) -> "SourceQuerySet":
        """Puts `passage_count` on each source: its public excerpts."""
        excerpts = self.model._meta.get_field("excerpts").related_model.objects.published()
        return self.annotate(passage_count=related_count(excerpts, "source"))

    def written_by(self, person: Any) -> "SourceQuerySet":
        theirs = SourceContributor.objects.authors().filter(source=OuterRef("pk"), person=person)
        return self.filter(Exists(theirs))

    def by_same_authors(self, source: "Source") -> "SourceQuerySet":
        """Other sources of which an author of this one is an author."""
        authors = SourceContributor.objects.authors().filter(source=source).values("person")
        theirs = SourceContributor.objects.authors().filter(
            source=OuterRef("pk"), person__isnull=False, person__in=authors
        )
        return self.filter(Exists(theirs)).exclude(pk=source.pk).by_date()


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


class SourceContributorQuerySet(NaturalKeyQuerySet):
    def nameable(self) -> "SourceContributorQuerySet":
        """Those with something to show: a name as credited, an organisation, or a public person."""
        return self.filter(
            ~Q(name_as_credited="") | Q(organisation__isnull=False) | visible("person__")
        )

    def with_public_people(self) -> "SourceContributorQuerySet":
        """A person who is not public is none: the name as credited may still stand."""
        people = Prefetch("person", Person.objects.published())
        return self.select_related("organisation").prefetch_related(people)

    def authors(self) -> "SourceContributorQuerySet":
        return self.filter(role=SourceContributor.Role.AUTHOR)


class SourceContributor(NaturalKeyModel):
    class Role(models.TextChoices):
        AUTHOR = "author", "Author"
        INTERVIEWER = "interviewer", "Interviewer"
        INTERVIEWEE = "interviewee", "Interviewee"
        HOST = "host", "Host"
        GUEST = "guest", "Guest"
        SPEAKER = "speaker", "Speaker"
        TRANSLATOR = "translator", "Translator"
        EDITOR = "editor", "Editor"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="contributors")
    person = models.ForeignKey(
        "filmography.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="source_contributions",
    )
    organisation = models.ForeignKey(
        "filmography.Organisation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="source_contributions",
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.AUTHOR)
    name_as_credited = CleanCharField(
        max_length=200,
        blank=True,
        help_text="As the source prints it, if it differs or if there is no record.",
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower stands first.")

    objects = SourceContributorQuerySet.as_manager()
    natural_key_fields = (
        "source__slug",
        "person__slug",
        "organisation__slug",
        "role",
        "name_as_credited",
    )

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "contributor of a source"
        verbose_name_plural = "contributors of sources"
        constraints = [
            models.CheckConstraint(
                name="critiques_sourcecontributor_is_somebody",
                condition=~Q(name_as_credited="")
                | Q(person__isnull=False)
                | Q(organisation__isnull=False),
                violation_error_message="Choose a person or an organisation, or give the name as "
                "credited.",
            ),
            models.CheckConstraint(
                name="critiques_sourcecontributor_one_of_two",
                condition=Q(person__isnull=True) | Q(organisation__isnull=True),
                violation_error_message="A contributor is a person or an organisation, not both.",
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_credited or str(self.person or self.organisation)


class SourceRelationQuerySet(NaturalKeyQuerySet):
    def visible(self) -> "SourceRelationQuerySet":
        return self.filter(visible("source__"), visible("original__"))


class SourceRelation(NaturalKeyModel):
    """Sources so related are a family: share, duplicates and checking look at all of it."""

    class Kind(models.TextChoices):
        REPRINT = "reprint", "Reprint or syndication of"
        TRANSLATION = "translation", "Translation of"
        REVISION = "revision", "Revised version of"

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind)
    original = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="derived")

    objects = SourceRelationQuerySet.as_manager()
    natural_key_fields = ("source__slug", "original__slug", "kind")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "original", "kind"],
                name="critiques_sourcerelation_once",
                violation_error_message="These two sources are so related already.",
            ),
            models.CheckConstraint(
                name="critiques_sourcerelation_of_another",
                condition=~Q(source=F("original")),
                violation_error_message="A source cannot be a version of itself.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_kind_display().lower()} {self.original}"
