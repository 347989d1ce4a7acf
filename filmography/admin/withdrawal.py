"""The page that asks before something is withdrawn, one record or those ticked in a list."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path

from filmography.admin.asking import Asking, is_confirmed, ticked_for
from filmography.admin.moves import WITHDRAW


def notice_field(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="Notice to readers",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=help_text,
    )


class WithdrawForm(forms.Form):
    notice = notice_field(
        "Shown at the page's address, which from now on says that it was withdrawn. "
        "May be left empty."
    )


class Withdrawal(Asking):
    """Mixin of PublishableAdmin."""

    @admin.action(description="Withdraw …", permissions=["withdraw"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return self._withdraw(request, queryset, ticked_for("withdraw", request))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.withdraw_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_withdraw"
        return [path("<path:object_id>/withdraw/", view, name=name), *super().get_urls()]

    def withdraw_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        allowed = self.has_withdraw_permission(request)
        record = self.record_to_ask_about(request, object_id, allowed=allowed)
        if isinstance(record, HttpResponse):
            return record
        records = self.model.objects.filter(pk=record.pk)
        return self._withdraw(request, records, {}) or self.back_to_list()

    def _withdraw(
        self, request: HttpRequest, records: QuerySet, ticked: dict[str, Any]
    ) -> HttpResponse | None:
        """Asks, or withdraws and answers None."""
        form = WithdrawForm(request.POST if is_confirmed(request) else None)
        if form.is_valid():
            self.move(request, records, WITHDRAW, **form.cleaned_data)
            return None
        title = "Withdraw from publication"
        return self.ask(request, "admin/withdraw.html", title, records, form, ticked)

    def _withdraw_url(self, record: Any) -> str:
        return self._url("withdraw", record.pk)
