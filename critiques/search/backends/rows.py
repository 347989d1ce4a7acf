"""What goes into an index and what comes out of it."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from critiques.models.search_entries import SearchEntry, is_timed, lasting
from critiques.search.expressions import Expression

# An entry as it is read for its place among others: id, tokens of its own name and text, facets.
Read = tuple[int, str, str]
# Of a kind how many were found, and which.
Named = tuple[int, list[int]]
# About how many passages there are of what is wanted; and the number of the newest one.
Known = tuple[Callable[[Expression], float], int]


class Row(NamedTuple):
    """An entry as it is written."""

    id: int
    visible_from: int
    visible_until: int
    dated: str
    tokens: str
    around: str
    facets: str
    shown: str

    @classmethod
    def of(cls, entry: SearchEntry) -> "Row":
        return cls(*(getattr(entry, name) for name in cls._fields))


def newest_first(ids: Iterable[int], limit: int | None = None) -> list[int]:
    """By kind and record."""
    ids = sorted(ids, reverse=True)
    if ids and is_timed(ids[0]):
        ids.sort(key=lasting, reverse=True)
    return ids[:limit]
