"""Finding what an address names: the record, its new address, or the notice that it is gone."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse


class Gone(Exception):
    """The record was public and has been withdrawn."""

    def __init__(self, notice: str = "") -> None:
        super().__init__(notice)
        self.notice = notice


class Moved(Exception):
    """The record has a new slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def get_public_or_gone(queryset: QuerySet, **name: str) -> object:
    """The public record of that name among `queryset`; else `Moved`, `Gone` or `Http404`.

    `queryset` carries what the page needs; it need not be narrowed to what is public.
    """
    record = queryset.published().filter(**name).first()
    if record is not None:
        return record
    if withdrawn := queryset.model.objects.gone().filter(**name).first():
        raise Gone(getattr(withdrawn, "withdrawal_notice", ""))
    if "slug" in name and not queryset.model.objects.filter(**name).exists():
        raise_if_moved(queryset.model, name["slug"])
    raise Http404


def raise_if_moved(model: type, slug: str) -> None:
    record = model.at_former_slug(slug)
    if record is not None and model.objects.published().filter(pk=record.pk).exists():
        raise Moved(record.slug)


class GoneMiddleware:
    """Answers 410 for what was withdrawn, 301 for what has a new slug, on any page beneath."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Gone):
            return render(request, "410.html", {"notice": exception.notice}, status=410)
        if isinstance(exception, Moved):
            match = request.resolver_match
            path = reverse(match.view_name, kwargs={**match.kwargs, "slug": exception.slug})
            query = request.META.get("QUERY_STRING")
            return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
        return None
