"""The sitemap of both apps: every public page, by kind, in files of bounded size.

The records of a file are those of a span of keys, so that it is found without counting what comes
before it.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property, partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse

from critiques.models import Excerpt, FilmList, Publication, Source, Theme
from filmography.models import Film, Organisation, Person
from filmography.publishing.addresses import absolute

SHOWN = frozenset({"slug", "public_id", "updated_at", "published_at"})


class ByKey(Paginator):
    """Pages of so many keys each, from the first record's to the last's."""

    @cached_property
    def keys(self) -> QuerySet:
        """Of all records: to look for the first that is public can be to look through many."""
        return self.object_list.model.objects.order_by("pk").values_list("pk", flat=True)

    @cached_property
    def first(self) -> int:
        return self.keys.first() or 0

    @cached_property
    def count(self) -> int:
        last = self.keys.last()
        return last - self.first + 1 if last else 0

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = self.first + (number - 1) * self.per_page
        keys = (start, start + self.per_page - 1)
        return self._get_page(self.object_list.filter(pk__range=keys), number, self)


class SiteSitemap(Sitemap):
    """Under the configured address, whatever host a request names."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class RecordSitemap(SiteSitemap):
    limit = 1_000

    def __init__(self, model: Any) -> None:
        self.model = model

    def items(self) -> QuerySet:
        shown = [each.name for each in self.model._meta.fields if each.name in SHOWN]
        return self.model.objects.published().order_by("pk").only(*shown)

    @cached_property
    def paginator(self) -> ByKey:
        return ByKey(self.items(), self.limit)

    def lastmod(self, item: Any) -> datetime | None:
        if not hasattr(item, "updated_at"):
            return None
        return max(item.updated_at, item.published_at)

    def get_latest_lastmod(self) -> datetime | None:
        """Of a section in one file; to look for that of each of many would be to read it all."""
        if self.paginator.num_pages > 1 or not hasattr(self.model, "updated_at"):
            return None
        latest = Max(Greatest("updated_at", "published_at"))
        return self.items().aggregate(latest=latest)["latest"]


class PageSitemap(SiteSitemap):
    names = [
        "critiques:home",
        "filmography:film-list",
        "filmography:person-list",
        "filmography:award-list",
        "critiques:excerpt-list",
        "critiques:source-list",
        "critiques:theme-list",
        "critiques:debate-list",
        "critiques:timeline",
        "critiques:list-list",
        "critiques:contribute",
        "critiques:about",
        "critiques:checking",
        "critiques:privacy",
        "critiques:accessibility",
    ]

    def items(self) -> list[str]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


# Made anew for every request: Django keeps on them what it found for the last one.
SITEMAPS: dict[str, Callable[[], SiteSitemap]] = {
    "pages": PageSitemap,
    "films": partial(RecordSitemap, Film),
    "people": partial(RecordSitemap, Person),
    "organisations": partial(RecordSitemap, Organisation),
    "excerpts": partial(RecordSitemap, Excerpt),
    "sources": partial(RecordSitemap, Source),
    "publications": partial(RecordSitemap, Publication),
    "themes": partial(RecordSitemap, Theme),
    "lists": partial(RecordSitemap, FilmList),
}


def index_items() -> Iterator[SitemapIndexItem]:
    """Every file of every section. Django's own index takes addresses from the request's host."""
    for name, make in SITEMAPS.items():
        section, address = make(), absolute(reverse("critiques:sitemap-section", args=[name]))
        latest = section.get_latest_lastmod()
        for page in section.paginator.page_range:
            yield SitemapIndexItem(f"{address}?p={page}" if page > 1 else address, latest)
