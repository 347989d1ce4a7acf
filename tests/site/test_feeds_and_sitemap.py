"""Feeds are valid Atom, the sitemap names every public page, neither tells more than the pages."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from critiques import feeds
from critiques.feeds import ITEMS
from critiques.sitemaps import SITEMAPS, RecordSitemap
from tests import factories as make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor")


@pytest.fixture
def addresses() -> list[str]:
    """One of each kind of feed, all with the same three passages."""
    film, theme = make.make_film("七人の侍"), make.make_theme("Honour & <duty>")
    critic = make.make_person("A. Critic")
    for source in (make.make_source(author=critic), make.make_source("Unsigned & <b>bold</b>")):
        make.make_excerpt("A “quotation” & <more>", about=film, themes=(theme,), source=source)
    make.make_excerpt("What it argues", about=film, themes=(theme,), kind="paraphrase")
    return [
        "/feeds/excerpts.atom",
        f"{film.get_absolute_url()}feed.atom",
        f"{theme.get_absolute_url()}feed.atom",
    ]


def parsed(content: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(content)  # noqa: S314  (it is our own)


def feed(client: Client, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return parsed(response.content)


def words(element: ElementTree.Element, *path: str) -> str:
    found = element.findall("/".join(f"{ATOM}{name}" for name in path))
    assert len(found) == 1, f"{len(found)} times {path}"
    assert found[0].text
    return found[0].text


def test_feeds_have_what_atom_requires(client: Client, addresses: list[str]) -> None:
    for address in addresses:
        root = feed(client, address)

        assert root.tag == f"{ATOM}feed"
        assert words(root, "id").startswith(settings.SITE_URL)
        assert words(root, "title")
        assert words(root, "author", "name")  # RFC 4287, 4.1.1: or else in every entry
        _assert_time(words(root, "updated"))
        selves = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
        assert [link.get("href") for link in selves] == [f"{settings.SITE_URL}{address}"]
        entries = root.findall(f"{ATOM}entry")
        assert len(entries) == 3
        assert len({words(entry, "id") for entry in entries}) == 3
        for entry in entries:
            _assert_entry(entry)


def _assert_entry(entry: ElementTree.Element) -> None:
    assert words(entry, "id").startswith(settings.SITE_URL)
    assert words(entry, "title")
    assert words(entry, "summary")
    _assert_time(words(entry, "updated"))
    links = [link.get("href") for link in entry.findall(f"{ATOM}link")]
    assert links[0].startswith(f"{settings.SITE_URL}/excerpts/")
    terms = [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert terms == ["Honour & <duty>"]


def _assert_time(text: str) -> None:
    assert datetime.fromisoformat(text).tzinfo is not None


def test_a_paraphrase_is_said_to_be_one(client: Client, addresses: list[str]) -> None:
    summaries = [
        words(entry, "summary") for entry in feed(client, addresses[0]).iter(f"{ATOM}entry")
    ]

    assert summaries == [
        "[Paraphrase] What it argues",
        "“A “quotation” & <more>”",
        "“A “quotation” & <more>”",
    ]


@pytest.mark.parametrize("address", ["/feeds/excerpts.atom", "/sitemap.xml", "/sitemap-films.xml"])
def test_absolute_addresses_do_not_follow_the_host_of_a_request(
    client: Client, addresses: list[str], address: str
) -> None:
    """The sender of a request chooses it, and an identifier must stay the same."""
    asked_for = [client.get(address, headers={"host": host}) for host in ("localhost", "127.0.0.1")]

    assert asked_for[0].content == asked_for[1].content
    assert b"127.0.0.1" not in asked_for[1].content


@pytest.mark.parametrize("cover", [{"spoiler": True}, {"content_notes": "violence"}])
def test_what_is_covered_on_pages_is_not_told_in_feeds(client: Client, cover: dict) -> None:
    film, theme = make.make_film(), make.make_theme()
    make.make_excerpt("She dies in the end.", about=film, themes=(theme,), **cover)

    for address in (
        "/feeds/excerpts.atom",
        f"/films/{film.slug}/feed.atom",
        f"/themes/{theme.slug}/feed.atom",
    ):
        response = client.get(address)
        assert b"She dies" not in response.content
        assert b"Open the page to read this passage" in response.content


def test_a_feed_without_passages_is_the_same_at_every_request(client: Client) -> None:
    film = make.make_film()

    for address in ("/feeds/excerpts.atom", f"/films/{film.slug}/feed.atom"):
        first, second = client.get(address), client.get(address)
        assert first.content == second.content
        updated = words(parsed(first.content), "updated")
        assert datetime.fromisoformat(updated) < timezone.now()


def test_a_feed_is_of_bounded_length(client: Client) -> None:
    film, source = make.make_film(), make.make_source()
    for _ in range(ITEMS + 1):
        make.make_excerpt(about=film, source=source)

    assert len(feed(client, "/feeds/excerpts.atom").findall(f"{ATOM}entry")) == ITEMS


def test_a_feed_of_very_many_passages_is_that_of_few(
    client: Client, addresses: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only how the newest are looked for hangs on how many there are."""
    make.make_excerpt("About something else")
    few = [client.get(address).content for address in addresses[1:]]

    monkeypatch.setattr(feeds, "SORTED", 0)

    assert [client.get(address).content for address in addresses[1:]] == few


def test_what_is_withdrawn_leaves_feeds_and_sitemap_at_once(client: Client, editor: User) -> None:
    excerpt = make.make_excerpt("To be taken back.")
    everywhere = ["/feeds/excerpts.atom", "/sitemap-excerpts.xml"]
    assert all(excerpt.public_id in client.get(page).content.decode() for page in everywhere)

    excerpt.withdraw(by=editor)

    assert not any(excerpt.public_id in client.get(page).content.decode() for page in everywhere)


def test_the_date_of_a_withdrawn_record_does_not_linger_in_the_sitemap(
    client: Client, editor: User
) -> None:
    film = make.make_film()
    assert "Last-Modified" in client.get("/sitemap-films.xml")

    film.withdraw(by=editor)

    assert "Last-Modified" not in client.get("/sitemap-films.xml")


def locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/xml"
    return [element.text or "" for element in parsed(response.content).iter(f"{SITEMAP}loc")]


MAKERS: dict[str, Callable[[], Any]] = {
    "films": make.make_film,
    "people": make.make_person,
    "organisations": lambda: make.make_award(make.make_film()).organisation,
    "excerpts": make.make_excerpt,
    "sources": make.make_source,
    "publications": lambda: make.make_source(publication=make.make_publication()).publication,
    "themes": make.make_theme,
    "lists": make.make_list,
}


def test_the_sitemap_names_every_section(client: Client) -> None:
    expected = [f"{settings.SITE_URL}/sitemap-{section}.xml" for section in SITEMAPS]

    assert locations(client, "/sitemap.xml") == expected
    assert set(SITEMAPS) == {"pages", *MAKERS}


@pytest.mark.parametrize("section", MAKERS)
def test_a_section_of_the_sitemap_names_every_public_record(client: Client, section: str) -> None:
    records = [MAKERS[section]() for _ in range(3)]

    found = locations(client, f"/sitemap-{section}.xml")

    assert found == [f"{settings.SITE_URL}{record.get_absolute_url()}" for record in records]
    assert all(client.get(record.get_absolute_url()).status_code == 200 for record in records)


def test_a_long_section_is_in_several_files_that_name_each_record_once(
    client: Client, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by key: nothing is counted, whatever the number of records."""
    monkeypatch.setattr(RecordSitemap, "limit", 3)
    films = [make.make_film() for _ in range(8)]
    for gone in (films[0], films[4], films[7]):
        gone.withdraw(by=editor)

    with CaptureQueriesContext(connection) as asked:
        files = [at for at in locations(client, "/sitemap.xml") if "/sitemap-films" in at]
    sql = [query["sql"] for query in asked.captured_queries]
    named = [place for at in files for place in locations(client, at)]

    assert files == [f"{settings.SITE_URL}/sitemap-films.xml{end}" for end in ("", "?p=2", "?p=3")]
    public = [films[number] for number in (1, 2, 3, 5, 6)]
    assert named == [f"{settings.SITE_URL}{film.get_absolute_url()}" for film in public]
    assert client.get("/sitemap-films.xml?p=4").status_code == 404
    assert not any("COUNT(" in each for each in sql)


def test_the_pages_of_the_sitemap_all_answer(client: Client) -> None:
    for location in locations(client, "/sitemap-pages.xml"):
        assert client.get(location.removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize(
    "address", ["/sitemap-nothing.xml", "/sitemap-films.xml?p=2", "/sitemap-films.xml?p=x"]
)
def test_sections_and_pages_that_are_not_there_answer_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_robots_are_told_where_the_sitemap_is(client: Client) -> None:
    response = client.get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
