"""Making, listing, copying and revoking the links that show one draft to who has no account."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from filmography.publishing.moments import in_words
from filmography.publishing.preview_links import DAYS, PreviewLink

LISTED = 50


class LinkForm(forms.Form):
    days = forms.TypedChoiceField(
        label="Open for",
        coerce=int,
        choices=[(days, f"{days} days" if days > 1 else "1 day") for days in DAYS],
        initial=7,
    )


class PreviewLinks:
    """Mixin of PublishableAdmin."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.preview_links_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview_links"
        own = [path("<path:object_id>/preview-links/", view, name=name)]
        return [*(own if self.has_preview_links() else []), *super().get_urls()]

    def has_preview_links(self) -> bool:
        return hasattr(self.model, "get_absolute_url")

    def preview_links_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = LinkForm(request.POST if "make" in request.POST else None)
        if request.method == "POST" and self._done(request, record, form):
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Preview links: {record}",
            "opts": self.opts,
            "record": record,
            "record_url": self._url("change", record.pk),
            "list_url": self._url("changelist"),
            "form": form,
            "links": PreviewLink.objects.of(record).select_related("made_by")[:LISTED],
            "alone": self._cannot_be_seen_alone(request, record),
        }
        return render(request, "admin/preview_links.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        record = kwargs.get("obj")
        if record is not None and self.has_preview_links():
            context["preview_links_url"] = self._url("preview_links", record.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def _done(self, request: HttpRequest, record: Any, form: LinkForm) -> bool:
        if form.is_valid():
            link = PreviewLink.make(record, by=request.user, days=form.cleaned_data["days"])
            messages.success(request, f"The link is open until {in_words(link.until)}. Copy it.")
            return True
        key = request.POST.get("revoke", "")
        links = PreviewLink.objects.of(record).filter(pk=int(key) if _is_key(key) else None)
        for link in links:
            link.revoke()
            messages.success(request, "The link was revoked. Who opens it is told nothing.")
        return bool(links)

    def _cannot_be_seen_alone(self, request: HttpRequest, record: Any) -> bool:
        """Whether something that it shows together with is a draft, too."""
        others = [each for each in self.preview_with(record) if each != record]
        return any(not other.is_public for other in others[:1])


def _is_key(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 19
