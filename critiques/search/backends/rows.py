"""What goes into an index and what comes out of it."""

from typing import NamedTuple

from critiques.models.search_entries import SearchEntry


class Row(NamedTuple):
    """An entry as it is written."""

    id: int
    visible_from: int
    visible_until: int
    dated: str
    tokens: str
    facets: str

    @classmethod
    def of(cls, entry: SearchEntry) -> "Row":
        return cls(*(getattr(entry, name) for name in cls._fields))


class Match(NamedTuple):
    """An entry that was found."""

    id: int
    dated: str
    facets: str
