"""Annotating at the desk: words of an excerpt are selected, and the note is written beside them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from critiques.admin.annotations import PlacedAnnotationForm
from critiques.annotated_text import segments
from critiques.models import Annotation, Excerpt
from filmography.admin.moves import PUBLISH


class Annotating:
    """Mixin of the admin of excerpts."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.annotate_view)
        name = "critiques_excerpt_annotate"
        return [path("<int:excerpt_id>/annotate/", view, name=name), *super().get_urls()]

    def annotate_view(self, request: HttpRequest, excerpt_id: int) -> HttpResponse:
        if not request.user.has_perm("critiques.add_annotation"):
            raise PermissionDenied
        excerpt = Excerpt.objects.select_related("source").filter(pk=excerpt_id).first()
        if excerpt is None:
            raise Http404
        page = {
            **self.admin_site.each_context(request),
            "title": "Annotate",
            "opts": self.opts,
            "excerpt": excerpt,
            "excerpt_url": self._url("change", excerpt.pk),
        }
        return _annotate(request, page, self)


@require_http_methods(["GET", "POST"])
def _annotate(request: HttpRequest, page: dict[str, Any], admin: Any) -> HttpResponse:
    excerpt = page["excerpt"]
    is_sent = request.method == "POST"
    note = Annotation(excerpt=excerpt, author=request.user)
    form = PlacedAnnotationForm(request.POST if is_sent else None, instance=note, auto_id="note_%s")
    if is_sent and form.is_valid():
        form.save()
        if "_publish" in request.POST and request.user.has_perm("critiques.publish_annotation"):
            admin.admin_site.get_model_admin(Annotation).move(request, [note], PUBLISH)
        else:
            messages.success(request, f"{note}: saved as a draft.")
        return HttpResponseRedirect(f"{request.path}#note-{note.pk}")
    notes = list(excerpt.annotations.in_text_order())
    placed = [note for note in notes if note.placement != Annotation.Placement.ORPHANED]
    page |= {
        "form": form,
        "notes": notes,
        "segments": segments(excerpt.text, [(note.start, note.end) for note in placed]),
        "may_publish": request.user.has_perm("critiques.publish_annotation"),
    }
    return render(request, "admin/critiques/annotate.html", page)
