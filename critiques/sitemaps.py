"""The sitemap of both apps: every public page, by kind, in files of bounded size."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from critiques.models import Excerpt, FilmList, Publication, Source, Theme
from filmography.models import Film, Organisation, Person


class RecordSitemap(Sitemap):
    limit = 10_000

    def __init__(self, model: Any) -> None:
        self.model = model

    def items(self) -> QuerySet:
        return self.model.objects.published().order_by("pk")

    def lastmod(self, item: Any) -> datetime | None:
        return getattr(item, "updated_at", None)


class PageSitemap(Sitemap):
    names = [
        "critiques:home",
        "filmography:film-list",
        "filmography:person-list",
        "filmography:award-list",
        "critiques:excerpt-list",
        "critiques:source-list",
        "critiques:theme-list",
        "critiques:debate-list",
        "critiques:list-list",
        "critiques:about",
        "critiques:privacy",
        "critiques:accessibility",
    ]

    def items(self) -> list[str]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {
    "pages": PageSitemap,
    "films": RecordSitemap(Film),
    "people": RecordSitemap(Person),
    "organisations": RecordSitemap(Organisation),
    "excerpts": RecordSitemap(Excerpt),
    "sources": RecordSitemap(Source),
    "publications": RecordSitemap(Publication),
    "themes": RecordSitemap(Theme),
    "lists": RecordSitemap(FilmList),
}
