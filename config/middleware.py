"""Response headers for every response, and the end of staff sessions; knows no app."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import TooManyFieldsSent
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",  # data: for the icons in the admin's style sheets
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "manifest-src 'self'",
    )
)
UNUSED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
    "encrypted-media", "fullscreen", "geolocation", "gyroscope", "magnetometer", "microphone",
    "midi", "payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock",
    "usb", "xr-spatial-tracking",
)  # fmt: skip
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
}


READERS_MOST_FIELDS = 1_000


class ReadersFieldsMiddleware:
    """Keeps Django's own limit for addresses of pages; the setting is as high as the desk needs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        fields = request.META.get("QUERY_STRING", "").count("&") + 1
        if fields > READERS_MOST_FIELDS and not _is_in_admin(request):
            raise TooManyFieldsSent
        return self.get_response(request)


class HeadersMiddleware:
    """Stands outermost. A view may set a header of its own (an embed its frame-ancestors)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _is_private(request):
            response.headers["Cache-Control"] = "private, no-store"
        if _is_in_admin(request):
            # Addresses of the admin (a password reset's above all) stay within the site.
            response.headers["Referrer-Policy"] = "same-origin"
        for name, value in HEADERS.items():
            if not (name == "Content-Security-Policy" and _is_debug_page(response)):
                response.headers.setdefault(name, value)
        return response


def _is_private(request: HttpRequest) -> bool:
    # Static files are the same bytes for everybody, and the admin needs many of them.
    if request.path.startswith(settings.STATIC_URL):
        return False
    return settings.SESSION_COOKIE_NAME in request.COOKIES or _is_in_admin(request)


def _is_in_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(f"/{settings.ADMIN_PATH}")


def _is_debug_page(response: HttpResponse) -> bool:
    # Django's own error pages for developers bring their style and script inline.
    return settings.DEBUG and response.status_code in (403, 404, 500)


@receiver(user_logged_in)
def end_session_after_its_age(
    sender: type, request: HttpRequest | None = None, **kwargs: Any
) -> None:
    # An age in seconds would begin anew with each change of the session; a point in time does not.
    if request is not None:
        end = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE)
        request.session.set_expiry(end)
