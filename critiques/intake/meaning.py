"""Owns what the words of a stranger mean among the public records: which film, person, language.

It knows no draft: a name that only a hidden record bears means nothing here.
"""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q

from critiques.models import Publication, Source
from filmography.models import Film, Language, Person
from filmography.publishing.text import fold

MOST_SUGGESTED = 400
# “Anora (2024)”, “Ann Lee (critic)”
_WITH_NOTE = re.compile(r"(.*\S)\s*\(([^()]*)\)")


def suggestions() -> dict[str, list[str]]:
    """What the fields of a form offer while one types, by field."""
    films = Film.objects.published().order_by("-in_scope", "-year", "folded_title", "pk")
    people = Person.objects.published().in_alphabet()
    return {
        "about": [
            *(label(film) for film in films.only("title", "year")[:MOST_SUGGESTED]),
            *(label(person) for person in people[:MOST_SUGGESTED]),
        ],
        "source_publication": [
            publication.name for publication in Publication.objects.published()[:MOST_SUGGESTED]
        ],
        "language": [language.name for language in _languages_in_use()[:MOST_SUGGESTED]],
    }


def label(record: Film | Person | None) -> str:
    """As the list of suggestions has it, and as it is found again."""
    return record.distinguishing_label() if isinstance(record, Person) else str(record or "")


def film_or_person(typed: str) -> Film | Person | None:
    """The public record of this name, if there is just one; films come first."""
    return _film(typed) or _person(typed)


def language(typed: str) -> Language | None:
    """By its English name or its code, whichever was typed."""
    wanted = fold(typed)
    alike = Language.objects.filter(folded__contains=wanted) if wanted else []
    return _only(one for one in alike if wanted in (fold(one.name), fold(one.code)))


def name_if_foreign(language: Language | None) -> str:
    """The name of a language that is not the site's own."""
    return language.name if language and language.pk != settings.LANGUAGE_CODE else ""


def _film(typed: str) -> Film | None:
    films = Film.objects.published()
    if film := _only(films.filter(folded_title=fold(typed))[:2]):
        return film
    title, note = _parted(typed)
    if not (note.isdecimal() and len(note) == 4):
        return None
    return _only(films.filter(folded_title=fold(title), year=int(note))[:2])


def _person(typed: str) -> Person | None:
    name = fold(_parted(typed)[0])
    alike = Person.objects.published().filter(folded__startswith=name) if name else []
    namesakes = [person for person in alike if fold(person.name) == name]
    labelled = _only(one for one in namesakes if fold(one.distinguishing_label()) == fold(typed))
    plain = fold(typed) == name
    return labelled or (_only(namesakes) if plain else None)


def _parted(typed: str) -> tuple[str, str]:
    """The name and what stands in brackets after it."""
    found = _WITH_NOTE.fullmatch(typed)
    return (found[1], found[2]) if found else (typed, "")


def _only(found: Iterable[Any]) -> Any | None:
    records = list(found)
    return records[0] if len(records) == 1 else None


def _languages_in_use() -> Any:
    """Of what is public: others are somebody's work in progress."""
    of_sources = Q(pk__in=Source.objects.published().values("language"))
    of_films = Q(pk__in=Film.objects.published().values("languages"))
    return Language.objects.filter(of_sources | of_films)
