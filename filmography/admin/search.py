"""Search in the admin's lists and autocompletes: no accents, no case, each word in any field."""

from functools import reduce
from operator import or_

from django.contrib.admin.utils import lookup_spawns_duplicates
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from filmography.publishing.text import fold


class FoldedSearch:
    """Compares each word folded with the fields named `folded`, and as it is with all others."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        fields = self.get_search_fields(request)
        words = [word for word in search_term.replace("\x00", "").split() if fold(word)]
        for word in words:
            queryset = queryset.filter(_in_any(fields, word))
        repeats = any(lookup_spawns_duplicates(self.opts, field) for field in fields)
        return queryset, bool(words) and repeats


def _in_any(fields: list[str], word: str) -> Q:
    folded = fold(word)
    conditions = (
        Q(**{f"{field}__icontains": folded if field.endswith("folded") else word})
        for field in fields
    )
    return reduce(or_, conditions)
