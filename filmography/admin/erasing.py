"""The page on which an administrator erases words from the history of a record."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path

from filmography.publishing.erasures import erase_words
from filmography.publishing.history import ErasureReason, RecordVersion


class ErasureForm(forms.Form):
    reason = forms.ChoiceField(
        choices=[("", "Choose a reason"), *ErasureReason.choices],
        help_text="It stays in the history in place of the words, with your name and the time.",
    )


class Erasing:
    """Mixin of History."""

    def get_urls(self) -> list:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("versions/<int:pk>/erase/", view(self.erase_version_view), name=f"{name}_erase"),
            path(
                "<path:object_id>/history/erase/",
                view(self.erase_history_view),
                name=f"{name}_erase_history",
            ),
            *super().get_urls(),
        ]

    def erase_version_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse_unless_may_erase(request)
        version = get_object_or_404(RecordVersion.objects.of_kind(self.model), pk=pk)
        versions = RecordVersion.objects.filter(pk=pk)
        return self._erase(request, version.object_id, versions, "Erase the words of a version")

    def erase_history_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        self._refuse_unless_may_erase(request)
        key = unquote(object_id)
        versions = RecordVersion.objects.of_kind(self.model).filter(object_id=key)
        if "\x00" in key or not versions.exists():
            raise Http404
        return self._erase(request, key, versions, "Erase the words of the whole history")

    def _erase(self, request: HttpRequest, key: str, versions: Any, title: str) -> HttpResponse:
        history_url = self._address("history", quote(key))
        standing = versions.filter(erased_at__isnull=True)
        form = ErasureForm(request.POST or None)
        if not standing.exists():
            messages.info(request, "These words have been erased already.")
            return HttpResponseRedirect(history_url)
        if request.method == "POST" and form.is_valid():
            reason = ErasureReason(form.cleaned_data["reason"])
            count = erase_words(versions, by=request.user, reason=reason)
            messages.success(request, f"Erased: the words of {_in_words(count)}.")
            return HttpResponseRedirect(history_url)
        context = self._page(request, title) | {
            "form": form,
            "count": _in_words(standing.count()),
            "first": standing.newest_first().last(),
            "last": standing.newest_first().first(),
            "record": self.model._base_manager.filter(pk=key).first(),
            "history_url": history_url,
        }
        return render(request, "admin/erase.html", context)

    def may_erase(self, request: HttpRequest) -> bool:
        return request.user.has_perm("filmography.erase_recordversion") and self.edits(request)

    def _refuse_unless_may_erase(self, request: HttpRequest) -> None:
        if not self.may_erase(request):
            raise PermissionDenied


def _in_words(count: int) -> str:
    return "one version" if count == 1 else f"{count} versions"
