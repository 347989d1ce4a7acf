"""The desk's page of what a new capture did to the places of the source's quotations."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from critiques.models import AlreadyDecided, Capture, CaptureRead, Reanchoring
from critiques.quotation import Change, difference

DECISIONS = {
    Reanchoring.Decision.NEW_WORDS.value: Reanchoring.take_new_words,
    Reanchoring.Decision.OLD_WORDS.value: Reanchoring.leave_old_words,
}
_AROUND = 60


@dataclass(frozen=True)
class Row:
    """A place before and after, with what stands around it."""

    reanchoring: Reanchoring
    before: tuple[str, str, str]
    after: tuple[str, str, str] | None
    changes: tuple[Change, ...]


class SourcePlaces:
    """Mixin of the admin of sources, behind that of its captures."""

    def get_urls(self) -> list:
        address = ("captures/<int:capture_id>/places/", self.capture_places_view, "capture_places")
        return [*self.source_urls([address]), *super().get_urls()]

    def capture_places_view(
        self, request: HttpRequest, source_id: int, capture_id: int
    ) -> HttpResponse:
        page = self.source_page(request, source_id, "view", "What the new text changes")
        capture = get_object_or_404(Capture.objects.kept(), pk=capture_id, source=source_id)
        if request.method == "POST" and not request.user.has_perm("critiques.change_excerpt"):
            raise PermissionDenied
        return _places(request, page, capture)


@require_http_methods(["GET", "POST"])
def _places(request: HttpRequest, page: dict[str, Any], capture: Capture) -> HttpResponse:
    carried = capture.reanchorings.select_related("excerpt", "decided_by")
    if request.method == "POST":
        _decide(request, list(carried))
        return HttpResponseRedirect(request.path)
    carried = list(carried.prefetch_related("earlier_capture"))
    texts = _texts(request, capture, carried)
    rows = [_row(reanchoring, texts) for reanchoring in carried]
    page |= {
        "capture": capture,
        "waiting": [row for row in rows if row.reanchoring.is_waiting],
        "decided": [row for row in rows if row.reanchoring.decision],
        "sound": [row for row in rows if row.reanchoring.outcome in ("kept", "moved")],
    }
    return render(request, "admin/critiques/capture_places.html", page)


def _decide(request: HttpRequest, carried: list[Reanchoring]) -> None:
    done = 0
    for reanchoring in carried:
        decide = DECISIONS.get(request.POST.get(f"place-{reanchoring.pk}", ""))
        if decide is None:
            continue
        try:
            decide(reanchoring, by=request.user)
            done += 1
        except AlreadyDecided as refusal:
            messages.error(request, f"“{reanchoring.excerpt}”: {refusal}")
    if done:
        messages.success(request, f"{done} place{'s'[: done != 1]} decided.")
    else:
        messages.warning(request, "Nothing was decided. Choose for one place at least.")


def _texts(request: HttpRequest, capture: Capture, carried: list[Reanchoring]) -> dict[int, str]:
    """The texts of this capture and of those before it, each read once."""
    captures = {each.earlier_capture_id: each.earlier_capture for each in carried}
    captures[capture.pk] = capture
    why = CaptureRead.Why.COMPARING
    return {pk: each.read(by=request.user, why=why) for pk, each in captures.items()}


def _row(reanchoring: Reanchoring, texts: dict[int, str]) -> Row:
    old = texts[reanchoring.earlier_capture_id]
    before = _around(old, reanchoring.earlier_start, reanchoring.earlier_end)
    if reanchoring.start is None:
        return Row(reanchoring, before, None, ())
    after = _around(texts[reanchoring.capture_id], reanchoring.start, reanchoring.end)
    changes = difference(before[1], after[1]) if reanchoring.outcome == "changed" else ()
    return Row(reanchoring, before, after, changes)


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    return text[max(0, start - _AROUND) : start], text[start:end], text[end : end + _AROUND]
