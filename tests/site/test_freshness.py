"""Caches may keep pages but ask each time: what is public changes with the minute."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from critiques.models import Excerpt
from tests import factories as make

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
NINE = NOW + timedelta(days=9)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def move(now: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now)

    move(NOW)
    return move


def again(client: Client, kept: HttpResponse) -> HttpResponse:
    """As a cache asks whether what it keeps still stands."""
    headers = {"if-none-match": kept["ETag"]}
    if "Last-Modified" in kept:
        headers["if-modified-since"] = kept["Last-Modified"]
    return client.get(kept.wsgi_request.get_full_path(), headers=headers)


def test_a_page_that_stands_is_not_sent_twice(client: Client) -> None:
    film = make.make_film()
    kept = client.get(film.get_absolute_url())
    assert kept["Cache-Control"] == "no-cache"

    answer = again(client, kept)

    assert (answer.status_code, answer.content) == (304, b"")
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "status"),
    [("/films/no-such-film/", 404), ("/films", 301), ("/robots.txt", 200), ("/sitemap.xml", 200)],
)
def test_no_cache_may_guess_how_long_an_answer_holds(
    client: Client, address: str, status: int
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (status, "no-cache")


def test_forms_and_files_keep_rules_of_their_own(client: Client) -> None:
    assert client.get("/contribute/")["Cache-Control"] == "private, no-store"
    assert "no-cache" not in client.get("/static/css/site.css").get("Cache-Control", "")


def passage() -> Excerpt:
    theme, author = make.make_theme("Thrift"), make.make_person("Ada Byline")
    source = make.make_source(
        author=author, publication=make.make_publication(), published_on="2021"
    )
    excerpt = make.make_excerpt("Embargoed words", source=source, themes=(theme,))
    make.make_annotation(excerpt, "words", body="A whisper")
    return excerpt


def pages_about(excerpt: Excerpt) -> list[str]:
    film, source = excerpt.subjects.get().film, excerpt.source
    theme = excerpt.themes.get()
    return [
        "/", "/excerpts/", "/themes/", "/sources/", "/search/?q=embargoed",
        "/feeds/excerpts.atom", "/sitemap-excerpts.xml", "/sitemap.xml", "/search/?kind=excerpt",
        film.get_absolute_url(), f"{film.get_absolute_url()}excerpts/",
        f"{film.get_absolute_url()}feed.atom", source.get_absolute_url(),
        source.publication.get_absolute_url(), theme.get_absolute_url(),
        f"{theme.get_absolute_url()}feed.atom", "/people/ada-byline/",
    ]  # fmt: skip


@pytest.fixture
def kept(client: Client, at: Any, request: pytest.FixtureRequest) -> dict[str, HttpResponse]:
    """Pages as caches got them in the last minute before the passage comes or goes."""
    since, until = request.param
    excerpt = passage()
    Excerpt.objects.filter(pk=excerpt.pk).update(published_at=since, published_until=until)
    at(NINE - MINUTE)
    return {address: client.get(address) for address in pages_about(excerpt)}


SPANS = pytest.mark.parametrize(
    "kept", [(NINE, None), (NOW - MINUTE, NINE)], ids=["begins", "ends"], indirect=True
)


@SPANS
def test_every_page_that_caches_keep_changes_when_the_minute_comes(
    client: Client, at: Any, kept: dict[str, HttpResponse]
) -> None:
    assert {address for address, page in kept.items() if page.status_code != 200} == set()
    at(NINE - timedelta(microseconds=1))
    stale = {a for a, page in kept.items() if again(client, page).status_code != 304}
    assert stale == set()

    at(NINE)

    assert {a for a, page in kept.items() if again(client, page).status_code == 304} == set()


@SPANS
def test_who_asks_by_date_alone_is_not_told_that_nothing_changed(
    client: Client, at: Any, kept: dict[str, HttpResponse]
) -> None:
    """With an end, the newest date that is seen moves back in time."""
    at(NINE)
    for address, page in kept.items():
        if "Last-Modified" in page:
            headers = {"if-modified-since": page["Last-Modified"]}
            assert client.get(address, headers=headers).status_code == 200


def test_an_address_is_found_from_its_time_on_and_gone_after_it(client: Client, at: Any) -> None:
    excerpt = passage()
    until = NINE + MINUTE
    Excerpt.objects.filter(pk=excerpt.pk).update(published_at=NINE, published_until=until)
    page = excerpt.get_absolute_url()
    found = []
    for time in (NINE - MINUTE, NINE, until - timedelta(microseconds=1), until):
        at(time)
        found.append(client.get(page).status_code)
    assert found == [404, 200, 200, 410]


def test_a_passage_is_gone_with_the_end_of_its_source(client: Client, at: Any) -> None:
    excerpt = passage()
    type(excerpt.source).objects.filter(pk=excerpt.source.pk).update(published_until=NINE)
    assert client.get(excerpt.get_absolute_url()).status_code == 200
    at(NINE)
    assert client.get(excerpt.get_absolute_url()).status_code == 410
    assert client.get(excerpt.source.get_absolute_url()).status_code == 410


def test_a_former_address_leads_on_only_while_the_record_is_public(client: Client, at: Any) -> None:
    film = make.make_film(slug="before", published_at=NINE, state="published")
    film.slug = "after"
    film.save()
    assert client.get("/films/before/").status_code == 404
    at(NINE)
    assert client.get("/films/before/").status_code == 301


def test_what_comes_later_is_dated_by_its_time_in_sitemap_and_feed(client: Client, at: Any) -> None:
    excerpt = passage()
    Excerpt.objects.filter(pk=excerpt.pk).update(published_at=NINE)
    at(NINE)
    assert "2026-12-03" in client.get("/sitemap-excerpts.xml").content.decode()
    assert "2026-12-03" in client.get("/sitemap.xml").content.decode()
    assert "2026-12-03T13:00:00" in client.get("/feeds/excerpts.atom").content.decode()
