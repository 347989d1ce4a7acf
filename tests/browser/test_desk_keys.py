"""Keys of the desk's forms and the new record at the end of the choices, in a real browser."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from filmography.models import Film
from tests import factories as make
from tests.browser.test_desk import ADD_CREDIT, desk, rows  # noqa: F401  (one is a fixture)

pytestmark = pytest.mark.browser

HELP = "dialog[data-keys]"
LETTERS = "gi gf /jkxo? scph"


@pytest.fixture
def film(desk: Any) -> Iterator[Film]:  # noqa: F811
    return make.make_film("Made in a browser", logline="")


def open_form(page: Any, site_url: str, film: Film) -> None:
    page.goto(f"{site_url}{reverse('admin:filmography_film_change', args=[film.pk])}")


def press_access_key(page: Any, key: str) -> None:
    """Alt with the letter, as a keyboard sends it: Playwright's own `press` leaves its text out."""
    event = {"type": "keyDown", "modifiers": 1, "key": key, "text": key, "unmodifiedText": key}
    page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", event)


@pytest.mark.django_db  # makes the session have a database, also for the tests below
def test_strangers_have_no_keys(site_url: str, page: Any) -> None:
    page.goto(f"{site_url}{reverse('admin:login')}")
    page.locator("h1, #site-name").first.wait_for()
    page.keyboard.press("?")
    assert page.locator(HELP).count() == 0


def test_the_last_choice_makes_a_record_and_chooses_it(
    desk: Any,  # noqa: F811
    site_url: str,
) -> None:
    make.make_person("Browser Newman")
    desk.goto(f"{site_url}{reverse('admin:filmography_film_add')}")
    desk.fill("#id_title", "Made in a browser")
    desk.click(ADD_CREDIT)
    desk.locator("#id_credits-0-person + .select2").click()
    desk.keyboard.type("Browser New")
    offered = desk.locator(".select2-results__option", has_text="Create")
    offered.wait_for()
    assert desk.locator(".select2-results__option").all_inner_texts() == [
        "Browser Newman",
        "Create person “Browser New”",
    ]
    desk.keyboard.press("ArrowDown")
    with desk.expect_popup() as opened:
        desk.keyboard.press("Enter")
    popup = opened.value
    popup.locator("#id_name").wait_for()
    assert popup.input_value("#id_name") == "Browser New"
    popup.click("[name=_save]")
    desk.locator("#id_credits-0-person option", has_text="Browser New").wait_for(state="attached")
    assert rows(desk)[0][0] == "Browser New"

    desk.select_option("#id_credits-0-role", "director")
    press_access_key(desk, "s")
    desk.locator(".messagelist .success").wait_for()
    credit = Film.objects.get(title="Made in a browser").credits.get()
    assert (credit.person.name, credit.role) == ("Browser New", "director")
    assert desk.errors == []


def test_letters_typed_in_a_field_are_text(desk: Any, site_url: str, film: Film) -> None:  # noqa: F811
    open_form(desk, site_url, film)
    desk.locator("[name=logline]").press_sequentially(LETTERS)
    assert desk.input_value("[name=logline]") == LETTERS
    desk.locator("[name=genres] + .select2").click()
    desk.locator(".select2-container--open .select2-search__field").press_sequentially("gi?")
    assert desk.locator(HELP).is_hidden()
    desk.keyboard.press("Escape")
    desk.locator("[name=logline]").focus()
    press_access_key(desk, "c")
    desk.locator(".messagelist .success").wait_for()
    desk.wait_for_url(f"**{reverse('admin:filmography_film_change', args=[film.pk])}**")
    assert desk.input_value("[name=logline]") == LETTERS
    assert desk.errors == []


def test_keys_of_a_form_do_what_their_list_says(desk: Any, site_url: str, film: Film) -> None:  # noqa: F811
    open_form(desk, site_url, film)
    desk.keyboard.press("?")
    desk.locator(HELP).wait_for()
    told = {
        row.locator("dd").inner_text(): row.locator("kbd").last.inner_text()
        for row in desk.locator(f"{HELP} dl > div").all()
    }
    desk.keyboard.press("Escape")
    desk.locator(HELP).wait_for(state="hidden")

    with desk.context.expect_page() as opened:
        press_access_key(desk, told["preview"])
    opened.value.locator("iframe").first.wait_for()
    opened.value.close()
    press_access_key(desk, told["history"])
    desk.wait_for_url("**/history/")
    assert desk.errors == []


def test_keys_are_switched_off(desk: Any, site_url: str, film: Film) -> None:  # noqa: F811
    open_form(desk, site_url, film)
    assert desk.locator("[name=_save]").evaluate("button => button.accessKey") == "s"
    desk.keyboard.press("?")
    desk.uncheck("[data-keys-on]")
    desk.keyboard.press("Escape")
    desk.locator(HELP).wait_for(state="hidden")
    left: list[str] = []
    desk.on("request", lambda asked: asked.is_navigation_request() and left.append(asked.url))
    desk.keyboard.type("gf")
    desk.keyboard.press("?")
    desk.locator(HELP).wait_for()
    assert left == []
    assert desk.locator("[name=_save]").evaluate("button => button.accessKey") == ""
