"""Owns which public source a contributor means, and what a form says of a source beforehand."""

import re
from typing import Any
from urllib.parse import urlsplit

from critiques.intake.meaning import name_if_foreign
from critiques.models import ContributionRound, Source
from filmography.publishing.text import fold

# What tells a source, of the fields of a round.
FIELDS = ("source_title", "source_author", "source_publication", "source_date", "source_url")
_WWW = re.compile(r"^www\.")


def described(source: Source) -> dict[str, str]:
    """The fields of a form about this source. Wants `with_contributors()`."""
    authors = ", ".join(str(one) for one in source.named_contributors if one.role == "author")
    return {
        "source": source.slug,
        "source_title": source.title,
        "source_author": authors,
        "source_publication": source.publication.name if source.publication else "",
        "source_date": source.published_on,
        "source_url": source.url,
        "language": name_if_foreign(source.language),
    }


def described_again(sent: ContributionRound) -> dict[str, Any]:
    """The same of the source that was named in a round."""
    named = {name: getattr(sent, name) for name in FIELDS}
    return named | {"source": sent.source.slug if sent.source and sent.source.is_public else ""}


def meant(*, slug: str, title: str, url: str) -> Source | None:
    """The public source at this address; else the one that the form was opened for, if the
    contributor left its title as it was."""
    found = _at(url) if url else None
    if found or not slug:
        return found
    named = Source.objects.published().filter(slug=slug).first()
    is_meant = named and fold(named.title) == fold(title) and (not named.url or not url)
    return named if is_meant else None


def _at(url: str) -> Source | None:
    """Of several ways to write an address, those that lead to one page are the same."""
    host, path = _parts(url)
    alike = Source.objects.published().filter(url__icontains=f"{host}{path}")
    found = [source for source in alike[:20] if _parts(source.url) == (host, path)]
    return found[0] if len(found) == 1 else None


def _parts(url: str) -> tuple[str, str]:
    """Host and path, by which pages differ: schemes, `www.` and fragments do not part them."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return _WWW.sub("", parts.netloc.lower()), f"{parts.path.rstrip('/')}{query}"
