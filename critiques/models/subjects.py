"""What an excerpt is about and with what stance, whose words it holds, its translations."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q

from critiques.models.quotation_states import showable
from critiques.models.sources import Source
from filmography.models import Person
from filmography.publishing.fields import CleanCharField, CleanTextField
from filmography.publishing.models import visible
from filmography.publishing.natural import NaturalKeyModel, NaturalKeyQuerySet
from filmography.publishing.put_together import once


class Stance(models.TextChoices):
    FAVOURABLE = "favourable", "Favourable"
    MIXED = "mixed", "Mixed"
    UNFAVOURABLE = "unfavourable", "Unfavourable"
    NEUTRAL = "neutral", "Neutral"


class ExcerptSubjectQuerySet(NaturalKeyQuerySet):
    @once
    def visible(self) -> "ExcerptSubjectQuerySet":
        """Subjects whose film or person is public."""
        return self.filter(visible("film__") | visible("person__"))

    @once
    def of_public_excerpts(self) -> "ExcerptSubjectQuerySet":
        """Visible subjects of public excerpts: an excerpt with one asks nothing else of it."""
        return self.visible().filter(
            visible("excerpt__"), visible("excerpt__source__"), showable("excerpt__")
        )


class ExcerptSubject(NaturalKeyModel):
    class Role(models.TextChoices):
        SUBJECT = "subject", "Subject"
        COMPARED = "compared", "Compared with"

    excerpt = models.ForeignKey("Excerpt", on_delete=models.CASCADE, related_name="subjects")
    film = models.ForeignKey(
        "filmography.Film",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="excerpt_subjects",
    )
    person = models.ForeignKey(
        "filmography.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="excerpt_subjects",
    )
    role = models.CharField(max_length=12, choices=Role, default=Role.SUBJECT)
    stance = models.CharField(
        max_length=12, choices=Stance, blank=True, help_text="Of this passage to this subject."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower stands first.")

    objects = ExcerptSubjectQuerySet.as_manager()
    natural_key_fields = ("excerpt__public_id", "film__slug", "person__slug")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "subject of an excerpt"
        verbose_name_plural = "subjects of excerpts"
        # Hold all that is asked when the passages about a film or person, or of a stance, are
        # looked for.
        indexes = [
            models.Index(fields=["film", "excerpt"], name="excerptsubject_by_film"),
            models.Index(fields=["person", "excerpt"], name="excerptsubject_by_person"),
            models.Index(fields=["stance", "excerpt"], name="excerptsubject_by_stance"),
        ]
        constraints = [
            models.CheckConstraint(
                name="critiques_excerptsubject_exactly_one",
                condition=Q(film__isnull=False, person__isnull=True)
                | Q(film__isnull=True, person__isnull=False),
                violation_error_message="A subject is one film or one person. Add a row for each.",
            ),
            models.UniqueConstraint(
                fields=["excerpt", "film"],
                name="critiques_excerptsubject_film_once",
                violation_error_message="This film is a subject already.",
            ),
            models.UniqueConstraint(
                fields=["excerpt", "person"],
                name="critiques_excerptsubject_person_once",
                violation_error_message="This person is a subject already.",
            ),
            models.CheckConstraint(
                name="critiques_excerptsubject_stance_known",
                condition=Q(stance__in=["", *Stance.values]),
                violation_error_message="This stance does not exist.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.film or self.person)

    @property
    def target(self) -> models.Model:
        return self.film or self.person


class ExcerptVoiceQuerySet(NaturalKeyQuerySet):
    @once
    def nameable(self) -> "ExcerptVoiceQuerySet":
        return self.filter(~Q(name="") | visible("person__"))

    @once
    def of_public_people(self) -> "ExcerptVoiceQuerySet":
        return self.filter(visible("person__"))

    @once
    def by_name_only(self) -> "ExcerptVoiceQuerySet":
        """Those who stand there by a name only: a person who is not public is none."""
        return self.filter(~visible("person__")).exclude(name="")

    @once
    def with_public_people(self) -> "ExcerptVoiceQuerySet":
        """A person who is not public is none: the name given in words may still stand."""
        return self.prefetch_related(Prefetch("person", Person.objects.published()))


class ExcerptVoice(NaturalKeyModel):
    """Whose words an excerpt holds, when they are not the author's."""

    excerpt = models.ForeignKey("Excerpt", on_delete=models.CASCADE, related_name="voices")
    person = models.ForeignKey(
        "filmography.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="excerpt_voices",
    )
    name = CleanCharField(
        max_length=200, blank=True, help_text="If there is no record of the person."
    )
    start = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="In a dialogue: the first character of these words, from 0.",
    )
    end = models.PositiveIntegerField(
        null=True, blank=True, help_text="And the one after the last."
    )
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower stands first.")

    objects = ExcerptVoiceQuerySet.as_manager()
    natural_key_fields = ("excerpt__public_id", "person__slug", "name", "start")

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "voice of an excerpt"
        verbose_name_plural = "voices of excerpts"
        constraints = [
            models.CheckConstraint(
                name="critiques_excerptvoice_is_somebody",
                condition=Q(person__isnull=False) | ~Q(name=""),
                violation_error_message="Choose a person, or give the name.",
            ),
            models.CheckConstraint(
                name="critiques_excerptvoice_span_possible",
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__gt=F("start")),
                violation_error_message="Give both ends of the span, the second after the first, "
                "or neither.",
            ),
        ]

    def clean(self) -> None:
        length = len(self.excerpt.text)
        if self.end is not None and self.end > length:
            raise ValidationError({"end": f"The text has {length} characters only."})

    def __str__(self) -> str:
        return self.name or str(self.person)


class ExcerptTranslationQuerySet(NaturalKeyQuerySet):
    @once
    def with_page_data(self) -> "ExcerptTranslationQuerySet":
        sources = Source.objects.published()
        return self.select_related("language").prefetch_related(Prefetch("source", sources))


class ExcerptTranslation(NaturalKeyModel):
    excerpt = models.ForeignKey("Excerpt", on_delete=models.CASCADE, related_name="translations")
    language = models.ForeignKey("filmography.Language", on_delete=models.PROTECT, related_name="+")
    text = CleanTextField()
    translator = CleanCharField(max_length=200, blank=True, help_text="Who translated it.")
    source = models.ForeignKey(
        "Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translated_excerpts",
        help_text="The published translation, if it is one.",
    )

    objects = ExcerptTranslationQuerySet.as_manager()
    natural_key_fields = ("excerpt__public_id", "language__code")

    class Meta:
        ordering = ["language"]
        verbose_name = "translation of an excerpt"
        verbose_name_plural = "translations of excerpts"
        constraints = [
            models.UniqueConstraint(
                fields=["excerpt", "language"],
                name="critiques_excerpttranslation_once",
                violation_error_message="There is a translation into this language already.",
            ),
            models.CheckConstraint(
                name="critiques_excerpttranslation_credited",
                condition=~Q(translator="") | Q(source__isnull=False),
                violation_error_message="Name the translator, or the source that holds the "
                "translation.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.excerpt} ({self.language})"
