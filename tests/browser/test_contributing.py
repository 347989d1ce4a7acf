"""Offering a passage in a real browser: the draft, the preview, the checklist, keys, going back."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from critiques.models import Contribution
from filmography.publishing.networks import NetworkTrace
from tests.browser.visit import Visit
from tests.site.sending import WORDS, token

pytestmark = pytest.mark.browser
# The mark makes the session have a database. What sends something goes without it: the server
# writes on a connection of its own, and would wait for the transaction that the mark opens.
looks_only = pytest.mark.django_db


@pytest.fixture
def sent_here(addresses: dict[str, str], django_db_blocker: Any) -> Iterator[Callable[[], int]]:
    """How many contributions came in since the test began."""
    with django_db_blocker.unblock():
        NetworkTrace.objects.all().delete()
        before = Contribution.objects.count()
        yield lambda: Contribution.objects.count() - before


def fill_in(page: Any, words: str = WORDS) -> None:
    page.fill("[name=about]", "A film that is not here (1999)")
    page.fill("[name=text]", words)
    page.fill("[name=source_title]", "A review")
    page.check("[name=consent]")
    ripen(page)


def ripen(page: Any) -> None:
    """As if the form had been open for a minute."""
    page.eval_on_selector("[name=form]", "(field, token) => field.value = token", token())


def reopen(visited: Visit) -> Any:
    """The tab is closed; another one opens the same address."""
    address = visited.page.url
    visited.page.close()
    page = visited.context.new_page()
    page.goto(address)
    return page


def test_what_is_typed_survives_a_closed_tab_but_for_the_address_and_the_consent(
    visit: Callable[..., Visit],
) -> None:
    opened = visit("contribute")
    page = opened.page
    fill_in(page)
    page.fill("[name=why]", "It is true.")
    page.fill("[name=email]", "rosa@example.org")
    page.check("[name=kind][value=paraphrase]")
    page.check("[name=spoiler]")

    page = reopen(opened)

    assert page.input_value("[name=text]") == WORDS
    assert page.input_value("[name=why]") == "It is true."
    assert page.is_checked("[name=kind][value=paraphrase]")
    assert page.is_checked("[name=spoiler]")
    assert page.input_value("[name=email]") == ""
    assert not page.is_checked("[name=consent]")
    assert page.locator("[data-restored]").is_visible()
    assert opened.errors == []


def test_a_draft_stays_on_this_device(visit: Callable[..., Visit]) -> None:
    opened = visit("contribute")
    before = len(opened.requests)

    fill_in(opened.page)
    opened.page.wait_for_timeout(300)

    assert [url for url in opened.requests[before:] if "favicon" not in url] == []
    assert opened.context.cookies() == []
    other = visit("contribute").page
    assert other.input_value("[name=text]") == ""
    assert other.locator("[data-restored]").is_hidden()


def test_begin_afresh_forgets_it(visit: Callable[..., Visit]) -> None:
    opened = visit("contribute")
    fill_in(opened.page)
    page = reopen(opened)
    page.click("[data-restored] button")

    assert page.input_value("[name=text]") == ""
    assert page.locator("[data-restored]").is_hidden()
    assert reopen(opened_as(opened, page)).input_value("[name=text]") == ""


def opened_as(opened: Visit, page: Any) -> Visit:
    opened.page = page
    return opened


def test_opened_for_a_source_an_older_draft_does_not_change_which(
    visit: Callable[..., Visit], addresses: dict[str, str]
) -> None:
    opened = visit("contribute")
    fill_in(opened.page)

    opened.page.goto(addresses["contribute from a source"])

    assert opened.page.input_value("[name=source_title]") == "A review to take from"
    assert opened.page.input_value("[name=text]") == WORDS


def test_opened_for_another_film_the_draft_is_whole_and_the_older_one_stays(
    visit: Callable[..., Visit], addresses: dict[str, str]
) -> None:
    opened = visit("contribute")
    page = opened.page
    fill_in(page)
    page.fill("[name=source_author]", "Rosa Lind")
    page.goto(f"{addresses['contribute']}?film={addresses['film'].split('/')[-2]}")

    assert page.input_value("[name=source_title]") == "A review"
    assert page.input_value("[name=source_author]") == "Rosa Lind"
    assert page.input_value("[name=about]") not in ("", "A film that is not here (1999)")
    page.fill("[name=text]", "Of another film.")
    assert reopen(opened).input_value("[name=text]") == "Of another film."

    page = opened.context.new_page()
    page.goto(addresses["contribute"])
    assert page.input_value("[name=text]") == WORDS
    assert page.input_value("[name=about]") == "A film that is not here (1999)"
    assert opened.errors == []


def test_once_sent_the_draft_is_gone_and_another_from_the_source_is_offered(
    visit: Callable[..., Visit], sent_here: Callable[[], int]
) -> None:
    opened = visit("contribute")
    page = opened.page
    fill_in(page, f"{WORDS} Sent.")
    page.click("text=Send the passage")
    page.locator("h1", has_text="Waiting for a moderator").wait_for()
    assert sent_here() == 1

    page.click("text=Offer another passage from this source")

    assert page.input_value("[name=source_title]") == "A review"
    assert page.input_value("[name=text]") == ""


def test_a_double_click_makes_one(
    visit: Callable[..., Visit], sent_here: Callable[[], int]
) -> None:
    page = visit("contribute").page
    fill_in(page, f"{WORDS} Twice.")

    page.dblclick("text=Send the passage")

    page.locator("h1", has_text="Waiting for a moderator").wait_for()
    assert sent_here() == 1


def test_going_back_and_sending_again_or_reloading_makes_one(
    visit: Callable[..., Visit], sent_here: Callable[[], int]
) -> None:
    page = visit("contribute").page
    fill_in(page, f"{WORDS} Back.")
    page.click("text=Send the passage")
    page.locator("h1", has_text="Waiting for a moderator").wait_for()
    page.reload()
    page.go_back()
    fill_in(page, f"{WORDS} Back.")
    page.click("text=Send the passage")

    page.locator("main", has_text=re.compile("offered already|Waiting for a moderator")).wait_for()
    assert sent_here() == 1


def test_the_credit_is_shown_as_it_will_read(visit: Callable[..., Visit]) -> None:
    page = visit("contribute").page
    line = page.locator("[data-preview]")
    assert line.inner_text() == "Nobody is named"

    page.fill("[name=credit]", "<b>Rosa</b> L.")

    assert line.inner_text() == "Offered by <b>Rosa</b> L."


def test_the_checklist_ticks_off_what_is_filled_in(visit: Callable[..., Visit]) -> None:
    page = visit("contribute").page
    done = page.locator("[data-checklist] [data-done]")
    assert done.count() == 0

    fill_in(page)
    assert done.count() == 3
    page.fill("[name=text]", "  ")
    assert done.count() == 2


def test_the_field_for_a_translation_comes_with_its_kind(visit: Callable[..., Visit]) -> None:
    page = visit("contribute", java_script_enabled=False).page
    assert page.locator("[name=translation]").is_hidden()

    page.check("[name=kind][value=translation]")

    assert page.locator("[name=translation]").is_visible()


def test_the_keyboard_alone_is_enough(
    visit: Callable[..., Visit], sent_here: Callable[[], int]
) -> None:
    page = visit("contribute").page
    ripen(page)
    typed = {
        "about": "A film that is not here (1999)",
        "text": f"{WORDS} By keys.",
        "source_title": "A review",
    }
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(({ name, type }, isOurs) => (isOurs && (name || type)) || '')"
            "(document.activeElement, document.activeElement.closest('main'))"
        )
        seen.append(name)
        if name in typed:
            page.keyboard.type(typed[name])
        elif name == "consent":
            page.keyboard.press("Space")
        elif name == "submit":
            page.keyboard.press("Enter")
            break

    page.locator("h1", has_text="Waiting for a moderator").wait_for()
    assert "homepage" not in seen
    assert sent_here() == 1


@pytest.mark.parametrize("has_script", [True, False])
def test_what_is_wrong_is_in_focus_and_leads_to_its_field(
    visit: Callable[..., Visit], has_script: bool
) -> None:
    page = visit("contribute", java_script_enabled=has_script).page
    page.fill("[name=text]", WORDS)
    page.click("text=Send the passage")

    page.locator("#errors:focus").wait_for()  # which comes after the page is there
    assert page.input_value("[name=text]") == WORDS
    page.click("#errors a >> nth=0")
    page.locator("[name=about]:focus").wait_for()


@looks_only
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("kind", ["contribute", "report"])
def test_a_form_with_errors_is_accessible(
    kind: str, width: int, visit: Callable[..., Visit], axe: Any
) -> None:
    page = visit(kind, width).page
    page.click("main button[type=submit] >> nth=-1")
    page.locator("#errors").wait_for()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert not axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_by_the_link_a_passage_is_taken_back(
    visit: Callable[..., Visit], sent_here: Callable[[], int]
) -> None:
    """The page sends no referrer, and so its own form comes as from nowhere."""
    page = visit("contribute").page
    fill_in(page, f"{WORDS} Taken back.")
    page.click("text=Send the passage")
    page.locator("#keep").wait_for()

    page.click("text=Take the passage back")

    page.locator("h1", has_text="Taken back").wait_for()
    assert sent_here() == 1


def test_enter_in_the_credit_changes_it_and_keeps_what_is_typed_in_the_passage(
    visit: Callable[..., Visit],
) -> None:
    page = visit("contribution to change").page
    page.fill("[name=text]", "Typed at length.")
    page.fill("[name=credit]", "Rosa Lind")

    page.press("[name=credit]", "Enter")

    page.locator("[role=alert]", has_text="is not sent yet").wait_for()
    assert page.input_value("[name=text]") == "Typed at length."
    assert page.input_value("[name=credit]") == "Rosa Lind"
