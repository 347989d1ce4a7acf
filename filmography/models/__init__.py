"""The facts: films, people, who made what, what was awarded. Knows nothing of criticism."""

from filmography.models.awards import Award
from filmography.models.credits import Credit
from filmography.models.films import Film, FilmVersion, OtherTitle
from filmography.models.images import Image
from filmography.models.organisations import FilmOrganisation, Organisation
from filmography.models.people import OtherName, Person
from filmography.models.reference import Country, Genre, Language, TaggedFilm
from filmography.models.scenes import Scene
from filmography.publishing.consents import Consent
from filmography.publishing.history import RecordVersion
from filmography.publishing.networks import NetworkTrace
from filmography.publishing.open_forms import OpenForm
from filmography.publishing.outbox import OutgoingMail
from filmography.publishing.preview_links import PreviewLink
from filmography.publishing.site import SiteSettings
from filmography.publishing.slugs import FormerSlug

__all__ = [
    "Award",
    "Consent",
    "Country",
    "Credit",
    "Film",
    "FilmOrganisation",
    "FilmVersion",
    "FormerSlug",
    "Genre",
    "Image",
    "Language",
    "NetworkTrace",
    "OpenForm",
    "Organisation",
    "OtherName",
    "OtherTitle",
    "OutgoingMail",
    "Person",
    "PreviewLink",
    "RecordVersion",
    "Scene",
    "SiteSettings",
    "TaggedFilm",
]
