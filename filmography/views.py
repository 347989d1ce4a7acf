"""The pages of films, people, awards and organisations.

What is said about them, their templates ask for themselves.
"""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filmography import structured_data
from filmography.filters import AwardFilter, FilmFilter, PersonFilter
from filmography.listing import Listing
from filmography.models import Award, Credit, Film, Organisation, OtherName, Person
from filmography.publishing.gone import get_public_or_gone
from filmography.publishing.preview_links import PreviewLink
from filmography.publishing.secret_links import secret_page
from filmography.timeline import grouped_by_role, person_timeline


@require_safe
def film_list(request: HttpRequest) -> HttpResponse:
    films = Film.objects.published().with_directors()
    listing = Listing(request, FilmFilter(request.GET, films, request=request))
    return render(request, "filmography/film_list.html", {"listing": listing})


@require_safe
def film_detail(request: HttpRequest, slug: str) -> HttpResponse:
    film = get_public_or_gone(Film.objects.with_page_data(), slug=slug)
    context = {
        "film": film,
        "credit_groups": grouped_by_role(film.public_credits, Credit.Role),
        "company_groups": grouped_by_role(
            film.film_organisations.all(), film.film_organisations.model.Role
        ),
        "awards": film.public_awards,
        "data": structured_data.film(film),
    }
    return render(request, "filmography/film_detail.html", context)


@require_safe
def film_scenes(request: HttpRequest, slug: str) -> HttpResponse:
    film = get_public_or_gone(Film.objects.with_directors(), slug=slug)
    scenes = film.scenes.select_related("version")
    return render(request, "filmography/film_scenes.html", {"film": film, "scenes": scenes})


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    people = Person.objects.published().with_film_counts()
    listing = Listing(request, PersonFilter(request.GET, people, request=request), per_page=48)
    return render(request, "filmography/person_list.html", {"listing": listing})


@require_safe
def person_detail(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_public_or_gone(Person.objects.with_page_data(), slug=slug)
    awards = list(Award.objects.published().filter(people=person).with_page_data())
    context = {
        "person": person,
        "other_names": person.other_names.filter(use=OtherName.Use.SHOWN),
        "films_by_role": grouped_by_role(person.public_credits, Credit.Role),
        "timeline": person_timeline(person.public_credits, awards),
        "awards": awards,
        "pseudonyms": person.pseudonyms.published(),
        "pseudonym_of": Person.objects.published().filter(pk=person.pseudonym_of_id).first(),
        "data": structured_data.person(person),
    }
    return render(request, "filmography/person_detail.html", context)


@require_safe
def award_list(request: HttpRequest) -> HttpResponse:
    awards = Award.objects.published().with_page_data()
    listing = Listing(request, AwardFilter(request.GET, awards, request=request), per_page=60)
    groups = [
        (year, list(group)) for year, group in groupby(listing.page, lambda award: award.year)
    ]
    return render(request, "filmography/award_list.html", {"listing": listing, "groups": groups})


@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    organisation = get_public_or_gone(Organisation.objects.select_related("country"), slug=slug)
    parts = organisation.film_organisations.visible().select_related("film")
    context = {
        "organisation": organisation,
        "film_groups": grouped_by_role(
            parts.order_by("-film__year", "film__folded_title"), parts.model.Role
        ),
        "awards": Award.objects.published().filter(organisation=organisation).with_page_data(),
    }
    return render(request, "filmography/organisation_detail.html", context)


@require_safe
@secret_page
def preview(request: HttpRequest, secret: str) -> HttpResponse:
    """A draft, for whoever has its link. Of a link that is closed it says no word of the record."""
    link = PreviewLink.objects.to(secret).first()
    page = link.page(request) if link and link.is_open else None
    if page is None:
        status = 410 if link and not link.is_open else 404
        page = render(request, "filmography/preview_closed.html", status=status)
    page["Cache-Control"] = "private, no-store"
    return page
