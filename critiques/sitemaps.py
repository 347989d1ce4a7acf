"""The sitemap of both apps: every public page, by kind, in files of bounded size."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import Max, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse

from critiques.models import Excerpt, FilmList, Publication, Source, Theme
from filmography.models import Film, Organisation, Person
from filmography.publishing.addresses import absolute


class SiteSitemap(Sitemap):
    """Under the configured address, whatever host a request names."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


class RecordSitemap(SiteSitemap):
    limit = 10_000

    def __init__(self, model: Any) -> None:
        self.model = model

    def items(self) -> QuerySet:
        return self.model.objects.published().order_by("pk")

    def lastmod(self, item: Any) -> datetime | None:
        if not hasattr(item, "updated_at"):
            return None
        return max(item.updated_at, item.published_at)

    def get_latest_lastmod(self) -> datetime | None:
        if not hasattr(self.model, "updated_at"):
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
