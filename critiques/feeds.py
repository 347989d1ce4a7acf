"""Atom feeds of passages: all of them, those about a film, those under a theme."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from critiques.models import Excerpt, Theme
from critiques.ties import TIES
from filmography.models import Film, SiteSettings
from filmography.publishing.addresses import absolute
from filmography.publishing.gone import get_public_or_gone
from filmography.ties import tied

ITEMS = 50
SORTED = 5_000
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def covered(excerpt: Excerpt) -> str:
    """Why a short form must not show the words at once, or nothing."""
    warnings = ["Spoiler"] if excerpt.spoiler else []
    if excerpt.content_notes:
        warnings.append(excerpt.content_notes)
    return "; ".join(warnings)


class PassagesFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of an empty feed Django says "now", as if it were new at every request."""
        return super().latest_post_date() if self.items else NEVER


class ExcerptFeed(Feed):
    """All passages, the newest first."""

    feed_type = PassagesFeed

    def get_object(self, request: HttpRequest) -> Any:
        return None

    def excerpts(self, obj: Any) -> QuerySet:
        """Of very many the newest are sooner met with among all than all of them sorted."""
        if obj is None:
            return Excerpt.objects.published()
        tie = TIES[obj._meta.model_name](obj)
        return tied(Excerpt.objects.all(), [tie], largest=SORTED).published()

    def items(self, obj: Any) -> QuerySet:
        return self.excerpts(obj).with_page_data().newest_first()[:ITEMS]

    def title(self, obj: Any) -> str:
        site = SiteSettings.load().name
        return f"{site}: {obj}" if obj else f"{site}: passages"

    def subtitle(self, obj: Any) -> str:
        return f"Passages about {obj}" if obj else "The newest passages"

    def author_name(self, obj: Any) -> str:
        """Of passages that nobody signed; Atom wants an author for each."""
        return SiteSettings.load().name

    def link(self, obj: Any) -> str:
        return absolute(obj.get_absolute_url() if obj else reverse("critiques:excerpt-list"))

    def feed_url(self, obj: Any) -> str:
        return absolute(reverse("critiques:excerpt-feed"))

    def item_link(self, item: Excerpt) -> str:
        return absolute(item.get_absolute_url())

    def item_title(self, item: Excerpt) -> str:
        subjects = ", ".join(str(subject) for subject in item.public_subjects)
        return f"On {subjects}: {item.source}"

    def item_description(self, item: Excerpt) -> str:
        if warning := covered(item):
            return f"[{warning}] Open the page to read this passage."
        if item.kind == Excerpt.Kind.QUOTATION:
            return f"“{item.text}”"
        return f"[Paraphrase] {item.text}"

    def item_categories(self, item: Excerpt) -> list[str]:
        return [theme.name for theme in item.public_themes]

    def item_author_name(self, item: Excerpt) -> str | None:
        return ", ".join(str(person) for person in item.source.named_authors) or None

    def item_pubdate(self, item: Excerpt) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Excerpt) -> datetime:
        return max(item.updated_at, item.published_at)


class FilmFeed(ExcerptFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Film:
        return get_public_or_gone(Film.objects.all(), slug=slug)

    def feed_url(self, obj: Film) -> str:
        return absolute(reverse("critiques:film-feed", args=[obj.slug]))


class ThemeFeed(ExcerptFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Theme:
        return get_public_or_gone(Theme.objects.all(), slug=slug)

    def feed_url(self, obj: Theme) -> str:
        return absolute(reverse("critiques:theme-feed", args=[obj.slug]))
