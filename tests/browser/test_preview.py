"""Preview, preview links and set times in a real browser, under the site's security policy."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from filmography.models import Film, PreviewLink
from tests import factories as make

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(site_url: str, django_db_blocker: Any) -> Iterator[Film]:
    with django_db_blocker.unblock():
        film = make.make_film("Browser draft", published=False, logline="As stored.")
        yield film
        PreviewLink.objects.filter(object_id=film.pk).delete()
        Film.objects.filter(pk=film.pk).delete()


@pytest.fixture
def desk(site_url: str, browser: Any, django_db_blocker: Any) -> Iterator[Any]:
    with django_db_blocker.unblock():
        editor = make.make_editor()
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.errors = []
        context.on("console", lambda told: told.type == "error" and page.errors.append(told.text))
        page.goto(f"{site_url}{reverse('admin:index')}")
        page.fill("#id_username", editor.username)
        page.fill("#id_password", make.PASSWORD)
        page.click("[type=submit]")
        yield page
        context.close()
        User.objects.filter(pk=editor.pk).delete()


@pytest.mark.django_db  # makes the session have a database, also for the tests below
def test_a_link_that_leads_nowhere_is_friendly(site_url: str, browser: Any, axe: Any) -> None:
    page = browser.new_page()
    assert page.goto(f"{site_url}/preview/{'0' * 64}/").status == 404
    assert axe(page) == []
    page.close()


def test_what_is_typed_is_previewed_at_several_widths_and_shown_by_link(
    site_url: str, desk: Any, draft: Film, axe: Any, browser: Any
) -> None:
    assert axe(desk) == []
    desk.goto(f"{site_url}{reverse('admin:filmography_film_change', args=[draft.pk])}")
    desk.fill("[name=logline]", "As typed.")
    with desk.context.expect_page() as opened:
        desk.click("[name=_preview]")
    preview = opened.value
    frame = preview.frame_locator("iframe:not([hidden])")
    frame.get_by_text("As typed.").wait_for()
    assert frame.locator(".masthead").evaluate("part => getComputedStyle(part).display") == "flex"
    preview.check("[name=width][value='360']")
    assert preview.locator("iframe:not([hidden])").evaluate("frame => frame.offsetWidth") == 360
    assert axe(preview) == []
    preview.close()
    assert desk.input_value("[name=logline]") == "As typed."
    assert desk.locator("[data-preview]").evaluate("button => button.accessKey") == "p"
    # It is as unsaved as before, and leaving it still asks.
    assert desk.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    desk.once("dialog", lambda asked: asked.accept())

    desk.goto(f"{site_url}{reverse('admin:filmography_film_preview_links', args=[draft.pk])}")
    desk.click("[name=make]")
    address = desk.locator("[data-copy]").input_value()
    assert desk.errors == []
    assert axe(desk) == []
    desk.errors.clear()  # axe tries styles of its own, which the policy refuses
    stranger = browser.new_page()
    path = address[address.index("/preview/") :]
    assert stranger.goto(f"{site_url}{path}").status == 200
    assert stranger.get_by_text("As stored.").count() == 1
    desk.click("[name=revoke]")
    assert stranger.goto(f"{site_url}{path}").status == 410
    stranger.close()
    assert [error for error in desk.errors if "410" not in error] == []


def test_a_page_that_the_browser_keeps_changes_when_the_minute_comes(
    site_url: str, browser: Any, draft: Film, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    begins, ends = now + timedelta(days=1), now + timedelta(days=2)
    Film.objects.filter(pk=draft.pk).update(
        state="published", published_at=begins, published_until=ends
    )
    page = browser.new_page()
    seen = []
    for time in (now, begins, begins, ends):
        monkeypatch.setattr(timezone, "now", lambda time=time: time)
        answer = page.goto(f"{site_url}{draft.get_absolute_url()}")
        seen.append((answer.status, page.get_by_text("As stored.").count()))
    page.close()
    assert [count for _, count in seen] == [0, 1, 1, 0]
    assert [seen[0][0], seen[1][0], seen[3][0]] == [404, 200, 410]
    assert seen[2][0] in (200, 304)
