"""Countries, languages and genres: the short lists that films and texts refer to."""

from typing import Any

from django.db import models
from taggit.models import ItemBase, TagBase

from filmography.publishing.fields import CleanCharField, CleanTextField, FoldedField
from filmography.publishing.natural import NaturalKeyModel
from filmography.publishing.slugs import Slugged


class CodeField(CleanCharField):
    """A primary key that is a natural key too, so it is written out with the other fields.

    Django leaves primary keys out of what it writes by natural keys, and a language would lose
    its code. To migrations this is the plain field.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        self.serialize = True

    def deconstruct(self) -> tuple[str, str, list, dict]:
        name, _, args, kwargs = super().deconstruct()
        plain = f"{CleanCharField.__module__}.{CleanCharField.__qualname__}"
        return name, plain, args, {**kwargs, "serialize": False}


class Country(NaturalKeyModel):
    """A state, present or past; the code is ISO 3166-1 alpha-2, or ISO 3166-3 for a former one."""

    code = CodeField(max_length=4, primary_key=True)
    name = CleanCharField(max_length=100)
    folded = FoldedField(of=("name", "code"))

    natural_key_fields = ("code",)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self) -> str:
        return self.name


class Language(NaturalKeyModel):
    """A language by its BCP 47 tag, which pages also use to mark passages in it."""

    code = CodeField(max_length=20, primary_key=True, help_text="BCP 47 tag, such as en or pt-BR.")
    name = CleanCharField(max_length=100)
    folded = FoldedField(of=("name", "code"))

    natural_key_fields = ("code",)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Genre(Slugged, TagBase):
    name = CleanCharField(max_length=100, unique=True)
    description = CleanTextField(blank=True)
    folded = FoldedField(of="name")

    class Meta:
        ordering = ["name"]


class TaggedFilm(NaturalKeyModel, ItemBase):
    tag = models.ForeignKey(Genre, on_delete=models.CASCADE, related_name="tagged_films")
    content_object = models.ForeignKey(
        "Film", on_delete=models.CASCADE, related_name="tagged_genres"
    )

    natural_key_fields = ("content_object__slug", "tag__slug")

    class Meta:
        verbose_name = "genre of a film"
        verbose_name_plural = "genres of films"
        constraints = [
            models.UniqueConstraint(
                fields=["content_object", "tag"],
                name="filmography_taggedfilm_once",
                violation_error_message="This film has this genre already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_object}: {self.tag}"
