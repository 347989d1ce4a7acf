"""By what results are narrowed: the filters of the page, their values in an address, and how many
of the results each choice would leave. Only public names are named."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from critiques.models import Publication, Source, Stance, Theme
from critiques.search.expressions import tokens_of_year
from filmography.listing import CHOICES_SHOWN, Choice, Facet
from filmography.models import Film, Language, Person

CHECKED = {"yes": "Checked", "no": "Not checked yet", "paraphrase": "Paraphrase"}


@dataclass(frozen=True)
class Narrowing:
    """A filter: its name in addresses, the beginning of its tokens, and of what it is a choice."""

    name: str
    label: str
    prefix: str
    records: Callable[[], QuerySet] | None = None
    choices: dict[str, str] | None = None

    def token(self, value: str) -> str | None:
        """Of a value in an address; none if it is no choice."""
        if self.records:
            pk = self.records().filter(slug=value).values_list("pk", flat=True).first()
            return pk and f"#{self.prefix}:{pk}"
        if self.choices is not None:
            return f"#{self.prefix}:{value}" if value in self.choices else None
        return self._year_or_language(value)

    def _year_or_language(self, value: str) -> str | None:
        if self.name == "year":
            fits = len(value) == 4 and value.isascii() and value.isdigit() and int(value) > 0
            return tokens_of_year(int(value))[0] if fits else None
        known = Language.objects.filter(code=value).exists()
        return f"#l:{value.lower()}" if known else None

    def rows(self, counts: dict[str, int]) -> list[tuple[str, str, int]]:
        """Value, label and number of the most frequent, given the numbers by end of the token."""
        if self.choices is not None:
            return [(key, self.choices[key], counts[key]) for key in self.choices if key in counts]
        most = sorted(counts, key=lambda key: (-counts[key], key))
        if self.name == "year":
            years = [year for year in most if year.isdigit() and len(year) == 4]
            return [(year, year, counts[year]) for year in sorted(years, reverse=True)]
        most = most[: CHOICES_SHOWN + 1]
        named = dict(self._names(most))
        return [(*named[key], counts[key]) for key in most if key in named]

    def _names(self, keys: Iterable[str]) -> Iterable[tuple[str, tuple[str, str]]]:
        if not self.records:
            found = Language.objects.values_list("code", "name")
            wanted = set(keys)
            return [(code.lower(), (code, name)) for code, name in found if code.lower() in wanted]
        records = self.records().filter(pk__in=[int(key) for key in keys])
        return [(str(record.pk), (record.slug, str(record))) for record in records]

    def label_of(self, value: str) -> str:
        if self.records:
            return str(self.records().get(slug=value))
        if self.name == "language":
            return Language.objects.get(code=value).name
        return (self.choices or {}).get(value, value)


NARROWINGS = (
    Narrowing("film", "Film", "f", Film.objects.published),
    Narrowing("person", "Person", "p", Person.objects.published),
    Narrowing("theme", "Theme", "t", Theme.objects.published),
    Narrowing("stance", "Stance", "st", choices=dict(Stance.choices)),
    Narrowing("publication", "Publication", "u", Publication.objects.published),
    Narrowing("source", "Source", "s", Source.objects.published),
    Narrowing("year", "Year", "y"),
    Narrowing("language", "Language", "l"),
    Narrowing("checked", "Checked", "c", choices=CHECKED),
)


def chosen(asked: QueryDict) -> dict[str, tuple[str, str]]:
    """Of each filter in force the value and its token; what is no choice is left out."""
    found = {}
    for each in NARROWINGS:
        value = asked.get(each.name, "")
        token = each.token(value) if 0 < len(value) <= 100 and "\0" not in value else None
        if token:
            found[each.name] = (value, token)
    return found


def facets(
    counts: Counter[str], in_force: dict[str, tuple[str, str]], query: Callable[..., str]
) -> list[Facet]:
    """What is left to choose from; `query` gives the address with parameters changed."""
    by_prefix: dict[str, dict[str, int]] = {}
    for token, count in counts.items():
        prefix, _, value = token[1:].partition(":")
        by_prefix.setdefault(prefix, {})[value] = count
    return [
        facet
        for each in NARROWINGS
        if each.name not in in_force
        and (facet := _facet(each, each.rows(by_prefix.get(each.prefix, {})), query)).choices
    ]


def _facet(narrowing: Narrowing, rows: list[tuple[str, str, int]], query: Any) -> Facet:
    shown = rows[:CHOICES_SHOWN]
    choices = [
        Choice(label, narrowing.label, count, False, query(**{narrowing.name: value}))
        for value, label, count in shown
    ]
    return Facet(narrowing.name, narrowing.label, choices, has_more=len(rows) > len(shown))


def removable(in_force: dict[str, tuple[str, str]], query: Callable[..., str]) -> list[Choice]:
    """The filters in force, each with the address without it."""
    return [
        Choice(
            each.label_of(in_force[each.name][0]), each.label, 0, True, query(**{each.name: None})
        )
        for each in NARROWINGS
        if each.name in in_force
    ]
