"""The headers of config.middleware on every kind of response."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.test import Client
from django.urls import path
from django.utils import timezone

from config.urls import urlpatterns as site_addresses


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def moved(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect("/page/")


def refused(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def framed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(headers={"Content-Security-Policy": "frame-ancestors *"})


urlpatterns = [
    path("page/", page),
    path("moved/", moved),
    path("refused/", refused),
    path("broken/", broken),
    path("framed/", framed),
    *site_addresses,  # which the pages of errors lead back to
]

KINDS = {
    "page": ("/page/", 200),
    "redirect": ("/moved/", 302),
    "closing slash": ("/page", 301),
    "forbidden": ("/refused/", 403),
    "not found": ("/nothing/", 404),
    "error": ("/broken/", 500),
    "static": ("/static/admin/css/base.css", 200),
    "admin log-in": ("/admin/login/", 200),
    "admin redirect": ("/admin/", 302),
}


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def _assert_headers(response: Any) -> None:
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "*" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] in ("strict-origin-when-cross-origin", "same-origin")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in response["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_response_bears_the_headers(visitor: Client, kind: str) -> None:
    address, status = KINDS[kind]

    response = visitor.get(address)

    assert response.status_code == status
    _assert_headers(response)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_wrong_host_is_answered_with_400_and_the_headers(visitor: Client) -> None:
    response = visitor.get("/page", headers={"host": "evil.example"})

    assert response.status_code == 400
    _assert_headers(response)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_form_without_its_token_is_answered_with_403_and_the_headers() -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/")

    assert response.status_code == 403
    _assert_headers(response)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["page", "redirect", "not found", "error", "static"])
def test_a_reader_gets_no_cookie(visitor: Client, kind: str) -> None:
    response = visitor.get(KINDS[kind][0])

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.urls(__name__)
def test_a_view_may_set_a_policy_of_its_own(visitor: Client) -> None:
    assert visitor.get("/framed/")["Content-Security-Policy"] == "frame-ancestors *"


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("kind", ["page", "redirect", "forbidden", "not found", "error"])
def test_nothing_made_for_a_session_is_stored(visitor: Client, kind: str) -> None:
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert visitor.get(KINDS[kind][0])["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_admin_is_never_stored(visitor: Client) -> None:
    assert visitor.get("/admin/login/")["Cache-Control"] == "private, no-store"
    assert visitor.get("/admin/")["Cache-Control"] == "private, no-store"


@pytest.mark.urls(__name__)
def test_static_files_stay_cacheable_for_staff(visitor: Client) -> None:
    visitor.cookies[settings.SESSION_COOKIE_NAME] = "anything"

    assert "no-store" not in visitor.get(KINDS["static"][0]).get("Cache-Control", "")


@pytest.mark.django_db
def test_a_staff_session_ends_twelve_hours_after_log_in_whatever_happens(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("administrator"))
    session = client.session
    end = session.get_expiry_date()
    session["changed"] = True
    session.save()

    assert client.session.get_expiry_date() == end
    assert abs(end - timezone.now() - timedelta(hours=12)) < timedelta(minutes=1)
