"""Times the pages that readers browse, on the database of the settings, at whatever size it has:

python -m tests.benchmarks.make_sample --films 1000 --excerpts 100000 --seed 1
python manage.py rebuild_search
python -m tests.benchmarks.time_pages [part of a name …]
"""

import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
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
from critiques.sitemaps import RecordSitemap  # noqa: E402
from filmography.models import Film, Person  # noqa: E402
from tests.benchmarks.make_sample import Sample  # noqa: E402

RUNS = 3
# Passages of records that are compared at different sizes.
MANY, SOME = 5_000, 1_000
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


Pages = Iterator[tuple[str, str]]


def pages() -> Pages:
    """Names that are the same at every size, with addresses."""
    yield from zip(LISTS, LISTS, strict=True)
    last = Excerpt.objects.order_by("-pk")[0].pk
    yield "last file of the sitemap", f"/sitemap-excerpts.xml?p={-(-last // RecordSitemap.limit)}"
    yield from _of_films()
    yield from _of_others()
    yield from _of_searches()


def _of_films() -> Pages:
    """Of the film with most passages, of one with about MANY, and of one with few."""
    passages = _by_frequency(ExcerptSubject.objects.filter(film__state="published"), "film")
    many = _nearest(passages, MANY)
    films = {"most": next(iter(passages)), f"{MANY:,}": many, "fewest": list(passages)[-1]}
    theme, *_, rare = _by_frequency(TaggedExcerpt.objects.all(), "tag")
    common, rare = (Theme.objects.get(pk=pk).slug for pk in (theme, rare))
    paper = _publication().slug
    for number, pk in films.items():
        film, name = Film.objects.get(pk=pk), f"film with {number}"
        address = film.get_absolute_url()
        yield name, address
        yield f"{name}: feed", f"{address}feed.atom"
        yield f"{name}: sources", f"/sources/?film={film.slug}"
        yield f"{name}: passages", f"{address}excerpts/"
        yield f"{name}: far passages", f"{address}excerpts/?page=42"
        yield f"{name}: of a stance", f"{address}excerpts/?stance=mixed"
        yield f"{name}: of common theme", f"{address}excerpts/?theme={common}"
        yield f"{name}: of rare theme", f"{address}excerpts/?theme={rare}"
        combined = f"/excerpts/?film={film.slug}&publication={paper}&kind=quotation"
        yield f"{name}: in a publication", combined


def _of_others() -> Pages:
    """Of the records on which most passages hang, and fewer."""
    tagged = _by_frequency(TaggedExcerpt.objects.all(), "tag")
    for number, pk in {"most": next(iter(tagged)), f"{SOME:,}": _nearest(tagged, SOME)}.items():
        theme, name = Theme.objects.get(pk=pk), f"theme with {number}"
        address = theme.get_absolute_url()
        yield name, address
        yield f"{name}: far passages", f"{address}?page=42"
        yield f"{name}: of stance, kind", f"{address}?stance=mixed&kind=paraphrase"
        yield f"{name}: feed", f"{address}feed.atom"
        yield f"{name}: passages", f"/excerpts/?theme={theme.slug}"
    critics = SourceContributor.objects.filter(person__state="published")
    sources = list(_by_frequency(critics, "person"))
    for number, pk in {"most": sources[0], "fewest": sources[-1]}.items():
        critic = Person.objects.get(pk=pk)
        yield f"critic with {number}", critic.get_absolute_url()
        yield f"critic with {number}: passages", f"/excerpts/?critic={critic.slug}"
    yield "source", Source.objects.published().first().get_absolute_url()
    publication = _publication()
    yield "publication", publication.get_absolute_url()
    yield "publication: passages", f"/excerpts/?publication={publication.slug}"
    yield "publication: a year", f"/sources/?publication={publication.slug}&year=1975"
    answered = Response.objects.published().newest_first()[0].to_excerpt
    yield "passage", answered.get_absolute_url()
    yield "debate", f"{answered.get_absolute_url()}debate/"


def _of_searches() -> Pages:
    words = Sample(10, 100, 1).words["en"]
    typed = {"commonest": 0, "common": 9, "mid": 999, "rare": 30_000}
    for name, rank in typed.items():
        yield f"search: {name}", f"/search/?q={words[rank]}"
    yield "search: two common", f"/search/?q={words[0]}+{words[9]}"
    yield "search: far page", f"/search/?q={words[9]}&kind=excerpt&page=20"
    yield "search: filtered", f"/search/?q={words[99]}&kind=excerpt&stance=mixed"
    yield "search: suggestions", f"/search/suggestions/?q={words[999][:3]}"


def _by_frequency(rows: QuerySet, of: str) -> dict[Any, int]:
    counted = rows.order_by().values_list(of).annotate(n=Count("pk"))
    return dict(counted.order_by("-n", of))


def _nearest(frequencies: dict[Any, int], number: int) -> Any:
    return min(frequencies, key=lambda key: abs(frequencies[key] - number))


@cache
def _publication() -> Publication:
    passages = _by_frequency(Excerpt.objects.all(), "source__publication")
    passages.pop(None, None)
    return Publication.objects.get(pk=_nearest(passages, SOME))


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    print("milliseconds of processors (ours and the database's) and of the wall, least of", RUNS)
    for name, page in pages():
        if not any(part in name for part in sys.argv[1:] or [""]):
            continue
        assert client.get(page, secure=True).status_code == 200, page
        taken = [_milliseconds(client, page) for _ in range(RUNS)]
        processor, wall = map(min, zip(*taken, strict=True))
        print(f"{name:45}{processor:8.0f}{wall:8.0f}", flush=True)


def _milliseconds(client: Client, page: str) -> tuple[float, float]:
    before = _processor(), time.perf_counter()
    client.get(page, secure=True)
    return (_processor() - before[0]) * 1e3, (time.perf_counter() - before[1]) * 1e3


def _processor() -> float:
    """Seconds; PostgreSQL works in a process of its own, which must be on this machine."""
    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return time.process_time() + int(backend.read_text().split()[0]) / 1e9


if __name__ == "__main__":
    main()
