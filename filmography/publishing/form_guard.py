"""Owns how forms for people without an account are guarded: no cookie, no puzzle.

Such a form carries no authority, so that there is nothing to forge; what it must not be is sent by
other sites' pages, by machines at once, or twice.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

LIFE = timedelta(hours=24)
SHORTEST = timedelta(seconds=3)
_SALT = "filmography.form"


class FormRefused(Exception):
    """The form's token is wrong, too old or too young; the message is a sentence for people."""


class TooSoon(FormRefused):
    """Nobody fills in a form so fast; the same one will do in some seconds."""


def new_form_token() -> str:
    """For the hidden field of a form that is shown: when, and which one it is."""
    return TimestampSigner(salt=_SALT).sign(secrets.token_urlsafe(16))


def form_key(token: str) -> str:
    """Which form it was, for what was sent to be taken once. Raises FormRefused."""
    signer = TimestampSigner(salt=_SALT)
    try:
        key = signer.unsign(token, max_age=LIFE)
    except SignatureExpired:
        raise FormRefused("This form was open for more than a day. Send it once more.") from None
    except BadSignature:
        raise FormRefused("This form could not be recognised. Send it once more.") from None
    try:
        signer.unsign(token, max_age=SHORTEST)
    except SignatureExpired:
        return key
    raise TooSoon("That was very quick. Look it over, then send it once more.")


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose POST comes from a page of this site, without a cookie; never stored."""

    @csrf_exempt
    @wraps(view)
    def guarded_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not _is_from_here(request):
            raise PermissionDenied("The form came from another site.")
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return guarded_view


def _is_from_here(request: HttpRequest) -> bool:
    fetch_site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    if fetch_site not in ("", "same-origin", "none"):
        return False
    if origin == "null":
        # So says a page without referrers, and so a hidden frame; the other header tells which.
        return fetch_site == "same-origin"
    return not origin or origin.lower() in _own_origins(request)


def _own_origins(request: HttpRequest) -> set[str]:
    site = urlsplit(settings.SITE_URL)
    return {f"{site.scheme}://{site.netloc}", f"{request.scheme}://{request.get_host().lower()}"}
