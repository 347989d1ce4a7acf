"""The page of search: what was asked, what is shown of the answer, and where one can go from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict

from critiques.search.finding import LOOKED_AT, MOST, Found, Kind, Results, find
from critiques.search.narrowing import chosen, facets, removable
from critiques.search.parsing import Query, parse
from critiques.search.showing import Hit, hits
from critiques.search.slips import corrected
from filmography.listing import Choice, Facet, Link, PageLink

PER_PAGE = 20
OF_EACH_KIND = 4
PASSAGES = 10
NAMES = {kind.name.lower(): kind for kind in Kind}
NOUNS = {
    Kind.FILM: ("film", "films"),
    Kind.PERSON: ("person", "people"),
    Kind.THEME: ("theme", "themes"),
    Kind.LIST: ("list", "lists"),
    Kind.SOURCE: ("source", "sources"),
    Kind.SCENE: ("scene", "scenes"),
    Kind.ORGANISATION: ("organisation", "organisations"),
    Kind.EXCERPT: ("passage", "passages"),
}
SORTS = {"relevance": "Best first", "date": "Latest first"}


def number_in_words(kind: Kind, found: Found) -> str:
    """`1 film`, `12 films`, `more than 1,000 films`."""
    one, many = NOUNS[kind]
    if found.has_more:
        return f"more than {MOST:,} {many}"
    return f"{found.total:,} {one if found.total == 1 else many}"


@dataclass(frozen=True)
class Group:
    """What is shown of one kind. `all_query` leads to the rest of it, if there is one."""

    kind: str
    label: str
    number: str
    hits: list[Hit]
    all_query: str = ""
    all_label: str = ""


class SearchPage:
    def __init__(self, asked: QueryDict) -> None:
        self.query = parse(asked.get("q", ""))
        self.in_force = chosen(asked)
        self.kind = NAMES.get(asked.get("kind", ""))
        self.sort = asked["sort"] if asked.get("sort") in SORTS else "relevance"
        self.asked_page = asked.get("page", "")
        # What the results answer to, and how that came about if it is not what was typed.
        self.answered, self.results = self.query, self._find(self.query)
        self.is_begun, self.is_corrected = False, False
        if not self.is_blank and not self.results.total:
            self._try_again()

    @property
    def is_blank(self) -> bool:
        """Nothing was asked for."""
        return self.query.is_empty and not self.in_force and self.kind is None

    def _find(self, query: Query) -> Results:
        groups = {name: [token] for name, (_, token) in self.in_force.items()}
        if self.is_blank:
            return Results({kind: Found(kind) for kind in Kind}, ())
        return find(query, groups, self.kind, by_date=self.sort == "date")

    def _try_again(self) -> None:
        """The last word may only be begun, or some word have a slip."""
        begun = self.query.while_typing()
        if begun != self.query and (results := self._find(begun)).total:
            self.results, self.is_begun = results, True
        elif (meant := corrected(self.query)) and (results := self._find(meant)).total:
            self.answered, self.results, self.is_corrected = meant, results, True

    # --- What is shown -------------------------------------------------------------------------

    @cached_property
    def groups(self) -> list[Group]:
        """Of the kind that was chosen one page, or else the first of each kind."""
        if self.kind:
            start = (self.page - 1) * PER_PAGE
            return [self._group(self.kind, start, start + PER_PAGE)]
        return [self._group(kind, 0, self._so_many(kind)) for kind in Kind if self._total(kind)]

    def _so_many(self, kind: Kind) -> int:
        return PASSAGES if kind is Kind.EXCERPT else OF_EACH_KIND

    def _total(self, kind: Kind) -> int:
        return self.results.found[kind].total

    def _group(self, kind: Kind, start: int, stop: int) -> Group:
        found = self.results.found[kind]
        shown = hits(kind, found.ordered[start:stop], self.results.clauses)
        name, number = kind.name.lower(), number_in_words(kind, found)
        if self.kind or found.total <= stop:
            return Group(name, kind.label, number, shown)
        label = f"See the {self.first_ones}" if found.has_more else f"See {number}"
        return Group(name, kind.label, number, shown, self.address(kind=name), label)

    @property
    def total_in_words(self) -> str:
        """Of all kinds, those first of which there is something."""
        parts = [
            number_in_words(kind, self.results.found[kind]) for kind in Kind if self._total(kind)
        ]
        return ", ".join(parts)

    @property
    def is_bounded(self) -> bool:
        return any(found.has_more for found in self.results.shown)

    @property
    def first_ones(self) -> str:
        """Which of very many are shown: `best 400`."""
        if self.sort == "date":
            return f"latest {LOOKED_AT}"
        return f"best {LOOKED_AT}" if self.results.clauses else f"{LOOKED_AT} added last"

    # --- Where one can go ----------------------------------------------------------------------

    @property
    def params(self) -> dict[str, str]:
        values = {"q": self.answered.text, "kind": self.kind.name.lower() if self.kind else ""}
        values |= {name: value for name, (value, _) in self.in_force.items()}
        values["sort"] = self.sort if self.sort != "relevance" else ""
        return {name: value for name, value in values.items() if value}

    def address(self, **changes: object) -> str:
        params = {**self.params, **changes}
        return "?" + urlencode({name: value for name, value in params.items() if value is not None})

    @property
    def kinds(self) -> Iterator[Choice]:
        for kind in Kind:
            found = self.results.found[kind]
            name = kind.name.lower()
            if found.total or kind is self.kind:
                is_chosen = kind is self.kind
                count = f"{MOST:,}+" if found.has_more else f"{found.total:,}"
                query = self.address(kind=None if is_chosen else name)
                yield Choice(kind.label, "Kind", count, is_chosen, query)

    @cached_property
    def facets(self) -> list[Facet]:
        return facets(self.results.facet_counts(), self.in_force, self.address)

    @cached_property
    def active(self) -> list[Choice]:
        return removable(self.in_force, self.address)

    @property
    def clear_query(self) -> str:
        return "?" + urlencode({"q": self.query.text}) if self.query.text else "?"

    @property
    def sorts(self) -> list[Link]:
        return [
            Link(label, self.address(sort=None if name == "relevance" else name), name == self.sort)
            for name, label in SORTS.items()
        ]

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the form keeps when other words are typed."""
        return [(name, value) for name, value in self.params.items() if name != "q"]

    # --- Pages of one kind ---------------------------------------------------------------------

    @property
    def page_count(self) -> int:
        if not self.kind:
            return 1
        return max(1, -(-len(self.results.found[self.kind].ordered) // PER_PAGE))

    @property
    def page(self) -> int:
        asked = self.asked_page
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        return min(max(1, number), self.page_count)

    @property
    def pages(self) -> list[PageLink]:
        if self.page_count == 1:
            return []
        near = range(self.page - 2, self.page + 3)
        shown = sorted({1, self.page_count, *(n for n in near if 1 <= n <= self.page_count)})
        links: list[PageLink] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number > before + 1:
                links.append(PageLink(None, "", is_current=False))
            links.append(PageLink(number, self._page_query(number), number == self.page))
        return links

    def _page_query(self, number: int) -> str:
        return self.address(page=number if number > 1 else None)

    @property
    def previous_query(self) -> str | None:
        return self._page_query(self.page - 1) if self.page > 1 else None

    @property
    def next_query(self) -> str | None:
        return self._page_query(self.page + 1) if self.page < self.page_count else None
