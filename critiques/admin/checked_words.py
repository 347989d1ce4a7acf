"""What the desk's form of an excerpt says and does about the words: where they stand, which place
is meant, and what of an editor's own words is quoted without standing in the source."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from critiques.admin.findings import finding_of, words_at
from critiques.checking import prepared, unproved_words
from critiques.models import CaptureRead, Excerpt
from filmography.text_checks import Finding

PLACE, TAKE_WORDS = "_place", "_take_words"


class CheckedWordsForm:
    """Mixin of the admin of excerpts."""

    change_form_template = "admin/critiques/excerpt_change_form.html"

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id:
            self._press(request, object_id)
            if "_saveasnew" in request.POST:
                # Readers have not seen the copy in other words.
                request.POST = request.POST.copy()
                request.POST["correction_note"] = ""
        return super().changeform_view(request, object_id, form_url, extra_context)

    def timecode_findings(self, name: str, text: str, near: Mapping[str, str]) -> list[Finding]:
        is_timed = near.get("locator_label") == Excerpt.Locator.TIMECODE
        return super().timecode_findings(name, text, near) if is_timed else []

    def _press(self, request: HttpRequest, object_id: str) -> None:
        """A button of the finding saves the form and stays on it; the source's words are taken
        over before the form is read, so that notes are placed on the new ones."""
        if not {PLACE, TAKE_WORDS} & set(request.POST):
            return
        request.POST = request.POST.copy()
        request.POST["_continue"] = "on"
        if chosen := words_at(request.POST.get(TAKE_WORDS, ""), request.POST.get("source", "")):
            capture, span = chosen
            request.POST["text"] = prepared(capture).text[slice(*span)]

    def save_model(self, request: HttpRequest, obj: Excerpt, form: Any, change: bool) -> None:
        value = request.POST.get(PLACE) or request.POST.get(TAKE_WORDS, "")
        if chosen := words_at(value, obj.source_id):
            obj.choose_place(*chosen)
        if "override_reason" in form.changed_data:
            obj.overridden_by = request.user if obj.override_reason else None
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        for sentence in _sentences(form.instance):
            messages.warning(request, sentence)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        excerpt = kwargs.get("obj")
        if excerpt and self.edits(request) and request.user.has_perm("critiques.view_capture"):
            finding = finding_of(excerpt)
            context["finding"] = finding
            if finding and finding.capture:
                finding.capture.read(by=request.user, why=CaptureRead.Why.CHECKING)
        return super().render_change_form(request, context, *args, **kwargs)


def _sentences(excerpt: Excerpt) -> Iterator[str]:
    """What an editor has to look at after saving."""
    if excerpt.is_unproved:
        yield excerpt.unproved_obstacle()
    for note in excerpt.annotations_carried:
        if note.placement == note.Placement.CHANGED:
            yield (
                f"The words of a note have changed to “{note.exact}”. Look at it, and save it if "
                "it still fits; until then readers do not see it."
            )
        elif note.placement == note.Placement.ORPHANED:
            yield (
                f"A note has lost its words, “{note.exact}”. Give it others or delete it; readers "
                "do not see it."
            )
    for words in _quoted_amiss(excerpt):
        yield f"“{words}” stands in quotation marks, but not so in the source."


def _quoted_amiss(excerpt: Excerpt) -> Iterator[str]:
    """Quoted words of the editors' own texts that the source does not have. A note may quote the
    excerpt as it stands."""
    if not excerpt.is_quotation:
        yield from unproved_words(excerpt.text, excerpt.source_id)
    for body in excerpt.annotations.values_list("body", flat=True):
        found = unproved_words(body, excerpt.source_id)
        yield from (words for words in found if words not in excerpt.text)
