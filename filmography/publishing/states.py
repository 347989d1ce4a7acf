"""Publication states: the one vocabulary for all that can be public, and what may follow what."""

from django.db import models


class PublicationState(models.TextChoices):
    DRAFT = "draft", "Draft"
    IN_REVIEW = "in_review", "In review"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


PUBLISHABLE = frozenset(
    {PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.WITHDRAWN}
)
WITHDRAWABLE = frozenset({PublicationState.PUBLISHED})
REVIEWABLE = frozenset({PublicationState.DRAFT})
REDRAFTABLE = frozenset({PublicationState.IN_REVIEW, PublicationState.WITHDRAWN})
