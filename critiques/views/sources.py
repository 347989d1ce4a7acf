"""Pages of sources and publications."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques.annotated_text import paragraphs
from critiques.models import Excerpt, ExcerptAnchor, FilmList, Publication, Source
from critiques.models.captures import digest
from critiques.quoted_share import public_share
from critiques.source_filters import SourceFilter
from filmography.listing import Listing
from filmography.publishing.gone import get_public_or_gone

OTHERS_SHOWN = 8


@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    sources = Source.objects.published().with_contributors().with_passage_counts()
    listing = Listing(request, SourceFilter(request.GET, sources, request=request))
    return render(request, "critiques/source_list.html", {"listing": listing})


@require_safe
def source_detail(request: HttpRequest, slug: str) -> HttpResponse:
    source = get_public_or_gone(Source.objects.with_contributors(), slug=slug)
    excerpts = list(
        Excerpt.objects.published().filter(source=source).with_page_data().in_source_order()
    )
    context = {
        "source": source,
        "share": public_share(source, Excerpt.objects),
        "contributors": source.named_contributors,
        "excerpts": excerpts,
        "relations": source.relations.visible().select_related("original"),
        "derived": source.derived.visible().select_related("source"),
        "other_sources": Source.objects.published().by_same_authors(source)[:OTHERS_SHOWN],
        "quoted_in": Excerpt.objects.published().filter(quoted_from_source=source).with_page_data(),
        "lists": FilmList.objects.published().filter(source=source),
        **_marked_full_text(source, excerpts),
    }
    return render(request, "critiques/source_detail.html", context)


def _marked_full_text(source: Source, excerpts: list[Excerpt]) -> dict[str, Any]:
    """The whole text, where it may be shown, with the places of the quotations that stand in it."""
    if not source.full_text:
        return {}
    shown = digest(source.full_text)
    anchors = ExcerptAnchor.objects.filter(excerpt__in=excerpts, capture__sha256=shown)
    spans = {anchor.excerpt_id: anchor.span for anchor in anchors.only("excerpt", "start", "end")}
    marked = [excerpt for excerpt in excerpts if excerpt.pk in spans]
    for number, excerpt in enumerate(marked, start=1):
        excerpt.number = number
    return {
        "paragraphs": paragraphs(source.full_text, [spans[excerpt.pk] for excerpt in marked]),
        "marked": marked,
        "tells_endings": any(excerpt.spoiler for excerpt in excerpts),
    }


@require_safe
def publication_detail(request: HttpRequest, slug: str) -> HttpResponse:
    publication = get_public_or_gone(Publication.objects.all(), slug=slug)
    sources = (
        Source.objects.published()
        .filter(publication=publication)
        .with_contributors()
        .with_passage_counts()
    )
    listing = Listing(request, SourceFilter(request.GET, sources, request=request))
    context = {"publication": publication, "listing": listing}
    return render(request, "critiques/publication_detail.html", context)
