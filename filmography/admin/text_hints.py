"""Hints on a text while it is written, at the place that is meant. They keep nothing from being
saved; without the script they come as messages after saving."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils.text import Truncator

from filmography.text_checks import Finding, line_and_column, of_markdown, of_words

_SHOWN = 20
_TOLD_AFTER_SAVING = 5


class TextHints:
    """Mixin of the admin of records."""

    # Fields that hold words and no Markdown, with the field that names their language.
    words_in: dict[str, str] = {}

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.hints_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_hints"
        return [path("hints/", view, name=name), *super().get_urls()]

    def hints_view(self, request: HttpRequest) -> HttpResponse:
        """What is to be said of the posted text of a field."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.edits(request):
            raise PermissionDenied
        # Browsers send line ends of two characters, and count them as one.
        text = request.POST.get("text", "").replace("\r\n", "\n")
        found = self._findings(
            request.POST.get("field", ""),
            text,
            request.POST.get("language", ""),
            _minutes(request.POST.get("runtime_minutes")),
        )
        told = [asdict(finding) | {"place": _place(text, finding)} for finding in found[:_SHOWN]]
        return JsonResponse({"hints": told})

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        fields = self.opts.concrete_fields
        texts = {field.name for field in fields if isinstance(field, models.TextField)}
        for name in form.changed_data:
            if name in texts:
                self._tell(request, form, name)

    def _tell(self, request: HttpRequest, form: Any, name: str) -> None:
        text = form.cleaned_data.get(name) or ""
        language = form.cleaned_data.get(self.words_in.get(name, ""))
        minutes = _minutes(form.cleaned_data.get("runtime_minutes"))
        found = self._findings(name, text, getattr(language, "code", ""), minutes)
        for finding in found[:_TOLD_AFTER_SAVING]:
            label = form.fields[name].label
            messages.info(
                request,
                f"{label}, {_place(text, finding)}: {finding.message} {finding.hint}",
            )

    def _findings(self, name: str, text: str, language: str, minutes: int | None) -> list[Finding]:
        return of_words(text, language) if name in self.words_in else of_markdown(text, minutes)


def _minutes(value: Any) -> int | None:
    """The running time that the form says, typed or read."""
    written = str(value or "").strip()
    return int(written) if len(written) < 5 and written.isascii() and written.isdigit() else None


def _place(text: str, finding: Finding) -> str:
    line, column = line_and_column(text, finding.start)
    words = Truncator(text[finding.start : finding.end]).chars(30)
    return f"line {line}, column {column}" + (f" (“{words}”)" if words.strip() else "")
