"""What was sent in each round of a contribution, and by whom: rows whose words can be erased."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from filmography.publishing.edtf import InvalidEdtf, in_words
from filmography.publishing.fields import CleanCharField, CleanTextField


def content_hash(words: dict[str, Any], said: str = "", before: str = "") -> str:
    """Of all that a decision is about: what was sent, and what was said of it since (words that a
    moderator proposes, a message). With the hash `before`, so that no earlier one comes back."""
    sent = {name: str(getattr(value, "pk", value) or "") for name, value in words.items()}
    content = sent | {"said": said, "before": before}
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


class ContributionRoundQuerySet(models.QuerySet):
    def erase(self) -> None:
        self.update(**dict.fromkeys(ERASED_WORDS, ""), film=None, person=None, source=None)


class ContributionRound(models.Model):
    """What was sent each time."""

    class Kind(models.TextChoices):
        QUOTATION = "quotation", "A quotation: the source’s own words"
        PARAPHRASE = "paraphrase", "A paraphrase: what it says, in my words"
        TRANSLATION = "translation", "A translation of the source’s words"

    contribution = models.ForeignKey(
        "critiques.Contribution", on_delete=models.CASCADE, related_name="rounds"
    )
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    content_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.QUOTATION)
    text = CleanTextField(max_length=5_000, blank=True)
    translation = CleanTextField(max_length=5_000, blank=True)
    language = models.ForeignKey(
        "filmography.Language", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    film = models.ForeignKey(
        "filmography.Film", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    person = models.ForeignKey(
        "filmography.Person", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # What was typed: the film or person may not be here yet.
    about = CleanCharField(max_length=300, blank=True)
    source = models.ForeignKey(
        "critiques.Source", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    source_title = CleanCharField(max_length=300, blank=True)
    source_author = CleanCharField(max_length=300, blank=True)
    source_publication = CleanCharField(max_length=200, blank=True)
    source_date = CleanCharField(max_length=50, blank=True)
    source_url = CleanCharField(max_length=1000, blank=True)
    locator = CleanCharField(max_length=100, blank=True)
    voice = CleanCharField(max_length=200, blank=True)
    themes = CleanCharField(max_length=300, blank=True)
    why = CleanTextField(max_length=2_000, blank=True)
    spoiler = models.BooleanField(default=False)

    objects = ContributionRoundQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["number"]
        verbose_name = "round of a contribution"
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "number"],
                name="critiques_contributionround_once",
                violation_error_message="This round was sent already.",
            )
        ]

    def __str__(self) -> str:
        return f"Round {self.number}"

    @property
    def has_web_link(self) -> bool:
        """Whether the link is one that a browser may be sent to."""
        return self.source_url.startswith(("https://", "http://"))

    @property
    def date_in_words(self) -> str:
        """When the source appeared; as it was written where that is no date."""
        try:
            return in_words(self.source_date) if self.source_date else ""
        except InvalidEdtf:
            return self.source_date

    @property
    def words(self) -> dict[str, Any]:
        """Its fields as they are sent and compared."""
        return {name: getattr(self, name) for name in SENT_WORDS}


_NOT_SENT = {"id", "contribution", "number", "at", "content_hash"}
SENT_WORDS = tuple(
    field.name for field in ContributionRound._meta.concrete_fields if field.name not in _NOT_SENT
)
ERASED_WORDS = tuple(
    field.name
    for field in ContributionRound._meta.concrete_fields
    if isinstance(field, models.CharField | models.TextField)
    and field.name not in {"content_hash", "kind"}
)


# Of a translation by somebody who gives no name.
A_READER = "a reader"


class Contributor(models.Model):
    """Who sent a contribution: in a row of its own, which can be erased."""

    contribution = models.OneToOneField(
        "critiques.Contribution", on_delete=models.CASCADE, related_name="contributor"
    )
    name = CleanCharField(max_length=200, blank=True)
    credit = CleanCharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    email_confirmed_at = models.DateTimeField(null=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["email"], name="contributor_email")]

    def __str__(self) -> str:
        return self.credit or self.name or "Unnamed"
