"""A page that a browser keeps does not outlive the minute at which what is public changes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from critiques.models import Excerpt
from filmography.models import Film
from tests import factories as make

pytestmark = pytest.mark.browser

HOUR = timedelta(hours=1)
WORDS = "Words that come and go with the hour"


@pytest.fixture
def passing(site_url: str, django_db_blocker: Any) -> Iterator[Excerpt]:
    """A passage about a film of the demonstration, public for an hour, an hour from now."""
    with django_db_blocker.unblock():
        film, since = Film.objects.get(slug="tangerine"), timezone.now() + HOUR
        span = {"state": "published", "published_at": since, "published_until": since + HOUR}
        source = make.make_source()
        excerpt = make.make_excerpt(WORDS, about=film, source=source, **span)
        yield excerpt
        excerpt.delete()
        source.delete()


@pytest.mark.django_db  # makes the session have a database, also for the test below
def test_a_browser_may_keep_pages_but_asks_for_each(site_url: str, page: Any) -> None:
    for is_kept in (False, True):
        answer = page.goto(f"{site_url}/about/")
        assert answer.headers["cache-control"] == "no-cache"
        assert ("if-none-match" in answer.request.all_headers()) == is_kept
        page.goto(f"{site_url}/robots.txt")


def test_a_kept_page_changes_when_the_minute_comes(
    passing: Excerpt, site_url: str, page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{site_url}{passing.subjects.get().film.get_absolute_url()}excerpts/"
    since, until = passing.published_at, passing.published_until
    was_kept, is_shown = [], []
    for now in (since - HOUR, since - HOUR / 60, since, until - HOUR / 60, until):
        monkeypatch.setattr(timezone, "now", lambda now=now: now)
        answer = page.goto(address)
        was_kept.append("if-none-match" in answer.request.all_headers())
        is_shown.append(WORDS in page.content())
        page.goto(f"{site_url}/robots.txt")  # so that the next visit is one, and no reload

    assert was_kept == [False, True, True, True, True]
    assert is_shown == [False, False, True, True, False]
