"""Nothing that is not public is found, counted, suggested or named by search."""

import pytest

from critiques.search.finding import find
from critiques.search.page import SearchPage
from critiques.search.parsing import parse
from critiques.search.suggesting import suggestions
from tests.critiques.search.asking import asked
from tests.site.canaries import Canaries
from tests.site.hidden import HIDDEN, HiddenRecords, PublicSite, hang_on_attributes

pytestmark = pytest.mark.django_db

# Of public people: to be found by them, though they are not shown.
FOUND_BY_INTENT = "filmography.OtherName.name"
QUESTIONS = ["shown", "ending", "by:shown", "film:shown", "theme:shown", "her face", "shwon"]


class World:
    """What search told of a public site, and what words were then hung on it, hidden."""

    def __init__(self) -> None:
        self.canaries, site = Canaries(), PublicSite()
        self.before = [_told(typed) for typed in QUESTIONS]
        hidden = [HiddenRecords(self.canaries, site, why) for why in HIDDEN]
        hang_on_attributes(site, hidden[0])


@pytest.fixture(scope="module")
def world(module_records: None) -> World:
    return World()


def test_no_word_of_anything_unpublished_is_found_counted_or_suggested(world: World) -> None:
    canaries = world.canaries
    words = [word for word, place in canaries.places.items() if FOUND_BY_INTENT not in place]
    assert len(words) > 250
    for word in words:
        assert find(parse(word)).total == 0, canaries.places[word]
        assert find(parse(word[:12]).while_typing()).total == 0 or _shared(word, canaries)
        assert suggestions(word[:12]) == [] or _shared(word, canaries)


def _shared(word: str, canaries: Canaries) -> bool:
    """Whether a name that is to be found begins alike."""
    return any(
        other.startswith(word[:12]) and FOUND_BY_INTENT in place
        for other, place in canaries.places.items()
    )


def test_the_whole_page_names_and_counts_nothing_unpublished(world: World) -> None:
    assert [_told(typed) for typed in QUESTIONS] == world.before
    assert all(world.before)


def _told(typed: str) -> list:
    page = SearchPage(asked(typed))
    facets = [(f.label, [(c.label, c.count) for c in f.choices]) for f in page.facets]
    hits = [(group.number, [str(hit.record) for hit in group.hits]) for group in page.groups]
    return [*facets, *hits, *[str(choice) for choice in page.kinds], *suggestions(typed)]
