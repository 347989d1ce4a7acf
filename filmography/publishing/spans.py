"""When records are public: spans of time, of which several records together have fewer.

Times are microseconds since 1970, half-open, so that they compare the same everywhere.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from filmography.publishing.put_together import RightNow
from filmography.publishing.states import PublicationState

EVER = 2**62
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Span(NamedTuple):
    start: int = 0
    end: int = EVER

    def covers(self, other: "Span") -> bool:
        return self.start <= other.start and self.end >= other.end


ALWAYS = Span()


def microseconds(time: datetime) -> int:
    return (time - _EPOCH) // timedelta(microseconds=1)


def span_fields(prefix: str = "") -> tuple[str, str]:
    """The fields that `span_of` wants, of a record or of that which the relation leads to."""
    return f"{prefix}published_at", f"{prefix}published_until"


def span_of(since: datetime, until: datetime | None) -> Span:
    return Span(microseconds(since), microseconds(until) if until else EVER)


def released(prefix: str = "") -> Q:
    """The condition under which a record is public for its own part, now or from a set time on."""
    ends_later = Q(**{f"{prefix}published_until__isnull": True}) | Q(
        **{f"{prefix}published_until__gt": RightNow()}
    )
    return ends_later & Q(**{f"{prefix}state": PublicationState.PUBLISHED})


def scheduled() -> Q:
    """The condition under which a record becomes public by itself, at a time to come."""
    return Q(state=PublicationState.PUBLISHED, published_at__gt=timezone.now())


def ended() -> Q:
    """The condition under which a record was public until a set time."""
    return Q(state=PublicationState.PUBLISHED, published_until__lte=timezone.now())


def windows(spans: Iterable[Span], now: int, most: int) -> list[Span]:
    """The parts of all time from now on in which none of the spans begins or ends.

    The first reaches back to the beginning; beyond `most` parts the rest of time is one.
    """
    times = {time for span in spans for time in span if now < time < EVER}
    cuts = [0, *sorted(times)[: most - 1], EVER]
    return [Span(start, end) for start, end in pairwise(cuts)]
