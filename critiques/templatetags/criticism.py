"""What the pages of films, people and scenes say of criticism: their templates ask for it here."""

from collections.abc import Iterable
from typing import Any

from django import template

from critiques import reception
from critiques.critics import criticism_by_film
from critiques.models import Excerpt, FilmListEntry, Source
from filmography.bounded import bounded
from filmography.models import Film, Person, Scene

register = template.Library()

SOURCES_SHOWN = 24


@register.inclusion_tag("critiques/_film_reception.html")
def film_reception(film: Film) -> dict[str, Any]:
    return reception.film_reception(film)


@register.inclusion_tag("critiques/_film_comparisons.html")
def film_comparisons(film: Film) -> dict[str, Any]:
    return {"film": film, "comparisons": reception.film_comparisons(film)}


@register.inclusion_tag("critiques/_film_lists.html")
def film_lists(film: Film) -> dict[str, Any]:
    return {"entries": FilmListEntry.objects.of_public_lists().filter(film=film)}


@register.inclusion_tag("critiques/_person_as_critic.html")
def person_as_critic(person: Person) -> dict[str, Any]:
    written = Source.objects.published().written_by(person)
    return {
        "person": person,
        "sources": written.with_contributors().with_passage_counts().by_date()[:SOURCES_SHOWN],
        **criticism_by_film(person),
    }


@register.inclusion_tag("critiques/_person_as_speaker.html")
def person_as_speaker(person: Person) -> dict[str, Any]:
    return _passages(person, Excerpt.objects.published().spoken_by(person), "voice")


@register.inclusion_tag("critiques/_person_as_subject.html")
def person_as_subject(person: Person) -> dict[str, Any]:
    return _passages(person, Excerpt.objects.published().about_person(person), "person")


@register.simple_tag
def with_passages(scenes: Iterable[Scene]) -> list[Scene]:
    return reception.with_passages(scenes)


@register.simple_tag
def with_passage_counts(films: Iterable[Film]) -> list[Film]:
    return reception.with_passage_counts(films)


def _passages(person: Person, excerpts: Any, parameter: str) -> dict[str, Any]:
    """The newest of them; `parameter` is the filter of the list of passages that finds them all."""
    found = bounded(excerpts)
    shown = Excerpt.objects.filter(pk__in=found.keys).with_page_data().newest_first()
    return {
        "person": person,
        "excerpts": shown[: reception.PASSAGES_ON_PERSON_PAGE],
        "passages": found,
        "parameter": parameter,
    }
