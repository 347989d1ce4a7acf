"""Shows public pages as they would be with something that is not public yet.

The records are put forward in a transaction that is always taken back: nothing is written, no mail
or file is made, and what else is not public stays so.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.dispatch import Signal
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import resolve
from django.utils import timezone

from filmography.publishing.gone import Gone, Moved
from filmography.publishing.states import PublicationState

# Sent with a `record`; receivers give querysets of what is seen only together with it.
hangs_on = Signal()


class _TakenBack(Exception):
    """Ends the transaction; nobody hears of it."""


@contextmanager
def taken_back() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise _TakenBack
    except _TakenBack:
        pass


def put_forward(records: Iterable[Any]) -> None:
    """Within `taken_back`: what is not public for its own part is so from now on."""
    now = timezone.now()
    public = {"state": PublicationState.PUBLISHED, "published_at": now, "published_until": None}
    for record in records:
        rows = type(record)._base_manager.filter(pk=record.pk)
        if changes := record.previewed_with() | ({} if record.is_within_its_time else public):
            rows.update(**changes)


def keep_back(record: Any) -> None:
    """Within `taken_back`: what would become public together with the record stays hidden."""
    for _, hanging in hangs_on.send(type(record), record=record):
        for rows in hanging:
            seen = rows.model.objects.published().values("pk")
            pks = list(rows.exclude(pk__in=seen).values_list("pk", flat=True))
            rows.model._base_manager.filter(pk__in=pks).update(state=PublicationState.DRAFT)


def page_at(address: str, like: HttpRequest, **shown: Any) -> HttpResponse | None:
    """The page as a visitor would get it; None if there is none. What is `shown` with it, its
    template finds in `request.preview`."""
    path, query = urlsplit(address).path, urlsplit(address).query
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    request.GET = QueryDict(query)
    request.META = {name: like.META[name] for name in _OF_THE_SERVER if name in like.META}
    request.META["QUERY_STRING"] = query
    request.user = AnonymousUser()
    request.preview = shown
    request.resolver_match = match = resolve(path)
    try:
        return match.func(request, *match.args, **match.kwargs)
    except (Http404, Gone, Moved):
        return None


_OF_THE_SERVER = ("HTTP_HOST", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.url_scheme")
