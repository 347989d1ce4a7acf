"""Who made a source, by role, and which sources descend from one another."""

from django.db import models
from django.db.models import F, Prefetch, Q

from filmography.models import Person
from filmography.publishing.fields import CleanCharField
from filmography.publishing.models import visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once


class SourceContributorQuerySet(NaturalKeyQuerySet):
    @once
    def nameable(self) -> "SourceContributorQuerySet":
        """Those with something to show: a name as credited, an organisation, or a public person."""
        return self.filter(
            ~Q(name_as_credited="") | Q(organisation__isnull=False) | visible("person__")
        )

    @once
    def with_public_people(self) -> "SourceContributorQuerySet":
        """A person who is not public is none: the name as credited may still stand."""
        people = Prefetch("person", Person.objects.published())
        return self.select_related("organisation").prefetch_related(people)

    @once
    def of_public_people(self) -> "SourceContributorQuerySet":
        return self.filter(visible("person__"))

    @once
    def by_name_only(self) -> "SourceContributorQuerySet":
        """Those who stand there by a name only: a person who is not public is none."""
        return self.filter(~visible("person__")).exclude(name_as_credited="")

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

    # Whose own words a source holds, where nobody in it is quoted.
    SPEAK = frozenset({Role.AUTHOR, Role.SPEAKER})

    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="contributors")
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
    @once
    def visible(self) -> "SourceRelationQuerySet":
        return self.filter(visible("source__"), visible("original__"))


class SourceRelation(NaturalKeyModel):
    """Sources so related are a family: share, duplicates and checking look at all of it."""

    class Kind(models.TextChoices):
        REPRINT = "reprint", "Reprint or syndication of"
        TRANSLATION = "translation", "Translation of"
        REVISION = "revision", "Revised version of"

    source = models.ForeignKey("Source", on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(max_length=12, choices=Kind)
    original = models.ForeignKey("Source", on_delete=models.PROTECT, related_name="derived")

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
