"""Reporting that something published is wrong or must go, and what became of a report."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from critiques.forms.contribution import MessageForm
from critiques.forms.report import ReportForm
from critiques.intake import gate, progress
from critiques.intake.reported import Reported, reported
from critiques.models import Report
from critiques.models.moderation.actors import REPORTER
from critiques.views.answers import Answer, Taken, forms_for, take_answer
from critiques.views.contributing import METHODS
from filmography.publishing.form_guard import guarded, new_form_token
from filmography.publishing.secret_links import secret_page


@guarded
@require_http_methods(METHODS)
def report(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _take(request)
    address = request.GET.get("about", "")
    about = reported(address) if address else None
    form = ReportForm(initial={"about": about.address if about else ""})
    context = {"is_unknown": bool(address) and about is None}
    return _form_page(request, form, about, new_form_token(), context=context)


@guarded
@require_safe
def report_sent(request: HttpRequest) -> HttpResponse:
    """What a machine gets that has filled in the hidden field."""
    return render(request, "critiques/report_sent.html")


@secret_page
@guarded
@require_http_methods(METHODS)
def report_status(request: HttpRequest, secret: str) -> HttpResponse:
    item = Report.objects.at_secret(secret).filter(erased_at=None).select_related("reporter")
    found = item.first()
    if found is None:
        raise Http404
    taken = Taken()
    if request.method == "POST":
        taken = take_answer(request, found, ANSWERS)
        if taken.is_done:
            return redirect("critiques:report-status", secret)
    context = {
        "report": found,
        "forms": forms_for(found, REPORTER, ANSWERS, taken.forms),
        "taken": taken,
        "is_new": "sent" in request.GET,
        "heading": progress.heading(found),
        "steps": progress.steps(found),
        "about": reported(found.about),
        "reply": found.reply if found.reply and found.reply.is_public else None,
    }
    return render(request, "critiques/report_status.html", context, status=taken.status)


def _take(request: HttpRequest) -> HttpResponse:
    if gate.fell_into_trap(request):
        return redirect("critiques:report-sent")
    sent = gate.sent(request, Report)
    if sent.known:
        return _receipt(sent.known)
    form, status = ReportForm(request.POST), 200
    if form.is_valid() and not sent.refused:
        try:
            gate.let_in("report", request)
        except gate.Shut as shut:
            form.add_error(None, str(shut))
            status = shut.status
        else:
            taken = Report.submit(form_key=sent.key, words=form.report(), person=form.person())
            gate.note("report", request)
            return _receipt(taken)
    if sent.refused:
        form.add_error(None, sent.refused)
    return _form_page(request, form, form.reported, sent.token, status)


def _receipt(taken: Report) -> HttpResponse:
    return redirect(f"{reverse('critiques:report-status', args=[taken.secret])}?sent")


def _form_page(
    request: HttpRequest,
    form: ReportForm,
    about: Reported | None,
    token: str,
    status: int = 200,
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "about": about, "token": token, "trap": gate.TRAP} | (context or {})
    response = render(request, "critiques/report.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _ask_review(item: Report, form: forms.Form) -> None:
    item.ask_review(message=form.cleaned_data["message"])


ANSWERS = {"ask_review": Answer(MessageForm, _ask_review)}
