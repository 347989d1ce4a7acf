"""Every kind of page in a real browser: accessible, self-contained, whole without scripts."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.pages import KINDS
from tests.browser.visit import SCHEMES, WIDTHS, Visit

# The mark `django_db` makes the session have a database; what the server shows is loaded once.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Without the times that are part of some.
HREFS = "links => links.map(link => link.getAttribute('href').replace(/again=.*/, ''))"


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_accessible_and_keeps_to_its_width(
    kind: str, visit: Callable[..., Visit], axe: Any
) -> None:
    """At each width, in each scheme: axe finds nothing, and nothing is scrolled sideways."""
    for width in WIDTHS:
        opened = visit(kind, width)
        for scheme in SCHEMES:
            opened.page.emulate_media(color_scheme=scheme)
            where = f"{kind} at {width} px, {scheme}"
            found = axe(opened.page)
            assert not found, f"{where}: {found}"
            overflow = opened.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow <= 0, f"{where}: {overflow} px too wide"
            assert not opened.errors, f"{where}: {opened.errors}"


@pytest.mark.parametrize("kind", KINDS)
def test_page_asks_no_other_host_and_sets_no_cookie(
    kind: str, visit: Callable[..., Visit], site_url: str
) -> None:
    opened = visit(kind)
    foreign = [url for url in opened.requests if not url.startswith((site_url, "data:"))]
    assert not foreign
    assert opened.context.cookies() == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_says_the_same_without_javascript(kind: str, visit: Callable[..., Visit]) -> None:
    """Nothing that a script shows is hidden without it: same words, same links."""
    texts, links = [], []
    for enabled in (True, False):
        opened = visit(kind, java_script_enabled=enabled)
        texts.append(sorted(opened.page.locator("body").inner_text().split()))
        links.append(sorted(opened.page.locator("a[href]").evaluate_all(HREFS)))
    assert texts[0] == texts[1]
    assert links[0] == links[1]


def test_first_tab_offers_to_skip_to_the_content(visit: Callable[..., Visit]) -> None:
    page = visit("home").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#content"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")
    assert page.locator("#content").count() == 1


def test_filters_work_without_javascript(visit: Callable[..., Visit]) -> None:
    page = visit("excerpts", java_script_enabled=False).page
    before = page.locator("main article").count()
    page.locator("summary", has_text="Stance").click()
    page.locator("a[href*='stance=unfavourable']").first.click()
    assert "stance=unfavourable" in page.url
    assert 0 < page.locator("main article").count() <= before


def test_notes_are_reached_by_keyboard_and_lead_back(visit: Callable[..., Visit]) -> None:
    page = visit("excerpt with notes", java_script_enabled=False).page
    reference = page.locator("a[href^='#note-']").first
    reference.focus()
    page.keyboard.press("Enter")
    note = page.url.partition("#")[2]
    assert note.startswith("note-")
    back = page.locator(f"#{note} a[href^='#ref-']").first
    assert page.locator(back.get_attribute("href")).count() == 1


def test_covered_passage_opens_by_keyboard_without_javascript(visit: Callable[..., Visit]) -> None:
    page = visit("films", java_script_enabled=False).page
    page.goto(page.url.replace("/films/", "/films/anora/excerpts/?theme=ending"))
    cover = page.locator("details summary").first
    assert cover.count() == 1
    cover.focus()
    page.keyboard.press("Enter")
    assert page.locator("details[open]").count() >= 1
