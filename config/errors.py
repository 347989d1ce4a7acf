"""What is answered when a page fails on our side; knows no app."""

import sqlite3
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

WAIT = 60  # seconds, after which it is worth trying again


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that is busy, locked or away is no fault of the page: it will be there later."""
    if not _is_passing(sys.exception()):
        return defaults.server_error(request)
    headers = {"Retry-After": str(WAIT), "Cache-Control": "no-store"}
    # Without the request: what the site says of itself on every page is in the database.
    page = render_to_string("503.html", {"was_sent": request.method == "POST"})
    return HttpResponse(page, status=503, headers=headers)


def _is_passing(error: BaseException | None) -> bool:
    """SQLite calls mistakes in a statement operational too."""
    code = getattr(error.__cause__, "sqlite_errorcode", None) if error else None
    return isinstance(error, OperationalError) and code != sqlite3.SQLITE_ERROR
