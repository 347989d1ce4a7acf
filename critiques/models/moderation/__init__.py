"""What the public sends, and what moderators decide on it."""

from critiques.models.moderation.contributions import Contribution
from critiques.models.moderation.events import (
    ModerationEvent,
    ModerationMessage,
    ModerationNote,
)
from critiques.models.moderation.replies import Reply
from critiques.models.moderation.reports import Report, Reporter
from critiques.models.moderation.rounds import ContributionRound, Contributor
from critiques.models.moderation.staff_notices import StaffNotices
from critiques.models.moderation.terms import Terms

__all__ = [
    "Contribution",
    "ContributionRound",
    "Contributor",
    "ModerationEvent",
    "ModerationMessage",
    "ModerationNote",
    "Reply",
    "Report",
    "Reporter",
    "StaffNotices",
    "Terms",
]
