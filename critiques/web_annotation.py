"""Excerpts and their annotations as the W3C Web Annotation Data Model (2017) describes them.

The only words of a source in it are those of the excerpt: what stands around them is private.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

from django.conf import settings

from critiques.models import Annotation, Excerpt, ExcerptAnchor, QuotationState
from critiques.quotation import Span, unmarked
from filmography.publishing.addresses import absolute

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = {
    Annotation.Kind.GLOSS: "describing",
    Annotation.Kind.CONTEXT: "commenting",
    Annotation.Kind.CORRECTION: "editing",
    Annotation.Kind.DISAGREEMENT: "replying",
    Annotation.Kind.CROSS_REFERENCE: "linking",
}


def annotation_page(
    excerpt: Excerpt, notes: Iterable[Annotation], anchor: ExcerptAnchor | None
) -> dict[str, Any]:
    """The excerpt, as an annotation of its source, and the notes on it, of its own page. Wants
    `with_page_data()`; `anchor` with its capture if the quotation is proved."""
    return {
        "@context": CONTEXT,
        "id": f"{_address(excerpt).rstrip('/')}.jsonld",
        "type": "AnnotationPage",
        "items": [_of_source(excerpt, anchor), *(_of_excerpt(excerpt, note) for note in notes)],
    }


def _of_source(excerpt: Excerpt, anchor: ExcerptAnchor | None) -> dict[str, Any]:
    is_quotation = excerpt.is_quotation
    return {
        "id": f"{_address(excerpt)}#passage",
        "type": "Annotation",
        "motivation": "highlighting" if is_quotation else "describing",
        **_dates(excerpt),
        "generator": _generator(),
        "body": [
            *([] if is_quotation else [_text(excerpt.text, excerpt.language_id, "describing")]),
            *(_text(theme.name, "en", "tagging") for theme in excerpt.public_themes),
            *(_subject(subject.target) for subject in excerpt.public_subjects),
            *([_text("spoiler", "en", "classifying")] if excerpt.spoiler else []),
        ],
        "target": list(_targets(excerpt, anchor)),
    }


def _targets(excerpt: Excerpt, anchor: ExcerptAnchor | None) -> Iterator[dict[str, Any]]:
    """The source itself; of a quotation each part that it gives as the source's own words."""
    source = excerpt.source
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source.url or absolute(source.get_absolute_url()),
    }
    if anchor:
        cached = {"cached": source.archived_url} if source.archived_url else {}
        captured = _moment(anchor.capture.captured_at)
        target["state"] = {"type": "TimeState", "sourceDate": captured, **cached}
    if not excerpt.is_quotation:
        yield target
        return
    is_whole = excerpt.quotation_state != QuotationState.ABRIDGED
    pieces = [excerpt.text] if is_whole else unmarked(excerpt.text)
    spans = anchor.spans if anchor else []
    for piece, span in zip_longest(pieces, spans if len(spans) == len(pieces) else []):
        yield target | {"selector": _selectors(piece, span)}


def _selectors(words: str, span: Span | None) -> list[dict[str, Any]]:
    quote = {"type": "TextQuoteSelector", "exact": words}
    if span is None:
        return [quote]
    return [quote, {"type": "TextPositionSelector", "start": span.start, "end": span.end}]


def _of_excerpt(excerpt: Excerpt, note: Annotation) -> dict[str, Any]:
    return {
        "id": absolute(note.get_absolute_url()),
        "type": "Annotation",
        "motivation": MOTIVATIONS[note.kind],
        **_dates(note),
        "generator": _generator(),
        "body": _text(note.body, "en", MOTIVATIONS[note.kind]) | {"format": "text/markdown"},
        "target": {
            "type": "SpecificResource",
            "source": _address(excerpt),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": note.exact,
                    "prefix": excerpt.text[max(0, note.start - 32) : note.start],
                    "suffix": excerpt.text[note.end : note.end + 32],
                },
                {"type": "TextPositionSelector", "start": note.start, "end": note.end},
            ],
        },
    }


def _text(value: str, language: str, purpose: str) -> dict[str, str]:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": language,
        "purpose": purpose,
    }


def _subject(record: Any) -> dict[str, str]:
    return {
        "type": "SpecificResource",
        "source": absolute(record.get_absolute_url()),
        "purpose": "identifying",
    }


def _dates(record: Any) -> dict[str, str]:
    return {"created": _moment(record.published_at), "modified": _moment(record.updated_at)}


def _generator() -> dict[str, str]:
    return {"id": settings.SITE_URL, "type": "Software", "homepage": settings.SITE_URL}


def _address(excerpt: Excerpt) -> str:
    return absolute(excerpt.get_absolute_url())


def _moment(moment: datetime) -> str:
    """As XML Schema writes it; the model asks for UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
