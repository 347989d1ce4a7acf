"""The mail that lets a new colleague choose a password. It says when it could not be sent."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def invite(user: User) -> None:
    """Raises OSError (smtplib's errors are of its kind) if the mail server does not take it.

    Django's own form for resetting a password would log that and go on as if nothing had happened.
    """
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    context = {
        "user": user,
        "site_name": urlsplit(settings.SITE_URL).netloc,
        "link": _address("password_reset_confirm", uidb64=key, token=token),
        "forgotten_link": _address("admin_password_reset"),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    subject = render_to_string("registration/invitation_subject.txt", context).strip()
    body = render_to_string("registration/invitation_email.txt", context)
    send_mail(subject, body, None, [user.email])


def _address(name: str, **parts: str) -> str:
    """Built from SITE_URL: the Host header is chosen by whoever sends the request."""
    return settings.SITE_URL + reverse(name, kwargs=parts)
