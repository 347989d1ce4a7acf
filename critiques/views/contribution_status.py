"""Where a contribution stands, for who has its secret link, and what they may do with it."""

from datetime import timedelta
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from critiques.forms.contribution import CreditForm, MessageForm, ResubmissionForm
from critiques.intake import gate, meaning, named_source, progress
from critiques.intake.findings import finding
from critiques.models import Contribution
from critiques.models.moderation.actors import CONTRIBUTOR
from critiques.models.moderation.events import TransitionRefused
from critiques.views.answers import Answer, Taken, forms_for, take_answer
from critiques.views.contributing import METHODS
from filmography.publishing.form_guard import guarded
from filmography.publishing.secret_links import hash_of, secret_page

UNCHANGED = (
    "Nothing differs from what you sent before. Change what the moderator asks for, or say in a "
    "word to the moderator why it stands as it is."
)
LOST_IF_WITHDRAWN = (
    "You have changed something here that is not sent. If you take the passage back, it is lost: "
    "press “Take the passage back” once more if you are sure."
)
# The element of the form for the passage; other buttons send what is typed there, too.
RESUBMISSION = "resubmission"
# A button pressed twice sends twice; the second time is no other use of the link.
SAME_PRESS = timedelta(seconds=30)


@secret_page
@guarded
@require_http_methods(METHODS)
def contribution_status(request: HttpRequest, secret: str) -> HttpResponse:
    contribution = _kept(Contribution.objects.at_secret(secret))
    taken = Taken()
    if request.method == "POST":
        taken = take_answer(request, contribution, ANSWERS)
        if taken.is_done:
            return redirect("critiques:contribution-status", secret)
    forms = forms_for(contribution, CONTRIBUTOR, ANSWERS, taken.forms)
    context = {
        "contribution": contribution,
        "forms": forms,
        "credit_form": _credit_form(forms),
        "shared": RESUBMISSION if "resubmit" in forms else "",
        "taken": taken,
        "is_new": "sent" in request.GET,
        **_where_it_stands(contribution),
    }
    return render(request, "critiques/contribution_status.html", context, status=taken.status)


@secret_page
@guarded
@require_http_methods(METHODS)
def contribution_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    contribution = _kept(Contribution.objects.filter(confirm_hash=hash_of(secret)))
    status = redirect("critiques:contribution-status", contribution.secret)
    if "confirm" not in {step.name for step in contribution.allowed(CONTRIBUTOR)}:
        return _used(request, contribution, status)
    if request.method != "POST":
        context = {"sent": contribution.current}
        return render(request, "critiques/contribution_confirm.html", context)
    try:
        contribution.confirm_address()
    except TransitionRefused:
        return _used(request, contribution, status)
    return status


def _kept(found: Any) -> Contribution:
    """What was erased is as if it had never been."""
    contribution = found.filter(erased_at=None).select_related("contributor").first()
    if contribution is None:
        raise Http404
    return contribution


def _used(request: HttpRequest, contribution: Contribution, status: HttpResponse) -> HttpResponse:
    """Says no more than that it was used: where the passage stands is behind the other link."""
    at = contribution.contributor.email_confirmed_at
    if at is None:
        raise Http404
    if request.method == "POST" and timezone.now() - at < SAME_PRESS:
        return status
    return render(request, "critiques/contribution_confirmed.html", status=410)


def _where_it_stands(contribution: Contribution) -> dict[str, Any]:
    sent = contribution.current
    is_asked = contribution.state == contribution.TRANSITIONS["request_changes"].target
    return {
        "heading": progress.heading(contribution),
        "sent": sent,
        "finding": finding(sent),
        "steps": progress.steps(contribution),
        "asked": progress.asked(contribution) if is_asked else None,
        "answer_before": progress.answer_before(contribution) if is_asked else None,
        "usual_wait": progress.usual_wait_in_words(),
        "suggestions": meaning.suggestions() if is_asked else {},
        "again": gate.again_token(contribution),
    }


def _credit_form(shown: dict[str, Form]) -> Form | None:
    """The form whose field for the credit is shown: the one that was sent with it, if any."""
    both = [shown[name] for name in ("resubmit", "change_credit") if name in shown]
    found = next((form for form in both if form.is_bound), both[0] if both else None)
    if found and "resubmit" in shown:
        found.fields["credit"].widget.attrs["form"] = RESUBMISSION
    return found


def _resubmit(contribution: Contribution, form: Form) -> None:
    if "credit" in form.data:
        _change_credit(contribution, form)
    contribution.resubmit(words=form.words(), message=form.cleaned_data["message"])


def _if_unchanged(contribution: Contribution, form: Form) -> str:
    is_asked = contribution.state == contribution.TRANSITIONS["request_changes"].target
    return UNCHANGED if is_asked and not form.says_something_new else ""


def _withdraw(contribution: Contribution, form: Form) -> None:
    contribution.withdraw()


def _change_credit(contribution: Contribution, form: Form) -> None:
    credit = form.cleaned_data["credit"]
    if credit != contribution.contributor.credit:
        contribution.change_credit(credit)


def _appeal(contribution: Contribution, form: Form) -> None:
    contribution.appeal(message=form.cleaned_data["message"])


def _sent_before(contribution: Contribution) -> dict[str, Any]:
    sent = contribution.current
    described = named_source.described_again(sent) | {
        "about": meaning.label(sent.film or sent.person) or sent.about,
        "language": meaning.name_if_foreign(sent.language),
    }
    return sent.words | described | _credit_now(contribution)


def _credit_now(contribution: Contribution) -> dict[str, str]:
    return {"credit": contribution.contributor.credit}


ANSWERS = {
    "resubmit": Answer(ResubmissionForm, _resubmit, _sent_before, _if_unchanged, comes_with="text"),
    "withdraw": Answer(Form, _withdraw, asks=LOST_IF_WITHDRAWN),
    "change_credit": Answer(CreditForm, _change_credit, _credit_now),
    "appeal": Answer(MessageForm, _appeal),
}
