"""The workbench of a source: its captured text, from which passages are taken word for word."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from critiques.admin.findings import finding_of
from critiques.admin.passage_form import PassageForm, values_of_last
from critiques.annotated_text import Segment, segments
from critiques.models import Capture, CaptureRead, Excerpt, ExcerptAnchor, Source
from critiques.quotation.sentences import paragraph_starts
from critiques.taking import take, unsaved
from filmography.admin.moves import PUBLISH
from filmography.publishing.states import PublicationState

# A longer text is shown in parts: a browser slows down long before five megabytes.
MOST_CHARACTERS = 200_000


@dataclass(frozen=True)
class Part:
    """A part of a captured text with the passages in it; `start` is its offset in the whole."""

    number: int
    total: int
    start: int
    segments: list[Segment]
    anchors: list[ExcerptAnchor]

    @property
    def numbers(self) -> range:
        return range(1, self.total + 1)


class Workbench:
    """Mixin of the admin of sources, behind that of its captures."""

    def get_urls(self) -> list:
        own = [
            ("workbench/", self.workbench_view, "workbench"),
            ("workbench/look/", self.look_view, "look"),
        ]
        return [*self.source_urls(own), *super().get_urls()]

    def workbench_view(self, request: HttpRequest, source_id: int) -> HttpResponse:
        page = self.source_page(request, source_id, "view", "Take passages")
        if not request.user.has_perm("critiques.add_excerpt"):
            raise PermissionDenied
        return _workbench(request, page, self)

    def look_view(self, request: HttpRequest, source_id: int) -> HttpResponse:
        page = self.source_page(request, source_id, "view", "")
        return _look(request, page, self)


@require_http_methods(["GET", "POST"])
def _workbench(request: HttpRequest, page: dict[str, Any], admin: Any) -> HttpResponse:
    source = page["source"]
    capture = Capture.objects.current_of(source.pk)
    if capture is None:
        messages.info(request, "Capture the text of the source first: passages are taken from it.")
        return HttpResponseRedirect(reverse("admin:critiques_source_capture_add", args=[source.pk]))
    form = _form(request, page, admin, capture)
    if request.method == "POST" and form.is_valid():
        excerpt = _take(request, page, admin, form)
        if excerpt is not None:
            address = reverse("admin:critiques_source_workbench", args=[source.pk])
            query = f"?part={request.GET['part']}" if request.GET.get("part", "").isdigit() else ""
            # Where something was refused, the messages above are to be seen first.
            place = "" if _is_refused(request, excerpt) else f"#passage-{excerpt.pk}"
            return HttpResponseRedirect(f"{address}{query}{place}")
    text = capture.read(by=request.user, why=CaptureRead.Why.PASSAGES)
    page |= {
        "capture": capture,
        "part": _part(text, capture, request.GET.get("part", "")),
        "form": form,
        "unplaced": _unplaced(source, capture),
        "may_publish": request.user.has_perm("critiques.publish_excerpt"),
        "look_url": reverse("admin:critiques_source_look", args=[source.pk]),
    }
    return render(request, "admin/critiques/workbench.html", page)


@require_POST
def _look(request: HttpRequest, page: dict[str, Any], admin: Any) -> HttpResponse:
    """What is found of the words in the form, as a piece of the page."""
    capture = Capture.objects.current_of(page["source"].pk)
    form = _form(request, page, admin, capture)
    finding = None
    if form.is_valid():
        finding = finding_of(unsaved(page["source"], form.passage()))
        if finding and finding.capture:
            finding.capture.read(by=request.user, why=CaptureRead.Why.CHECKING)
    return render(request, "admin/critiques/_finding.html", {"finding": finding})


def _form(
    request: HttpRequest, page: dict[str, Any], admin: Any, capture: Capture | None
) -> PassageForm:
    return PassageForm(
        request.POST if request.method == "POST" else None,
        initial={"capture": capture and capture.pk, **values_of_last(page["source"])},
        source=page["source"],
        site=admin.admin_site,
        request=request,
    )


def _take(
    request: HttpRequest, page: dict[str, Any], admin: Any, form: PassageForm
) -> Excerpt | None:
    try:
        excerpt = take(page["source"], form.passage())
    except ValidationError as error:
        for field, sentences in error.message_dict.items():
            for sentence in sentences:
                form.add_error(field if field in form.fields else None, sentence)
        return None
    if "_publish" in request.POST and request.user.has_perm("critiques.publish_excerpt"):
        admin.admin_site.get_model_admin(Excerpt).move(request, [excerpt], PUBLISH)
    else:
        messages.success(request, f"Taken as a draft: “{excerpt}”")
    if _is_refused(request, excerpt):
        change = reverse("admin:critiques_excerpt_change", args=[excerpt.pk])
        told = 'It is kept as a draft: <a href="{}">{}</a>. Mend it there, then publish it.'
        messages.info(request, format_html(told, change, excerpt))
    elif excerpt.is_unproved:
        messages.warning(request, excerpt.unproved_obstacle())
    return excerpt


def _is_refused(request: HttpRequest, excerpt: Excerpt) -> bool:
    return "_publish" in request.POST and excerpt.state == PublicationState.DRAFT


def _part(text: str, capture: Capture, asked: str) -> Part:
    starts = _part_starts(text)
    number = min(int(asked), len(starts)) if asked.isdigit() and len(asked) < 6 else 1
    number = max(1, number)
    start = starts[number - 1]
    end = starts[number] if number < len(starts) else len(text)
    anchors = list(
        ExcerptAnchor.objects.filter(capture=capture, start__gte=start, end__lte=end)
        .defer("prefix", "suffix")
        .select_related("excerpt")
        .order_by("start", "-end")
    )
    spans = [(anchor.start - start, anchor.end - start) for anchor in anchors]
    return Part(number, len(starts), start, segments(text[start:end], spans), anchors)


def _part_starts(text: str) -> list[int]:
    """Where parts begin: with the last paragraph that begins before the next would be too long."""
    starts = [0]
    paragraphs = [*paragraph_starts(text), len(text)]
    last = 0
    for paragraph in paragraphs:
        if paragraph - starts[-1] > MOST_CHARACTERS and last > starts[-1]:
            starts.append(last)
        last = paragraph
    return starts


def _unplaced(source: Source, capture: Capture) -> Any:
    """Excerpts that have no place in this text: paraphrases, and quotations not found in it."""
    here = ExcerptAnchor.objects.filter(excerpt=OuterRef("pk"), capture=capture)
    return Excerpt.objects.filter(~Exists(here), source=source).in_source_order()
