"""Pages of excerpts: all of them, those about a film, and each by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques import seals
from critiques.annotated_text import paragraphs
from critiques.filters import ExcerptFilter, FilmExcerptFilter
from critiques.models import Excerpt, Response
from critiques.web_annotation import CONTEXT as PROFILE
from critiques.web_annotation import annotation_page
from filmography.listing import Listing
from filmography.models import Film
from filmography.publishing.addresses import absolute
from filmography.publishing.gone import get_public_or_gone
from filmography.publishing.jsonld import JsonLd

RESPONSES_SHOWN = 12


@require_safe
def excerpt_list(request: HttpRequest) -> HttpResponse:
    excerpts = Excerpt.objects.with_page_data()
    listing = Listing(request, ExcerptFilter(request.GET, excerpts, request=request))
    return render(request, "critiques/excerpt_list.html", {"listing": listing})


@require_safe
def film_excerpts(request: HttpRequest, slug: str) -> HttpResponse:
    film = get_public_or_gone(Film.objects.with_directors(), slug=slug)
    excerpts = Excerpt.objects.with_page_data()
    filterset = FilmExcerptFilter(request.GET, excerpts, request=request, about=film)
    context = {"film": film, "listing": Listing(request, filterset)}
    return render(request, "critiques/film_excerpts.html", context)


@require_safe
def excerpt_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    excerpt = get_public_or_gone(Excerpt.objects.with_page_data(), public_id=public_id)
    notes = list(excerpt.annotations.published().in_text_order())
    for number, note in enumerate(notes, start=1):
        note.number = number
    anchor = excerpt.public_anchor()
    responses = Response.objects.published().involving(excerpt)[:RESPONSES_SHOWN].with_page_data()
    context = {
        "excerpt": excerpt,
        "source": excerpt.source,
        "seal_sentences": list(seals.sentences(excerpt, anchor)) if excerpt.is_quotation else [],
        "standing": seals.standing(anchor) if anchor else "",
        "paragraphs": paragraphs(excerpt.text, [(note.start, note.end) for note in notes]),
        "notes": notes,
        "translations": excerpt.translations.with_page_data(),
        "answers_to": [each for each in responses if each.from_excerpt_id == excerpt.pk],
        "answered_by": [each for each in responses if each.to_excerpt_id == excerpt.pk],
        "replies": excerpt.replies.published(),
        "siblings": excerpt.neighbours(),
    }
    return render(request, "critiques/excerpt_detail.html", context)


@require_safe
def excerpt_web_annotation(request: HttpRequest, public_id: str) -> HttpResponse:
    excerpt = get_public_or_gone(Excerpt.objects.with_page_data(), public_id=public_id)
    notes = excerpt.annotations.published().in_text_order().select_related("excerpt")
    page = annotation_page(excerpt, notes, excerpt.public_anchor())
    response = HttpResponse(
        JsonLd.of(page), content_type=f'application/ld+json; profile="{PROFILE}"'
    )
    response["Link"] = f'<{absolute(excerpt.get_absolute_url())}>; rel="canonical"'
    return response
