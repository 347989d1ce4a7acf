"""Owns what moderators are told of who sent something: a name, never an address, and a record."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from critiques.models import Contribution, Contributor
from critiques.models.moderation.states import ContributionState

UNNAMED = "Somebody without a name"


@dataclass(frozen=True)
class Sender:
    """`key` is the same for all that one sender sent; who gave no address is not recognised."""

    key: str
    name: str


@dataclass(frozen=True)
class Record:
    """How many other contributions of the same sender are in each state."""

    is_recognised: bool
    states: Counter[str]

    @property
    def is_first(self) -> bool:
        return self.is_recognised and not self.states.total()

    @property
    def accepted(self) -> int:
        return self.states[ContributionState.ACCEPTED]

    @property
    def others(self) -> list[tuple[str, int]]:
        """What the rest came to, in words."""
        return [
            (ContributionState(state).label.lower(), count)
            for state, count in self.states.most_common()
            if state != ContributionState.ACCEPTED
        ]


def sender_of(item: Any) -> Sender:
    """Of a contribution or a report; by the credit where there is no name. One that has been
    erased, or has neither name nor address, is a sender of its own."""
    person = getattr(item, "contributor", None) or getattr(item, "reporter", None)
    if person is None:
        return Sender(item.public_id, UNNAMED)
    name = person.name or getattr(person, "credit", "") or UNNAMED
    return Sender(person.email.lower() or person.name or item.public_id, name)


def record_of(contribution: Contribution) -> Record:
    """By account or by an address that was confirmed: anybody could write that of another."""
    sender = getattr(contribution, "contributor", None)
    same = _same(sender) if sender else None
    if same is None:
        return Record(False, Counter())
    others = Contribution.objects.exclude(pk=contribution.pk).filter(
        pk__in=Contributor.objects.filter(same).values("contribution")
    )
    return Record(True, Counter(others.values_list("state", flat=True)))


def _same(sender: Contributor) -> Q | None:
    same = Q()
    if sender.account_id:
        same |= Q(account=sender.account_id)
    if sender.email and sender.email_confirmed_at:
        same |= Q(email__iexact=sender.email, email_confirmed_at__isnull=False)
    return same or None
