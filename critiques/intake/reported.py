"""Owns what a public address of this site is about: a record, or a page of its own."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from critiques.models import Excerpt, FilmList, Publication, Source, Theme
from filmography.models import Film, Organisation, Person
from filmography.publishing.gone import Moved, raise_if_moved

_NAMED: dict[str, Any] = {
    "filmography:film-detail": Film,
    "filmography:film-scenes": Film,
    "critiques:film-excerpts": Film,
    "critiques:film-feed": Film,
    "filmography:person-detail": Person,
    "filmography:organisation-detail": Organisation,
    "critiques:source-detail": Source,
    "critiques:publication-detail": Publication,
    "critiques:theme-detail": Theme,
    "critiques:theme-feed": Theme,
    "critiques:list-detail": FilmList,
    "critiques:excerpt-detail": Excerpt,
    "critiques:excerpt-web-annotation": Excerpt,
    "critiques:debate": Excerpt,
}
_FOR_STAFF = {"critiques:styleguide"}
# A note or a reply on the page of a passage.
_PART = re.compile(r"(?:note|reply)-[0-9a-z]{6,12}")


@dataclass(frozen=True)
class Reported:
    # None for a page that is no record's.
    record: Any | None
    # As it is kept: of this site, without what tells nothing.
    address: str

    @property
    def title(self) -> str:
        """How the page is called; of a passage, whose words may be covered, only its source."""
        if isinstance(self.record, Excerpt):
            return f"a passage from “{self.record.source}”"
        return str(self.record or f"the page {self.address}")

    @property
    def record_key(self) -> dict[str, Any]:
        """The fields of a report that name the record."""
        if self.record is None:
            return {}
        return {"record_label": self.record._meta.label, "record_id": self.record.pk}

    @property
    def takes_reply(self) -> bool:
        """Only under a passage can a reply stand."""
        return isinstance(self.record, Excerpt)


def reported(address: str) -> Reported | None:
    """What a public address of this site is about, in full or from the first slash on; None for
    any other: what is hidden answers as what is not there."""
    is_whole = "://" in address or address.startswith("/")
    try:
        parts = urlsplit(address if is_whole else f"//{address}")
        match = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        return None
    if parts.netloc and parts.netloc.lower() != urlsplit(settings.SITE_URL).netloc.lower():
        return None
    if _is_page(match):
        return Reported(None, unquote(parts.path))
    model = _NAMED.get(match.view_name)
    record = _public(model, match.kwargs) if model else None
    if record is None:
        return None
    part = f"#{parts.fragment}" if _PART.fullmatch(parts.fragment) else ""
    return Reported(record, f"{unquote(record.get_absolute_url())}{part}")


def _is_page(match: ResolverMatch) -> bool:
    """Whether it is a public page that is no record's, such as a list."""
    is_ours = match.app_name in ("critiques", "filmography")
    return is_ours and not match.kwargs and match.view_name not in _FOR_STAFF


def _public(model: Any, name: dict[str, str]) -> Any | None:
    public = model.objects.published()
    if "slug" not in name:
        return public.select_related("source").filter(public_id=name["public_id"]).first()
    found = public.filter(slug=name["slug"]).first()
    if found is None:
        try:
            raise_if_moved(model, name["slug"])
        except Moved as moved:
            return public.filter(slug=moved.slug).first()
    return found
