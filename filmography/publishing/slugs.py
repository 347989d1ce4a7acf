"""Addresses of records: slugs in any script, unique in their kind, that leave redirects."""

from collections.abc import Iterator
from itertools import count
from typing import Any, Self

from django.db import IntegrityError, models, transaction

from filmography.publishing.fields import UnicodeSlugField
from filmography.publishing.natural import NaturalKeyModel
from filmography.publishing.text import slug_from

SLUG_LENGTH = 80


class FormerSlug(models.Model):
    """An address that a record once had; it redirects for ever."""

    kind = models.CharField(max_length=100)
    slug = UnicodeSlugField()
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="filmography_formerslug_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


class Slugged(NaturalKeyModel):
    slug = UnicodeSlugField(
        "address",
        unique=True,
        blank=True,
        help_text="The last part of the page's address. Leave it empty to have it made; "
        "if you change it, the old address redirects.",
        error_messages={"unique": "Another record has this address. Choose a different one."},
    )

    natural_key_fields = ("slug",)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.slug:
            self._save_at_slug(*args, **kwargs)
            return
        while True:
            self.slug = self._free_slug()
            try:
                self._save_at_slug(*args, **kwargs)
                return
            except IntegrityError:
                # A record of the same name, made at the same moment, may have taken it.
                if self._free_slug() == self.slug:
                    raise

    def _save_at_slug(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            if self.pk and not self._state.adding:
                self._remember_former_slug()
            super().save(*args, **kwargs)

    def slug_bases(self) -> Iterator[str]:
        """What the slug may be made of, best first."""
        yield str(self)

    @classmethod
    def at_former_slug(cls, slug: str) -> Self | None:
        """The record that once stood at this address, if any."""
        ids = FormerSlug.objects.filter(kind=cls._meta.label_lower, slug=slug).values("object_id")
        return cls.objects.filter(pk__in=ids).first()

    def _free_slug(self) -> str:
        kind = self._meta.label_lower
        others = type(self).objects.exclude(pk=self.pk)
        former = FormerSlug.objects.filter(kind=kind)
        return next(
            slug
            for slug in self._slug_candidates()
            if not others.filter(slug=slug).exists() and not former.filter(slug=slug).exists()
        )

    def _slug_candidates(self) -> Iterator[str]:
        bases = [
            slug for text in self.slug_bases() if (slug := slug_from(text, max_length=SLUG_LENGTH))
        ]
        yield from bases
        last = bases[-1] if bases else self._meta.model_name
        yield from (f"{last}-{number}" for number in count(2))

    def _remember_former_slug(self) -> None:
        kind = self._meta.label_lower
        old = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if old is None or old == self.slug:
            return
        FormerSlug.objects.filter(kind=kind, slug=self.slug).delete()
        FormerSlug.objects.update_or_create(kind=kind, slug=old, defaults={"object_id": self.pk})
