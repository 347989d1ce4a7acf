"""What can be found of each kind of record."""

from collections.abc import Callable, Collection, Iterator

from critiques.models import Excerpt, FilmList, Source, Theme
from critiques.models.search_entries import SearchEntry
from critiques.search.documents import excerpts, facts, gatherings
from critiques.search.documents.document import Document
from filmography.models import Film, Person

Kind = SearchEntry.Kind
MODELS = {
    Kind.FILM: Film,
    Kind.PERSON: Person,
    Kind.THEME: Theme,
    Kind.LIST: FilmList,
    Kind.SOURCE: Source,
    Kind.EXCERPT: Excerpt,
}
DOCUMENTS: dict[int, Callable[[Collection[int]], Iterator[Document]]] = {
    Kind.FILM: facts.films,
    Kind.PERSON: facts.people,
    Kind.THEME: gatherings.themes,
    Kind.LIST: gatherings.lists,
    Kind.SOURCE: gatherings.sources,
    Kind.EXCERPT: excerpts.excerpts,
}
