"""Forms of the desk in a real browser: unsaved work comes back, two editors lose nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from filmography.models import Film, Person
from tests import factories as make

pytestmark = pytest.mark.browser

TITLE = "Edited in a browser"


class Desk:
    """A logged-in editor in a browser of their own."""

    def __init__(self, browser: Any, site_url: str) -> None:
        self.user = make.make_editor()
        self.context = browser.new_context(viewport={"width": 1440, "height": 900})
        self.page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._on_console)
        self.page.goto(f"{site_url}{reverse('admin:index')}")
        self.log_in()

    def _on_console(self, told: Any) -> None:
        if told.type == "error" and "409" not in told.text:
            self.errors.append(told.text)

    def log_in(self) -> None:
        self.page.fill("#id_username", self.user.username)
        self.page.fill("#id_password", make.PASSWORD)
        self.page.click("[type=submit]")
        self.page.locator("#logout-form").wait_for()
        self.page.wait_for_load_state("networkidle")

    def stored(self) -> str:
        return self.page.evaluate("JSON.stringify(localStorage)")


@pytest.fixture
def desks(site_url: str, browser: Any, django_db_blocker: Any) -> Iterator[Any]:
    made: list[Desk] = []

    def sit_down() -> Desk:
        made.append(Desk(browser, site_url))
        return made[-1]

    with django_db_blocker.unblock():
        yield sit_down
        for desk in made:
            desk.context.close()
        Film.objects.filter(title__startswith=TITLE).delete()
        Person.objects.filter(name__startswith="Browser ").delete()
        User.objects.filter(pk__in=[desk.user.pk for desk in made]).delete()


def address(site_url: str, film: Film) -> str:
    return f"{site_url}{reverse('admin:filmography_film_change', args=[film.pk])}"


@pytest.mark.django_db  # makes the session have a database, also for the tests below
def test_nothing_is_kept_before_the_log_in(site_url: str, page: Any) -> None:
    page.goto(f"{site_url}{reverse('admin:filmography_film_add')}")
    page.fill("#id_username", "somebody")
    page.fill("#id_password", "a secret of mine")
    page.goto(f"{site_url}{reverse('admin:index')}")
    assert "secret" not in page.evaluate("JSON.stringify(localStorage)")
    assert "unsaved" not in page.evaluate("JSON.stringify(localStorage)")


def test_unsaved_work_outlives_a_crash_and_a_log_in(desks: Any, site_url: str, axe: Any) -> None:
    film, person = make.make_film(TITLE), make.make_person("Browser Hand")
    desk = desks()
    page = desk.page
    page.goto(address(site_url, film))
    page.wait_for_load_state("networkidle")
    page.fill("#id_logline", "A line that nobody saved.")
    page.click("#credits-group .add-row a")
    page.locator("#id_credits-0-person + .select2").click()
    page.keyboard.type("Browser Hand")
    page.locator(".select2-results__option--highlighted", has_text="Browser Hand").wait_for()
    page.keyboard.press("Enter")
    page.select_option("#id_credits-0-role", "cast")
    page.wait_for_timeout(600)
    assert "A line that nobody saved." in desk.stored()

    # The session lapses, and the save leads to the log-in.
    sessions = [c for c in desk.context.cookies() if c["name"] != "sessionid"]
    desk.context.clear_cookies()
    desk.context.add_cookies(sessions)
    page.click("[name=_save]")
    desk.log_in()
    offer = page.locator(".unsaved")
    offer.get_by_role("button", name="Restore").wait_for()
    assert "You have unsaved changes of" in offer.inner_text()
    assert desk.errors == []
    assert not set(dict(axe(page))) - {"empty-table-header", "list"}
    desk.errors.clear()  # axe writes styles
    offer.get_by_role("button", name="Restore").click()
    page.locator("#id_credits-0-person option", has_text="Browser Hand").wait_for(state="attached")
    assert page.input_value("#id_logline") == "A line that nobody saved."
    film.refresh_from_db()
    assert film.logline == ""
    page.click("[name=_continue]")
    page.locator(".messagelist .success").wait_for()
    film.refresh_from_db()
    assert film.logline == "A line that nobody saved."
    assert film.credits.get().person == person
    page.wait_for_load_state("networkidle")
    assert "A line" not in desk.stored()
    assert page.locator(".unsaved").count() == 0

    # Leaving asks; what is discarded is not offered again; the log-out forgets the rest.
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{site_url}{reverse('admin:index')}")
    assert asked == []
    page.goto(address(site_url, film))
    page.wait_for_load_state("networkidle")
    page.fill("#id_logline", "Another line.")
    page.goto(f"{site_url}{reverse('admin:index')}")
    assert asked == ["beforeunload"]
    assert "Another line." in desk.stored()
    page.click("#logout-form button")
    assert "Another line." not in desk.stored()
    assert desk.errors == []


def test_two_editors_choose_what_stays(desks: Any, site_url: str, axe: Any) -> None:
    film = make.make_film(TITLE)
    one, other = desks(), desks()
    for desk in (one, other):
        desk.page.goto(address(site_url, film))
    other.page.fill("#id_logline", "Theirs.")
    other.page.click("[name=_continue]")
    other.page.locator(".messagelist .success").wait_for()
    one.page.fill("#id_logline", "Mine.")
    one.page.fill("#id_shot_on", "35 mm")
    one.page.click("[name=_continue]")
    row = one.page.locator(".versions-of-one", has_text="Logline")
    row.wait_for()
    assert one.errors == []
    assert not set(dict(axe(one.page)))
    one.errors.clear()  # axe writes styles
    assert row.locator(":checked").count() == 0
    row.get_by_label("What you typed").check()
    one.page.click("[type=submit].default")
    one.page.locator(".messagelist .success").wait_for()
    film.refresh_from_db()
    assert (film.logline, film.shot_on) == ("Mine.", "35 mm")
    one.page.wait_for_load_state("networkidle")
    assert one.page.locator(".unsaved").count() == 0
    assert one.errors == [] == other.errors


def test_keys_go_where_they_say_and_steal_nothing(desks: Any, site_url: str, axe: Any) -> None:
    film = make.make_film(TITLE, year=2099)
    desk = desks()
    page = desk.page
    page.keyboard.press("g")
    page.keyboard.press("f")
    page.wait_for_url("**/filmography/film/")
    page.keyboard.press("/")
    page.keyboard.type(f"{TITLE} g j ?")
    assert page.input_value("#searchbar") == f"{TITLE} g j ?"
    page.locator("#content-main").click(position={"x": 2, "y": 2})
    page.keyboard.press("?")
    assert page.locator("dialog[data-keys]").evaluate("dialog => dialog.open")
    page.keyboard.press("j")
    assert desk.errors == []
    assert not set(dict(axe(page))) - {"empty-table-header", "list"}
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator("#result_list tr.selected").count() == 1
    page.keyboard.press("o")
    page.wait_for_url("**/change/**")
    page.goto(address(site_url, film))
    page.wait_for_load_state("networkidle")
    # The browser's own access keys; tests/browser/test_desk_keys.py presses them.
    keys = {key: page.locator(f"[accesskey={key}]").get_attribute("name") for key in "sc"}
    assert keys == {"s": "_save", "c": "_continue"}
    assert page.locator("[accesskey=h]").text_content() == "History"

    page.evaluate("localStorage.setItem('desk-keys', 'off')")
    page.reload()
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_timeout(200)
    assert page.url == address(site_url, film)
    assert page.locator("[accesskey=s]").count() == 0
