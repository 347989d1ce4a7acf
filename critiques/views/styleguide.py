"""The style guide: every component with sample records, so that they stay one family."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from critiques import samples
from critiques.annotated_text import paragraphs
from critiques.models import Stance


@require_safe
@staff_member_required
def styleguide(request: HttpRequest) -> HttpResponse:
    annotated = samples.excerpt(8)
    notes = samples.annotations(annotated.text)
    context = {
        "films": samples.films(),
        "excerpts": samples.excerpts(),
        "excerpt": annotated,
        "source": annotated.source,
        "notes": notes,
        "paragraphs": paragraphs(annotated.text, [(note.start, note.end) for note in notes]),
        "node": samples.thread(),
        "stances": Stance.choices,
        "sources": [samples.source(), samples.source("A devised title", title_is_devised=True)],
        "themes": samples.themes(),
        "awards": samples.awards(),
    }
    return render(request, "critiques/styleguide.html", context)
