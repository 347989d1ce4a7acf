"""Owns what of a contributor's own words is here already: source, film, person, themes, locator."""

import re
from typing import Any

from django.db.models import Q, QuerySet

from critiques.models import Excerpt, Source, Theme
from filmography.models import Film
from filmography.publishing.text import fold

MOST_SHOWN = 5
_YEAR = re.compile(r"\s*\((\d{4})\)\s*\Z")

_TO = r"(?:\s*[-–—]\s*{0})?"
_ROMAN_OR_NOT = r"([\divxlc]+)"
_TIME = r"(\d{1,2}:\d\d(?::\d\d)?)"


def _place(words: str, number: str) -> re.Pattern[str]:
    return re.compile(words + r"\s*" + number + _TO.format(number), re.I)


_PLACES = (
    (Excerpt.Locator.PAGE, _place(r"\b(?:pages?|pp?\.?|s\.)", _ROMAN_OR_NOT)),
    (Excerpt.Locator.PARAGRAPH, _place(r"\b(?:paragraphs?|par\.?)", r"(\d+)")),
    (Excerpt.Locator.CHAPTER, _place(r"\b(?:chapters?|ch\.?)", r"(\d+)")),
    (Excerpt.Locator.TIMECODE, _place("", _TIME)),
)


def matching_sources(sent: Any, among: QuerySet) -> list[Source]:
    """Sources that may be meant, the surest first: by address, then by title."""
    if sent.source_id and (named := among.filter(pk=sent.source_id).first()):
        return [named]
    meant = Q()
    if sent.source_url:
        meant |= Q(url=sent.source_url) | Q(archived_url=sent.source_url)
    if wanted := fold(sent.source_title):
        meant |= Q(folded__startswith=wanted)
    if not meant:
        return []
    found = among.filter(meant).select_related("publication")[: 4 * MOST_SHOWN]
    return sorted(found, key=lambda source: source.url != sent.source_url)[:MOST_SHOWN]


def matching_films(about: str, among: QuerySet) -> list[Film]:
    """Films of this title, also with the year behind it."""
    year = _YEAR.search(about)
    wanted = fold(_YEAR.sub("", about))
    if not wanted:
        return []
    named = Q(folded_title=wanted) | Q(folded__startswith=wanted) | Q(other_titles__folded=wanted)
    found = list(among.filter(named).distinct()[: 4 * MOST_SHOWN])
    found.sort(key=lambda film: (film.folded_title != wanted, _is_of_another_year(film, year)))
    return found[:MOST_SHOWN]


def _is_of_another_year(film: Film, year: re.Match[str] | None) -> bool:
    return year is not None and str(film.year) != year[1]


def matching_person(about: str, among: QuerySet) -> Any | None:
    """The one person of this name."""
    wanted = fold(about)
    found = [one for one in among.filter(folded__startswith=wanted) if fold(one.name) == wanted]
    return found[0] if wanted and len(found) == 1 else None


def matching_themes(words: str, among: QuerySet) -> list[Theme]:
    """Those of these names, or other names, divided by commas."""
    names = [name for part in re.split(r"[,;\n]", words) if (name := fold(part))]
    if not names:
        return []
    named = Q(folded__in=names) | Q(other_names__folded__in=names)
    return list(among.filter(named).distinct()[:20])


def locator_in(words: str) -> tuple[str, str, str]:
    """Label and numbers of a place as people write it: "p. 12–15", "01:02:03"."""
    for label, pattern in _PLACES:
        if found := pattern.search(words):
            return label.value, found[1], found[2] or ""
    return "", "", ""


def is_publication_here(name: str, among_sources: QuerySet) -> bool:
    """Whether one of these sources appeared in a publication of this name."""
    wanted = fold(name)
    if not wanted:
        return False
    alike = among_sources.filter(publication__folded__startswith=wanted)
    names = alike.values_list("publication__name", flat=True).distinct()[: 4 * MOST_SHOWN]
    return any(fold(each) == wanted for each in names)
