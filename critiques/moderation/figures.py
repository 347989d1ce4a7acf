"""Owns what an operator wants to know of moderation: how much, how fast, why, who waits longest."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from django.utils import timezone

from critiques.models import Contribution, ModerationEvent, Report
from critiques.models.moderation.states import CONTRIBUTION, Reason

WEEKS = 26
# In the order in which they are drawn, and what each is called.
OUTCOMES = {
    "accept": "accepted",
    "request_changes": "changes requested",
    "decline": "declined",
    "mark_duplicate": "here already",
    "mark_spam": "spam",
}


@dataclass(frozen=True)
class Week:
    begins: date
    received: int
    outcomes: dict[str, int]
    median_wait: timedelta | None

    @property
    def decided(self) -> int:
        return sum(self.outcomes.values())


@dataclass(frozen=True)
class Figures:
    weeks: list[Week]
    reasons: list[tuple[str, str, int]]
    median_wait: timedelta | None
    oldest: Any
    waiting: int
    reports_waiting: int

    @property
    def most(self) -> int:
        """The highest column: what the chart has to hold."""
        return max([1, *(max(week.received, week.decided) for week in self.weeks)])


def figures(weeks: int = WEEKS) -> Figures:
    first = _monday(timezone.localdate()) - timedelta(weeks=weeks - 1)
    decisions = _decisions(first)
    received = Counter(
        _monday(timezone.localtime(at).date())
        for at in Contribution.objects.filter(created_at__date__gte=first).values_list(
            "created_at", flat=True
        )
    )
    outcomes: dict[date, Counter[str]] = defaultdict(Counter)
    waits: dict[date, list[timedelta]] = defaultdict(list)
    reasons: Counter[tuple[str, str]] = Counter()
    for transition, reason, at, created in decisions:
        week = _monday(timezone.localtime(at).date())
        outcomes[week][transition] += 1
        waits[week].append(at - created)
        if reason:
            reasons[transition, reason] += 1
    begins = [first + timedelta(weeks=number) for number in range(weeks)]
    all_waits = [wait for found in waits.values() for wait in found]
    waiting = Contribution.objects.awaiting_decision()
    return Figures(
        weeks=[
            Week(
                week,
                received[week],
                {name: outcomes[week][name] for name in OUTCOMES},
                median(waits[week]) if waits[week] else None,
            )
            for week in begins
        ],
        reasons=[
            (CONTRIBUTION[transition].label, Reason(reason).label, count)
            for (transition, reason), count in reasons.most_common()
        ],
        median_wait=median(all_waits) if all_waits else None,
        oldest=waiting.order_by("created_at").first(),
        waiting=waiting.count(),
        reports_waiting=Report.objects.awaiting_decision().count(),
    )


def _decisions(since: date) -> Any:
    return (
        ModerationEvent.objects.decided()
        .filter(at__date__gte=since)
        .values_list("transition", "reason", "at", "contribution__created_at")
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
