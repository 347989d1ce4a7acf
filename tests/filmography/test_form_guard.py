"""Forms of people without an account: recognised, not too fast, not too old, not from elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse

from filmography.publishing.form_guard import (
    FormRefused,
    TooSoon,
    form_key,
    guarded,
    new_form_token,
)

NOW = int(time.time())  # tokens count whole seconds
HOUR = 3600


@contextmanager
def at(seconds: float) -> Iterator[None]:
    with mock.patch("django.core.signing.time.time", return_value=NOW + seconds):
        yield


@pytest.fixture
def token() -> str:
    with at(0):
        return new_form_token()


def test_each_form_that_is_shown_is_another(token: str) -> None:
    with at(0):
        other = new_form_token()
    with at(60):
        assert form_key(token) != form_key(other)


@pytest.mark.parametrize("seconds", [4, 60, 23.9 * HOUR])
def test_a_form_that_is_sent_again_is_the_same(token: str, seconds: float) -> None:
    with at(4):
        key = form_key(token)
    with at(seconds):
        assert form_key(token) == key


@pytest.mark.parametrize("seconds", [0, 1, 2.5])
def test_nobody_fills_in_a_form_so_fast_but_the_same_one_will_do(
    token: str, seconds: float
) -> None:
    with at(seconds), pytest.raises(TooSoon, match="very quick"):
        form_key(token)
    with at(10):
        assert form_key(token)


def test_after_a_day_it_is_too_old(token: str) -> None:
    with at(24 * HOUR + 2), pytest.raises(FormRefused, match="more than a day") as refusal:
        form_key(token)
    assert not isinstance(refusal.value, TooSoon)


@pytest.mark.parametrize("skew", [-30, -5, 5, 30])
def test_servers_whose_clocks_differ_recognise_one_anothers_forms(skew: int) -> None:
    with at(skew):
        token = new_form_token()
    with at(60):
        assert form_key(token)


def test_a_clock_far_ahead_makes_no_form_that_lives_longer() -> None:
    with at(2 * HOUR):
        token = new_form_token()
    with at(60), pytest.raises(TooSoon):
        form_key(token)
    with at(26 * HOUR + 2), pytest.raises(FormRefused):
        form_key(token)


def forged(token: str) -> dict[str, str]:
    key, when, signature = token.split(":")
    return {
        "empty": "",
        "no parts": key,
        "no signature": f"{key}:{when}:",
        "another key": f"{'y' if key[0] == 'x' else 'x'}{key[1:]}:{when}:{signature}",
        "younger": f"{key}:{when[:-1]}{'a' if when[-1] != 'a' else 'b'}:{signature}",
        "another signature": f"{key}:{when}:{signature[::-1]}",
        "cut": token[:-1],
        "longer": f"{token}x",
        "twice": f"{token}:{token}",
        "NUL": f"{token}\0",
        "no ASCII": f"é{token}",
        "huge": token * 5000,
        "of another page": signing.dumps("abc", salt="critiques.again"),
        "of another purpose": signing.TimestampSigner(salt="other").sign(key),
    }


@pytest.mark.parametrize("how", forged("a:b:c"))
def test_a_forged_one_is_refused_with_a_sentence(token: str, how: str) -> None:
    with at(60), pytest.raises(FormRefused, match="could not be recognised"):
        form_key(forged(token)[how])


def test_that_of_another_site_is_refused(token: str) -> None:
    other = override_settings(SECRET_KEY="another site's key, as long as such a key must be")
    with at(60), other, pytest.raises(FormRefused, match="could not be recognised"):
        form_key(token)


# --- Where it comes from --------------------------------------------------------------------------


@guarded
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


HERE = "http://testserver"


@pytest.mark.parametrize(
    ("origin", "fetch_site", "is_taken"),
    [
        (None, None, True),  # an old browser
        (HERE, None, True),
        (HERE, "same-origin", True),
        ("HTTP://TESTSERVER", "same-origin", True),
        ("http://localhost:8000", None, True),  # as SITE_URL says, behind a proxy
        ("null", "same-origin", True),  # a page without referrers
        (None, "none", True),  # typed by hand
        ("null", None, False),
        ("null", "cross-site", False),
        (HERE, "cross-site", False),
        (None, "cross-site", False),
        (None, "same-site", False),
        ("https://testserver", None, False),
        ("http://testserver:81", None, False),
        ("http://testserver.evil.example", None, False),
        ("https://evil.example", None, False),
        ("https://evil.example", "same-origin", False),
        ("", "", True),
    ],
)
def test_a_form_comes_from_this_site(
    origin: str | None, fetch_site: str | None, is_taken: bool
) -> None:
    sent = {"Origin": origin, "Sec-Fetch-Site": fetch_site}
    headers = {name: value for name, value in sent.items() if value is not None}
    request = RequestFactory().post("/", headers=headers)

    if not is_taken:
        with pytest.raises(PermissionDenied):
            view(request)
        return
    response = view(request)

    assert response.content == b"taken"
    assert response.headers["Cache-Control"].startswith("private, no-store")
    assert not response.cookies


def test_reading_asks_nothing() -> None:
    headers = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert view(RequestFactory().get("/", headers=headers)).content == b"taken"


@pytest.mark.django_db
def test_no_cookie_is_needed_even_where_tokens_are_enforced() -> None:
    response = Client(enforce_csrf_checks=True).post(reverse("critiques:contribute"))

    assert response.status_code == 200
    assert not response.cookies
