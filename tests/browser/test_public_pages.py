"""Every kind of page in a browser: accessible, self-contained, light, whole without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest

from tests.browser.pages import KINDS
from tests.browser.visit import SCHEMES, WIDTHS, Visit

# The mark `django_db` makes the session have a database; what the server shows is loaded once.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

FIRST_LOAD_LIMIT = 60_000  # bytes over the wire, images aside
JAVASCRIPT_LIMIT = 5_000
# Without the times that are part of some.
HREFS = "links => links.map(link => link.getAttribute('href').replace(/again=.*/, ''))"


@dataclass(frozen=True)
class Shown:
    """A page as it was loaded on a phone, on a desk and without scripts, for all tests to look at.

    What only a fresh load can tell has been noted; sizes and schemes each test sets for itself.
    """

    kind: str
    narrow: Visit
    wide: Visit
    plain: Visit
    shifts: tuple[float, float]

    def at(self, width: int) -> Visit:
        visited = self.wide if width > min(WIDTHS) or self.is_one_document else self.narrow
        visited.page.set_viewport_size({"width": width, "height": WIDTHS.get(width, 900)})
        return visited

    @cached_property
    def is_one_document(self) -> bool:
        """Whether a phone was given what a desk was: at its size, the one looks as the other."""
        return document(self.narrow) == document(self.wide)


@pytest.fixture(
    scope="module",
    params=[pytest.param(kind, marks=pytest.mark.xdist_group(kind)) for kind in KINDS],
)
def shown(
    request: pytest.FixtureRequest, open_page: Callable[..., Visit], site_url: str
) -> Iterator[Shown]:
    kind = request.param
    visits = [
        open_page(kind, min(WIDTHS)),
        open_page(kind, max(WIDTHS)),
        open_page(kind, max(WIDTHS), java_script_enabled=False),
    ]
    yield Shown(kind, *visits, tuple(shift(visited.page) for visited in visits[:2]))
    for visited in visits:
        visited.context.close()


def document(visited: Visit) -> str:
    """As scripts left it."""
    return visited.page.evaluate("document.documentElement.outerHTML")


def shift(page: Any) -> float:
    """How far what was shown has moved since, as browsers reckon it."""
    return page.evaluate(
        """() => new Promise(done => {
        let total = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) total += entry.value;
        }).observe({type: 'layout-shift', buffered: true});
        setTimeout(() => done(total), 50);
        })"""
    )


def overflow(page: Any) -> int:
    """By how many pixels the page would be scrolled sideways."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")


def test_page_is_accessible_and_keeps_to_its_width(shown: Shown, axe: Any) -> None:
    """At each width, in each scheme: axe finds nothing, and nothing is scrolled sideways."""
    for width in WIDTHS:
        visited = shown.at(width)
        for scheme in SCHEMES:
            visited.page.emulate_media(color_scheme=scheme)
            where = f"{shown.kind} at {width} px, {scheme}"
            found = axe(visited.page)
            assert not found, f"{where}: {found}"
            assert overflow(visited.page) <= 0, f"{where}: too wide"
    for visited in (shown.narrow, shown.wide):
        assert not visited.errors


def test_text_at_twice_its_size_needs_no_sideways_scrolling(shown: Shown) -> None:
    """Zoom to 200 % leaves half the width in CSS pixels."""
    assert overflow(shown.at(640).page) <= 0


def test_page_asks_no_other_host_and_sets_no_cookie(shown: Shown, site_url: str) -> None:
    for visited in (shown.narrow, shown.wide, shown.plain):
        foreign = [url for url in visited.requests if not url.startswith((site_url, "data:"))]
        assert not foreign
        assert visited.context.cookies() == []


def test_page_says_the_same_without_javascript(shown: Shown) -> None:
    """Nothing that a script shows is hidden without it: same words, same links."""
    with_scripts, without = shown.at(max(WIDTHS)).page, shown.plain.page
    assert words(with_scripts) == words(without)
    assert links(with_scripts) == links(without)


def words(page: Any) -> list[str]:
    return sorted(page.locator("body").inner_text().split())


def links(page: Any) -> list[str]:
    return sorted(page.locator("a[href]").evaluate_all(HREFS))


def test_nothing_moves_while_a_page_loads(shown: Shown) -> None:
    assert shown.shifts == (0, 0)


def test_first_load_is_light(shown: Shown) -> None:
    """HTML, one style sheet and at most 5 kB of script, compressed as a server would send them."""
    opened = shown.wide
    entries = opened.page.evaluate(
        "performance.getEntriesByType('resource').map(entry => [entry.name, entry.initiatorType])"
    )
    sheets = [name for name, _ in entries if name.endswith(".css")]
    assert len(sheets) == 1
    assert opened.page.locator("style").count() == 0
    html = packed(opened.response.body())
    fetched = {
        name: packed(opened.context.request.get(name).body())
        for name, _ in entries
        if name.endswith((".css", ".js"))
    }
    scripts = sum(size for name, size in fetched.items() if name.endswith(".js"))
    assert scripts <= JAVASCRIPT_LIMIT
    assert html + sum(fetched.values()) <= FIRST_LOAD_LIMIT


def packed(body: bytes) -> int:
    import brotli

    return len(brotli.compress(body, quality=5))


def test_first_tab_offers_to_skip_to_the_content(visit: Callable[..., Visit]) -> None:
    page = visit("home").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    page.wait_for_url("**/#content")
    assert page.locator("#content").count() == 1


def test_filters_work_without_javascript(visit: Callable[..., Visit]) -> None:
    page = visit("excerpts", java_script_enabled=False).page
    before = page.locator("main article").count()
    page.locator("summary", has_text="Stance").click()
    page.locator("a[href*='stance=unfavourable']").first.click()
    page.wait_for_url("**stance=unfavourable**")
    assert 0 < page.locator("main article").count() <= before


def test_notes_are_reached_by_keyboard_and_lead_back(visit: Callable[..., Visit]) -> None:
    page = visit("excerpt with notes", java_script_enabled=False).page
    reference = page.locator("a[href^='#note-']").first
    reference.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#note-*")
    note = page.url.partition("#")[2]
    back = page.locator(f"#{note} a[href^='#ref-']").first
    assert page.locator(back.get_attribute("href")).count() == 1


def test_covered_passage_opens_by_keyboard_without_javascript(visit: Callable[..., Visit]) -> None:
    page = visit("films", java_script_enabled=False).page
    page.goto(page.url.replace("/films/", "/films/anora/excerpts/?theme=ending"))
    cover = page.locator("details summary").first
    assert cover.count() == 1
    cover.focus()
    page.keyboard.press("Enter")
    page.locator("details[open]").first.wait_for()
