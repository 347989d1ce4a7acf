"""Grouping credits and awards for the pages of films and people. Pure: reads what was fetched."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import TextChoices


class Year(NamedTuple):
    year: int | None
    credits: list[Any]
    awards: list[Any]


def grouped_by_role(
    records: Iterable[Any], roles: type[TextChoices]
) -> list[tuple[str, list[Any]]]:
    """Records under the label of their role, in the order in which the roles are declared."""
    by_role: dict[str, list[Any]] = defaultdict(list)
    for record in records:
        by_role[record.role].append(record)
    return [(role.label, by_role[role.value]) for role in roles if role.value in by_role]


def person_timeline(credits: Iterable[Any], awards: Iterable[Any]) -> list[Year]:
    """What a person made and was given, by year, the latest first; what has no year stands last."""
    years: dict[int | None, Year] = {}
    for credit in credits:
        years.setdefault(credit.film.year, Year(credit.film.year, [], [])).credits.append(credit)
    for award in awards:
        years.setdefault(award.year, Year(award.year, [], [])).awards.append(award)
    return sorted(years.values(), key=lambda entry: -(entry.year or 0))
