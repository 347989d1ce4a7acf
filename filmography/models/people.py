"""People: one authority record for each name under which somebody works, film-maker or critic."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from filmography.identifiers import IdentifierField
from filmography.models.credits import Credit
from filmography.publishing.counting import related_count
from filmography.publishing.fields import (
    CleanCharField,
    CleanTextField,
    EdtfField,
    EdtfSortField,
    FoldedField,
    WebAddressField,
    beginning,
    web_address,
)
from filmography.publishing.models import Publishable, PublishableQuerySet
from filmography.publishing.natural import NaturalKeyModel
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged


class PersonQuerySet(PublishableQuerySet):
    def in_alphabet(self) -> "PersonQuerySet":
        return self.order_by("folded_sort_name", "pk")

    @once
    def with_film_counts(self) -> "PersonQuerySet":
        """Puts `film_count` on each person: the public films on which they worked."""
        return self.annotate(
            film_count=related_count(Credit.objects.visible(), "person", of="film")
        )

    @once
    def with_page_data(self) -> "PersonQuerySet":
        credits = Credit.objects.visible().select_related("film")
        by_year = credits.order_by("-film__year", "film__folded_title", "position", "pk")
        return self.prefetch_related(
            Prefetch("credits", queryset=by_year, to_attr="public_credits"), "other_names"
        )


def sort_name_of(name: str) -> str:
    """`Sean Baker` → `Baker, Sean`; names of one word, or in scripts without spaces, stay."""
    given, _, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


class Person(Slugged, Publishable):
    name = CleanCharField(max_length=200)
    sort_name = CleanCharField(
        max_length=200,
        blank=True,
        help_text="As in an index: “Baker, Sean”. Left empty, it is made.",
    )
    disambiguation = CleanCharField(
        max_length=100, blank=True, help_text="Tells namesakes apart: “film critic”, “composer”."
    )
    born = EdtfField()
    born_sort = EdtfSortField(of="born")
    died = EdtfField()
    died_sort = EdtfSortField(of="died")
    biography = CleanTextField(
        blank=True,
        help_text="Markdown. About the work; private facts of the living only with a published "
        "source.",
    )
    pseudonym_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pseudonyms",
        help_text="Only where a public source says so; give it below.",
    )
    pseudonym_source = WebAddressField(
        help_text="Where it is publicly said that these are one person."
    )
    imdb_id = IdentifierField(
        "IMDb",
        scheme="imdb name",
        max_length=12,
        help_text="nm0000001, or the address of the page.",
    )
    tmdb_id = IdentifierField(
        "TMDB", scheme="tmdb person", max_length=12, help_text="287, or the address of the page."
    )
    wikidata_id = IdentifierField(
        "Wikidata", scheme="wikidata", max_length=16, help_text="Q42, or the address of the page."
    )
    viaf_id = IdentifierField(
        "VIAF", scheme="viaf", max_length=24, help_text="96987389, or the address of the page."
    )
    folded = FoldedField(of=("name", "sort_name"))
    folded_sort_name = FoldedField(of="sort_name")

    objects = PersonQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["folded_sort_name", "pk"]
        verbose_name_plural = "people"
        indexes = [
            *Publishable.Meta.indexes,
            beginning("folded", "person_begins"),
            beginning("folded_sort_name", "person_sort_begins"),
            # Nearly all have none: SQLite holds the index of all for useless.
            models.Index(
                fields=["pseudonym_of"],
                name="person_by_pseudonym",
                condition=Q(pseudonym_of__isnull=False),
            ),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="filmography_person_not_own_pseudonym",
                condition=Q(pseudonym_of__isnull=True) | ~Q(pseudonym_of=models.F("pk")),
                violation_error_message="A person cannot be their own pseudonym.",
            ),
            models.CheckConstraint(
                name="filmography_person_pseudonym_sourced",
                condition=Q(pseudonym_of__isnull=True) | ~Q(pseudonym_source=""),
                violation_error_message="Say where it is publicly known that the two names are "
                "one person.",
            ),
            models.CheckConstraint(
                name="filmography_person_pseudonym_source_web",
                condition=web_address("pseudonym_source"),
                violation_error_message="The address must begin with http:// or https://.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_name = self.sort_name or sort_name_of(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("filmography:person-detail", args=[self.slug])

    def slug_bases(self) -> Iterator[str]:
        yield self.name
        if self.disambiguation:
            yield f"{self.name} {self.disambiguation}"

    def distinguishing_label(self) -> str:
        """The name with what tells namesakes apart, for lists to choose from."""
        life = f"{self.born[:4]}–{self.died[:4]}" if self.born or self.died else ""
        marks = ", ".join(part for part in (self.disambiguation, life) if part)
        return f"{self.name} ({marks})" if marks else self.name


class OtherName(NaturalKeyModel):
    class Use(models.TextChoices):
        SHOWN = "shown", "Shown on the page"
        SEARCH = "search", "Found by search only"
        SUPPRESSED = "suppressed", "Suppressed everywhere"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="other_names")
    name = CleanCharField(max_length=200)
    use = models.CharField(
        max_length=12,
        choices=Use,
        default=Use.SEARCH,
        help_text="Suppress a name that its bearer no longer uses; it is then neither shown nor "
        "found.",
    )
    folded = FoldedField(of="findable_name")

    natural_key_fields = ("person__slug", "name")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="filmography_othername_once",
                violation_error_message="This person has this other name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def findable_name(self) -> str:
        return "" if self.use == self.Use.SUPPRESSED else self.name
