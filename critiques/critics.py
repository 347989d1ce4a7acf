"""What a critic said of which film, with what stance. Counts only, never a score."""

from collections import Counter, defaultdict
from typing import Any, NamedTuple

from critiques.models import Excerpt, ExcerptSubject, Stance
from filmography.bounded import bounded
from filmography.models import Film, Person
from filmography.publishing.lookups import Among

FILMS_SHOWN = 40


class Criticism(NamedTuple):
    film: Film
    count: int
    stances: list[tuple[str, str, int]]


def criticism_by_film(critic: Person) -> dict[str, Any]:
    """The films that the critic's passages are about, the latest first, with stances towards
    each."""
    found = bounded(Excerpt.objects.published().written_by(critic))
    subjects = ExcerptSubject.objects.visible().filter(
        excerpt__in=Among(found.keys), film__isnull=False
    )
    stances: dict[int, Counter] = defaultdict(Counter)
    for film, stance in subjects.values_list("film", "stance"):
        stances[film][stance] += 1
    films = Film.objects.filter(pk__in=stances).by_year()[:FILMS_SHOWN]
    return {
        "passages": found,
        "by_film": [_criticism(film, stances[film.pk]) for film in films],
        "has_more_films": len(stances) > FILMS_SHOWN,
    }


def _criticism(film: Film, stances: Counter) -> Criticism:
    named = [(value, label, stances[value]) for value, label in Stance.choices if stances[value]]
    return Criticism(film, stances.total(), named)
