"""Lists of records as pages show them: filtered by facets with honest counts, sorted, in pages.

A filter set says what can be asked; bad values fall back to no filter, and the page says so. Lists
are read to a bound (filmography/bounded.py). Knows no particular record.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from filmography.bounded import Bounded, bounded
from filmography.publishing.lookups import Among
from filmography.ties import Tie, tied

Keys = list[Any]
Rows = Iterable[tuple[str, str, int]]

PER_PAGE = 24
CHOICES_SHOWN = 12


@dataclass(frozen=True)
class Choice:
    label: str
    facet_label: str
    count: int
    is_selected: bool
    query: str
    is_at_least: bool = False


@dataclass(frozen=True)
class Facet:
    name: str
    label: str
    choices: list[Choice]
    has_more: bool
    counted_among: str = ""


@dataclass(frozen=True)
class Link:
    label: str
    query: str
    is_selected: bool


@dataclass(frozen=True)
class PageLink:
    number: int | None
    query: str
    is_current: bool


class FacetFilterSet(django_filters.FilterSet):
    """A filter set whose filters each say how many records every choice would leave.

    For each filter `name` a method `count_name(keys)` gives rows of value, label and count, where
    `keys` are those of the records that obey all other filters, to the bound. `sorts` maps the
    values of `sort` to label and order; the first is the default.
    """

    sorts: dict[str, tuple[str, list[Any]]] = {}
    in_force_unasked: frozenset[str] = frozenset()

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The valid values that were asked for, by filter name."""
        self.errors  # noqa: B018  (validates; what is wrong is left out of cleaned_data)
        cleaned = getattr(self.form, "cleaned_data", {})
        return {name: value for name, value in cleaned.items() if value not in (None, "", [])}

    @property
    def left_out(self) -> list[str]:
        """What was asked for by a value that means nothing here. Of a record that is not public it
        says the same as of one that does not exist."""
        labels = [str(self.filters[name].label) for name in self.errors if name in self.filters]
        asked = self.data.get("sort") if self.data else None
        return labels + (["Order"] if asked and asked not in self.sorts else [])

    def tie(self, name: str, value: Any) -> Tie | None:
        """What a filter comes to, if it is that records are tied to others."""
        return None

    @cached_property
    def ties(self) -> dict[str, Tie]:
        """Of the filters in force, and by no name what always holds."""
        found = {name: self.tie(name, value) for name, value in self.chosen.items()}
        return {name: tie for name, tie in found.items() if tie}

    def filter_tied(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """All ties are seen to together."""
        return queryset

    def narrowed(self, *, without: frozenset[str] = frozenset()) -> QuerySet:
        ties = [tie for name, tie in self.ties.items() if name not in without]
        queryset = tied(self.queryset, ties)
        for name, value in self.chosen.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    @cached_property
    def _matches(self) -> dict[frozenset[str], Bounded]:
        return {}

    def matches(self, *, without: frozenset[str] = frozenset()) -> Bounded:
        """The records that obey the filters, but for those named."""
        without &= {*self.chosen, *self.in_force_unasked}
        if without not in self._matches:
            self._matches[without] = bounded(self.narrowed(without=without))
        return self._matches[without]

    def suspended_for(self, name: str) -> frozenset[str]:
        """The filters that do not hold while the choices of this one are counted."""
        return frozenset({name})

    def records(self, keys: list[Any]) -> QuerySet:
        """These records, to be counted and sorted; whether they are public was asked before."""
        return self._meta.model._default_manager.filter(pk__in=Among(keys))

    @cached_property
    def sort(self) -> str:
        asked = self.data.get("sort") if self.data else None
        return asked if asked in self.sorts else next(iter(self.sorts), "")

    @property
    def params(self) -> dict[str, str]:
        """The filters in force, and the sort unless it is the default, as an address has them."""
        params = {name: self._as_asked(name) for name in self.chosen}
        if self.sorts and self.sort != next(iter(self.sorts)):
            params["sort"] = self.sort
        return params

    def query(self, **changes: Any) -> str:
        """The address of this list with these parameters changed; None removes one."""
        params = {**self.params, **changes}
        return "?" + urlencode({name: value for name, value in params.items() if value is not None})

    def _as_asked(self, name: str) -> str:
        return str(self.form.fields[name].prepare_value(self.chosen[name]))

    def _in_words(self, name: str) -> str:
        value = str(self.chosen[name])
        return dict(self.filters[name].extra.get("choices", ())).get(value, value)

    @cached_property
    def _rows(self) -> dict[str, list[tuple[str, str, int]]]:
        return {}

    def rows(self, name: str) -> list[tuple[str, str, int]]:
        """Every choice of a filter, with how many records it would leave."""
        if name not in self._rows:
            keys = self.matches(without=self.suspended_for(name)).keys
            self._rows[name] = list(getattr(self, f"count_{name}")(keys))
        return self._rows[name]

    @cached_property
    def facets(self) -> list[Facet]:
        return [facet for name in self.filters if (facet := self._facet(name)).choices]

    def _facet(self, name: str) -> Facet:
        matches = self.matches(without=self.suspended_for(name))
        rows = list(self.rows(name))
        label = str(self.filters[name].label)
        selected = self.params.get(name)
        if selected is not None and selected not in {str(row[0]) for row in rows}:
            rows.append((selected, self._in_words(name), 0))  # else nobody could take it away
        shown = [
            row for at, row in enumerate(rows) if at < CHOICES_SHOWN or str(row[0]) == selected
        ]
        choices = [self._choice(name, label, *row) for row in shown]
        return Facet(
            name,
            label,
            choices,
            has_more=len(rows) > len(shown),
            counted_among=matches.number if matches.has_more else "",
        )

    def _choice(self, name: str, facet_label: str, value: Any, label: str, count: int) -> Choice:
        """Of the choice in force it is known what it leaves: the list itself."""
        is_selected = str(value) == self.params.get(name)
        counted = self.matches(without=frozenset() if is_selected else self.suspended_for(name))
        return Choice(
            label=str(label),
            facet_label=facet_label,
            count=len(counted) if is_selected else count,
            is_selected=is_selected,
            query=self.query(**{name: None if is_selected else value}),
            is_at_least=counted.has_more,
        )


class Listing:
    """What a list page shows of a filter set, for its template."""

    def __init__(
        self,
        request: HttpRequest,
        filterset: FacetFilterSet,
        *,
        per_page: int = PER_PAGE,
    ) -> None:
        self.filterset = filterset
        self.matches = filterset.matches()
        order = filterset.sorts[filterset.sort][1]
        sorted_records = filterset.records(self.matches.keys).order_by(*order)
        self.paginator = Paginator(sorted_records.values_list("pk", flat=True), per_page)
        self.paginator.count = len(self.matches)
        self.page: Page = self.paginator.get_page(request.GET.get("page"))
        keys = list(self.page.object_list)
        found = filterset.queryset.in_bulk(keys)
        self.page.object_list = [found[key] for key in keys if key in found]

    @property
    def total(self) -> int:
        return len(self.matches)

    @property
    def number(self) -> str:
        """How many there are, in words: `12`, or `more than 1,000`."""
        return self.matches.in_words

    @property
    def facets(self) -> list[Facet]:
        return self.filterset.facets

    @property
    def active(self) -> list[Choice]:
        return [choice for facet in self.facets for choice in facet.choices if choice.is_selected]

    @property
    def clear_query(self) -> str:
        return self.filterset.query(**dict.fromkeys(self.filterset.chosen))

    @property
    def sorts(self) -> list[Link]:
        chosen = self.filterset.sort
        return [
            Link(label, self.filterset.query(sort=name), name == chosen)
            for name, (label, _) in self.filterset.sorts.items()
        ]

    @property
    def pages(self) -> Iterable[PageLink]:
        if self.paginator.num_pages == 1:
            return []
        numbers = self.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [self._page_link(number) for number in numbers]

    @property
    def previous_query(self) -> str | None:
        return self._page_query(self.page.number - 1) if self.page.has_previous() else None

    @property
    def next_query(self) -> str | None:
        return self._page_query(self.page.number + 1) if self.page.has_next() else None

    def _page_link(self, number: int | str) -> PageLink:
        if not isinstance(number, int):
            return PageLink(None, "", is_current=False)
        return PageLink(number, self._page_query(number), number == self.page.number)

    def _page_query(self, number: int) -> str:
        return self.filterset.query(page=number if number > 1 else None)
