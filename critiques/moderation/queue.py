"""Owns what waits for moderators: one queue of contributions and reports, the most urgent first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Min, Prefetch, Q, QuerySet, Value
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
MODELS: dict[str, type[Moderated]] = {CONTRIBUTIONS: Contribution, REPORTS: Report}


@dataclass(frozen=True)
class Filters:
    """What of the queue is looked at: a kind or both, a state or all that waits, some words."""

    kind: str = ""
    state: str = WAITING
    words: str = ""
    grouped_by: str = ""
    moderates: frozenset[str] = frozenset({CONTRIBUTIONS, REPORTS})


class Entry(NamedTuple):
    """An item in the queue, as far as its order and its lease go. Entries sort into that order."""

    urgency: int
    since: datetime
    pk: int
    kind: str
    public_id: str
    state: str
    claimed_by_id: int | None
    claimed_until: datetime | None

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.public_id}"

    @property
    def item(self) -> Moderated:
        return MODELS[self.kind].objects.get(pk=self.pk)

    def is_free_for(self, user: Any, now: datetime) -> bool:
        is_held = self.claimed_until is not None and self.claimed_until > now
        return self.state in AWAITING and (not is_held or self.claimed_by_id == user.pk)


@dataclass
class Row:
    """An item as the queue shows it."""

    kind: str
    item: Moderated
    urgency: int
    words: str
    about: str
    source: str
    sender: Sender

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.item.public_id}"


@dataclass
class Group:
    name: str
    rows: list[Row] = field(default_factory=list)


def entries_of(filters: Filters) -> list[Entry]:
    """The queue: the most urgent first, then the oldest."""
    entries: list[Entry] = []
    if filters.kind != REPORTS and CONTRIBUTIONS in filters.moderates:
        entries += _entries(CONTRIBUTIONS, _contributions(filters))
    if filters.kind != CONTRIBUTIONS and REPORTS in filters.moderates:
        entries += _entries(REPORTS, _reports(filters))
    return sorted(entries)


def rows_of(entries: Sequence[Entry]) -> list[Row]:
    """What is shown of these, in their order."""
    rounds = ContributionRound.objects.select_related("film", "person", "source").order_by("number")
    contributions = (
        Contribution.objects.filter(pk__in=_keys(entries, CONTRIBUTIONS))
        .select_related("claimed_by", "contributor")
        .prefetch_related(Prefetch("rounds", rounds, to_attr="all_rounds"))
    )
    reports = Report.objects.filter(pk__in=_keys(entries, REPORTS)).select_related(
        "claimed_by", "reporter"
    )
    rows = [*map(_of_contribution, contributions), *map(_of_report, reports)]
    by_key = {row.key: row for row in rows}
    return [by_key[entry.key] for entry in entries if entry.key in by_key]


def groups_of(rows: Sequence[Row], by: str) -> list[Group]:
    """The rows under what they have in common, the largest group first."""
    common = _by_sender if by == "sender" else _by_source
    groups: dict[str, Group] = {}
    for row in rows:
        key, name = common(row)
        groups.setdefault(key, Group(name)).rows.append(row)
    return sorted(groups.values(), key=lambda group: -len(group.rows))


def _by_source(row: Row) -> tuple[str, str]:
    return row.source, row.source


def _by_sender(row: Row) -> tuple[str, str]:
    return row.sender.key, row.sender.name


def waiting(moderates: frozenset[str]) -> tuple[dict[str, int], timedelta | None]:
    """How many of each kind wait, and for how long the oldest of them all."""
    counts: dict[str, int] = {}
    oldest: list[datetime] = []
    for kind in (CONTRIBUTIONS, REPORTS):
        if kind in moderates:
            found = MODELS[kind].objects.awaiting_decision()
            facts = found.aggregate(count=Count("pk"), oldest=Min("created_at"))
            counts[kind] = facts["count"]
            oldest += [facts["oldest"]] if facts["oldest"] else []
    return counts, timezone.now() - min(oldest) if oldest else None


def to_open(entries: Sequence[Entry], key: str, by: Any) -> Iterator[Entry]:
    """Those behind this one that nobody else has open; from the end on again from the top."""
    keys = [entry.key for entry in entries]
    at = keys.index(key) + 1 if key in keys else 0
    now = timezone.now()
    for entry in [*entries[at:], *entries[:at]]:
        if entry.key != key and entry.is_free_for(by, now):
            yield entry


def _contributions(filters: Filters) -> QuerySet:
    found = Contribution.objects.annotate(urgency=Value(1))
    if filters.words:
        said = Q(rounds__text__icontains=filters.words) | Q(rounds__about__icontains=filters.words)
        said |= Q(rounds__source_title__icontains=filters.words) | Q(public_id=filters.words)
        said |= Q(contributor__name__icontains=filters.words)
        said |= Q(contributor__credit__icontains=filters.words)
        found = found.filter(said).distinct()
    return _narrowed(found, filters.state)


def _reports(filters: Filters) -> QuerySet:
    found = Report.objects.with_urgency()
    if filters.words:
        said = Q(words__icontains=filters.words) | Q(about__icontains=filters.words)
        said |= Q(reply_text__icontains=filters.words)
        found = found.filter(said | Q(public_id=filters.words))
    return _narrowed(found, filters.state)


def _narrowed(found: QuerySet, state: str) -> QuerySet:
    if state == WAITING:
        return found.awaiting_decision()
    return (found.in_state(state) if state else found).order_by("-state_since")[:MOST_CLOSED]


def _entries(kind: str, found: QuerySet) -> Iterator[Entry]:
    fields = ("urgency", "created_at", "pk", "public_id", "state", "claimed_by", "claimed_until")
    for urgency, since, pk, *rest in found.values_list(*fields):
        yield Entry(urgency, since, pk, kind, *rest)


def _keys(entries: Sequence[Entry], kind: str) -> list[int]:
    return [entry.pk for entry in entries if entry.kind == kind]


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
        words=report.words or report.reply_text,
        about=report.about,
        source="",
        sender=sender_of(report),
    )
