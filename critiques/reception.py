"""What is said about a film, a person or a scene, as their pages show it. Only what is public."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from critiques.models import Excerpt, ExcerptSubject, Stance, TaggedExcerpt, Theme
from filmography.models import Film, Scene

PASSAGES_ON_FILM_PAGE = 24
PASSAGES_ON_PERSON_PAGE = 12
COMPARISONS_SHOWN = 12
RELATED_THEMES_SHOWN = 10
FILMS_UNDER_THEME = 24


def with_passage_counts(films: Iterable[Film]) -> list[Film]:
    """The films, each with `passage_count`: the public passages about it."""
    films = list(films)
    rows = (
        ExcerptSubject.objects.visible()
        .filter(film__in=films, excerpt__in=Excerpt.objects.published())
        .order_by()
        .values_list("film")
        .annotate(n=Count("excerpt"))
    )
    counts = dict(rows)
    for film in films:
        film.passage_count = counts.get(film.pk, 0)
    return films


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
    about = Excerpt.objects.published().about_film(film)
    shown = list(about.with_page_data().newest_first()[:PASSAGES_ON_FILM_PAGE])
    return {
        "film": film,
        "total": about.count(),
        "shown": len(shown),
        "groups": by_theme(shown),
        "stance_counts": stance_counts(ExcerptSubject.objects.filter(film=film, excerpt__in=about)),
        "theme_choices": TaggedExcerpt.objects.visible()
        .filter(content_object__in=about)
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


def film_comparisons(film: Film) -> list[tuple[Film, int]]:
    """Films that passages about this one set beside it, with the number of those passages."""
    about = Excerpt.objects.published().about_film(film)
    rows = (
        ExcerptSubject.objects.visible()
        .filter(excerpt__in=about, film__isnull=False)
        .exclude(film=film)
        .order_by()
        .values_list("film")
        .annotate(n=Count("excerpt"))
        .order_by("-n", "film")
    )
    counts = dict(rows[:COMPARISONS_SHOWN])
    films = Film.objects.in_bulk(list(counts))
    return [(films[pk], count) for pk, count in counts.items()]


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


def related_themes(theme: Theme) -> list[tuple[Theme, int]]:
    """Themes that stand with this one on the same public passages, the most frequent first."""
    together = Excerpt.objects.published().with_theme(theme)
    rows = (
        TaggedExcerpt.objects.visible()
        .filter(content_object__in=together)
        .exclude(tag=theme)
        .order_by()
        .values_list("tag")
        .annotate(n=Count("content_object"))
        .order_by("-n", "tag")
    )
    counts = dict(rows[:RELATED_THEMES_SHOWN])
    themes = Theme.objects.in_bulk(list(counts))
    return [(themes[pk], count) for pk, count in counts.items()]


def films_under(theme: Theme) -> list[tuple[Film, int]]:
    """Films about which there are public passages under this theme, the most frequent first."""
    rows = (
        ExcerptSubject.objects.visible()
        .filter(film__isnull=False, excerpt__in=Excerpt.objects.published().with_theme(theme))
        .order_by()
        .values_list("film")
        .annotate(n=Count("excerpt"))
        .order_by("-n", "film")
    )
    counts = dict(rows[:FILMS_UNDER_THEME])
    films = Film.objects.in_bulk(list(counts))
    return [(films[pk], count) for pk, count in counts.items()]
