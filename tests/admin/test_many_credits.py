"""A film with two hundred credits opens, and is saved, as one with two."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from filmography.models import Credit, Film
from tests import factories as make
from tests.admin.desk import form_data, url

pytestmark = pytest.mark.django_db

MOST_BYTES_FOR_A_CREDIT = 6_000


def credit(film: Film, number: int) -> None:
    last = film.credits.count()
    people = [make.make_person() for _ in range(min(number, 20))]
    Credit.objects.bulk_create(
        Credit(
            film=film,
            person=people[place % len(people)],
            role="cast",
            character=f"Part {place}",
            position=place + 1,
        )
        for place in range(last, last + number)
    )


def opened(client: Client, film: Film) -> tuple[int, HttpResponse]:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url(film))
    return len(queries), page


def test_it_opens_in_as_many_queries_and_is_saved(editor: Client) -> None:
    film = make.make_film()
    credit(film, 2)
    editor.get(url(film))  # what is read once in a process, such as content types
    few, small = opened(editor, film)
    credit(film, 198)
    many, large = opened(editor, film)
    assert many == few
    assert (len(large.content) - len(small.content)) / 198 <= MOST_BYTES_FOR_A_CREDIT
    data = form_data(large)
    assert len(data) > 1_000  # more fields than Django takes by itself
    data |= {"credits-199-note": "the last", "_save": "on"}
    assert editor.post(url(film), data).status_code == 302
    assert film.credits.order_by("position").last().note == "the last"
