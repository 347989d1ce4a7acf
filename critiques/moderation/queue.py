"""Owns what waits for moderators: one queue of contributions and reports, the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from critiques.models import Contribution, ContributionRound, Report
from critiques.models.moderation.moderated import Moderated
from critiques.models.moderation.states import AWAITING
from critiques.moderation.senders import Sender, sender_of

CONTRIBUTIONS, REPORTS = "contribution", "report"
WAITING = "waiting"
# What is closed is shown as far back as so many items of each kind.
MOST_CLOSED = 500
PER_PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What of the queue is looked at: a kind or both, a state or all that waits, some words."""

    kind: str = ""
    state: str = WAITING
    words: str = ""
    grouped_by: str = ""
    moderates: frozenset[str] = frozenset({CONTRIBUTIONS, REPORTS})


@dataclass
class Row:
    kind: str
    item: Moderated
    urgency: int
    words: str
    about: str
    source: str
    sender: Sender

    @property
    def since(self) -> datetime:
        return self.item.created_at

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.item.public_id}"


@dataclass
class Group:
    name: str
    rows: list[Row] = field(default_factory=list)


def rows_of(filters: Filters) -> list[Row]:
    """The items, the most urgent first, then the oldest."""
    rows: list[Row] = []
    if filters.kind != REPORTS and CONTRIBUTIONS in filters.moderates:
        rows += map(_of_contribution, _contributions(filters))
    if filters.kind != CONTRIBUTIONS and REPORTS in filters.moderates:
        rows += map(_of_report, _reports(filters))
    rows.sort(key=lambda row: (row.urgency, row.since, row.item.pk))
    return rows


def groups_of(rows: Sequence[Row], by: str) -> list[Group]:
    """The rows under what they have in common, the largest group first."""
    common = {"source": lambda row: (row.source, row.source), "sender": _by_sender}.get(by)
    if common is None:
        return [Group("", list(rows))]
    groups: dict[str, Group] = {}
    for row in rows:
        key, name = common(row)
        groups.setdefault(key, Group(name)).rows.append(row)
    return sorted(groups.values(), key=lambda group: -len(group.rows))


def _by_sender(row: Row) -> tuple[str, str]:
    return row.sender.key, row.sender.name


def counts_of(moderates: frozenset[str]) -> dict[str, int]:
    """How many of each kind wait."""
    kinds: dict[str, QuerySet] = {
        CONTRIBUTIONS: Contribution.objects.awaiting_decision(),
        REPORTS: Report.objects.awaiting_decision(),
    }
    return {kind: kinds[kind].count() for kind in kinds if kind in moderates}


def rows_to_open(rows: Sequence[Row], key: str, by: Any) -> Iterator[Row]:
    """The items behind this one that nobody else has open; from the end on again from the top."""
    keys = [row.key for row in rows]
    at = keys.index(key) + 1 if key in keys else 0
    for row in [*rows[at:], *rows[:at]]:
        is_held = row.item.is_claimed and row.item.claimed_by_id != by.pk
        if row.key != key and row.item.state in AWAITING and not is_held:
            yield row


def _contributions(filters: Filters) -> QuerySet:
    rounds = ContributionRound.objects.select_related("film", "person", "source").order_by("number")
    found = Contribution.objects.select_related("claimed_by", "contributor").prefetch_related(
        Prefetch("rounds", rounds, to_attr="all_rounds")
    )
    if filters.words:
        said = Q(rounds__text__icontains=filters.words) | Q(rounds__about__icontains=filters.words)
        said |= Q(rounds__source_title__icontains=filters.words) | Q(public_id=filters.words)
        said |= Q(contributor__name__icontains=filters.words)
        found = found.filter(said).distinct()
    return _narrowed(found, filters.state)


def _reports(filters: Filters) -> QuerySet:
    found = Report.objects.select_related("claimed_by", "reporter")
    if filters.words:
        said = Q(words__icontains=filters.words) | Q(about__icontains=filters.words)
        found = found.filter(said | Q(public_id=filters.words))
    return _narrowed(found, filters.state)


def _narrowed(found: QuerySet, state: str) -> QuerySet:
    if state == WAITING:
        return found.awaiting_decision()
    return (found.in_state(state) if state else found).order_by("-state_since")[:MOST_CLOSED]


def _of_contribution(contribution: Contribution) -> Row:
    sent = contribution.all_rounds[-1] if contribution.all_rounds else None
    return Row(
        kind=CONTRIBUTIONS,
        item=contribution,
        urgency=1,
        words=sent.text if sent else "",
        about=str(sent.film or sent.person or sent.about) if sent else "",
        source=str(sent.source or sent.source_title) if sent else "",
        sender=sender_of(contribution),
    )


def _of_report(report: Report) -> Row:
    return Row(
        kind=REPORTS,
        item=report,
        urgency=0 if report.is_urgent else 1,
        words=report.words,
        about=report.about,
        source="",
        sender=sender_of(report),
    )


def waiting_since(rows: Sequence[Row]) -> Any | None:
    """How long the oldest has waited."""
    return timezone.now() - min(row.since for row in rows) if rows else None
