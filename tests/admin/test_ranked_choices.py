"""What one types finds the nearest first, page after page, and offers to make what is not there."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.admin.desk import url

pytestmark = pytest.mark.django_db


def answer(client: Client, relation: str, term: str, **query: Any) -> dict[str, Any]:
    names = dict(zip(("app_label", "model_name", "field_name"), relation.split("."), strict=True))
    return client.get(reverse("admin:autocomplete"), {**names, "term": term, **query}).json()


def found(client: Client, relation: str, term: str, **query: Any) -> list[str]:
    return [result["text"] for result in answer(client, relation, term, **query)["results"]]


def test_the_name_itself_then_its_beginning_then_a_word_then_anywhere(editor: Client) -> None:
    for title in ["Panorama", "My Anora", "Anorak", "Anora", "Anora, Again"]:
        make.make_film(title)
    assert found(editor, "filmography.credit.film", "anora") == [
        "Anora",
        "Anora, Again",
        "Anorak",
        "My Anora",
        "Panorama",
    ]


def test_people_by_name_or_name_to_sort_by(editor: Client) -> None:
    for name, sort_name in [("Joanna Li", "Li, Joanna"), ("Anna Lind", "Lind, Anna"), ("Ánna", "")]:
        make.make_person(name, **({"sort_name": sort_name} if sort_name else {}))
    assert found(editor, "filmography.credit.person", "anna") == ["Ánna", "Anna Lind", "Joanna Li"]
    assert found(editor, "filmography.credit.person", "li")[0] == "Joanna Li"
    assert found(editor, "filmography.credit.person", "anna lind")[0] == "Anna Lind"


def test_pages_repeat_nothing_and_leave_nothing_out(editor: Client) -> None:
    for _ in range(45):
        make.make_film("Same", year=2000)
    pages = [answer(editor, "filmography.credit.film", "same", page=n) for n in (1, 2, 3)]
    keys = [result["id"] for page in pages for result in page["results"]]
    assert len(set(keys)) == len(keys) == 45


def test_in_the_form_of_a_film_only_its_own_versions_are_offered(editor: Client) -> None:
    film, other = make.make_film("Anora"), make.make_film("Tangerine")
    for each in (film, other):
        each.versions.create(name="Cut")
    film.scenes.create(title="The ring")
    assert f'data-of-film="{film.pk}"' in editor.get(url(film)).content.decode()

    relation = "filmography.scene.version"
    assert len(found(editor, relation, "cut")) == 2
    assert found(editor, relation, "cut", of_film=film.pk) == ["Anora, Cut"]
    for odd in (0, "x", "²", "9" * 30):
        assert found(editor, relation, "cut", of_film=odd) == []


class TestCreate:
    def test_comes_last_and_once(self, editor: Client) -> None:
        for _ in range(21):
            make.make_film("Same")
        first = found(editor, "filmography.credit.film", "sam", create=1)
        last = answer(editor, "filmography.credit.film", "sam", create=1, page=2)["results"]
        assert not any("Create" in text for text in first)
        assert last[-1] == {"id": "+", "text": "Create film “sam”", "create": {"title": "sam"}}

    def test_tells_of_namesakes(self, editor: Client) -> None:
        make.make_person("Ann Lee")
        texts = found(editor, "filmography.credit.person", "ann lee", create=1)
        assert texts == ["Ann Lee", "Create another person “ann lee”"]

    @pytest.mark.parametrize("term", ["", "  ", "—"])
    def test_needs_a_name(self, editor: Client, term: str) -> None:
        assert found(editor, "filmography.credit.person", term, create=1) == []

    def test_is_for_those_who_may(self, as_role: Callable[[str], Client], editor: Client) -> None:
        assert found(editor, "filmography.film.countries", "zzz", create=1) == []
        assert found(editor, "critiques.excerpt.themes", "zzz", create=1) == ["Create theme “zzz”"]
        assert found(editor, "critiques.excerpt.themes", "zzz") == []

    def test_fills_the_name_in(self, editor: Client) -> None:
        address = f"{reverse('admin:filmography_person_add')}?_popup=1&name=Ann+%22Lee%22"
        assert 'value="Ann &quot;Lee&quot;"' in editor.get(address).content.decode()


def test_a_letter_or_two_find_only_people_whose_name_begins_so(editor: Client) -> None:
    make.make_person("Ban Abel")
    assert found(editor, "filmography.credit.person", "an") == []
    assert found(editor, "filmography.credit.person", "ab") == ["Ban Abel"]
    make.make_person("宮崎 駿")
    assert found(editor, "filmography.credit.person", "崎") == ["宮崎 駿"]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "", "101", "9" * 5000])
def test_pages_that_are_none_are_not_found(editor: Client, page: str) -> None:
    address = reverse("admin:autocomplete")
    names = {"app_label": "filmography", "model_name": "credit", "field_name": "film"}
    assert editor.get(address, {**names, "page": page}).status_code == 404
