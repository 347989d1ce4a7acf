"""What is said about the facts: sources, excerpts and what is made of them."""

from critiques.models.anchors import AlreadyDecided, ExcerptAnchor, Reanchoring
from critiques.models.annotations import Annotation
from critiques.models.captures import Capture, CaptureRead
from critiques.models.contributors import SourceContributor, SourceRelation
from critiques.models.excerpts import Excerpt
from critiques.models.lists import FilmList, FilmListEntry
from critiques.models.publications import Publication
from critiques.models.quotation_states import QuotationState
from critiques.models.responses import Response
from critiques.models.sources import Source
from critiques.models.subjects import ExcerptSubject, ExcerptTranslation, ExcerptVoice, Stance
from critiques.models.themes import TaggedExcerpt, Theme, ThemeName

__all__ = [
    "AlreadyDecided",
    "Annotation",
    "Capture",
    "CaptureRead",
    "Excerpt",
    "ExcerptAnchor",
    "ExcerptSubject",
    "ExcerptTranslation",
    "ExcerptVoice",
    "FilmList",
    "FilmListEntry",
    "Publication",
    "QuotationState",
    "Reanchoring",
    "Response",
    "Source",
    "SourceContributor",
    "SourceRelation",
    "Stance",
    "TaggedExcerpt",
    "Theme",
    "ThemeName",
]
