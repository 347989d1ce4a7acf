"""Excerpts: passages of sources about films and people, in their words or in the editors'."""

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from taggit.managers import TaggableManager

from critiques.models.anchors import ExcerptAnchor
from critiques.models.checked import CheckedWords
from critiques.models.contributors import SourceContributor
from critiques.models.corrections import Corrected, correction_dated
from critiques.models.located import Located
from critiques.models.quotation_states import constraints_of_checked_words, showable
from critiques.models.sources import Source
from critiques.models.subjects import ExcerptSubject, ExcerptVoice
from critiques.models.themes import TaggedExcerpt, Theme
from critiques.quoted_share import share_obstacle
from critiques.seals import Seal, seal
from critiques.text_fragment import fragment_address
from filmography.models import Scene
from filmography.publishing.counting import related_count
from filmography.publishing.fields import CleanCharField, CleanTextField, PublicIdField
from filmography.publishing.lookups import has
from filmography.publishing.models import Publishable, PublishableQuerySet, visible
from filmography.publishing.put_together import once
from filmography.publishing.spans import span_fields


class ExcerptQuerySet(PublishableQuerySet):
    @once
    def published(self) -> "ExcerptQuerySet":
        """Public excerpts: of a public source, about at least one public film or person; and no
        quotation that is not known to be one."""
        subjects = ExcerptSubject.objects.visible().filter(excerpt=OuterRef("pk"))
        return super().published().filter(showable(), visible("source__"), has(subjects))

    def gone(self) -> "ExcerptQuerySet":
        """Withdrawn excerpts, and those that were public and whose source is withdrawn or whose
        words are no longer found there."""
        fallen = Q(source__in=Source.objects.gone()) | ~showable()
        was_public = Q(published_at__lte=timezone.now())
        return self.filter(Q(pk__in=super().gone().values("pk")) | (was_public & fallen))

    def quotations(self) -> "ExcerptQuerySet":
        return self.filter(kind=self.model.Kind.QUOTATION)

    def about_film(self, film: Any) -> "ExcerptQuerySet":
        return self.filter(pk__in=ExcerptSubject.objects.filter(film=film).values("excerpt"))

    def about_person(self, person: Any) -> "ExcerptQuerySet":
        return self.filter(pk__in=ExcerptSubject.objects.filter(person=person).values("excerpt"))

    def written_by(self, person: Any) -> "ExcerptQuerySet":
        theirs = SourceContributor.objects.authors().filter(person=person)
        return self.filter(source__in=theirs.values("source"))

    def spoken_by(self, person: Any) -> "ExcerptQuerySet":
        return self.filter(pk__in=ExcerptVoice.objects.filter(person=person).values("excerpt"))

    @once
    def with_annotation_counts(self) -> "ExcerptQuerySet":
        """Puts `annotation_count` on each excerpt: its public annotations."""
        notes = self.model._meta.get_field("annotations").related_model.objects.standing()
        return self.annotate(annotation_count=related_count(notes, "excerpt"))

    def uncovered(self) -> "ExcerptQuerySet":
        """Those that may be shown anywhere without a warning."""
        return self.filter(spoiler=False, content_notes="")

    @once
    def most_annotated(self) -> "ExcerptQuerySet":
        """Quotations before paraphrases, the most annotated first."""
        return self.with_annotation_counts().order_by("-kind", "-annotation_count", "-pk")

    def in_source_order(self) -> "ExcerptQuerySet":
        return self.order_by("position", F("anchor__start").asc(nulls_first=True), "pk")

    @once
    def with_page_data(self) -> "ExcerptQuerySet":
        """All that a card or a page shows, and nothing that is not public."""
        return self.with_annotation_counts().prefetch_related(
            Prefetch("quoted_from_source", Source.objects.published()),
            Prefetch("source", Source.objects.with_contributors()),
            Prefetch(
                "subjects",
                ExcerptSubject.objects.visible().select_related("film", "person"),
                to_attr="public_subjects",
            ),
            Prefetch(
                "voices",
                ExcerptVoice.objects.nameable().with_public_people(),
                to_attr="named_voices",
            ),
            # Through the link rows: taggit allows no queryset of one's own on the tags themselves.
            Prefetch(
                "tagged_themes",
                TaggedExcerpt.objects.visible().select_related("tag").order_by("tag__folded"),
                to_attr="public_theme_links",
            ),
            Prefetch(
                "scenes",
                Scene.objects.published().select_related("film"),
                to_attr="public_scenes",
            ),
        )


class Excerpt(Located, Corrected, CheckedWords, Publishable):
    needs_consent = True

    class Kind(models.TextChoices):
        QUOTATION = "quotation", "Quotation"
        PARAPHRASE = "paraphrase", "Paraphrase"

    class Locator(models.TextChoices):
        PAGE = "page", "Page"
        PARAGRAPH = "paragraph", "Paragraph"
        CHAPTER = "chapter", "Chapter"
        SECTION = "section", "Section"
        LINE = "line", "Line"
        TIMECODE = "timecode", "Timecode"

    public_id = PublicIdField()
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="excerpts", db_index=False
    )
    kind = models.CharField(
        max_length=12,
        choices=Kind,
        default=Kind.QUOTATION,
        help_text="A quotation holds the words of the source; a paraphrase says in yours what it "
        "argues.",
    )
    text = CleanTextField(
        help_text="Without quotation marks around the whole. Mark what you leave out with […]."
    )
    language = models.ForeignKey(
        "filmography.Language",
        on_delete=models.PROTECT,
        related_name="+",
        default="en",
        help_text="Of these words. A quotation stands in the language of its source.",
    )
    position = models.PositiveIntegerField(default=0, help_text="Its order in the source.")
    locator_label = models.CharField("locator", max_length=12, choices=Locator, blank=True)
    locator_from = CleanCharField("from", max_length=20, blank=True)
    locator_to = CleanCharField("to", max_length=20, blank=True)
    quoted_from_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="quoted_in",
        help_text="If the source itself quotes these words from another that is catalogued here.",
    )
    quoted_from_text = CleanCharField(
        "quoted from (in words)",
        max_length=300,
        blank=True,
        help_text="Or from one that is not: “acceptance speech, 2025”.",
    )
    scenes = models.ManyToManyField("filmography.Scene", blank=True, related_name="excerpts")
    themes = TaggableManager(through="critiques.TaggedExcerpt", blank=True, related_name="excerpts")
    spoiler = models.BooleanField(
        default=False,
        help_text="Tells how a film ends or turns; covered until the reader opens it.",
    )
    content_notes = CleanCharField(max_length=300, blank=True)
    contributor_credit = CleanCharField(
        max_length=200,
        blank=True,
        help_text="How the person who offered this passage wants to be named.",
    )

    objects = ExcerptQuerySet.as_manager()
    natural_key_fields = ("public_id",)

    # Ids of annotations that whoever changes the text places anew in the same transaction.
    annotations_in_hand: Collection[int] = ()
    # What became of the others in the last `save`, for who has to be told.
    annotations_carried: Sequence[Any] = ()

    class Meta(Publishable.Meta):
        ordering = ["-published_at", "-pk"]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["kind", "id"], name="excerpt_by_kind"),
            # Holds all that says whether those of a source are public.
            models.Index(
                fields=["source", "state", *span_fields(), "quotation_state", "override_reason"],
                name="excerpt_by_source",
            ),
            # Nearly all have none: SQLite holds the index of all for useless.
            models.Index(
                fields=["quoted_from_source"],
                name="excerpt_by_quoted_source",
                condition=Q(quoted_from_source__isnull=False),
            ),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            *constraints_of_checked_words(),
            correction_dated(),
            models.CheckConstraint(
                name="critiques_excerpt_has_words",
                condition=~Q(text=""),
                violation_error_message="An excerpt needs words.",
            ),
            models.CheckConstraint(
                name="critiques_excerpt_locator_complete",
                condition=Q(locator_label="", locator_from="", locator_to="")
                | (~Q(locator_label="") & ~Q(locator_from="")),
                violation_error_message="A locator needs both its kind (page, paragraph …) and a "
                "number.",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).words(12)

    def get_absolute_url(self) -> str:
        return reverse("critiques:excerpt-detail", args=[self.public_id])

    def clean(self) -> None:
        super().clean()
        known = self.is_quotation and self.source_id and self.language_id
        if known and self.language_id != self.source.language_id:
            message = "A quotation stands in the language of its source. Add a translation below."
            raise ValidationError({"language": message})

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            before = self.stored_words()
            self.date_correction(before)
            old_text = before.get("text")
            super().save(*args, **kwargs)
            if old_text not in (None, self.text):
                self._carry_annotations(old_text)

    def _carry_annotations(self, old_text: str) -> None:
        notes = list(self.annotations.exclude(pk__in=self.annotations_in_hand))
        for note in notes:
            note.carry(old_text, self.text)
        self.annotations_carried = notes

    @property
    def public_themes(self) -> list[Theme]:
        """Wants `with_page_data()`."""
        return [link.tag for link in self.public_theme_links]

    @property
    def seal(self) -> Seal | None:
        return seal(self)

    @property
    def source_address(self) -> str:
        """Of the source's own page, at these words; empty if it has none."""
        url = self.source.url
        return fragment_address(url, self.text) if self.is_quotation else url

    def public_anchor(self) -> ExcerptAnchor | None:
        """Where it stands, without the capture's words around it."""
        return ExcerptAnchor.objects.for_readers().filter(excerpt=self.pk).first()

    @property
    def main_subjects(self) -> list[ExcerptSubject]:
        """What it is about, or else what it compares with. Wants `with_page_data()`."""
        about = [one for one in self.public_subjects if one.role == one.Role.SUBJECT]
        return about or self.public_subjects

    def neighbours(self) -> dict[str, Any]:
        """The public excerpts that stand before and after this one in the source."""
        others = Excerpt.objects.published().filter(source=self.source_id)
        before = Q(position__lt=self.position) | Q(position=self.position, pk__lt=self.pk)
        after = Q(position__gt=self.position) | Q(position=self.position, pk__gt=self.pk)
        return {
            "previous": others.filter(before).order_by("-position", "-pk").first(),
            "next": others.filter(after).order_by("position", "pk").first(),
        }

    def obstacles(self) -> list[str]:
        missing = "" if self.subjects.exists() else "Say first which film or person it is about."
        found = [missing, self.unproved_obstacle(), share_obstacle(self, type(self).objects)]
        return [*super().obstacles(), *filter(None, found)]

    def distinguishing_label(self) -> str:
        """Its first words and where they stand, for lists to choose from."""
        return f"{self} — {self.source}"
