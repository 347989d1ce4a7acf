"""What search should find, by plain Python over the entries: no index, no SQL for words."""

from critiques.models import SearchEntry
from critiques.search.expressions import Alternative, expression
from critiques.search.finding import languages
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query


class Reference:
    """The entries as they are now."""

    def __init__(self) -> None:
        now = now_in_microseconds()
        public = SearchEntry.objects.filter(visible_from__lte=now, visible_until__gt=now)
        self.entries = {
            entry.pk: f" {entry.tokens} | {entry.around} | {entry.facets} "
            for entry in public.order_by("pk")
        }
        self.languages = languages()

    def answers(self, query: Query, facets: tuple[list[str], ...] = ()) -> set[int]:
        """Ids of all entries that a query finds."""
        wanted = expression(query, self.languages, facets)
        return {
            pk
            for pk, text in self.entries.items()
            if all(any(_is_in(text, each) for each in clause) for clause in wanted.wanted)
            and not any(_is_in(text, each) for each in wanted.unwanted)
        }


def _is_in(text: str, alternative: Alternative) -> bool:
    row = f" {' '.join(alternative.tokens)}"
    return (row if alternative.is_prefix else f"{row} ") in text
