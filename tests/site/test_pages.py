"""What holds of every page of the demonstration: its structure, its languages, its headers."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.http import HttpResponse

from critiques.models import Excerpt
from tests.site import addresses
from tests.site.html import Page
from tests.site.visitor import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

ALL_OF = 6
REFERRER = {"/": "strict-origin-when-cross-origin", "/contribute/sent/": "no-referrer"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def answers(demo: None) -> dict[str, HttpResponse]:
    """The answers of every pattern of the demonstration, with every fourth of its many records."""
    visitor = Visitor()
    found, seen = [], Counter()
    for name, address in addresses.of_all_records(public_only=True):
        if seen[name] < ALL_OF or seen[name] % 4 == 0:
            found.append(address)
        seen[name] += 1
    found += ["/excerpts/?theme=agency", "/films/?scope=compared", "/no-such-page/", "/films"]
    return {address: visitor.get(address) for address in found}


@pytest.fixture(scope="module")
def pages(answers: dict[str, HttpResponse]) -> dict[str, Page]:
    return {
        address: Page(answer.content)
        for address, answer in answers.items()
        if answer["Content-Type"].startswith("text/html") and answer.content
    }


def wrong(found: dict[str, object]) -> dict[str, object]:
    return {address: what for address, what in found.items() if what}


def test_every_public_address_answers(answers: dict[str, HttpResponse]) -> None:
    statuses = Counter(answer.status_code for answer in answers.values())

    assert statuses[200] > 70
    assert set(statuses) == {200, 301, 404}
    assert (statuses[301], statuses[404]) == (1, 1)


def test_elements_are_balanced_and_ids_unique(pages: dict[str, Page]) -> None:
    assert not wrong({address: page.unbalanced for address, page in pages.items()})
    twice = {a: [i for i, n in Counter(page.ids()).items() if n > 1] for a, page in pages.items()}
    assert not wrong(twice)


def test_every_page_has_one_h1_and_headings_in_order(pages: dict[str, Page]) -> None:
    problems: dict[str, object] = {}
    for address, page in pages.items():
        levels = [int(heading.tag[1]) for heading in page.all(*HEADINGS)]
        skipped = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        if levels.count(1) != 1 or levels[:1] != [1] or skipped:
            problems[address] = levels
    assert not problems


def test_no_heading_or_link_is_empty(pages: dict[str, Page]) -> None:
    assert not wrong(
        {
            address: [
                element.attributes
                for element in page.all("a", *HEADINGS)
                if not (element.text or element.attributes.get("aria-label"))
            ]
            for address, page in pages.items()
        }
    )


def test_every_page_has_a_title_a_language_and_one_main_part(pages: dict[str, Page]) -> None:
    titles = Counter()
    for address, page in pages.items():
        assert page.all("html")[0].attributes["lang"] == "en", address
        assert len(page.all("main")) == 1, address
        title = next(element.text for element in page.all("title"))
        assert title.partition("·")[0].strip(), address
        titles[address.split("/")[1], title] += "?" not in address
    # Several passages of one source on one film bear one title.
    assert not {title for title, n in titles.items() if n > 1 and title[0] != "excerpts"}


def test_references_within_a_page_lead_somewhere(pages: dict[str, Page]) -> None:
    problems: dict[str, object] = {}
    for address, page in pages.items():
        ids = set(page.ids())
        wanted = {
            word
            for element in page.elements
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for")
            for word in element.attributes.get(name, "").split()
        }
        wanted |= {
            element.attributes["href"][1:]
            for element in page.all("a")
            if re.fullmatch(r"#.+", element.attributes.get("href", ""))
        }
        problems[address] = wanted - ids
    assert not wrong(problems)


def test_marks_in_addresses_of_other_pages_are_there(pages: dict[str, Page]) -> None:
    """A link to a scene or a note ends at it."""
    problems = []
    for page in pages.values():
        for link in page.all("a"):
            path, _, mark = link.attributes.get("href", "").partition("#")
            if path in pages and mark and mark not in pages[path].ids():
                problems.append(link.attributes["href"])
    assert not problems


def test_every_passage_says_in_which_language_it_is(pages: dict[str, Page]) -> None:
    texts = {excerpt.text[:40]: excerpt.language_id for excerpt in Excerpt.objects.published()}
    passages = 0
    for address, page in pages.items():
        for element in page.all("blockquote"):
            assert element.attributes.get("lang"), address
            passages += 1
        for element in page.all("div"):
            language = texts.get(element.text[:40])
            if language and "paraphrase" not in element.classes and "lang" in element.attributes:
                assert element.attributes["lang"] == language, address
                passages += 1
    assert passages > 50


def test_every_paraphrase_is_labelled_as_one(pages: dict[str, Page]) -> None:
    paraphrases = Excerpt.objects.published().filter(kind="paraphrase")
    assert paraphrases.exists()
    for excerpt in paraphrases:
        if not (page := pages.get(excerpt.get_absolute_url())):
            continue
        assert "Paraphrase" in page.all("main")[0].text
        quoted = [element.text for element in page.all("blockquote")]
        assert not any(excerpt.text[:60] in text for text in quoted)


def test_spoilers_are_covered_wherever_they_are_short(pages: dict[str, Page]) -> None:
    """In a card the words stand inside a closed <details>; nothing else holds them."""
    hidden = Excerpt.objects.published().exclude(spoiler=False, content_notes="")
    words = {" ".join(excerpt.text.split())[:60]: excerpt for excerpt in hidden}
    assert words
    seen = 0
    for address, page in pages.items():
        for element in page.elements:
            for start, excerpt in words.items():
                if element.attributes.get("content", "").startswith(start[:30]):
                    pytest.fail(f"{address}: in {element.tag}")
                if element.tag != "p" or not element.text.startswith(start):
                    continue
                if any("full-text" in parent.classes for parent in element.parents):
                    continue  # no short form: the whole of a source tells what it tells
                own_page = address == excerpt.get_absolute_url()
                covers = [e for e in element.parents if e.tag == "details"]
                assert own_page or (covers and "open" not in covers[0].attributes), address
                seen += 1
    assert seen


def test_nothing_comes_from_elsewhere_or_is_inline(pages: dict[str, Page]) -> None:
    problems: dict[str, object] = {}
    for address, page in pages.items():
        problems[address] = [
            (element.tag, name, value)
            for element in page.elements
            for name, value in element.attributes.items()
            if name in ("style", "srcset")
            or name.startswith("on")
            or (name == "src" and not value.startswith("/static/"))
            or (element.tag == "link" and name == "href" and not value.startswith("/"))
            or value.lower().startswith(("javascript:", "data:"))
        ]
    assert not wrong(problems)


def test_every_picture_has_words_or_is_said_to_be_decoration(pages: dict[str, Page]) -> None:
    problems: dict[str, object] = {}
    for address, page in pages.items():
        problems[address] = [
            element.tag
            for element in page.all("svg", "img")
            if not (
                "alt" in element.attributes
                or element.attributes.get("aria-label")
                or any(e.attributes.get("aria-hidden") for e in [element, *element.parents])
            )
        ]
    assert not wrong(problems)


def test_no_page_sets_a_cookie_or_differs_by_one(answers: dict[str, HttpResponse]) -> None:
    for address, answer in answers.items():
        assert not answer.cookies, address
        assert "cookie" not in answer.get("Vary", "").lower(), address


def test_every_answer_bears_the_security_headers(answers: dict[str, HttpResponse]) -> None:
    for address, answer in answers.items():
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy, address
        assert "unsafe" not in policy
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Referrer-Policy"] == REFERRER.get(address, REFERRER["/"]), address
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "frame-ancestors 'none'" in policy, address


def test_pages_are_the_same_for_everybody_but_marked_private_for_staff() -> None:
    visitor = Visitor()

    shared, own = visitor.get("/films/"), visitor.get("/films/", cookie="sessionid=anything")

    assert "private" not in shared.get("Cache-Control", "")
    assert own["Cache-Control"] == "private, no-store"
    assert own.content == shared.content
