"""Owns mail on its way: noted with what it tells of, written when it is sent, sent once.

Nothing personal waits here: only which notice is due. Who gets it and what it says is asked of the
app that has posted it, at the moment of sending; so what was erased meanwhile is never sent.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

# How long after each failed attempt the next one comes; from the last one on, always so long.
_WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 1440)]
# A sender that died holds a mail for so long.
_LEASE = timedelta(minutes=10)
_MOST_FAILURES = 3


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self) -> Self:
        return self.filter(sent_at=None)

    def due(self) -> Self:
        now = timezone.now()
        free = Q(leased_until=None) | Q(leased_until__lt=now)
        return self.waiting().filter(free, not_before__lte=now).order_by("not_before", "pk")


class OutgoingMail(models.Model):
    # Each notice is sent once, whoever notes it again.
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=50)
    about = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=100, blank=True)
    sent_at = models.DateTimeField(null=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = "mail"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["sent_at", "not_before"], name="outgoingmail_due")]

    def __str__(self) -> str:
        return self.key


class Words(NamedTuple):
    """What is sent, and to whom."""

    to: str
    subject: str
    body: str


# By the kind of a notice: what writes it, given what it is about; None if nobody is to get it now.
_writers: dict[str, Callable[[int], Words | None]] = {}


def register(kind: str, write: Callable[[int], Words | None]) -> None:
    _writers[kind] = write


def post(kind: str, about: int, *, key: str, after: timedelta = timedelta(0)) -> None:
    """Notes that a notice is due, in the transaction of what it tells of; once for a key."""
    due = OutgoingMail(key=key, kind=kind, about=about, not_before=timezone.now() + after)
    OutgoingMail.objects.bulk_create([due], ignore_conflicts=True)


def take_back(key: str) -> None:
    """Removes a notice that has not been sent."""
    OutgoingMail.objects.waiting().filter(key=key).delete()


def send_due(*, connection: Any = None) -> Iterator[tuple[OutgoingMail, str]]:
    """Sends what is due, one after the other; yields each with the error, if there was one.

    Several senders may run: each mail is leased first. It is marked as sent right after the mail
    server took it; a process that dies in between sends it again, and only then. After a few
    failures in a row the server is taken to be down, and the rest waits for the next call. A notice
    that cannot be written says nothing of the server, and stops no other.
    """
    tried: set[int] = set()
    failures = 0
    while failures < _MOST_FAILURES:
        mail = OutgoingMail.objects.due().exclude(pk__in=tried).first()
        if mail is None:
            return
        tried.add(mail.pk)
        if _lease(mail):
            error, was_written = _send(mail, connection)
            if was_written:
                failures = failures + 1 if error else 0
            yield mail, error


def _lease(mail: OutgoingMail) -> bool:
    until = timezone.now() + _LEASE
    return bool(OutgoingMail.objects.due().filter(pk=mail.pk).update(leased_until=until))


def _send(mail: OutgoingMail, connection: Any) -> tuple[str, bool]:
    """Gives the error, if there was one, and whether there was something to send."""
    mine = OutgoingMail.objects.filter(pk=mail.pk)
    words = None
    try:
        if words := _writers[mail.kind](mail.about):
            _message(mail, words, connection).send()
    except Exception as error:  # whatever a mail server or its library answers: nothing is lost
        wait = _WAITS[min(mail.attempts, len(_WAITS) - 1)]
        # The kind of the error only: its words may repeat the address.
        mine.update(
            attempts=F("attempts") + 1,
            last_error=type(error).__name__,
            not_before=timezone.now() + wait,
            leased_until=None,
        )
        return type(error).__name__, words is not None
    mine.update(sent_at=timezone.now(), leased_until=None)
    return "", words is not None


def _message(mail: OutgoingMail, words: Words, connection: Any) -> EmailMessage:
    name = salted_hmac("filmography.outbox", mail.key, algorithm="sha256").hexdigest()
    return EmailMessage(
        words.subject,
        words.body,
        to=[words.to],
        connection=connection,
        headers={"Message-ID": f"<{name}@{urlsplit(settings.SITE_URL).hostname}>"},
    )
