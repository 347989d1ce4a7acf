"""Times the pages that readers browse, on the database of the settings, at whatever size it has:

python -m tests.benchmarks.make_sample --films 1000 --excerpts 100000 --seed 1
python manage.py rebuild_search
python -m tests.benchmarks.time_pages [part of an address …]
"""

import os
import sys
import time
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db.models import Count, QuerySet  # noqa: E402
from django.test import Client  # noqa: E402

from critiques.models import (  # noqa: E402
    Excerpt,
    ExcerptSubject,
    Publication,
    Response,
    Source,
    SourceContributor,
    TaggedExcerpt,
    Theme,
)
from filmography.models import Film, Person  # noqa: E402
from tests.benchmarks.make_sample import Sample  # noqa: E402

RUNS = 3
MANY = 5_000  # of a film that issue 6 asks for
LISTS = (
    "/",
    "/excerpts/",
    "/excerpts/?page=42",
    "/excerpts/?sort=latest",
    "/excerpts/?kind=paraphrase",
    "/excerpts/?stance=mixed",
    "/excerpts/?stance=neutral&kind=paraphrase",
    "/excerpts/?year=1975",
    "/films/",
    "/films/?page=30",
    "/films/?decade=1960",
    "/sources/",
    "/sources/?page=42",
    "/sources/?year=1975",
    "/people/",
    "/people/?role=director",
    "/themes/",
    "/timeline/",
    "/timeline/?page=2",
    "/debates/",
    "/debates/?page=50",
    "/lists/",
    "/feeds/excerpts.atom",
    "/sitemap.xml",
    "/sitemap-excerpts.xml",
    "/sitemap-sources.xml",
)


def pages() -> Iterator[str]:
    yield from LISTS
    yield from _of_films()
    yield from _of_others()
    yield f"/sitemap-excerpts.xml?p={max(1, Excerpt.objects.order_by('-pk')[0].pk // 10_000)}"
    words = Sample(10, 100, 1).words["en"]
    for typed in (words[0], words[9], words[999], words[30_000], f"{words[0]}+{words[9]}"):
        yield f"/search/?q={typed}"
    yield f"/search/?q={words[9]}&kind=excerpt&page=20"
    yield f"/search/?q={words[99]}&kind=excerpt&stance=mixed"
    yield f"/search/suggestions/?q={words[999][:3]}"


def _of_films() -> Iterator[str]:
    """Of the film with most passages, of one with about MANY, and of one with few."""
    passages = _by_frequency(ExcerptSubject.objects.filter(film__state="published"), "film")
    many = min(passages, key=lambda pk: abs(passages[pk] - MANY))
    theme, *_, rare = _by_frequency(TaggedExcerpt.objects.all(), "tag")
    common, rare = (Theme.objects.get(pk=pk).slug for pk in (theme, rare))
    for pk in (next(iter(passages)), many, list(passages)[-1]):
        film = Film.objects.get(pk=pk)
        yield film.get_absolute_url()
        for query in ("", "?page=42", "?stance=mixed", f"?theme={common}", f"?theme={rare}"):
            yield f"{film.get_absolute_url()}excerpts/{query}"
        yield f"/excerpts/?film={film.slug}&theme={common}"
        yield f"/excerpts/?film={film.slug}&publication=publication-9&kind=quotation"
        yield f"/sources/?film={film.slug}"
        yield f"{film.get_absolute_url()}feed.atom"


def _of_others() -> Iterator[str]:
    """Of the records on which most passages hang, and few."""
    for pk in _ends(TaggedExcerpt.objects.all(), "tag"):
        theme = Theme.objects.get(pk=pk)
        address = theme.get_absolute_url()
        yield from (address, f"{address}?page=42", f"{address}?stance=mixed&kind=paraphrase")
        yield from (f"{address}feed.atom", f"/excerpts/?theme={theme.slug}")
    for pk in _ends(SourceContributor.objects.filter(person__state="published"), "person"):
        person = Person.objects.get(pk=pk)
        yield from (person.get_absolute_url(), f"/excerpts/?critic={person.slug}")
    yield Source.objects.published().first().get_absolute_url()
    publication = Publication.objects.get(slug="publication-9")
    yield from (publication.get_absolute_url(), f"/excerpts/?publication={publication.slug}")
    yield f"/sources/?publication={publication.slug}&year=1975"
    answered = Response.objects.published().newest_first()[0].to_excerpt
    yield from (answered.get_absolute_url(), f"{answered.get_absolute_url()}debate/")


def _by_frequency(rows: QuerySet, of: str) -> dict[Any, int]:
    counted = rows.order_by().values_list(of).annotate(n=Count("pk"))
    return dict(counted.order_by("-n", of))


def _ends(rows: QuerySet, of: str) -> list[Any]:
    frequencies = list(_by_frequency(rows, of))
    return [frequencies[0], frequencies[-1]]


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    print("milliseconds of this process's processor time, and of the wall; the least of", RUNS)
    for page in pages():
        if not any(part in page for part in sys.argv[1:] or [""]):
            continue
        assert client.get(page, secure=True).status_code == 200, page
        taken = [_milliseconds(client, page) for _ in range(RUNS)]
        processor, wall = map(min, zip(*taken, strict=True))
        print(f"{page:70}{processor:8.0f}{wall:8.0f}", flush=True)


def _milliseconds(client: Client, page: str) -> tuple[float, float]:
    before = time.process_time(), time.perf_counter()
    client.get(page, secure=True)
    return (time.process_time() - before[0]) * 1e3, (time.perf_counter() - before[1]) * 1e3


if __name__ == "__main__":
    main()
