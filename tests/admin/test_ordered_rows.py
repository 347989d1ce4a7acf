"""Rows of an inline keep the order that the editor gives them, with and without the script."""

import pytest
from django.test import Client

from critiques.models import FilmList
from filmography.models import Film
from tests import factories as make
from tests.admin.desk import errors, new_rows, row, send, url


@pytest.fixture
def film_list(db: None) -> FilmList:
    """Two films at the positions 1 and 2."""
    film_list = make.make_list("Best of the year", films=(make.make_film("A"), make.make_film("B")))
    for position, entry in enumerate(film_list.entries.order_by("pk"), start=1):
        film_list.entries.filter(pk=entry.pk).update(position=position)
    return film_list


def order(film_list: FilmList) -> list[tuple[str, int]]:
    return list(film_list.entries.order_by("position", "pk").values_list("film__title", "position"))


@pytest.mark.parametrize("position", ["", "0"])
def test_new_rows_without_a_position_come_last(
    editor: Client, film_list: FilmList, position: str
) -> None:
    films = [make.make_film("C"), make.make_film("D")]
    rows = [{"film": film.pk, "position": position} for film in films]
    assert errors(send(editor, url(film_list), data=new_rows("entries", *rows, initial=2))) == []
    assert order(film_list) == [("A", 1), ("B", 2), ("C", 3), ("D", 4)]


def test_rows_of_a_new_record_are_numbered_as_they_stand(editor: Client) -> None:
    rows = [{"film": make.make_film(title).pk, "position": ""} for title in "CAB"]
    assert (
        errors(send(editor, url(FilmList, "add"), title="New", data=new_rows("entries", *rows)))
        == []
    )
    assert order(FilmList.objects.get()) == [("C", 1), ("A", 2), ("B", 3)]


def test_typed_positions_are_kept(editor: Client, film_list: FilmList) -> None:
    data = row("entries", 0, position=2) | row("entries", 1, position=1)
    assert errors(send(editor, url(film_list), data=data)) == []
    assert order(film_list) == [("B", 1), ("A", 2)]


def test_an_old_row_whose_position_was_emptied_comes_last(
    editor: Client, film_list: FilmList
) -> None:
    assert errors(send(editor, url(film_list), data=row("entries", 0, position=""))) == []
    assert order(film_list) == [("B", 2), ("A", 3)]


def test_rows_that_go_leave_no_trace_in_the_numbers(editor: Client, film_list: FilmList) -> None:
    data = new_rows("entries", {"film": make.make_film("C").pk}, initial=2)
    data |= row("entries", 1, DELETE="on")
    assert errors(send(editor, url(film_list), data=data)) == []
    assert order(film_list) == [("A", 1), ("C", 2)]


def test_an_empty_row_that_the_script_numbered_is_no_row(
    editor: Client, film_list: FilmList
) -> None:
    data = new_rows("entries", {"film": "", "position": "3", "note": ""}, initial=2)
    assert errors(send(editor, url(film_list), data=data)) == []
    assert len(order(film_list)) == 2


def test_the_last_possible_position_is_not_exceeded(editor: Client, film_list: FilmList) -> None:
    film_list.entries.update(position=32_767)
    data = new_rows("entries", {"film": make.make_film("C").pk, "position": ""}, initial=2)
    assert errors(send(editor, url(film_list), data=data)) == []
    assert order(film_list)[-1] == ("C", 32_767)


def test_the_table_offers_itself_to_the_script(editor: Client) -> None:
    page = editor.get(url(Film, "add")).content.decode()
    assert page.count("data-ordered-rows") == 3  # credits, organisations, scenes
    assert "js/ordered-inline.js" in page
