"""Two editors on one record, and forms that outlive a log-in: nothing that was typed is lost.

A form carries, signed, what it said when it was opened. A save onto a record that says something
else by now is refused, and a page lets the editor choose.
"""

from copy import copy
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.db import models, transaction
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.crypto import get_random_string

from filmography.admin.holding import hold_owners
from filmography.admin.merging import Difference, differences, merged
from filmography.admin.versions import Wording, as_new, carried, read, seal, unseal, write
from filmography.publishing.history import RecordVersion, word_difference

OPENED, SEEN, CHOICE, RESTORE = "_opened", "_seen", "_choice:", "_restore"
KEPT_AS, SAVED_COOKIE = "_kept_as", "saved-forms"
_SAVED_REMEMBERED = 20
_OURS = ("csrfmiddlewaretoken", OPENED, SEEN, CHOICE, RESTORE)

Forms = tuple[forms.ModelForm, list[BaseInlineFormSet]]


class _Unsaved:
    """Mixin of forms that are shown as they were typed, and never saved."""

    def is_valid(self) -> bool:
        return False


class SafeEditing:
    """Mixin of the admin of records."""

    # Fields whose texts no browser keeps: they are long, or not the site's own.
    not_kept: tuple[str, ...] = ()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            record = self.get_object(request, unquote(object_id)) if object_id else None
            hold_owners(self, request, record)
            answer = None
            if object_id and "_saveasnew" not in request.POST:
                answer = self._refusal(request, object_id)
            if answer is None:
                answer = super().changeform_view(request, object_id, form_url, extra_context)
        return self._tell_browser(request, answer)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, *args, **kwargs)
        if request.method == "POST" and RESTORE in request.POST:
            return type(form.__name__, (_Unsaved, form), {})
        return form

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        request.was_saved = True
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        request.was_saved = True
        return super().log_change(request, obj, message)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        may_save = self.has_change_permission(request, obj) if obj else True
        if may_save:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            form = context["adminform"].form
            sent = request.POST.get(OPENED, "") if form.is_bound else ""
            context["editing"] = {
                "opened": sent or (seal(obj, read(form, formsets)) if obj else ""),
                "kept_as": request.POST.get(KEPT_AS) or get_random_string(16),
                "key": f"{self.opts.label_lower}:{obj.pk if obj else 'add'}",
                "is_unsaved": form.is_bound,
                "presence_url": self._url("presence", obj.pk) if obj else "",
                "hints_url": self._url("hints"),
                "not_kept": " ".join(self.not_kept),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    # --- A save ---------------------------------------------------------------------------------

    def _refusal(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        """None if the record still says what the form said when it was opened; else the page that
        asks, unless it has been answered: then the request says what was chosen."""
        if not self.has_change_permission(request):
            return None
        record = self._locked(request, object_id)
        if record is None:
            return self._gone(request, object_id)
        standing, typed_forms = self._forms_of(request, record)
        now, typed = read(*standing), read(*typed_forms)
        opened = unseal(record, request.POST.get(OPENED, ""))
        found = differences(opened, carried(now), carried(typed))
        if not any(difference.is_conflict or difference.is_theirs for difference in found):
            return None
        chosen = {d.key: request.POST.get(f"{CHOICE}{d.key}", d.proposed) for d in found}
        answered = unseal(record, request.POST.get(SEEN, ""))
        if answered != carried(now) or not all(chosen.values()):
            return self._ask(request, record, found, chosen, standing)
        data = write(request.POST, merged(typed, now, chosen), now, standing[1])
        data[OPENED] = seal(record, now)
        request.POST = data
        return None

    def _locked(self, request: HttpRequest, object_id: str) -> models.Model | None:
        """The record as it stands, with nobody able to change it until this request is over."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return None
        rows = self.model._base_manager.select_for_update(no_key=True).filter(pk=record.pk)
        return self.get_object(request, str(record.pk)) if rows.values_list("pk").first() else None

    def _forms_of(self, request: HttpRequest, record: models.Model) -> tuple[Forms, Forms]:
        """The form with its rows from the database, and from the request."""
        fresh = copy(request)
        fresh.method, fresh.POST = "GET", QueryDict()
        known = record if record.pk else None
        form_class = self.get_form(
            fresh,
            known,
            change=known is not None,
            fields=flatten_fieldsets(self.get_fieldsets(fresh, known)),
        )
        standing = form_class(instance=record)
        typed = form_class(request.POST, request.FILES, instance=copy(record))
        return (
            (standing, self._create_formsets(fresh, standing.instance, change=True)[0]),
            (typed, self._create_formsets(request, typed.instance, change=True)[0]),
        )

    # --- The pages that ask ---------------------------------------------------------------------

    def _ask(
        self,
        request: HttpRequest,
        record: models.Model,
        found: list[Difference],
        chosen: dict[str, str],
        standing: Forms,
    ) -> HttpResponse:
        wording = Wording(*standing)
        context = {
            "title": "Somebody else has saved this meanwhile",
            "differences": [self._shown(wording, one, chosen[one.key]) for one in found],
            "seen": seal(record, read(*standing)),
            "opened": request.POST.get(OPENED, ""),
            "is_answered": SEEN in request.POST,
            "is_known": all(difference.is_certain for difference in found),
            "kept": _kept(request, stay=RESTORE in request.POST),
            "saved": self._last_version(str(record.pk)),
            "back_url": request.path,
            "original": record,
        }
        return self._unsaved_page(request, "admin/conflict.html", context, status=409)

    def _shown(self, wording: Wording, one: Difference, choice: str) -> dict[str, Any]:
        opened, now, typed = (wording.text(part) for part in (one.opened, one.now, one.typed))
        return {
            "name": f"{CHOICE}{one.key}",
            "label": wording.label(one.key),
            "difference": one,
            "choice": choice,
            "opened": opened,
            "now": word_difference(opened if one.is_certain else now, now),
            "typed": word_difference(opened if one.is_certain else typed, typed),
        }

    def _gone(self, request: HttpRequest, object_id: str) -> HttpResponse | None:
        if OPENED not in request.POST:
            return None
        empty, typed_forms = self._forms_of(request, self.model())
        typed = read(*typed_forms)
        wording = Wording(*empty)
        data = as_new(request.POST, typed, typed_forms[1])
        context = {
            "title": "This was deleted meanwhile",
            "typed": [
                (wording.label(one.key), wording.text(one.typed))
                for one in differences({}, {}, typed)
                if wording.text(one.typed)
            ],
            "kept": _kept(request, data),
            "deleted": self._last_version(unquote(object_id)),
            "add_url": self._url("add") if self.has_add_permission(request) else "",
            "back_url": self._url("changelist"),
        }
        return self._unsaved_page(request, "admin/gone_meanwhile.html", context, status=409)

    def _unsaved_page(
        self, request: HttpRequest, template: str, context: dict, *, status: int
    ) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, context, status=status)

    def _last_version(self, pk: str) -> RecordVersion | None:
        if "\x00" in pk:
            return None
        versions = RecordVersion.objects.of_kind(self.model).filter(object_id=pk)
        return versions.newest_first().defer("snapshot").first()

    def _tell_browser(self, request: HttpRequest, answer: HttpResponse) -> HttpResponse:
        """What was saved need not be kept in the browser; its script learns it by this cookie."""
        name = request.POST.get(KEPT_AS, "")
        if getattr(request, "was_saved", False) and name.isalnum() and len(name) <= 32:
            before = request.COOKIES.get(SAVED_COOKIE, "").split(".")[1 - _SAVED_REMEMBERED :]
            answer.set_cookie(
                SAVED_COOKIE,
                ".".join([*filter(None, before), name]),
                max_age=24 * 60 * 60,
                path=self._url("changelist").rsplit("/", 3)[0] + "/",
                secure=request.is_secure(),
                samesite="Strict",
            )
        return answer


def _kept(
    request: HttpRequest, data: QueryDict | None = None, *, stay: bool = False
) -> list[tuple[str, str]]:
    """Everything that was sent, to be sent again with the answer."""
    data = request.POST if data is None else data
    kept = [
        (name, value)
        for name, values in data.lists()
        if not name.startswith(_OURS)
        for value in values
    ]
    return [*kept, ("_continue", "on")] if stay else kept
