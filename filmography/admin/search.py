"""Search in the admin's lists and autocompletes: no accents, no case, each word in any field."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Case, Q, QuerySet, SmallIntegerField, When
from django.http import HttpRequest

from filmography.publishing.text import fold


class FoldedSearch:
    """Compares each word folded with the fields named `folded`, and as it is with all others."""

    # The folded names by which choices are ranked, and the field that a new record's name is for.
    names_ranked_by: tuple[str, ...] = ("folded",)
    names_new_by = ""

    def ranked(self, queryset: QuerySet, term: str) -> QuerySet:
        """Those of just this name, then those whose name begins with the folded term, then those
        with a word that does, then all others; within each in the order of the list."""
        rank = Case(
            When(self._is_exactly(term), then=0),
            When(_any_of(self.names_ranked_by, "startswith", term), then=1),
            When(_any_of(self.names_ranked_by, "contains", f" {term}"), then=2),
            default=3,
            output_field=SmallIntegerField(),
        )
        order = self.ordering or self.opts.ordering or ()
        by_key = [] if "pk" in order else ["pk"]
        return queryset.annotate(match_rank=rank).order_by("match_rank", *order, *by_key)

    def is_named(self, queryset: QuerySet, name: str) -> bool:
        return queryset.filter(self._is_exactly(fold(name))).exists()

    def _is_exactly(self, term: str) -> Q:
        return _any_of(self.names_ranked_by, "exact", term)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        fields = self.get_search_fields(request)
        words = [word for word in search_term.replace("\x00", "").split() if fold(word)]
        for word in words:
            queryset = queryset.filter(_in_any(fields, word))
        repeats = any(lookup_spawns_duplicates(self.opts, field) for field in fields)
        return queryset, bool(words) and repeats


def _any_of(fields: Iterable[str], comparison: str, term: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__{comparison}": term}) for field in fields))


def _in_any(fields: list[str], word: str) -> Q:
    folded = fold(word)
    conditions = (
        Q(**{f"{field}__icontains": folded if field.endswith("folded") else word})
        for field in fields
    )
    return reduce(or_, conditions)
