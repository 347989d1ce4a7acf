"""What is said about the facts: sources, excerpts and what is made of them."""

from critiques.models.anchors import AlreadyDecided, ExcerptAnchor, Reanchoring
from critiques.models.annotations import Annotation
from critiques.models.captures import Capture, CaptureRead
from critiques.models.contributors import SourceContributor, SourceRelation
from critiques.models.excerpts import Excerpt
from critiques.models.lists import FilmList, FilmListEntry
from critiques.models.moderation import (
    Contribution,
    ContributionRound,
    Contributor,
    ModerationEvent,
    ModerationMessage,
    ModerationNote,
    Reply,
    Report,
    Reporter,
    StaffNotices,
    Terms,
)
from critiques.models.publications import Publication
from critiques.models.quotation_states import QuotationState
from critiques.models.responses import Response
from critiques.models.search_entries import SearchEntry, SearchLanguage
from critiques.models.sources import Source
from critiques.models.subjects import ExcerptSubject, ExcerptTranslation, ExcerptVoice, Stance
from critiques.models.themes import TaggedExcerpt, Theme, ThemeName

__all__ = [
    "AlreadyDecided",
    "Annotation",
    "Capture",
    "CaptureRead",
    "Contribution",
    "ContributionRound",
    "Contributor",
    "Excerpt",
    "ExcerptAnchor",
    "ExcerptSubject",
    "ExcerptTranslation",
    "ExcerptVoice",
    "FilmList",
    "FilmListEntry",
    "ModerationEvent",
    "ModerationMessage",
    "ModerationNote",
    "Publication",
    "QuotationState",
    "Reanchoring",
    "Reply",
    "Report",
    "Reporter",
    "Response",
    "SearchEntry",
    "SearchLanguage",
    "Source",
    "SourceContributor",
    "SourceRelation",
    "StaffNotices",
    "Stance",
    "TaggedExcerpt",
    "Terms",
    "Theme",
    "ThemeName",
]
