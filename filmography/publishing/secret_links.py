"""Owns links that nobody can guess: made of a random salt and the site's secret key.

Only the hash of a link's secret is stored, to find what it leads to. The secret itself can be made
again from the salt, to be sent once more, but only by this site.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

SECRET_LENGTH = 64


def new_salt() -> str:
    return secrets.token_hex(16)


def secret_of(kind: str, salt: str) -> str:
    """256 bits in hexadecimal digits."""
    return salted_hmac(f"filmography.link.{kind}", salt, algorithm="sha256").hexdigest()


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose address is a secret: it is told to no other page and to no search engine."""

    @wraps(view)
    def secret_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return secret_view
