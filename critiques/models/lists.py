"""Lists: ordered films with a note to each, by the editors or as a source published them."""

from collections.abc import Iterator

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse

from critiques.models.sources import Source
from filmography.models import Film
from filmography.publishing.counting import related_count
from filmography.publishing.fields import CleanCharField, CleanTextField, FoldedField
from filmography.publishing.models import Publishable, PublishableQuerySet, visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged


class FilmListQuerySet(PublishableQuerySet):
    @once
    def published(self) -> "FilmListQuerySet":
        """Public lists; one taken from a source only if that is public too."""
        return super().published().filter(Q(source__isnull=True) | visible("source__"))

    @once
    def with_film_counts(self) -> "FilmListQuerySet":
        return self.annotate(film_count=related_count(FilmListEntry.objects.visible(), "film_list"))


class FilmList(Slugged, Publishable):
    title = CleanCharField(max_length=200)
    introduction = CleanTextField(blank=True, help_text="Markdown.")
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lists",
        help_text="Where it was published; empty for a list by the editors.",
    )
    is_ranked = models.BooleanField(default=False, help_text="Tick if the order is a judgement.")
    folded = FoldedField(of="title")

    objects = FilmListQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["folded", "pk"]
        verbose_name = "list"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("critiques:list-detail", args=[self.slug])

    def slug_bases(self) -> Iterator[str]:
        yield self.title


class FilmListEntryQuerySet(NaturalKeyQuerySet):
    @once
    def visible(self) -> "FilmListEntryQuerySet":
        return self.filter(visible("film__"))

    @once
    def of_public_lists(self) -> "FilmListEntryQuerySet":
        return self.filter(film_list__in=FilmList.objects.published()).select_related("film_list")

    @once
    def with_page_data(self) -> "FilmListEntryQuerySet":
        return self.prefetch_related(Prefetch("film", Film.objects.with_directors()))


class FilmListEntry(NaturalKeyModel):
    film_list = models.ForeignKey(FilmList, on_delete=models.CASCADE, related_name="entries")
    film = models.ForeignKey(
        "filmography.Film", on_delete=models.PROTECT, related_name="list_entries"
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower stands first.")
    note = CleanTextField(blank=True, help_text="Markdown.")

    objects = FilmListEntryQuerySet.as_manager()
    natural_key_fields = ("film_list__slug", "film__slug")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "entry"
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["film_list", "film"],
                name="critiques_filmlistentry_once",
                violation_error_message="This film stands in the list already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.film)
