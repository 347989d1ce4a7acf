"""Search in the admin's lists and autocompletes: no accents, no case, each word in any field."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Case, Model, Q, QuerySet, SmallIntegerField, When
from django.http import HttpRequest

from filmography.publishing.fields import FoldedField
from filmography.publishing.text import fold

MOST_CONTAINING = 400


class FoldedSearch:
    """Compares each word folded with the fields named `folded`, and as it is with all others."""

    # The folded names by which choices are ranked, and the field that a new record's name is for.
    names_ranked_by: tuple[str, ...] = ("folded",)
    names_new_by = ""
    # Shorter terms find only what begins with them, as only that is quick among very many.
    words_from = 1

    def choices(
        self, request: HttpRequest, queryset: QuerySet, typed: str, page: slice
    ) -> list[Model]:
        """Those of just this name, then those whose name begins with the term, then those with a
        word that does, then all others. What is quick to find comes first, and is often enough."""
        found: list[Any] = []
        for tier in self._tiers(request, queryset, typed):
            rest = tier.exclude(pk__in=found).values_list("pk", flat=True)
            found += rest[: page.stop - len(found)]
            if len(found) == page.stop:
                break
        keys = found[page]
        records = queryset.in_bulk(keys)
        return [records[key] for key in keys if key in records]

    def _tiers(self, request: HttpRequest, queryset: QuerySet, typed: str) -> Iterator[QuerySet]:
        order = self.ordering or self.opts.ordering or ()
        order = order if "pk" in order else [*order, "pk"]
        term = fold(typed)
        folded = [name for name in self.names_ranked_by if self._is_folded(name)]
        if term and folded:
            yield queryset.filter(self._is_exactly(term)).order_by(*order)
        for name in folded if term else ():
            yield queryset.filter(**{f"{name}__startswith": term}).order_by(name, "pk")
        containing, _ = self.get_search_results(request, queryset, typed)
        if not term:
            yield containing.order_by(*order)
        elif len(term) >= self.words_from or not term.isascii():
            some = containing.order_by(self.names_ranked_by[0], "pk")[:MOST_CONTAINING]
            ranked = queryset.filter(pk__in=some.values("pk"))
            yield ranked.order_by(self._rank(term), *order)

    def _rank(self, term: str) -> Case:
        return Case(
            When(self._is_exactly(term), then=0),
            When(_any_of(self.names_ranked_by, "startswith", term), then=1),
            When(_any_of(self.names_ranked_by, "contains", f" {term}"), then=2),
            default=3,
            output_field=SmallIntegerField(),
        )

    def _is_folded(self, name: str) -> bool:
        return isinstance(self.opts.get_field(name), FoldedField)

    def is_named(self, queryset: QuerySet, name: str) -> bool:
        return queryset.filter(self._is_exactly(fold(name))).exists()

    def _is_exactly(self, term: str) -> Q:
        return _any_of(self.names_ranked_by, "exact", term)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        fields = self.get_search_fields(request)
        for word in search_term.replace("\x00", "").split():
            if fold(word):
                queryset = queryset.filter(reduce(or_, (self._has(f, word) for f in fields)))
        return queryset, False

    def _has(self, field: str, word: str) -> Q:
        is_folded = field.endswith("folded")
        has = Q(
            **{f"{field}__contains": fold(word)} if is_folded else {f"{field}__icontains": word}
        )
        if not lookup_spawns_duplicates(self.opts, field):
            return has
        return Q(pk__in=self.model._base_manager.filter(has).values("pk"))


def _any_of(fields: Iterable[str], comparison: str, term: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__{comparison}": term}) for field in fields))
