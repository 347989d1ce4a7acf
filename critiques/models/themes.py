"""Themes: the concepts under which passages are gathered, broader and narrower."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from taggit.models import ItemBase, TagBase

from filmography.publishing.fields import CleanCharField, CleanTextField, FoldedField
from filmography.publishing.models import Publishable, PublishableQuerySet, visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once
from filmography.publishing.slugs import Slugged


class ThemeQuerySet(PublishableQuerySet):
    def in_alphabet(self) -> "ThemeQuerySet":
        return self.order_by("folded", "pk")


class Theme(Slugged, Publishable, TagBase):
    name = CleanCharField(max_length=100, unique=True)
    definition = CleanTextField(
        blank=True, help_text="Markdown. What belongs under this theme, and what does not."
    )
    broader = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="narrower",
        verbose_name="broader theme",
    )
    folded = FoldedField(of="name")

    objects = ThemeQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["folded", "pk"]
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                name="critiques_theme_not_its_own_broader",
                condition=Q(broader__isnull=True) | ~Q(broader=F("pk")),
                violation_error_message="A theme cannot be broader than itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("critiques:theme-detail", args=[self.slug])

    def clean(self) -> None:
        if self.pk and self.pk in self._broader_ids():
            raise ValidationError({"broader": "This theme would become broader than itself."})

    def public_ancestors(self) -> list["Theme"]:
        """The broader themes that are public, the broadest first."""
        ids = self._broader_ids()
        public = Theme.objects.published().exclude(pk=self.pk).in_bulk(ids)
        return [public[pk] for pk in reversed(ids) if pk in public]

    def _broader_ids(self) -> list[int]:
        """Ids of the broader themes, nearest first; a circle ends where it closes.

        One query, however deep: there are hundreds of themes, not millions.
        """
        broader = dict(Theme.objects.order_by().values_list("pk", "broader"))
        ids: list[int] = []
        pk = self.broader_id
        while pk is not None and pk not in ids:
            ids.append(pk)
            pk = broader.get(pk)
        return ids

    def distinguishing_label(self) -> str:
        return f"{self.name} ({self.broader.name})" if self.broader else self.name


class ThemeName(NaturalKeyModel):
    """Another word under which readers may look for a theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="other_names")
    name = CleanCharField(max_length=100)
    folded = FoldedField(of="name")

    natural_key_fields = ("theme__slug", "name")

    class Meta:
        ordering = ["name"]
        verbose_name = "other name"
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "name"],
                name="critiques_themename_once",
                violation_error_message="This theme has this other name already.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TaggedExcerptQuerySet(NaturalKeyQuerySet):
    @once
    def visible(self) -> "TaggedExcerptQuerySet":
        return self.filter(visible("tag__"))


class TaggedExcerpt(NaturalKeyModel, ItemBase):
    tag = models.ForeignKey(
        Theme, on_delete=models.CASCADE, related_name="tagged_excerpts", verbose_name="theme"
    )
    content_object = models.ForeignKey(
        "Excerpt", on_delete=models.CASCADE, related_name="tagged_themes"
    )

    objects = TaggedExcerptQuerySet.as_manager()
    natural_key_fields = ("content_object__public_id", "tag__slug")

    class Meta:
        verbose_name = "theme of an excerpt"
        verbose_name_plural = "themes of excerpts"
        # Holds all that is asked when the passages under a theme are looked for.
        indexes = [models.Index(fields=["tag", "content_object"], name="taggedexcerpt_by_theme")]
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="critiques_taggedexcerpt_once",
                violation_error_message="This excerpt has this theme already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"
