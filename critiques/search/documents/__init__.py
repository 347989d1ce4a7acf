"""What can be found of each kind of record."""

from collections.abc import Callable, Collection, Iterator

from critiques.models import Excerpt, FilmList, Source, Theme
from critiques.models.search_entries import SearchEntry
from critiques.search.documents import excerpts, facts, gatherings, parts_of_films
from critiques.search.documents.document import Document
from filmography.models import Film, Organisation, Person, Scene
from filmography.publishing.history import NewRecords

Kind = SearchEntry.Kind
MODELS = {
    Kind.FILM: Film,
    Kind.PERSON: Person,
    Kind.THEME: Theme,
    Kind.LIST: FilmList,
    Kind.SOURCE: Source,
    Kind.SCENE: Scene,
    Kind.ORGANISATION: Organisation,
    Kind.EXCERPT: Excerpt,
}
# Of these records, of which some may be new and so known to own little.
DOCUMENTS: dict[int, Callable[[Collection[int], NewRecords], Iterator[Document]]] = {
    Kind.FILM: facts.films,
    Kind.PERSON: facts.people,
    Kind.THEME: gatherings.themes,
    Kind.LIST: gatherings.lists,
    Kind.SOURCE: gatherings.sources,
    Kind.SCENE: parts_of_films.scenes,
    Kind.ORGANISATION: parts_of_films.organisations,
    Kind.EXCERPT: excerpts.excerpts,
}
