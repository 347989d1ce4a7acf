"""What must be true of contributions and reports at any time, whatever was done before."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.contrib.admin.models import LogEntry
from django.core import mail

from critiques.models import (
    Contribution,
    ContributionRound,
    Contributor,
    Excerpt,
    ModerationEvent,
    ModerationMessage,
    ModerationNote,
    Reply,
    Report,
    Reporter,
)
from critiques.models.moderation.states import CHANGING
from filmography.models import OutgoingMail

CANARY = re.compile("zqx[pw][0-9]+q")
# Where something of a person may stand, beside the passage that acceptance made.
PRIVATE = (
    Contribution,
    ContributionRound,
    Contributor,
    ModerationEvent,
    ModerationMessage,
    ModerationNote,
    OutgoingMail,
    Report,
    Reporter,
)


def row(item: Any) -> Any:
    return type(item).objects.values().get(pk=item.pk)


def assert_hashes_go_on(item: Any) -> None:
    """Each event holds the hash of what it was about. Only what changes the content changes it, and
    none ever comes back; the last one is the item's own."""
    events = list(item.events.all())
    for before, after in pairwise(events):
        is_new = before.content_hash != after.content_hash
        assert is_new == (after.transition in CHANGING), after.transition
    changes = [event.content_hash for event in events if event.transition in CHANGING]
    assert len({events[0].content_hash, *changes}) == len(changes) + 1
    assert row(item)["content_hash"] == events[-1].content_hash
    if isinstance(item, Contribution):
        sent = [event for event in events if event.transition in ("submit", "resubmit")]
        rounds = item.rounds.order_by("number").values_list("number", "content_hash")
        assert list(rounds) == [(at, event.content_hash) for at, event in enumerate(sent, 1)]


def assert_public(shown: set[int]) -> None:
    """Those of these contributions have a public passage; whatever is accepted has one, of its
    own, and nothing else has."""
    public = Excerpt.objects.published().values_list("contribution", flat=True)
    assert sorted(public) == sorted(shown)
    accepted = Contribution.objects.filter(state="accepted").values_list("excerpt", flat=True)
    assert sorted(accepted) == sorted(Excerpt.objects.values_list("pk", flat=True))
    assert not Contribution.objects.exclude(state="accepted").exclude(excerpt=None).exists()


def assert_erased(canaries: dict[Any, tuple[str, str]]) -> None:
    """Of who was erased nothing is left but what is public: the passage that was accepted, without
    their name, or a reply under it, which they can have taken down."""
    erased = [item for item in canaries if row(item)["erased_at"] is not None]
    if not erased:
        return
    private, passages, replies = dump(PRIVATE), dump([Excerpt]), dump((Reply, LogEntry))
    for item in erased:
        stored, (person, words) = row(item), canaries[item]
        assert person not in private + passages
        assert words not in private
        assert person not in replies or stored.get("reply_id") is not None
        is_public = (stored.get("excerpt_id") or stored.get("reply_id")) is not None
        assert words not in passages + replies or is_public


def dump(models: Iterable[Any]) -> str:
    return "".join(str(list(model.objects.values())) for model in models)


def assert_mail_is_discreet() -> None:
    """What waits names nobody; what was sent says nothing, and only who may be told got it."""
    assert not CANARY.search(str(list(OutgoingMail.objects.values())))
    for message in mail.outbox:
        assert not CANARY.search(message.subject + message.body)
        [address] = message.to
        person = CANARY.search(address)
        sender = Contributor.objects.filter(name=person[0]).first() if person else None
        is_asked = "please confirm" in message.subject
        assert sender is None or is_asked or sender.email_confirmed_at is not None
