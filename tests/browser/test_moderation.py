"""Forty items are decided at the desk of moderation, by the keyboard alone."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from critiques.models import (
    Contribution,
    Excerpt,
    ModerationEvent,
    ModerationMessage,
    Report,
    Source,
)
from filmography.models import Film
from filmography.publishing import triggers
from filmography.publishing.outbox import OutgoingMail
from tests import factories as make
from tests.browser.test_desk import STOCK
from tests.browser.visit import looks

pytestmark = pytest.mark.browser

NOUNS = ["money", "music", "snow", "kitchen", "promise", "colour", "crowd", "silence", "winter"]
SENTENCES = [
    f"Sentence number {number} of this review finds the {NOUNS[number % 9]} of the film honest."
    for number in range(40)
]
KINDS = ["clean"] * 24 + ["slip"] * 8 + ["duplicate"] * 4 + ["spam"] * 4
KEYS = {"clean": ["a"], "slip": ["r", "Enter"], "duplicate": ["u", "Enter"], "spam": ["s"]}
MOST_KEYS = 3
BECAME = {
    "clean": "accepted",
    "slip": "changes_requested",
    "duplicate": "duplicate",
    "spam": "spam",
}
QUEUE = "admin:critiques_contribution_changelist"


@pytest.fixture
def source(site_url: str, django_db_blocker: Any) -> Iterator[Source]:
    with django_db_blocker.unblock():
        clear_queue()
        source = make.make_source("Review to moderate", rights="permission")
        make.make_capture(source, "\n\n".join(SENTENCES))
        make.make_film("Film to moderate")
        yield source
        clear(source)


def offer(source: Source) -> dict[str, str]:
    """Forty contributions in a mixed order; what each public id is."""
    film = Film.objects.get(title="Film to moderate")
    offered = {}
    for number in range(40):
        place = number * 7 % 40
        kind, words = KINDS[place], SENTENCES[place]
        sent = {"source": source, "film": film}
        if kind == "slip":
            words = words.replace("finds", "always finds")
        if kind == "duplicate":
            make.make_excerpt(words, source=source, about=film)
        if kind == "spam":
            words, sent = "Cheap pills at https://pills.example/ and more", {}
        offered[make.make_contribution(words, **sent).public_id] = kind
    return offered


@pytest.fixture
def desk(site_url: str, browser: Any, django_db_blocker: Any, source: Source) -> Iterator[Any]:
    with django_db_blocker.unblock():
        moderator = make.make_moderator()
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"{site_url}{reverse('admin:index')}")
        page.fill("#id_username", moderator.username)
        page.fill("#id_password", make.PASSWORD)
        page.click("[type=submit]")
        yield page
        context.close()
        User.objects.filter(pk=moderator.pk).delete()


def press(page: Any, *keys: str) -> int:
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def server_seconds(page: Any) -> float:
    """Of the page that is shown: from the request, with the one it was sent on from, to the first
    byte."""
    timing = "performance.getEntriesByType('navigation')[0]"
    return page.evaluate(f"({timing}.responseStart - {timing}.startTime) / 1000")


def clear_queue() -> None:
    """What was decided stays written down, in any other way than this."""
    triggers.lift_all(using="default", plan=["tests"])
    for model in (ModerationMessage, ModerationEvent, OutgoingMail):
        model.objects.all()._raw_delete("default")
    triggers.install_all(using="default")
    Contribution.objects.all().delete()
    Report.objects.all().delete()


def clear(source: Source) -> None:
    clear_queue()
    Excerpt.objects.filter(source=source).delete()
    source.delete()
    Film.objects.filter(title="Film to moderate").delete()


@pytest.mark.django_db  # makes the session have a database, also for the tests below
def test_it_is_behind_the_log_in(site_url: str, page: Any) -> None:
    page.goto(f"{site_url}{reverse(QUEUE)}")
    assert page.url.startswith(f"{site_url}{reverse('admin:login')}")


def test_forty_items_are_decided_by_the_keyboard_alone(
    desk: Any, site_url: str, source: Source
) -> None:
    offered = offer(source)
    desk.goto(f"{site_url}{reverse(QUEUE)}")
    press(desk, "j", "Enter")
    pressed: dict[str, Counter] = {}
    waited: list[float] = []
    for _ in offered:
        desk.wait_for_url("**/contribution/contribution/*/*")
        public_id = desk.url.rstrip("/").rsplit("/", 1)[-1]
        waited.append(server_seconds(desk))
        kind = offered[public_id]
        with desk.expect_navigation():
            pressed.setdefault(kind, Counter())[press(desk, *KEYS[kind])] += 1
    desk.wait_for_url(f"**{reverse(QUEUE)}")

    became = dict(Contribution.objects.values_list("public_id", "state"))
    assert became == {public_id: BECAME[kind] for public_id, kind in offered.items()}
    assert Excerpt.objects.published().filter(source=source).count() == 24 + 4
    assert set(
        ModerationEvent.objects.filter(transition="request_changes").values_list("reason")
    ) == {("wording",)}
    assert max(max(counts) for counts in pressed.values()) <= MOST_KEYS
    assert desk.errors == []
    keys = 2 + sum(len(KEYS[kind]) for kind in KINDS)
    waited.sort()
    print(f"\n{keys} keys; the next item after {waited[20]:.2f} s, {waited[-1]:.2f} at most")


def test_its_pages_are_accessible(desk: Any, axe: Any, site_url: str, source: Source) -> None:
    def look_at(what: str) -> None:
        for look in looks(desk):
            assert dict(axe(desk)).keys() <= STOCK, f"{what} at {look}"
            wide = desk.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{what} at {look}"

    offer(source)
    make.make_report(make.make_excerpt(source=source), kind="minor")
    desk.goto(f"{site_url}{reverse(QUEUE)}")
    look_at("the queue")
    press(desk, "j", "Enter")
    desk.locator("[data-item][data-mine]").wait_for()
    look_at("a report")
    with desk.expect_navigation():
        press(desk, "j")
    press(desk, "r")
    look_at("a contribution")
    press(desk, "Escape", "?")
    look_at("the list of keys")
    desk.goto(f"{site_url}{reverse('admin:critiques_contribution_figures')}")
    look_at("the figures")
    assert desk.errors == []


def test_what_may_be_undone_covers_nothing_of_the_next_decision(
    desk: Any, site_url: str, source: Source
) -> None:
    excerpt = make.make_excerpt(SENTENCES[0], source=source)
    make.make_report(excerpt, words="First. " * 60)
    make.make_report(excerpt, words="Next. " * 60, reply_text="I said more.", name="A. Critic")
    desk.goto(f"{site_url}{reverse(QUEUE)}")
    press(desk, "j", "Enter")
    desk.locator("[data-item][data-mine]").wait_for()
    with desk.expect_navigation():
        press(desk, "s")
    press(desk, "a")
    assert desk.locator("[data-undo]").is_visible()
    assert desk.is_checked("[name=publish_reply]")
    uncovered = """field => {
        field.scrollIntoView({ block: "nearest" });
        const box = field.getBoundingClientRect();
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return document.elementFromPoint(x, y) === field;
    }"""
    for width, height in ((1280, 720), (1440, 900), (400, 700)):
        desk.set_viewport_size({"width": width, "height": height})
        for y in (0, 1000):
            desk.evaluate(f"scrollTo(0, {y})")
            for name in ("withdraw", "notice", "publish_reply"):
                assert desk.eval_on_selector(f"[name={name}]", uncovered), f"{name}, {width} px"
