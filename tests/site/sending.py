"""How a stranger sends something: a form's fields, a token of the right age, what came back."""

import re
import time
from typing import Any
from unittest import mock

from django.http import HttpResponse
from django.test import Client

from critiques.models import Terms
from filmography.publishing.form_guard import new_form_token

WORDS = "Nobody in this house sits down for longer than a minute, and nobody says why."
SECRET = re.compile(r"[0-9a-f]{64}")


def token(*, age: float = 60) -> str:
    """Of a form that was opened so many seconds ago."""
    with mock.patch("django.core.signing.time.time", return_value=time.time() - age):
        return new_form_token()


def contribution(**changed: Any) -> dict[str, Any]:
    """All that the form for a passage sends when it is filled in well; None leaves a field out."""
    values = {
        "form": token(),
        "homepage": "",
        "about": "A film that is not here (1999)",
        "kind": "quotation",
        "text": WORDS,
        "source_title": "A review",
        "consent": "on",
        "terms": Terms.current().version,
    }
    return {name: value for name, value in {**values, **changed}.items() if value is not None}


def report(about: str, **changed: Any) -> dict[str, Any]:
    values = {"form": token(), "homepage": "", "about": about, "kind": "words", "words": "A slip."}
    return {name: value for name, value in {**values, **changed}.items() if value is not None}


def send(address: str, values: dict[str, Any], **extra: Any) -> HttpResponse:
    """As a form of this site sends it, from a browser that keeps no cookie."""
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    return Client().post(address, values, headers=headers | extra.pop("headers", {}), **extra)


def offer(**changed: Any) -> HttpResponse:
    return send("/contribute/", contribution(**changed))


def page(address: str) -> str:
    return Client().get(address).content.decode()


def words_of(response: HttpResponse) -> str:
    """What a page says, without its markup."""
    from tests.site.html import Page

    return Page(response.content).all("main")[0].text
