"""The history of a record at the desk: its versions, two of them compared, one restored.

And what was deleted, to be brought back. What can be restored is decided below, in
`filmography.publishing.history`.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.text import Truncator

from filmography.admin.erasing import Erasing
from filmography.publishing.history import (
    Difference,
    RecordVersion,
    RestoreRefused,
    differences,
    recording,
    restore,
    snapshots,
)
from filmography.publishing.history.registry import is_kept, kept
from filmography.publishing.history.restoring import ERASED, fallen_with

ON_PAGE = 50
WHY = "why"


class RestoreForm(forms.Form):
    """What is asked before something is restored: nothing but which version was the newest."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def also(self) -> dict[str, Any]:
        """Fields of the record that are written along with what is restored."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class History(Erasing):
    """Mixin of the admin of records that are kept."""

    object_history_template = "admin/record_history.html"
    restore_form = RestoreForm

    def get_urls(self) -> list:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("deleted/", view(self.deleted_view), name=f"{name}_deleted"),
            path("versions/<int:pk>/restore/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._recorded(request, super().changeform_view, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._recorded(request, super().delete_view, *args, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = dict(extra_context or {})
        if self.edits(request) and is_kept(self.model):
            context["deleted_url"] = self._address("deleted")
        return self._recorded(request, super().changelist_view, extra_context=context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Histories name drafts that were added and taken away, so they are for those who edit."""
        if not self.edits(request):
            raise PermissionDenied
        if not is_kept(self.model):
            self.object_history_template = None
            return super().history_view(request, object_id, extra_context)
        key = _key(self.model, unquote(object_id))
        versions = RecordVersion.objects.of_kind(self.model).filter(object_id=str(key))
        versions = versions.newest_first()
        page = Paginator(versions, ON_PAGE).get_page(request.GET.get("p"))
        record = self.model._base_manager.filter(pk=key).first()
        if record is None and not page:
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(key))
        context = {
            **self._page(request, f"History: {record or page[0].label or 'erased'}"),
            "record": record,
            "page": page,
            "rows": self._told(versions, page),
            "may_erase": self.may_erase(request),
            **self._compared(request, versions),
        }
        return render(request, self.object_history_template, context)

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        if not self.edits(request):
            raise PermissionDenied
        gone = RecordVersion.objects.deleted(self.model).defer("snapshot").newest_first()
        page = Paginator(gone, ON_PAGE).get_page(request.GET.get("p"))
        title = f"Deleted {self.opts.verbose_name_plural}"
        return render(request, "admin/deleted.html", {**self._page(request, title), "page": page})

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks, showing what would change; then does it."""
        version = get_object_or_404(RecordVersion.objects.of_kind(self.model), pk=pk)
        only = request.GET.get("field", "")
        now = snapshots(self.model, [_key(self.model, version.object_id)])
        self._refuse_unless_may_restore(request, is_there=bool(now))
        if version.erased_at:
            messages.error(request, ERASED)
            return HttpResponseRedirect(self._address("history", quote(version.object_id)))
        form = self.restore_form(request.POST or None, initial={"seen": _newest(version)})
        if request.method == "POST" and form.is_valid():
            done = self._restored(request, version, form, only)
            if done:
                return done
        changes = [
            change
            for change in differences(self.model, next(iter(now.values()), {}), version.snapshot)
            if change.name not in kept(self.model).stays and (not only or change.name == only)
        ]
        context = self._page(request, "Restore" if now else "Bring back")
        context |= {"version": version, "form": form, "changes": changes, "is_there": bool(now)}
        context["only"] = changes[0].label if only and changes else ""
        context["history_url"] = self._address("history", version.object_id)
        return render(request, "admin/restore.html", context)

    def _restored(
        self, request: HttpRequest, version: RecordVersion, form: RestoreForm, only: str
    ) -> HttpResponse | None:
        seen = form.cleaned_data["seen"]
        try:
            record = restore(version, by=request.user, seen=seen, only=only, also=form.also)
        except RestoreRefused as refusal:
            for sentence in refusal.sentences:
                form.add_error(None, sentence)
            return None
        was = version.snapshot["fields"].get("slug", "")
        if was and was != record.slug and not only:
            messages.warning(request, "Its old address is taken: it has a new one.")
        self.log_change(request, record, "Restored.")
        messages.success(request, f"“{record}” is restored.")
        if fallen := fallen_with(version):
            named = Truncator(", ".join(fallen)).words(40)
            messages.warning(
                request,
                "Not brought back with it, because it has a history of its own, under Deleted in "
                f"its own list: {named}.",
            )
        return HttpResponseRedirect(self._address("change", record.pk))

    def _refuse_unless_may_restore(self, request: HttpRequest, *, is_there: bool) -> None:
        """To bring back is to add."""
        may = self.has_change_permission if is_there else self.has_add_permission
        if not self.edits(request) or not may(request):
            raise PermissionDenied

    def _recorded(self, request: HttpRequest, view: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with recording(by=request.user, why=request.POST.get(WHY, "").strip()):
            return view(request, *args, **kwargs)

    def _told(self, versions: Any, page: Any) -> list[dict[str, Any]]:
        """Each version of the page with the names of what it changed."""
        shown = list(page)
        last = versions.filter(pk__lt=shown[-1].pk).first() if shown else None
        return [
            {"version": version, "changed": self._labels(earlier, version)}
            for version, earlier in zip(shown, [*shown[1:], last], strict=False)
        ]

    def _labels(self, old: RecordVersion | None, new: RecordVersion) -> list[str]:
        if old is None or old.erased_at or new.erased_at:
            return []
        return [change.label for change in differences(self.model, old.snapshot, new.snapshot)]

    def _compared(self, request: HttpRequest, versions: Any) -> dict[str, Any]:
        """The two versions that were chosen; else the newest and the one last published before."""
        new = _chosen(versions, request.GET.get("new")) or versions.first()
        earlier = versions.filter(pk__lt=new.pk if new else 0)
        standing = earlier.filter(erased_at__isnull=True)
        usual = standing.filter(was_published=True).first() or standing.first()
        old = _chosen(versions, request.GET.get("old")) or usual
        if old is None or new is None or old == new:
            return {"old": None, "new": new}
        if old.pk > new.pk:
            old, new = new, old
        if old.erased_at or new.erased_at:
            return {"old": old, "new": new, "cannot_compare": True}
        found: list[Difference] = differences(self.model, old.snapshot, new.snapshot)
        return {"old": old, "new": new, "changes": found, "stays": kept(self.model).stays}

    def _page(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "list_url": self._address("changelist"),
            **{
                f"{view}_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
                for view in ("restore", "history", "erase", "erase_history")
            },
        }

    def edits(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request) or self.has_add_permission(request)

    def _address(self, view: str, *args: Any) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(name, args=args, current_app=self.admin_site.name)


def _key(model: type[models.Model], text: str) -> Any:
    try:
        return model._meta.pk.to_python(text)
    except forms.ValidationError as error:
        raise Http404 from error


def _chosen(versions: Any, asked: str | None) -> RecordVersion | None:
    is_number = asked is not None and asked.isascii() and asked.isdigit() and len(asked) < 18
    return versions.filter(pk=int(asked)).first() if is_number else None


def _newest(version: RecordVersion) -> int:
    theirs = RecordVersion.objects.filter(
        content_type=version.content_type_id, object_id=version.object_id
    )
    return theirs.newest_first().values_list("pk", flat=True)[0]
