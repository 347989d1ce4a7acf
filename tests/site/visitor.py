"""A reader without a browser: asks the site as Django's test client does, in half the time.

The test client copies the context of every template that a page renders; a crawl does not need it.
"""

import logging
import re

from django.core.handlers.base import BaseHandler
from django.core.signals import got_request_exception
from django.http import HttpResponse
from django.test import RequestFactory

# Of each form that is shown: no two are alike.
_FORM_TOKEN = re.compile(rb'(?<=name="form" value=")[^"]+')


class Visitor:
    def __init__(self) -> None:
        self.handler = BaseHandler()
        self.handler.load_middleware()
        self.requests = RequestFactory()

    def get(self, address: str, method: str = "GET", **headers: str) -> HttpResponse:
        """The answer. An exception in a view comes out as it is, for the test's report."""
        request = self.requests.generic(method, address, headers=headers)
        request._dont_enforce_csrf_checks = True  # or a POST is refused before any view sees it
        logging.disable(logging.WARNING)  # 404s are what is wanted here
        got_request_exception.connect(_raise)
        try:
            return self.handler.get_response(request)
        finally:
            got_request_exception.disconnect(_raise)
            logging.disable(logging.NOTSET)


def _raise(**_: object) -> None:
    raise  # the exception that Django is about to turn into a page


def body_of(response: HttpResponse) -> bytes:
    """What is shown, as bytes to compare."""
    return _FORM_TOKEN.sub(b"token", response.content)


def everything_sent(response: HttpResponse) -> bytes:
    """Status, headers and body, as bytes to search or to compare."""
    lines = [f"{response.status_code} {response.reason_phrase}"]
    lines += [f"{name}: {value}" for name, value in sorted(response.items())]
    return "\n".join(lines).encode() + b"\n\n" + body_of(response)
