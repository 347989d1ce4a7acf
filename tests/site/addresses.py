"""Every public address pattern, an example of each, and the parameters that each understands."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from critiques.filters import ExcerptFilter, FilmExcerptFilter, ThemeExcerptFilter
from critiques.search.narrowing import NARROWINGS
from critiques.sitemaps import SITEMAPS
from critiques.source_filters import SourceFilter
from filmography.filters import AwardFilter, FilmFilter, PersonFilter

# What a form may be opened for.
BEFOREHAND = {
    "critiques:contribute": ["film", "person", "source", "again"],
    "critiques:contribution-sent": ["again"],
    "critiques:report": ["about"],
}
FILTERS: dict[str, Any] = {
    "filmography:film-list": FilmFilter,
    "filmography:person-list": PersonFilter,
    "filmography:award-list": AwardFilter,
    "critiques:excerpt-list": ExcerptFilter,
    "critiques:film-excerpts": FilmExcerptFilter,
    "critiques:theme-detail": ThemeExcerptFilter,
    "critiques:source-list": SourceFilter,
    "critiques:publication-detail": SourceFilter,
}
NEWEST = 12
# For staff, though it stands among the pages.
STAFF_ONLY = {"critiques:styleguide"}
# Behind a link that nobody can guess: public to nobody.
ANSWERED = {
    "critiques:contribution-confirm",
    "critiques:contribution-status",
    "critiques:report-status",
}
SECRET = {*ANSWERED, "filmography:preview"}
# What may be sent to, not only read.
FORMS = {"critiques:contribute", "critiques:report", *ANSWERED}
# What a slug in an address names, by the first part of the address.
NAMED = {
    "films": "filmography.Film",
    "people": "filmography.Person",
    "organisations": "filmography.Organisation",
    "sources": "critiques.Source",
    "publications": "critiques.Publication",
    "themes": "critiques.Theme",
    "lists": "critiques.FilmList",
}


def names(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """Names of all public patterns: all but those for staff or behind a secret."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            name = f"{namespace}{pattern.name}"
            if name not in STAFF_ONLY | SECRET:
                yield name
        elif str(pattern.pattern) != settings.ADMIN_PATH:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from names(pattern, inner)


@cache
def templates() -> dict[str, str]:
    """Each pattern as an address with a place for what it names: /films/%s/"""
    return {name: _template(name) for name in names()}


def _template(name: str) -> str:
    for kwargs in ({}, {"slug": "SLUG"}, {"public_id": "publicid"}, {"section": "SLUG"}):
        try:
            address = reverse(name, kwargs=kwargs)
        except Exception:  # noqa: S112
            continue
        return address.replace("SLUG", "%s").replace("publicid", "%s")
    raise AssertionError(f"{name}: its address has a part unknown here")


def of_all_records(*, public_only: bool = False) -> Iterator[tuple[str, str]]:
    """Each pattern filled with every record that there is: (name of the pattern, address)."""
    for name, template in templates().items():
        if "%s" not in template:
            yield name, template
            continue
        for value in _values(name, template, public_only=public_only):
            yield name, template % value


def _values(name: str, template: str, *, public_only: bool) -> Iterator[str]:
    if name == "critiques:sitemap-section":
        yield from SITEMAPS
        return
    kind = template.split("/")[1]
    field = "public_id" if kind == "excerpts" else "slug"
    model = apps.get_model("critiques.Excerpt" if kind == "excerpts" else NAMED[kind])
    records = model.objects.published() if public_only else model._base_manager.all()
    yield from records.order_by("pk").values_list(field, flat=True)


def public_addresses(name: str) -> list[str]:
    return [address for other, address in of_all_records(public_only=True) if other == name]


def with_every_filter() -> list[str]:
    """Each list, once for each filter and each of the newest records that it might name."""
    found = []
    for name, filters in FILTERS.items():
        if not name.endswith("-list"):
            continue  # these filters are made of those
        for parameter, choice in filters.base_filters.items():
            values = [str(value) for value, _ in choice.extra.get("choices", ())]
            if "queryset" in choice.extra:
                model, key = _named_by(choice)
                values = model._base_manager.order_by("-pk").values_list(key, flat=True)[:NEWEST]
            address = public_addresses(name)[0]
            found += [f"{address}?{urlencode({parameter: value})}" for value in values]
    return found


def _named_by(choice: Any) -> tuple[Any, str]:
    queryset = choice.extra["queryset"]
    model = (queryset(None) if callable(queryset) else queryset).model
    return model, choice.extra.get("to_field_name") or "pk"


def parameters(name: str) -> list[str]:
    """Those that the page understands."""
    own = ["page"] if name.endswith(("-list", "-detail", "-excerpts")) else []
    if name == "critiques:sitemap-section":
        own = ["p"]
    if name == "critiques:search":
        return ["page", "kind", "sort", *(each.name for each in NARROWINGS)]
    own += BEFOREHAND.get(name, [])
    filters = FILTERS.get(name)
    return [*own, *filters.base_filters, "sort"] if filters else own
