"""Pages that fail on our side: what is answered, and that it can be asked for again."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from config.urls import handler500 as handler500


def failing_with(error: Exception) -> Callable[[HttpRequest], Any]:
    def view(request: HttpRequest) -> Any:
        raise error

    return view


def asking_what_is_not_there(request: HttpRequest) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")


urlpatterns = [
    path("mistaken/", asking_what_is_not_there),
    path("busy/", failing_with(OperationalError("canceling statement due to lock timeout"))),
    path("wrong/", failing_with(DatabaseError("no such column"))),
    path("broken/", failing_with(RuntimeError("broken on purpose"))),
]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
class TestAnError:
    def test_of_a_busy_database_asks_to_come_back(self, client: Client) -> None:
        response = client.get("/busy/")

        assert response.status_code == 503
        assert int(response["Retry-After"]) > 0
        assert response["Cache-Control"] == "no-store"
        assert "Content-Security-Policy" in response
        page = response.content.decode()
        assert "Try again in a minute" in page
        assert "go back" not in page

    def test_says_that_nothing_was_taken_in(self, client: Client) -> None:
        assert "go back" in client.post("/busy/", {"words": "typed"}).content.decode()

    @pytest.mark.django_db
    @pytest.mark.parametrize("address", ["/wrong/", "/broken/", "/mistaken/"])
    def test_of_our_own_is_one(self, client: Client, address: str) -> None:
        response = client.get(address)

        assert response.status_code == 500
        assert "Retry-After" not in response


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_who_searches_while_the_index_is_made_anew_is_told_to_come_back(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '100ms'")
    is_locked, is_over = threading.Event(), threading.Event()

    def hold() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("BEGIN; LOCK TABLE critiques_searchentry")
            is_locked.set()
            is_over.wait(10)
            cursor.execute("ROLLBACK")
        connections["default"].close()

    holder = threading.Thread(target=hold)
    holder.start()
    try:
        assert is_locked.wait(10)
        assert client.get("/search/?q=dignity").status_code == 503
        assert client.get("/about/").status_code == 200
    finally:
        is_over.set()
        holder.join()
        connection.close()  # with its short patience
    assert client.get("/search/?q=dignity").status_code == 200
