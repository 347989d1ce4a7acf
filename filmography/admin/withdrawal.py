"""The page that asks before something is withdrawn, one record or those ticked in a list."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from filmography.admin.moves import WITHDRAW

CONFIRMED = "confirmed"
NAMED_ON_PAGE = 100


class WithdrawForm(forms.Form):
    notice = forms.CharField(
        label="Notice to readers",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Shown at the page's address, which from now on says that it was withdrawn. "
        "May be left empty.",
    )


class Withdrawal:
    """Mixin of PublishableAdmin."""

    @admin.action(description="Withdraw …", permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        # What was ticked comes with every POST of an action; nothing is kept meanwhile.
        ticked = {
            "action": "withdraw",
            "select_across": request.POST.get("select_across", "0"),
            "index": request.POST.get("index", "0"),
        }
        return self._withdraw(request, queryset, ticked)

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.withdraw_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not self.has_withdraw_permission(request):
            raise PermissionDenied
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        done = HttpResponseRedirect(self._url("changelist"))
        return self._withdraw(request, self.model.objects.filter(pk=record.pk), {}) or done

    def _withdraw(
        self, request: HttpRequest, records: QuerySet, ticked: dict[str, Any]
    ) -> HttpResponse | None:
        """Asks, or withdraws and answers None."""
        form = WithdrawForm(request.POST if CONFIRMED in request.POST else None)
        if form.is_valid():
            self.move(request, records, WITHDRAW, **form.cleaned_data)
            return None
        if not records.exists():
            messages.warning(request, "Nothing was chosen.")
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": "Withdraw from publication",
            "opts": self.opts,
            "records": records[:NAMED_ON_PAGE],
            "more": max(records.count() - NAMED_ON_PAGE, 0),
            "form": form,
            "ticked": ticked,
            "boxes": request.POST.getlist(ACTION_CHECKBOX_NAME) if ticked else [],
            "box_name": ACTION_CHECKBOX_NAME,
            "confirmed": CONFIRMED,
            "back_url": self._url("changelist"),
        }
        return render(request, "admin/withdraw.html", context)

    def _withdraw_url(self, record: Any) -> str:
        return self._url("withdraw", record.pk)
