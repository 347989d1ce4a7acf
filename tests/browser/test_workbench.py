"""The workbench in a real browser: words are selected by mouse and by keys, taken and published."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from critiques.models import Annotation, Excerpt, Source, Theme
from tests import factories as make
from tests.browser.test_desk import STOCK, desk  # noqa: F401  (a fixture)
from tests.browser.visit import looks

pytestmark = [pytest.mark.browser]

SENTENCES = [
    f"Sentence number {number} 😀 of the text says 𝔘 something new about its {noun}."
    for number, noun in enumerate(
        ["money", "music", "snow", "kitchen", "promise", "colour", "crowd", "silence"] * 3
    )
]
TEXT = "\r\n\r\n".join(
    " ".join(SENTENCES[start : start + 3]) for start in range(0, len(SENTENCES), 3)
)
MOST_KEYS = 12


@pytest.fixture
def source(desk: Any, django_db_blocker: Any) -> Iterator[Source]:  # noqa: F811
    with django_db_blocker.unblock():
        source = make.make_source("Made for the workbench", rights="permission")
        make.make_capture(source, TEXT)
        film = make.make_film("Film of the workbench")
        theme = make.make_theme("Workbench theme")
        yield source
        Excerpt.objects.filter(source=source).delete()
        source.delete()
        Theme.objects.filter(name="Browser theme").delete()
        for record in (film, theme):
            record.delete()


@pytest.fixture
def bench(desk: Any, site_url: str, source: Source) -> Any:  # noqa: F811
    open_bench(desk, site_url, source)
    return desk


def open_bench(page: Any, site_url: str, source: Source) -> None:
    page.goto(f"{site_url}{reverse('admin:critiques_source_workbench', args=[source.pk])}")
    page.locator("[data-captured-text][role=textbox]").wait_for()


def choose_film(page: Any) -> None:
    page.locator("[name=films] + .select2").click()
    page.keyboard.type("Film of the workbench")
    page.locator(".select2-results__option--highlighted", has_text="workbench").wait_for()
    page.keyboard.press("Enter")


def wait_for_taken(page: Any, number: int) -> None:
    page.locator(".messagelist .success").wait_for()
    page.locator("[data-captured-text]:focus").wait_for()
    assert page.locator(".captured-text mark").count() == number


@pytest.mark.django_db  # makes the session have a database, also for the tests below
def test_it_is_behind_the_log_in(site_url: str, page: Any) -> None:
    page.goto(f"{site_url}{reverse('admin:critiques_source_workbench', args=[1])}")
    assert page.url.startswith(f"{site_url}{reverse('admin:login')}")


def test_offsets_are_code_points(bench: Any) -> None:
    bench.keyboard.press("]")
    bench.keyboard.press("]")
    bench.keyboard.press("Enter")
    start, end = (int(bench.input_value(f"[name={name}]")) for name in ("start", "end"))

    assert TEXT[start:end] == SENTENCES[1]
    assert bench.input_value("[name=text]") == SENTENCES[1]
    bench.locator(".finding[data-seal=checked]", has_text="paragraph 1").wait_for()
    assert bench.errors == []


def test_words_selected_by_the_mouse_are_published(bench: Any) -> None:
    box = bench.evaluate(
        """() => {
          const node = document.querySelector('[data-captured-text]').firstChild;
          const range = document.createRange();
          range.setStart(node, 0);
          range.setEnd(node, 30);
          const { left, right, top, height } = range.getBoundingClientRect();
          return { left, right, middle: top + height / 2 };
        }"""
    )
    bench.mouse.move(box["left"] + 1, box["middle"])
    bench.mouse.down()
    bench.mouse.move(box["right"] - 2, box["middle"], steps=5)
    bench.mouse.up()
    bench.keyboard.press("e")
    words = bench.input_value("[name=text]")
    assert SENTENCES[0].startswith(words)
    assert len(words) > 20
    choose_film(bench)
    bench.click("[name=_publish]")
    wait_for_taken(bench, 1)

    excerpt = Excerpt.objects.get(source__title="Made for the workbench")
    assert (excerpt.text, excerpt.quotation_state) == (words, "verbatim")
    assert excerpt.is_public
    assert bench.errors == []


def test_what_is_still_to_be_said_is_in_focus_and_may_be_made_on_the_way(bench: Any) -> None:
    bench.keyboard.press("]")
    bench.keyboard.press("Enter")
    bench.locator("[name=films] + .select2 :focus").wait_for()
    choose_film(bench)

    bench.locator("[name=themes] + .select2").click()
    bench.keyboard.type("Browser theme")
    bench.locator(".select2-results__option", has_text="Create theme").wait_for()
    with bench.expect_popup() as opened:
        bench.keyboard.press("Enter")
    opened.value.wait_for_load_state()
    assert opened.value.input_value("#id_name") == "Browser theme"
    opened.value.click("[name=_save]")
    bench.locator("[name=themes] option", has_text="Browser theme").wait_for(state="attached")
    bench.click("[name=_save]")
    wait_for_taken(bench, 1)

    excerpt = Excerpt.objects.get(source__title="Made for the workbench")
    assert [theme.name for theme in excerpt.themes.all()] == ["Browser theme"]
    assert bench.errors == []


def test_twenty_passages_by_keys_alone(bench: Any, source: Source) -> None:
    """At most twelve key presses each, beyond typed text; the first also chooses the film."""
    pressed: list[str] = []

    def press(key: str) -> None:
        pressed.append(key)
        bench.keyboard.press(key)

    choose_film(bench)
    bench.locator("[data-captured-text]").focus()
    for number in range(20):
        before = len(pressed)
        press("]")
        press("Enter")
        bench.keyboard.type("workbench the")
        bench.locator(
            ".select2-results__option--highlighted", has_text="Workbench theme"
        ).wait_for()
        press("Enter")
        bench.locator(".finding[data-seal=checked]").wait_for()
        press("Control+Shift+Enter")
        wait_for_taken(bench, number + 1)
        assert len(pressed) - before <= MOST_KEYS

    taken = Excerpt.objects.filter(source=source).in_source_order()
    assert [excerpt.text for excerpt in taken] == SENTENCES[:20]
    assert all(excerpt.is_public for excerpt in taken)
    assert {excerpt.quotation_state for excerpt in taken} == {"verbatim"}
    assert {theme.name for excerpt in taken for theme in excerpt.themes.all()} == {
        "Workbench theme"
    }
    assert bench.errors == []
    print(f"\n{len(pressed) / 20:.1f} key presses a passage")


def test_words_are_found_by_typing(bench: Any) -> None:
    bench.keyboard.press("/")
    bench.keyboard.type("SAYS 𝔘  something new about its kitchen")
    bench.keyboard.press("Enter")

    assert bench.evaluate("getSelection().toString()") == SENTENCES[3]
    bench.keyboard.press("}")
    bench.keyboard.press("Enter")
    assert bench.input_value("[name=text]") == f"{SENTENCES[3]} {SENTENCES[4]}"


def test_arrow_keys_select_as_in_any_text_and_nothing_can_be_typed(bench: Any) -> None:
    bench.keyboard.press("Control+Home")
    for _ in range(3):
        bench.keyboard.press("Control+Shift+ArrowRight")
    bench.keyboard.press("x")
    bench.keyboard.press("Delete")
    bench.keyboard.press("Enter")

    assert bench.locator("[data-captured-text]").evaluate("text => text.textContent") == TEXT
    assert bench.input_value("[name=text]") == "Sentence number 0"


def test_an_edited_quotation_is_looked_at_again(bench: Any) -> None:
    bench.keyboard.press("]")
    bench.keyboard.press("Enter")
    bench.fill("[name=text]", SENTENCES[0].replace("something", "nothing"))
    bench.locator(".finding[data-seal=unproved] del", has_text="nothing").wait_for()
    bench.fill("[name=text]", SENTENCES[0].replace(" 😀 of the text", " […]"))
    bench.locator(".finding[data-seal=checked]", has_text="Abridged").wait_for()


def test_without_scripts_words_are_copied_into_the_form(
    bench: Any, browser: Any, site_url: str, source: Source
) -> None:
    context = browser.new_context(
        java_script_enabled=False, storage_state=bench.context.storage_state()
    )
    page = context.new_page()
    page.goto(f"{site_url}{reverse('admin:critiques_source_workbench', args=[source.pk])}")
    page.fill("[name=text]", SENTENCES[5])
    page.click("[name=_save]")

    assert page.locator(".captured-text mark").inner_text() == SENTENCES[5]
    context.close()


def test_words_of_an_excerpt_are_annotated_the_same_way(
    bench: Any, site_url: str, source: Source
) -> None:
    excerpt = make.make_excerpt(SENTENCES[2], source=source)
    bench.goto(f"{site_url}{reverse('admin:critiques_excerpt_annotate', args=[excerpt.pk])}")
    bench.locator("[data-captured-text][role=textbox]").wait_for()  # its keys are at work
    bench.keyboard.press("Control+Home")
    bench.keyboard.press("Control+Shift+ArrowRight")
    bench.keyboard.press("Enter")
    bench.keyboard.type("A note on the first word.")
    bench.keyboard.press("Control+Enter")
    bench.locator(".messagelist .success").wait_for()

    note = Annotation.objects.get(excerpt=excerpt)
    assert (note.exact, note.start, note.body) == ("Sentence", 0, "A note on the first word.")
    assert bench.errors == []


def test_the_pages_are_accessible(bench: Any, site_url: str, source: Source, axe: Any) -> None:
    capture = source.captures.get()
    excerpt = make.make_excerpt(SENTENCES[0], source=source)
    make.make_excerpt(SENTENCES[1].replace("says", "sings"), source=source)
    make.make_excerpt(SENTENCES[4], source=source)
    newer = make.make_capture(source, TEXT.replace("promise", "bargain") + " The end.")
    addresses = {
        "source_workbench": [source.pk],
        "source_captures": [source.pk],
        "source_capture_add": [source.pk],
        "source_capture_read": [source.pk, capture.pk],
        "source_capture_places": [source.pk, newer.pk],
        "excerpt_change": [excerpt.pk],
        "excerpt_annotate": [excerpt.pk],
    }
    found = {}
    for view, args in addresses.items():
        bench.goto(f"{site_url}{reverse(f'admin:critiques_{view}', args=args)}")
        for look in looks(bench, (768, 1440)):
            found[view, look] = violations(bench, axe)
    assert not {where: wrong for where, wrong in found.items() if wrong}


def violations(page: Any, axe: Any) -> dict[str, list[str]]:
    page.wait_for_load_state("networkidle")
    assert page.errors == []
    found = {name: where for name, where in axe(page) if name not in STOCK}
    page.errors.clear()  # the policy forbids axe the styles that it tries out
    return found
