"""Using the admin as a browser does: read a form, change what it says, send it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.messages import get_messages
from django.db import models
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse


def url(model: type[models.Model] | models.Model, view: str = "", *args: Any) -> str:
    """The address of a view of a model's admin; of a record's change form if one is given."""
    if isinstance(model, models.Model):
        args, view = (model.pk, *args), view or "change"
    opts = model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{view or 'changelist'}", args=args)


def form_data(page: HttpResponse) -> dict[str, Any]:
    """What the browser would send if nothing was changed."""
    return dict(_values(page))


def _values(page: HttpResponse) -> Iterator[tuple[str, Any]]:
    if editing := page.context.get("editing"):
        yield "_opened", editing["opened"]
    for form in _forms(page):
        for field in form:
            value = field.value()
            if isinstance(field.field, forms.BooleanField):
                if value:
                    yield field.html_name, "on"
            elif value is not None:
                yield field.html_name, value


def _forms(page: HttpResponse) -> Iterator[forms.BaseForm]:
    yield page.context["adminform"].form
    for inline in page.context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def row(prefix: str, index: int, **values: Any) -> dict[str, Any]:
    return {f"{prefix}-{index}-{name}": value for name, value in values.items()}


def new_rows(prefix: str, *rows: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """The fields of an inline with rows that were added behind the `initial` ones."""
    data = {f"{prefix}-TOTAL_FORMS": initial + len(rows)}
    for index, values in enumerate(rows, start=initial):
        data |= row(prefix, index, **values)
    return data


def send(client: Client, address: str, *, press: str = "_save", **changes: Any) -> HttpResponse:
    """Opens a form, changes it and sends it with the button `press`."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    data = form_data(page) | changes.pop("data", {}) | changes
    return client.post(address, {**data, press: "on"})


def moments(**times: str) -> dict[str, str]:
    """Days and hours as the page on which times are set asks for them."""
    return {
        f"{name}_{part}": typed
        for name, time in times.items()
        for part, typed in zip(("date", "time"), time.split("T"), strict=False)
    }


def errors(page: HttpResponse) -> list[str]:
    """The sentences with which the form was refused; none if it was saved."""
    if page.context is None or "errors" not in page.context:
        return []
    return [str(sentence) for part in page.context["errors"] for sentence in _flat(part)]


def _flat(part: Any) -> list:
    return part if isinstance(part, list) else [part]


def told(page: HttpResponse) -> list[str]:
    """The messages that the next page will show."""
    return [str(message) for message in get_messages(page.wsgi_request)]
