"""Names and titles that begin as somebody types. Only what is public."""

from critiques.models import Theme
from critiques.models.search_entries import ids_of_kind, record_of
from critiques.search.backends import backend
from critiques.search.expressions import Alternative, Expression, name_token
from critiques.search.finding import Kind
from critiques.search.indexing import now_in_microseconds
from critiques.search.tokens import words
from filmography.models import Film, Person
from filmography.publishing.text import fold

MOST = 8
_CANDIDATES = 60
_LONGEST = 80
_NAMED = {Kind.FILM: (Film, "title"), Kind.PERSON: (Person, "name"), Kind.THEME: (Theme, "name")}


def suggestions(typed: str) -> list[str]:
    """At most MOST names, those that begin with what was typed first, then the shorter."""
    begun = [word.folded for word in words(typed[:_LONGEST])]
    if not begun:
        return []
    found = {name for kind in _NAMED for name in _names(kind, begun)}
    start = fold(typed[:_LONGEST])
    return sorted(found, key=lambda name: (not fold(name).startswith(start), len(name), name))[
        :MOST
    ]


def _names(kind: Kind, begun: list[str]) -> list[str]:
    *whole, last = (name_token(word) for word in begun)
    clauses = [(Alternative((token,)),) for token in whole]
    wanted = Expression((*clauses, (Alternative((last,), is_prefix=True),)))
    read = backend().first_ones(wanted, ids_of_kind(kind), now_in_microseconds(), _CANDIDATES)
    model, name = _NAMED[kind]
    pks = [record_of(entry) for entry, _, _ in read]
    return list(model.objects.published().filter(pk__in=pks).values_list(name, flat=True))
