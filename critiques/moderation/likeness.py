"""Owns which passages and open contributions are like the one in hand."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from critiques.models import Contribution, ContributionRound, ExcerptAnchor
from critiques.quotation import Span
from filmography.publishing.text import fold

# Alike in so many of a hundred; what is alike may still say the opposite, so a person looks.
LEAST_ALIKE = 80
MOST_COMPARED = 500
MOST_SHOWN = 5


@dataclass(frozen=True)
class Alike:
    """`why`: that it quotes the same words of the source, or how alike the words are."""

    record: Any
    why: str


def alike_excerpts(
    text: str,
    among: QuerySet,
    *,
    capture: Any = None,
    span: Span | None = None,
    near: Q | None = None,
) -> list[Alike]:
    """Excerpts that quote some of the same words of the source, then those in similar words among
    the newest `near` (of the same source, say); of those that this person may see."""
    found: dict[int, Alike] = {}
    if capture is not None and span is not None:
        anchors = ExcerptAnchor.objects.filter(
            capture=capture, start__lt=span.end, end__gt=span.start
        )
        for excerpt in among.filter(anchor__in=anchors)[:MOST_SHOWN]:
            found[excerpt.pk] = Alike(excerpt, "quotes some of the same words")
    if near is not None:
        others = among.filter(near).distinct().order_by("-pk")[:MOST_COMPARED]
        for excerpt, why in _most_alike(text, [(other, other.text) for other in others]):
            found.setdefault(excerpt.pk, Alike(excerpt, why))
    return list(found.values())[:MOST_SHOWN]


def alike_contributions(contribution: Contribution) -> list[Alike]:
    """Other contributions that wait, too, in similar words."""
    rounds = (
        ContributionRound.objects.filter(contribution__in=Contribution.objects.offered())
        .exclude(contribution=contribution)
        .select_related("contribution")
        .order_by("-pk")[:MOST_COMPARED]
    )
    newest: dict[int, tuple[Contribution, str]] = {}
    for each in rounds:
        newest.setdefault(each.contribution_id, (each.contribution, each.text))
    alike = _most_alike(contribution.current.text, newest.values())
    return [Alike(other, why) for other, why in alike]


def _most_alike(text: str, others: Iterable[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """The records whose words are alike, or hold one another, with how alike they are."""
    wanted = fold(text)
    rated = [(fuzz.token_set_ratio(wanted, fold(words)), one, words) for one, words in others]
    rated.sort(key=lambda rating: -rating[0])
    return [
        (one, _how_alike(wanted, fold(words)))
        for rate, one, words in rated[:MOST_SHOWN]
        if rate >= LEAST_ALIKE
    ]


def _how_alike(one: str, other: str) -> str:
    if one == other:
        return "the same words"
    return f"{math.floor(fuzz.token_sort_ratio(one, other))} % alike"
