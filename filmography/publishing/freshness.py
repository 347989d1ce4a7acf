"""Lets caches keep public pages, but never show one without asking whether it still stands so.

What is public is a question of time: a page kept for a while would outlive the minute at which a
record on it is published or ends. So each answer is kept to be asked for anew, and who has it still
as it stands gets 304 in place of the page. Without these words caches would guess for how long, of
redirects and of pages that are gone most of all.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag


class FreshnessMiddleware:
    """Stands within those that answer for static files, which never change under their name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.COOKIES or "Cache-Control" in response:
            return response
        response["Cache-Control"] = "no-cache"
        if request.method not in ("GET", "HEAD") or response.status_code != 200:
            return response
        # By the words alone: with a withdrawal the last change that is seen moves back in time.
        set_response_etag(response)
        return get_conditional_response(request, etag=response.get("ETag"), response=response)
