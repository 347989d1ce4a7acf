"""Publication states: the one vocabulary for all that can be public, and what may follow what."""

from django.db import models


class PublicationState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


# The fields that only transitions write.
OF_PUBLICATION = frozenset({"state", "published_at", "published_until", "withdrawal_notice"})

PUBLISHABLE = frozenset(
    {PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.WITHDRAWN}
)
WITHDRAWABLE = frozenset({PublicationState.PUBLISHED})
REVIEWABLE = frozenset({PublicationState.DRAFT})
REDRAFTABLE = frozenset({PublicationState.IN_REVIEW, PublicationState.WITHDRAWN})
