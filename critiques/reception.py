"""What is said about a film, a person or a scene, as their pages show it. Only what is public."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import Count

from critiques.models import Excerpt, ExcerptSubject, Stance, TaggedExcerpt, Theme
from filmography.bounded import Bounded, bounded
from filmography.models import Film, Scene
from filmography.publishing.counting import related_count_to
from filmography.publishing.lookups import Among

PASSAGES_ON_FILM_PAGE = 24
PASSAGES_ON_PERSON_PAGE = 12
COMPARISONS_SHOWN = 12
THEMES_OF_COMPARISON = 3
PASSAGES_COUNTED_ON_CARD = 100


def with_passage_counts(films: Iterable[Film]) -> list[Film]:
    """The films, each with `passage_count`: the public passages about it, to a bound; beyond it
    `has_more_passages`."""
    films = list(films)
    public = ExcerptSubject.objects.of_public_excerpts()
    counted = Film.objects.filter(pk__in=[film.pk for film in films]).annotate(
        n=related_count_to(public, "film", bound=PASSAGES_COUNTED_ON_CARD)
    )
    counts = dict(counted.values_list("pk", "n"))
    for film in films:
        film.passage_count = min(counts[film.pk], PASSAGES_COUNTED_ON_CARD)
        film.has_more_passages = counts[film.pk] > PASSAGES_COUNTED_ON_CARD
    return films


def passages_about(film: Film) -> Bounded:
    """The public passages about a film, asked for once for its whole page."""
    if not hasattr(film, "passages_about"):
        film.passages_about = bounded(Excerpt.objects.published().about_film(film))
    return film.passages_about


def by_theme(excerpts: Iterable[Excerpt]) -> list[tuple[Theme | None, list[Excerpt]]]:
    """Each passage once, under the theme that most of them share; those without a theme last."""
    excerpts = list(excerpts)
    frequency = Counter(theme.pk for excerpt in excerpts for theme in excerpt.public_themes)
    groups: dict[Any, list[Excerpt]] = defaultdict(list)
    themes: dict[Any, Theme | None] = {}
    for excerpt in excerpts:
        theme = max(
            excerpt.public_themes, key=lambda theme: (frequency[theme.pk], -theme.pk), default=None
        )
        key = theme.pk if theme else None
        themes[key] = theme
        groups[key].append(excerpt)
    ordered = sorted(groups, key=lambda key: (key is None, -len(groups[key]), key or 0))
    return [(themes[key], groups[key]) for key in ordered]


def film_reception(film: Film) -> dict[str, Any]:
    found = passages_about(film)
    about = Excerpt.objects.filter(pk__in=Among(found.keys))
    shown = list(about.with_page_data().newest_first()[:PASSAGES_ON_FILM_PAGE])
    return {
        "film": film,
        "total": len(found),
        "passages": found,
        "shown": len(shown),
        "groups": by_theme(shown),
        "stance_counts": stance_counts(film.excerpt_subjects.filter(excerpt__in=Among(found.keys))),
        "theme_choices": TaggedExcerpt.objects.visible()
        .filter(content_object__in=Among(found.keys))
        .order_by()
        .values_list("tag__slug", "tag__name")
        .annotate(n=Count("content_object"))
        .order_by("-n", "tag__name"),
    }


def stance_counts(subjects: Any) -> list[tuple[str, str, int]]:
    """Value, label and number of each stance that occurs, in the order of the vocabulary."""
    rows = subjects.order_by().values_list("stance").annotate(n=Count("excerpt", distinct=True))
    counts = dict(rows)
    return [(value, label, counts[value]) for value, label in Stance.choices if counts.get(value)]


class Comparison(NamedTuple):
    """A film set beside another: in how many passages, and under which themes those stand."""

    film: Film
    count: int
    themes: list[Theme]


def film_comparisons(film: Film) -> list[Comparison]:
    """Films that passages about this one set beside it, the most frequent first."""
    others = (
        ExcerptSubject.objects.visible()
        .filter(excerpt__in=Among(passages_about(film).keys), film__isnull=False)
        .exclude(film=film)
        .order_by("film")
    )
    passages: dict[int, list[int]] = defaultdict(list)
    for other, excerpt in others.values_list("film", "excerpt"):
        passages[other].append(excerpt)
    most = sorted(passages, key=lambda pk: -len(passages[pk]))[:COMPARISONS_SHOWN]
    films = Film.objects.in_bulk(most)
    themes = _themes_of({excerpt for pk in most for excerpt in passages[pk]})
    return [
        Comparison(films[pk], len(passages[pk]), _most_common(passages[pk], themes)) for pk in most
    ]


def _themes_of(excerpts: Collection[int]) -> dict[int, list[Theme]]:
    links = TaggedExcerpt.objects.visible().filter(content_object__in=excerpts)
    themes: dict[int, list[Theme]] = defaultdict(list)
    for link in links.select_related("tag").order_by("tag__folded", "pk"):
        themes[link.content_object_id].append(link.tag)
    return themes


def _most_common(excerpts: list[int], themes: dict[int, list[Theme]]) -> list[Theme]:
    frequency = Counter(theme for excerpt in excerpts for theme in themes[excerpt])
    return [theme for theme, _ in frequency.most_common(THEMES_OF_COMPARISON)]


def with_passages(scenes: Iterable[Scene]) -> list[Scene]:
    """The scenes, each with `passages`: the public excerpts that speak of it."""
    scenes = list(scenes)
    links = Excerpt.scenes.through.objects.filter(scene__in=scenes).values_list("scene", "excerpt")
    wanted = list(links)
    excerpts = (
        Excerpt.objects.published()
        .with_page_data()
        .filter(pk__in={excerpt for _, excerpt in wanted})
        .newest_first()
    )
    by_pk = {excerpt.pk: excerpt for excerpt in excerpts}
    for scene in scenes:
        scene.passages = [by_pk[pk] for at, pk in wanted if at == scene.pk and pk in by_pk]
    return scenes
