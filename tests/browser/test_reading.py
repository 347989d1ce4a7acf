"""Reading: notes beside their lines, print, forced colours."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.browser.pages import CROWD
from tests.browser.visit import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MARGIN = 36  # points, of the printed page
THREE_FRAMES = """() => new Promise(done => requestAnimationFrame(
    () => requestAnimationFrame(() => requestAnimationFrame(done))))"""
BOXES = """notes => notes.map(note => {
    const box = note.getBoundingClientRect();
    return {top: box.top, bottom: box.bottom, left: box.left, right: box.right};
})"""


def overlap(one: dict, other: dict) -> bool:
    aside = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
    apart = one["bottom"] <= other["top"] + 1 or other["bottom"] <= one["top"] + 1
    return not (aside or apart)


def test_notes_never_overlap_at_thirty_widths(visit: Callable[..., Visit]) -> None:
    page = visit("excerpt crowded").page
    for width in range(320, 320 + 30 * 55, 55):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function("width => innerWidth === width", arg=width)
        page.evaluate(THREE_FRAMES)
        boxes = page.locator(".note").evaluate_all(BOXES)
        assert len(boxes) == CROWD
        for one, other in pairwise(sorted(boxes, key=lambda box: (box["left"], box["top"]))):
            assert not overlap(one, other), f"notes overlap at {width} px"
        words = page.locator(".passage-text").evaluate_all(BOXES)[0]
        assert not any(overlap(box, words) for box in boxes), f"a note lies on the text at {width}"


def test_notes_stand_beside_their_lines_where_there_is_room(visit: Callable[..., Visit]) -> None:
    page = visit("excerpt with notes", 1440).page
    page.wait_for_timeout(100)
    first_mark = page.locator("mark").evaluate_all(BOXES)[0]
    first_note = page.locator(".note").evaluate_all(BOXES)[0]
    assert first_note["left"] > first_mark["right"]
    assert abs(first_note["top"] - first_mark["top"]) < 60


def test_tab_goes_through_the_page_in_the_order_in_which_it_reads(
    visit: Callable[..., Visit],
) -> None:
    """Within the words and within the notes, focus moves down; it never leaves the screen."""
    page = visit("excerpt with notes").page
    tops: dict[str, list[float]] = {"ref": [], "note": []}
    page.keyboard.press("Tab")
    for _ in range(100):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            """() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            const kind = one.closest('.note') ? 'note'
                       : one.getAttribute('href')?.startsWith('#note-') ? 'ref' : '';
            return {kind, top: box.top + scrollY, height: box.height,
                    isFirst: one === document.body || one.matches('.skip-link'),
                    shown: getComputedStyle(one).visibility === 'visible'};
            }"""
        )
        assert focused["shown"]
        if focused["isFirst"]:
            break
        if focused["kind"]:
            tops[focused["kind"]].append(focused["top"])
    for positions in tops.values():
        assert positions
        assert positions == sorted(positions)


@pytest.mark.parametrize(
    "kind", ["home", "film", "excerpt with notes", "excerpt crowded", "themes"]
)
def test_print_has_no_cut_lines(kind: str, visit: Callable[..., Visit]) -> None:
    """No letter of the PDF reaches over the edge of its page's margins, as half a line would."""
    import pypdfium2

    opened = visit(kind, 768)
    inch = f"{MARGIN / 72}in"
    margin = dict.fromkeys(("top", "bottom", "left", "right"), inch)
    document = pypdfium2.PdfDocument(opened.page.pdf(format="A4", margin=margin))
    for number, page in enumerate(document, start=1):
        _, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if right - left > 0 and top - bottom > 0:
                assert bottom >= MARGIN - 2, f"{kind}: page {number} is cut at its foot"
                assert top <= height - MARGIN + 2, f"{kind}: page {number} is cut at its head"


def test_forced_colours_keep_stance_and_annotations_visible(visit: Callable[..., Visit]) -> None:
    page: Any = visit("excerpt with notes", forced_colors="active").page
    line = page.locator("mark").first.evaluate(
        "mark => getComputedStyle(mark).textDecorationLine + "
        "getComputedStyle(mark).borderBottomStyle"
    )
    assert "underline" in line or "solid" in line
    assert page.locator("[class*=stance]").first.inner_text().strip()
