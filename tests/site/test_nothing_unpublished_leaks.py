"""What is not public is told by no byte that the public gets: no word, no count, no order, no date.

A small public site is crawled; then hidden records of every kind are hung on it, and it is crawled
again, also at every hidden address and with every hidden filter.
"""

import re
from collections import deque
from html import unescape
from os.path import commonprefix
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client

from critiques.models import Excerpt, Source
from filmography.models import Film, Scene
from filmography.publishing.models import Publishable
from filmography.publishing.statistics import gather_statistics
from tests import factories as make
from tests.site import addresses
from tests.site.canaries import MARK, Canaries, fields_to_plant
from tests.site.hidden import GONE, HIDDEN, HiddenRecords, PublicSite, hang_on_attributes
from tests.site.hidden_moderation import plant_moderation
from tests.site.html import LEFT_OUT, without_left_out
from tests.site.visitor import Visitor, everything_sent

pytestmark = pytest.mark.django_db

LINK = re.compile(
    r"""<(?:a|link|script|img|iframe|form)\b[^>]*?\s(?:href|src|action)=["']([^"']*)"""
)
ATOM_OR_SITEMAP_LINK = re.compile(r"<loc>([^<]+)|<link href=\"([^\"]+)")


class Crawl:
    """All that a visitor gets who asks for these addresses and follows every link of the site."""

    def __init__(self, starts: list[str], known: dict[str, bytes] | None = None) -> None:
        visitor = Visitor()
        self.sent = dict(known or {})
        self.statuses = {address: int(sent[:3]) for address, sent in self.sent.items()}
        self.linked_from: dict[str, str] = {}
        queue = deque(dict.fromkeys(starts))
        while queue:
            address = queue.popleft()
            if address in self.sent:
                continue
            response = visitor.get(address)
            self.sent[address] = everything_sent(response)
            self.statuses[address] = response.status_code
            for link in links_within(address, response):
                if link not in self.sent:
                    self.linked_from.setdefault(link, address)
                    queue.append(link)


def links_within(address: str, response: HttpResponse) -> set[str]:
    """Addresses of this site that an answer names, without those of files and of the log-in."""
    text = response.content.decode()
    found = [*LINK.findall(text), *(a or b for a, b in ATOM_OR_SITEMAP_LINK.findall(text))]
    found += [response["Location"]] if "Location" in response else []
    within = set()
    for link in found:
        parts = urlsplit(urljoin(f"{settings.SITE_URL}{address}", unescape(link)))
        if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
            continue
        if parts.query.count("=") > 1 or (parts.query and parts.path.count("/") > 2):
            continue  # on the lists themselves each filter once: all together they are too many
        if not parts.path.startswith((settings.STATIC_URL, f"/{settings.ADMIN_PATH}")):
            within.add(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    return within


# Each is one parameter, so that what it links to is crawled as well.
SEARCHES = [
    "/search/?q=shown",
    "/search/?q=the+ending+holds",
    "/search/?q=by%3Ashown",
    "/search/?q=shwon",
    "/search/?kind=excerpt",
    "/search/suggestions/?q=sh",
]


def pages_with_sorts() -> list[str]:
    plain = [address for _, address in addresses.of_all_records(public_only=True)]
    sorted_lists = [
        f"{plain_address}?sort={sort}"
        for name, filters in addresses.FILTERS.items()
        for sort in filters.sorts
        for plain_address in addresses.public_addresses(name)
    ]
    return [
        *plain,
        *sorted_lists,
        *SEARCHES,
        "/robots.txt",
        "/no-such-page/",
        "/films/?page=2",
        "/films",
    ]


def staff_addresses() -> list[str]:
    """The admin's, which a visitor is sent away from; with every hidden record's own."""
    found = ["", "login/", "password_reset/", "jsi18n/", "autocomplete/?term=zq"]
    for model in apps.get_models():
        if model._meta.app_label in ("filmography", "critiques"):
            base = f"{model._meta.app_label}/{model._meta.model_name}/"
            last = model._base_manager.order_by("pk").last()
            if last and isinstance(last.pk, int):  # else its canary would be in the question
                found += [base, f"{base}add/", f"{base}{last.pk}/change/"]
    return [f"/{settings.ADMIN_PATH}{address}" for address in found] + ["/styleguide/"]


PRIVATE_COLUMNS = (
    '"critiques_capture"."text"',
    '"critiques_excerptanchor"."prefix"',
    '"critiques_excerptanchor"."suffix"',
)


class World:
    """The site before and after, and what was asked of it."""

    def __init__(self) -> None:
        self.site = PublicSite()
        self.before = Crawl(pages_with_sorts())
        self.canaries = Canaries()
        self.hidden = [HiddenRecords(self.canaries, self.site, why) for why in HIDDEN]
        hang_on_attributes(self.site, self.hidden[0])
        plant_moderation(self.canaries, self.site)
        gather_statistics()
        every_address = [
            *(address for _, address in addresses.of_all_records()),
            *addresses.with_every_filter(),
            *staff_addresses(),
        ]
        self.private_statements: list[str] = []
        with connection.execute_wrapper(self._note_private):
            self.after = Crawl(list(self.before.sent))
            self.everywhere = Crawl(every_address, known=self.after.sent)

    def _note_private(self, execute: Any, sql: str, *args: Any) -> Any:
        self.private_statements += [sql] if any(name in sql for name in PRIVATE_COLUMNS) else []
        return execute(sql, *args)


@pytest.fixture(scope="module")
def world(module_records: None) -> World:
    return World()


def test_no_two_canaries_begin_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Or what is found of the one would be taken for the other."""
    drawn = iter(["0" * 32, "000000" + "1" * 26, "2" * 32])
    monkeypatch.setattr("tests.site.canaries.secrets.token_hex", lambda size: next(drawn))
    canaries = Canaries()

    assert [canaries.token(), canaries.token()] == [f"{MARK}{'0' * 32}", f"{MARK}{'2' * 32}"]


def test_every_text_field_of_every_model_holds_a_canary(world: World) -> None:
    """A new field is planted by itself; a new model must be hung somewhere in hidden.py."""
    assert fields_to_plant() - world.canaries.planted() == set()
    assert len(world.canaries.places) > 300


def test_every_publishable_model_is_hidden_for_every_reason(world: World) -> None:
    for model in apps.get_models():
        if issubclass(model, Publishable):
            places = " ".join(world.canaries.places.values())
            for why in HIDDEN:
                assert re.search(rf"{model._meta.label}\.\w+, {why}", places), (model, why)


def test_no_canary_is_sent_anywhere(world: World) -> None:
    leaks = {
        address: world.canaries.found_in(sent)
        for address, sent in world.everywhere.sent.items()
        if world.canaries.found_in(sent)
    }
    assert not leaks


def test_no_page_even_asks_for_the_text_of_a_capture(world: World) -> None:
    assert world.private_statements == []


def test_every_byte_is_as_before_the_hidden_records_came(world: World) -> None:
    assert list(world.after.sent) == list(world.before.sent)
    changed = {
        address: difference(sent, world.after.sent[address])
        for address, sent in world.before.sent.items()
        if sent != world.after.sent[address]
    }
    assert not changed


def difference(before: bytes, after: bytes) -> str:
    """Where the bodies begin to differ, or else the headers."""
    old, new = (sent.partition(b"\n\n")[2] or sent for sent in (before, after))
    if old == new:
        old, new = before, after
    same = len(commonprefix([old, new]))  # noqa: RUF071  (characters, not paths)
    pieces = (sent[max(0, same - 100) : same + 100].decode(errors="replace") for sent in (old, new))
    return " → ".join(pieces)


def test_every_pattern_was_visited_and_answered(world: World) -> None:
    visited = {name: [] for name in addresses.templates()}
    for name, address in addresses.of_all_records():
        visited[name].append(world.everywhere.statuses[address])

    assert {name for name, statuses in visited.items() if 200 not in statuses} == set()
    assert len(world.before.sent) > 80


def test_the_crawl_sees_what_is_public(world: World) -> None:
    """Or else it would find no canary for want of looking."""
    sent = b"".join(world.after.sent.values()).decode()
    for word in (
        "Shown 1", "Shown Maker", "Shown Critic", "Shown Alias", "Shown ceremony", "Shown scene",
        "Shown paper", "Shown source 1", "Shown theme", "Shown definition", "Shown note",
        "Shown list", "Shown as credited", "Shown voice", "Shown translator", "Montré.",
        world.site.response.justification, world.site.organisation.name,
    ):  # fmt: skip
        assert word in sent, word


def test_no_link_of_the_public_site_is_dead(world: World) -> None:
    dead = {
        link: (world.after.statuses[link], page)
        for link, page in world.after.linked_from.items()
        if world.after.statuses[link] != 200
    }
    assert not dead


def test_hidden_addresses_answer_404_or_410_and_nothing_else(world: World) -> None:
    public = {address for _, address in addresses.of_all_records(public_only=True)}
    answers = {
        address: world.everywhere.statuses[address]
        for _, address in addresses.of_all_records()
        if address not in public
    }
    assert set(answers.values()) == {404, 410}
    assert len(answers) > 80


def test_only_what_was_withdrawn_has_ended_or_is_unproved_answers_410(world: World) -> None:
    gone = {a for a, status in world.everywhere.statuses.items() if status == 410}
    fallen = [hidden for hidden in world.hidden if hidden.why in GONE]
    slugs = {
        getattr(record, "slug", getattr(record, "public_id", ""))
        for model in apps.get_models()
        if issubclass(model, Publishable)
        for record in model.objects.gone()
    }
    slugs -= {""}
    slugs |= {excerpt.public_id for each in fallen for excerpt in each.source.excerpts.all()}
    slugs |= {hidden.unproved.public_id for hidden in world.hidden}

    assert gone
    assert all(any(f"/{slug}" in address for slug in slugs) for address in gone)
    assert all(
        b"Taken back." in world.everywhere.sent[a] for a in gone if MARK in a and "films" in a
    )


def test_error_pages_tell_nothing(world: World) -> None:
    client = Client(raise_request_exception=False)
    pages = [
        client.get("/films/?" + "a=1&" * 2000),
        client.get("/", headers={"host": "evil.example"}),
        client.post("/"),
        Client(enforce_csrf_checks=True).post("/admin/login/"),
    ]
    sent = [everything_sent(page) for page in pages]
    sent += [render_to_string(f"{code}.html").encode() for code in (400, 403, 404, 410, 500)]
    assert [page.status_code for page in pages] == [400, 400, 405, 403]
    assert not [found for page in sent for found in world.canaries.found_in(page)]


def test_a_filter_by_something_hidden_is_no_filter(world: World) -> None:
    """Else the answer would tell hidden names from names that do not exist."""
    said = set()
    for address in addresses.with_every_filter():
        if MARK in address:
            plain = world.after.sent[address.partition("?")[0]].partition(b"\n\n")[2]
            sent = world.everywhere.sent[address].partition(b"\n\n")[2]
            assert without_left_out(sent) == plain, address
            said.add(LEFT_OUT.search(sent).group())
    assert len(said) > 5
    visitor = Visitor()
    for name in ("film", "theme"):
        unknown = visitor.get(f"/excerpts/?{name}=no-such-thing").content
        assert LEFT_OUT.search(unknown).group() in said


WITHDRAWN = ["film", "person", "source", "theme", "list", "excerpt", "annotation", "response"]


@pytest.mark.parametrize("kind", WITHDRAWN)
def test_what_is_withdrawn_is_gone_at_the_next_request(world: World, kind: str) -> None:
    """No page, list, count of a facet, feed or sitemap names it any more."""
    record = world.site.__dict__[{"annotation": "note"}.get(kind, kind)]
    words = {"annotation": "Shown note", "response": world.site.response.justification}
    shown = words.get(kind) or record.get_absolute_url()
    assert any(shown.encode() in sent for sent in world.after.sent.values())

    record.withdraw(by=User.objects.create_user("editor"), notice="Taken back.")

    own = record.get_absolute_url() if kind in WITHDRAWN[:6] else ""
    visitor = Visitor()
    for address in (address for address in world.after.sent if "?" not in address):
        sent = visitor.get(address)
        if own and address.startswith(own):
            assert sent.status_code == 410
        elif kind != "excerpt" or record.public_id not in address:
            assert shown not in sent.content.decode(), address


def test_a_scene_is_as_public_as_its_film(world: World) -> None:
    assert {scene.film.title for scene in Scene.objects.published()} == {world.site.film.title}


def test_counts_are_of_public_records(world: World) -> None:
    assert Film.objects.published().count() == 2
    assert Source.objects.published().count() == 2
    assert Excerpt.objects.published().count() == 2
    assert make.Theme.objects.published().count() == 2
