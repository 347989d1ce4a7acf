"""The desk in a real browser: what its scripts do, under the site's own security policy."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from filmography.models import Film, Person
from tests import factories as make

pytestmark = pytest.mark.browser

# Of Django's own templates, and of select2: the empty head above the rows' names, the log-in
# without a heading, the list of what is chosen.
STOCK = {"empty-table-header", "page-has-heading-one", "list"}
ADD_CREDIT = "#credits-group .add-row a"


@pytest.fixture
def desk(site_url: str, browser: Any, django_db_blocker: Any) -> Iterator[Any]:
    """A page of a logged-in editor; it collects what the browser complains of in `errors`."""
    # Without the mark `django_db`: the server writes on a connection of its own, and would wait for
    # the transaction that the mark opens.
    with django_db_blocker.unblock():
        editor = make.make_editor()
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda told: told.type == "error" and page.errors.append(told.text))
        page.goto(f"{site_url}{reverse('admin:index')}")
        page.fill("#id_username", editor.username)
        page.fill("#id_password", make.PASSWORD)
        page.click("[type=submit]")
        yield page
        context.close()
        Film.objects.filter(title="Made in a browser").delete()
        Person.objects.filter(name__startswith="Browser ").delete()
        User.objects.filter(pk=editor.pk).delete()


def choose(page: Any, select: str, term: str) -> None:
    page.locator(f"{select} + .select2").click()
    page.keyboard.type(term)
    page.locator(".select2-results__option--highlighted", has_text=term).wait_for()
    page.keyboard.press("Enter")


def rows(page: Any) -> list[tuple[str, str]]:
    """Who is credited, from top to bottom, and the position in the form."""
    return [
        (
            row.locator("select").first.evaluate("select => select.selectedOptions[0].text"),
            row.locator(".field-position input").input_value(),
        )
        for row in page.locator("#credits-group tr.dynamic-credits").all()
    ]


def credited(film: Film) -> list[str]:
    return list(film.credits.order_by("position", "pk").values_list("person__name", flat=True))


def move(page: Any, index: int, label: str) -> None:
    page.locator(f"#credits-{index}").get_by_label(label).click()


@pytest.mark.django_db  # makes the session have a database, also for the tests below
def test_the_log_in_is_accessible(site_url: str, page: Any, axe: Any) -> None:
    page.goto(f"{site_url}{reverse('admin:login')}")
    assert dict(axe(page)).keys() <= STOCK


def test_rows_are_moved_added_and_taken_away(desk: Any, site_url: str) -> None:
    for name in ("Browser One", "Browser Two", "Browser Three"):
        make.make_person(name)
    desk.goto(f"{site_url}{reverse('admin:filmography_film_add')}")
    desk.fill("#id_title", "Made in a browser")
    for index, name in enumerate(["Browser One", "Browser Two"]):
        desk.click(ADD_CREDIT)
        choose(desk, f"#id_credits-{index}-person", name)
        desk.select_option(f"#id_credits-{index}-role", "director")
    move(desk, 1, "Move up")
    assert rows(desk) == [("Browser Two", "1"), ("Browser One", "2")]
    desk.click("[name=_publish]")
    film = Film.objects.get(title="Made in a browser")
    assert film.is_public
    assert credited(film) == ["Browser Two", "Browser One"]

    # The script of the admin numbers rows anew when one goes: each must keep its record.
    desk.goto(f"{site_url}{reverse('admin:filmography_film_change', args=[film.pk])}")
    move(desk, 0, "Move down")
    desk.click(ADD_CREDIT)
    choose(desk, "#id_credits-2-person", "Browser Three")
    move(desk, 2, "Move up")
    move(desk, 2, "Move up")
    assert [name for name, _ in rows(desk)] == ["Browser Three", "Browser One", "Browser Two"]
    desk.locator("#credits-2 .inline-deletelink").click()
    desk.click("[name=_continue]")
    desk.locator(".messagelist .success").wait_for()
    assert credited(film) == ["Browser One", "Browser Two"]
    assert film.credits.count() == 2
    assert desk.errors == []


def test_a_record_is_made_on_the_way(desk: Any, site_url: str) -> None:
    desk.goto(f"{site_url}{reverse('admin:filmography_film_add')}")
    desk.click(ADD_CREDIT)
    with desk.expect_popup() as opened:
        desk.click("#add_id_credits-0-person")
    popup = opened.value
    popup.fill("#id_name", "Browser Quick")
    popup.click("[name=_save]")
    desk.locator("#id_credits-0-person option", has_text="Browser Quick").wait_for(state="attached")
    assert rows(desk)[0][0] == "Browser Quick"
    assert desk.errors == []


def test_what_is_amiss_is_said_while_one_types_and_leads_to_its_place(
    desk: Any, site_url: str
) -> None:
    def place(field: str) -> Any:
        """What leads there, once it is said; pressing it selects what is meant."""
        button = desk.locator(f":is({field}, :has(> {field})) + .hints button")
        button.click()
        return desk.evaluate(
            "() => { const { value, selectionStart, selectionEnd } = document.activeElement;"
            " return value.slice(selectionStart, selectionEnd); }"
        )

    desk.goto(f"{site_url}{reverse('admin:filmography_film_add')}")
    desk.fill("#id_runtime_minutes", "100")
    desk.fill("#id_synopsis", "Two 🎬 (and one. It ends at 2:30:00.")
    desk.locator(".hints li", has_text="2:30:00 is beyond").wait_for()
    desk.fill("#id_synopsis", "Two 🎬 (and one.")
    desk.locator(".hints li", has_text="2:30:00").wait_for(state="detached")
    assert place("#id_synopsis") == "("

    desk.click("#scenes-group .add-row a")
    desk.fill("#id_scenes-0-start", "soon")
    assert place("#id_scenes-0-start") == "soon"
    desk.fill("#id_scenes-0-start", "1:00:00")
    desk.fill("#id_scenes-0-end", "2:30:00")
    desk.locator(".hints li", has_text="running time of 100 minutes").wait_for()
    assert place("#id_scenes-0-end") == "2:30:00"
    desk.fill("#id_scenes-0-end", "59:00")
    desk.locator(".hints li", has_text="before the start, 1:00:00").wait_for()
    assert desk.errors == []


@pytest.mark.parametrize(
    "view",
    [
        "index",
        "filmography_film_changelist",
        "filmography_film_add",
        "filmography_image_changelist",
        "critiques_excerpt_changelist",
        "critiques_excerpt_add",
        "critiques_source_add",
    ],
)
def test_pages_are_accessible(desk: Any, site_url: str, axe: Any, view: str) -> None:
    desk.goto(f"{site_url}{reverse(f'admin:{view}')}")
    desk.wait_for_load_state("networkidle")
    desk.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
    for button in desk.locator(".add-row a").all():
        button.click()
    assert desk.errors == []
    desk.wait_for_timeout(300)  # the script names new boxes after the admin's own has made them
    found = dict(axe(desk))
    assert not set(found) - STOCK, found
