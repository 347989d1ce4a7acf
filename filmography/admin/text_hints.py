"""Hints on a text while it is written, at the place that is meant. They keep nothing from being
saved; without the script they come as messages after saving."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils.text import Truncator

from filmography.text_checks import (
    Finding,
    line_and_column,
    of_markdown,
    of_timecode,
    of_words,
)

_SHOWN = 20
_TOLD_AFTER_SAVING = 5


class TextHints:
    """Mixin of the admin of records."""

    # Fields that hold words and no Markdown, with the field that names their language.
    words_in: dict[str, str] = {}
    # Fields of one timecode, of the record or of its rows, with the field that says its start.
    timecodes: dict[str, str] = {}

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
        name = request.POST.get("field", "")
        if name.rpartition("-")[2] in self.timecodes:
            found = self.timecode_findings(name.rpartition("-")[2], text, request.POST)
        else:
            language = request.POST.get("language", "")
            minutes = minutes_written(request.POST.get("runtime_minutes"))
            found = self._findings(name, text, language, minutes)
        told = [asdict(finding) | {"place": _place(text, finding)} for finding in found[:_SHOWN]]
        return JsonResponse({"hints": told})

    def formfield_for_dbfield(
        self, db_field: models.Field, request: HttpRequest, **kwargs: Any
    ) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name in self.timecodes:
            field.widget.attrs["data-timecode"] = ""  # is looked at while somebody types
        return field

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
        minutes = minutes_written(form.cleaned_data.get("runtime_minutes"))
        found = self._findings(name, text, getattr(language, "code", ""), minutes)
        for finding in found[:_TOLD_AFTER_SAVING]:
            label = form.fields[name].label
            messages.info(
                request,
                f"{label}, {_place(text, finding)}: {finding.message} {finding.hint}",
            )

    def timecode_findings(self, name: str, text: str, near: Mapping[str, str]) -> list[Finding]:
        """`near` are the values of the other fields of the same row."""
        start = near.get(self.timecodes[name], "")
        return of_timecode(text, start, minutes_written(near.get("runtime_minutes")))

    def _findings(self, name: str, text: str, language: str, minutes: int | None) -> list[Finding]:
        return of_words(text, language) if name in self.words_in else of_markdown(text, minutes)


def minutes_written(value: Any) -> int | None:
    """The running time that the form says, typed or read."""
    written = str(value or "").strip()
    return int(written) if len(written) < 5 and written.isascii() and written.isdigit() else None


def _place(text: str, finding: Finding) -> str:
    line, column = line_and_column(text, finding.start)
    words = Truncator(text[finding.start : finding.end]).chars(30)
    return f"line {line}, column {column}" + (f" (“{words}”)" if words.strip() else "")
