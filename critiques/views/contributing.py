"""Offering a passage: the form, and what is answered to it. No account, no cookie."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from critiques.forms.contribution import ContributionForm
from critiques.intake import gate, meaning, named_source
from critiques.intake.findings import finding
from critiques.intake.progress import usual_wait_in_words
from critiques.models import Contribution, Source, Terms
from filmography.models import Film, Person
from filmography.publishing.form_guard import guarded, new_form_token
from filmography.publishing.secret_links import secret_page

METHODS = ["GET", "HEAD", "POST"]


@guarded
@require_http_methods(METHODS)
def contribute(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _take(request)
    if not gate.open_for_contributions():
        return render(request, "critiques/contribute_closed.html")
    form = ContributionForm(initial=_beforehand(request))
    response = _form_page(request, form, new_form_token())
    if "again" in request.GET:
        response.headers["Referrer-Policy"] = "no-referrer"
    return response


@secret_page
@guarded
@require_safe
def contribution_sent(request: HttpRequest) -> HttpResponse:
    """For who gave an address: the secret link goes there, and nowhere else."""
    again = request.GET.get("again", "")
    taken = gate.sent_with(again)
    context = {"again": again, "finding": finding(taken.current)} if taken else {}
    return render(request, "critiques/contribution_sent.html", context)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    context = {"title": "Terms for what you offer", "body": Terms.current().text}
    return render(request, "critiques/page.html", context)


def _take(request: HttpRequest) -> HttpResponse:
    if gate.fell_into_trap(request):
        return redirect("critiques:contribution-sent")
    sent = gate.sent(request, Contribution)
    if sent.known:
        return _receipt(sent.known)
    form, status = ContributionForm(request.POST), 200
    if form.is_valid() and not sent.refused:
        words = form.words()
        try:
            gate.let_contribution_in(request, sent.key, words)
        except gate.Shut as shut:
            form.add_error(None, str(shut))
            status = shut.status
        else:
            return _receipt(_submit(request, sent.key, words, form.person()))
    if sent.refused:
        form.add_error(None, sent.refused)
    return _form_page(request, form, sent.token, status)


def _submit(
    request: HttpRequest, key: str, words: dict[str, Any], person: dict[str, str]
) -> Contribution:
    contribution = Contribution.submit(
        form_key=key, words=words, person=person, terms=gate.agreed_to()
    )
    gate.note("contribution", request)
    return contribution


def _receipt(contribution: Contribution) -> HttpResponse:
    """The page that follows, also when the same form comes again."""
    person = getattr(contribution, "contributor", None)
    if person and not person.email:
        status = reverse("critiques:contribution-status", args=[contribution.secret])
        return redirect(f"{status}?sent")
    again = gate.again_token(contribution)
    return redirect(f"{reverse('critiques:contribution-sent')}?again={again}")


def _beforehand(request: HttpRequest) -> dict[str, Any]:
    """What the form is opened with: for a film, a person, a source, or the source of last time."""
    asked = request.GET
    initial: dict[str, Any] = {}
    if last := gate.sent_with(asked.get("again", "")):
        sent = last.current
        about = meaning.label(sent.film or sent.person) or sent.about
        initial |= named_source.described_again(sent) | {"about": about}
    if source := _public(Source.objects.with_contributors(), asked.get("source")):
        initial |= named_source.described(source)
    if person := _public(Person.objects.all(), asked.get("person")):
        initial["about"] = meaning.label(person)
    if film := _public(Film.objects.all(), asked.get("film")):
        initial["about"] = meaning.label(film)
    return initial


def _public(records: Any, slug: str | None) -> Any | None:
    """NUL is in no slug, and PostgreSQL takes none."""
    return records.published().filter(slug=slug).first() if slug and "\0" not in slug else None


def _form_page(
    request: HttpRequest, form: ContributionForm, token: str, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "token": token,
        "trap": gate.TRAP,
        "terms": Terms.current(),
        "suggestions": meaning.suggestions(),
        "usual_wait": usual_wait_in_words(),
    }
    return render(request, "critiques/contribute.html", context, status=status)
