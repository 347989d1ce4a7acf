"""Asking as a reader does."""

from django.http import QueryDict

from critiques.search.finding import Kind, find
from critiques.search.parsing import parse


def asked(typed: str = "", **more: str) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update({"q": typed, **more})
    return found


def found(typed: str, kind: Kind = Kind.EXCERPT) -> list[int]:
    """Ids of the records of a kind that are found."""
    results = find(parse(typed), kind=kind)
    return results.found[kind].records(0, 1_000)
