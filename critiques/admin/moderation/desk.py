"""The desk of moderation: its addresses, who may come in, and which items they see."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from critiques.admin.moderation import queue_page
from critiques.admin.moderation.contribution_screen import ContributionScreen
from critiques.admin.moderation.figures_page import figures_context
from critiques.admin.moderation.report_screen import ReportScreen
from critiques.admin.moderation.screens import Screen
from critiques.admin.moderation.undoing import undo_all, undoable
from critiques.models import Contribution
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.moderated import Moderated
from critiques.moderation.queue import CONTRIBUTIONS, MODELS, REPORTS, WAITING, Entry, Filters
from filmography.work_lists import WorkList

_SCREENS: dict[str, type[Screen]] = {
    CONTRIBUTIONS: ContributionScreen,
    REPORTS: ReportScreen,
}
_PERMISSIONS = {
    CONTRIBUTIONS: "critiques.moderate_contribution",
    REPORTS: "critiques.moderate_report",
}
NOT_FOUND = "There is no such item."


def _waiting(kind: str, request: HttpRequest) -> QuerySet | None:
    may_see = request.user.has_perm(_PERMISSIONS[kind])
    return MODELS[kind].objects.awaiting_decision() if may_see else None


@admin.register(Contribution)
class ModerationDesk(admin.ModelAdmin):
    """One queue for contributions and reports. No form of the stock admin changes either."""

    work_lists = (
        WorkList(
            "Waiting for you",
            "Passages from readers",
            {"kind": CONTRIBUTIONS},
            rows=lambda request: _waiting(CONTRIBUTIONS, request),
        ),
        WorkList(
            "Waiting for you",
            "Reports",
            {"kind": REPORTS},
            rows=lambda request: _waiting(REPORTS, request),
        ),
    )

    def get_urls(self) -> list:
        pages = [
            ("", self.changelist_view, "changelist"),
            ("figures/", self.figures_view, "figures"),
            ("undo/", self.undo_view, "undo"),
            ("<str:kind>/<str:public_id>/", self.item_view, "item"),
            ("<str:kind>/<str:public_id>/open/", self.open_view, "open"),
        ]
        return [
            path(address, self.admin_site.admin_view(view), name=f"critiques_contribution_{name}")
            for address, view, name in pages
        ]

    def moderates(self, request: HttpRequest) -> frozenset[str]:
        may = request.user.has_perm
        return frozenset(kind for kind, permission in _PERMISSIONS.items() if may(permission))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.moderates(request))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(self.moderates(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # --- Pages ------------------------------------------------------------------------------------

    def changelist_view(
        self, request: HttpRequest, extra_context: dict | None = None
    ) -> HttpResponse:
        return _queue(request, self, self.filters(request))

    def item_view(self, request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
        return _item(request, self, self.item(request, kind, public_id), kind)

    def open_view(self, request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
        return _open(request, self, self.item(request, kind, public_id), kind)

    def undo_view(self, request: HttpRequest) -> HttpResponse:
        self.filters(request)
        return _undo(request, self)

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm(_PERMISSIONS[CONTRIBUTIONS]):
            raise PermissionDenied
        return _figures(request, self)

    # --- What the pages share ---------------------------------------------------------------------

    def filters(self, request: HttpRequest) -> Filters:
        """What of the queue is looked at; refused to who does not moderate."""
        moderates = self.moderates(request)
        if not moderates:
            raise PermissionDenied
        asked = request.GET
        return Filters(
            kind=asked.get("kind", "") if asked.get("kind") in moderates else "",
            state=asked.get("state", WAITING),
            words=asked.get("q", "").replace("\x00", "").strip()[:200],
            grouped_by=asked.get("by", "") if asked.get("by") in ("source", "sender") else "",
            moderates=moderates,
        )

    def item(self, request: HttpRequest, kind: str, public_id: str) -> Moderated:
        if kind not in self.filters(request).moderates:
            raise PermissionDenied if kind in MODELS else Http404(NOT_FOUND)
        item = MODELS[kind].objects.filter(public_id=public_id).first()
        if item is None:
            raise Http404(NOT_FOUND)
        return item

    def page(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "undoable": undoable(request),
            "query": request.GET.urlencode(),
        }

    def to_item(self, entry: Entry, filters: Filters) -> HttpResponse:
        address = reverse("admin:critiques_contribution_item", args=[entry.kind, entry.public_id])
        return HttpResponseRedirect(_with(address, filters))

    def to_queue(self, filters: Filters) -> HttpResponse:
        return HttpResponseRedirect(
            _with(reverse("admin:critiques_contribution_changelist"), filters)
        )


def _with(address: str, filters: Filters) -> str:
    asked = {
        "kind": filters.kind,
        "state": "" if filters.state == WAITING else filters.state,
        "q": filters.words,
        "by": filters.grouped_by,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{address}?{query}" if query else address


@require_http_methods(["GET", "HEAD", "POST"])
def _queue(request: HttpRequest, desk: ModerationDesk, filters: Filters) -> HttpResponse:
    if request.method == "POST":
        queue_page.press(request, filters.moderates)
        return HttpResponseRedirect(request.get_full_path())
    page = desk.page(request, "Moderation") | queue_page.context(request, filters)
    return render(request, "admin/moderation/queue.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def _item(request: HttpRequest, desk: ModerationDesk, item: Moderated, kind: str) -> HttpResponse:
    screen = _SCREENS[kind](request, desk, item, desk.filters(request))
    if request.method == "POST":
        answer = screen.press()
        if answer is not None:
            return answer
    page = desk.page(request, str(item)) | screen.context()
    return render(request, screen.template, page, status=409 if screen.was_refused else 200)


@require_POST
def _open(request: HttpRequest, desk: ModerationDesk, item: Moderated, kind: str) -> HttpResponse:
    try:
        item.claim(by=request.user)
    except TransitionRefused as refusal:
        messages.warning(request, str(refusal))
    address = reverse("admin:critiques_contribution_item", args=[kind, item.public_id])
    return HttpResponseRedirect(_with(address, desk.filters(request)))


@require_POST
def _undo(request: HttpRequest, desk: ModerationDesk) -> HttpResponse:
    undone = undo_all(request)
    if len(undone) == 1:
        kind = CONTRIBUTIONS if isinstance(undone[0], Contribution) else REPORTS
        return _open(request, desk, undone[0], kind)
    return desk.to_queue(desk.filters(request))


@require_safe
def _figures(request: HttpRequest, desk: ModerationDesk) -> HttpResponse:
    page = desk.page(request, "Moderation in figures") | figures_context()
    return render(request, "admin/moderation/figures.html", page)
