"""The search box in a real browser: suggestions while one types, and the form without them."""

from collections.abc import Callable

import pytest

from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

OPTIONS = "list => [...list.options].map(option => option.value)"


def test_names_are_suggested_while_one_types(visit: Callable[..., Visit]) -> None:
    opened = visit("films")
    opened.page.locator("#search-box").press_sequentially("flor")
    options = opened.page.locator("#search-box-suggestions option")
    options.first.wait_for(state="attached")

    assert "The Florida Project" in opened.page.locator("datalist").evaluate(OPTIONS)
    assert not opened.errors


@pytest.mark.parametrize("scripts", [True, False])
def test_the_box_leads_to_the_results_and_filters_narrow_them(
    visit: Callable[..., Visit], scripts: bool
) -> None:
    page = visit("films", java_script_enabled=scripts).page
    page.fill("#search-box", "anora")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=anora")
    before = page.locator(".search-passage").count()

    page.locator(".search-filters summary", has_text="Stance").click()
    page.locator(".search-filters a[href*='stance=unfavourable']").click()

    page.wait_for_url("**stance=unfavourable**")
    assert 0 < page.locator(".search-passage").count() <= before
