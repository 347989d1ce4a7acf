"""What must be true of the events of every contribution and report, at any time."""

from itertools import pairwise
from typing import Any

from critiques.models import ModerationEvent


def assert_unbroken(item: Any) -> list[ModerationEvent]:
    """Each event begins where the one before ended, as the table allows, and the last one ended
    where the item is."""
    events = list(item.events.all())
    assert [event.transition for event in events].index("submit") == 0
    for before, after in pairwise(events):
        step = item.TRANSITIONS[after.transition]
        assert after.from_state == before.to_state, after.transition
        assert after.from_state in step.sources, after.transition
        assert after.to_state == (step.target or after.from_state), after.transition
        assert after.at >= before.at
    stored = type(item).objects.get(pk=item.pk)
    assert events[-1].to_state == stored.state
    return events
