"""Comparing two versions and restoring one, by keyboard, in a real browser."""

from typing import Any

import pytest
from django.urls import reverse

from filmography.models import Film
from filmography.publishing.history import recording
from tests import factories as make
from tests.browser.test_desk import desk  # noqa: F401  (a fixture)
from tests.browser.test_workbench import violations

pytestmark = pytest.mark.browser


@pytest.mark.django_db  # makes the session have a database, also for the test below
def test_it_is_behind_the_log_in(site_url: str, page: Any) -> None:
    page.goto(f"{site_url}{reverse('admin:filmography_film_deleted')}")
    assert page.url.startswith(f"{site_url}{reverse('admin:login')}")


def test_two_versions_are_compared_and_one_restored_by_keyboard(
    desk: Any,  # noqa: F811
    site_url: str,
    axe: Any,
) -> None:
    film = make.make_film("Made in a browser", synopsis="A long night in a city by the sea. " * 2)
    with recording(why="It is day"):
        film.synopsis = film.synopsis.replace("night", "day")
        film.save()
    film.logline = "A line."
    film.save()
    desk.goto(f"{site_url}{reverse('admin:filmography_film_history', args=[film.pk])}")
    assert desk.locator(".difference h3").all_inner_texts() == ["Logline"]

    desk.locator("input[name=old]:checked").focus()
    desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Enter")
    desk.wait_for_url(lambda address: "old=" in address)
    assert desk.locator(".difference h3").all_inner_texts() == ["Logline", "Synopsis"]
    assert desk.locator(".prose-difference del").first.text_content().endswith("night] ")
    assert not violations(desk, axe)
    desk.emulate_media(color_scheme="dark")
    desk.wait_for_timeout(300)  # the admin's links change colour slowly
    assert not violations(desk, axe)

    usual = desk.viewport_size
    desk.set_viewport_size({"width": 768, "height": 900})
    table = desk.locator(".versions")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert not violations(desk, axe)
    desk.set_viewport_size(usual)

    desk.get_by_role("link", name="Restore “Synopsis” …").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Restore").focus()
    assert not violations(desk, axe)
    desk.keyboard.press("Enter")
    desk.get_by_text("is restored.").wait_for()
    film = Film.objects.get(pk=film.pk)
    assert (film.synopsis[:12], film.logline) == ("A long night", "A line.")
    assert desk.errors == []
