"""Captures at the desk: taken from a paste or a file, looked at, then kept or discarded.

Whoever sees the text of one is written down (`Capture.read`).
"""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_http_methods, require_safe

from critiques.admin.capture_forms import CaptureForm
from critiques.capturing import forecast, keep, propose
from critiques.models import AlreadyDecided, Capture, CaptureRead, Source
from filmography.publishing.uploads import was_too_large

OUTCOMES = ("kept", "moved", "changed", "orphaned")


class SourceCaptures:
    """Mixin of the admin of sources: the pages of its captures."""

    def get_urls(self) -> list:
        own = [
            ("captures/", self.captures_view, "captures"),
            ("captures/add/", self.capture_add_view, "capture_add"),
            ("captures/<int:capture_id>/", self.capture_read_view, "capture_read"),
            ("captures/<int:capture_id>/keep/", self.capture_keep_view, "capture_keep"),
        ]
        return [*self.source_urls(own), *super().get_urls()]

    def source_urls(self, pages: list[tuple[str, Any, str]]) -> list:
        """Patterns beneath a source's own address."""
        return [
            path(
                f"<int:source_id>/{address}",
                self.admin_site.admin_view(view),
                name=f"critiques_source_{name}",
            )
            for address, view, name in pages
        ]

    def captures_view(self, request: HttpRequest, source_id: int) -> HttpResponse:
        return _captures(request, self.source_page(request, source_id, "view", "Captures"))

    def capture_add_view(self, request: HttpRequest, source_id: int) -> HttpResponse:
        return _add(request, self.source_page(request, source_id, "add", "Capture the text"))

    def capture_read_view(
        self, request: HttpRequest, source_id: int, capture_id: int
    ) -> HttpResponse:
        page = self.source_page(request, source_id, "view", "Captured text")
        return _read(request, page, _capture(page, capture_id, kept=True))

    def capture_keep_view(
        self, request: HttpRequest, source_id: int, capture_id: int
    ) -> HttpResponse:
        page = self.source_page(request, source_id, "add", "Keep this text?")
        return _keep(request, page, _capture(page, capture_id, kept=False))

    def source_page(
        self, request: HttpRequest, source_id: int, action: str, title: str
    ) -> dict[str, Any]:
        """What every page about a source's captures shows; refused to who may not see them."""
        if not request.user.has_perm(f"critiques.{action}_capture"):
            raise PermissionDenied
        source = get_object_or_404(Source.objects.select_related("publication"), pk=source_id)
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "source": source,
            "source_url": reverse("admin:critiques_source_change", args=[source.pk]),
        }


def _capture(page: dict[str, Any], capture_id: int, *, kept: bool) -> Capture:
    captures = Capture.objects.filter(source=page["source"], kept_at__isnull=not kept)
    return get_object_or_404(captures, pk=capture_id)


@require_safe
def _captures(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    captures = page["source"].captures.kept().newest_first().select_related("captured_by")
    page |= {
        "captures": captures.annotate(carried=Count("reanchorings", distinct=True)),
        "reads": CaptureRead.objects.filter(capture__source=page["source"])[:50]
        if request.user.has_perm("critiques.view_captureread")
        else None,
    }
    return render(request, "admin/critiques/captures.html", page)


@require_http_methods(["GET", "POST"])
def _add(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    is_sent = request.method == "POST"
    form = CaptureForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        too_large=was_too_large(request),
    )
    if is_sent and form.is_valid():
        capture = propose(
            page["source"], form.extracted, origin=form.cleaned_data["origin"], by=request.user
        )
        for warning in form.extracted.warnings:
            messages.warning(request, warning)
        return _to("capture_keep", page, capture)
    return render(request, "admin/critiques/capture_add.html", page | {"form": form})


@require_http_methods(["GET", "POST"])
def _keep(request: HttpRequest, page: dict[str, Any], proposed: Capture) -> HttpResponse:
    if proposed.captured_by_id != request.user.pk:
        raise Http404
    if request.method != "POST":
        page |= {
            "capture": proposed,
            "text": proposed.read(by=request.user, why=CaptureRead.Why.KEEPING),
            "forecast": forecast(proposed),
        }
        return render(request, "admin/critiques/capture_keep.html", page)
    if "_discard" in request.POST:
        proposed.delete()
        messages.info(request, "The text was discarded. Nothing was kept.")
        return _to("captures", page)
    try:
        kept = keep(proposed)
    except AlreadyDecided as refusal:
        messages.error(request, str(refusal))
        return _to("captures", page)
    return _told_of(request, page, proposed, kept)


def _told_of(
    request: HttpRequest, page: dict[str, Any], proposed: Capture, kept: Capture
) -> HttpResponse:
    if kept.pk != proposed.pk:
        messages.success(request, "The source is unchanged; that it was seen again is noted.")
        return _to("captures", page)
    counts = Counter(kept.reanchorings.values_list("outcome", flat=True))
    messages.success(request, f"Kept. {kept.words:,} words; quotations are checked against them.")
    if counts:
        return _to("capture_places", page, kept)
    return _to("workbench", page)


def _to(view: str, page: dict[str, Any], *captures: Capture) -> HttpResponse:
    args = [page["source"].pk, *(capture.pk for capture in captures)]
    return HttpResponseRedirect(reverse(f"admin:critiques_source_{view}", args=args))


@require_safe
def _read(request: HttpRequest, page: dict[str, Any], capture: Capture) -> HttpResponse:
    page |= {"capture": capture, "text": capture.read(by=request.user, why=CaptureRead.Why.READING)}
    return render(request, "admin/critiques/capture_read.html", page)


class KeptOnly(admin.ModelAdmin):
    """What nobody changes at the desk."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Capture)
class CaptureAdmin(KeptOnly):
    list_display = ["source_title", "__str__", "origin", "words", "captured_by", "extraction"]
    list_filter = ["origin"]
    list_select_related = ["source", "captured_by"]
    search_fields = ["source__folded"]
    list_per_page = 50
    show_full_result_count = False
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).kept()

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        capture = self.get_object(request, object_id)
        if capture is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        of_sources = self.admin_site.get_model_admin(Source)
        return of_sources.capture_read_view(request, capture.source_id, capture.pk)

    @admin.display(description="source", ordering="source__folded")
    def source_title(self, capture: Capture) -> str:
        return Truncator(str(capture.source)).chars(80)


@admin.register(CaptureRead)
class CaptureReadAdmin(KeptOnly):
    list_display = ["at", "by_name", "why", "source_title"]
    list_filter = ["why"]
    list_select_related = ["capture__source"]
    search_fields = ["by_name", "capture__source__folded"]
    list_display_links = None
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="source")
    def source_title(self, read: CaptureRead) -> str:
        return Truncator(str(read.capture.source)).chars(80)
