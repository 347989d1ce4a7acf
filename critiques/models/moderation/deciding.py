"""What moderators decide on a contribution. Each is conditional on what they saw."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from django.conf import settings
from django.db import models

from critiques.models.moderation.actors import Actor, acting
from critiques.models.moderation.events import ModerationEvent, NeedsAnother, NotAllowed
from critiques.models.moderation.rounds import content_hash
from critiques.models.moderation.states import Reason
from critiques.models.moderation.taking_back import take_back_excerpt, take_back_record


@dataclass(frozen=True)
class Made:
    """What an acceptance made: the excerpt, and the records that were not there before."""

    excerpt: Any
    records: list[models.Model] = field(default_factory=list)


class Acceptance(Protocol):
    """What a moderator makes of a contribution (`critiques.moderation.accepting`)."""

    text: str

    def is_proved(self) -> bool:
        """Whether a capture of the source proves the words."""

    def make(self, contribution: Any, by: Any) -> Made:
        """Makes the excerpt and what it needs. Called in the transaction of the acceptance."""


class Deciding:
    """Mixin of Contribution."""

    def accept(
        self, *, by: Any, seen: str, acceptance: Acceptance, message: str = ""
    ) -> Any | None:
        """Makes the excerpt; or, where other words need a second moderator, proposes them and
        gives None."""
        actor = acting(by)
        with self._in_hand():
            self._check("accept", actor, seen)
            self._refuse_interested(actor)
            reason = self._reason_to_accept(actor, acceptance)
            if reason is None:
                self._propose(actor, seen, acceptance.text, message)
                return None
            event = self._step("accept", by=actor, seen=seen, reason=reason, message=message)
            made = acceptance.make(self, by)
            records = [[record._meta.label, record.pk] for record in made.records]
            type(self).objects.filter(pk=self.pk).update(excerpt=made.excerpt, made=records)
            self.excerpt, self.made = made.excerpt, records
            self._tell(event)
        return made.excerpt

    def request_changes(self, *, by: Any, seen: str, reason: str, message: str) -> None:
        self._decide("request_changes", by, seen, reason, message)

    def decline(self, *, by: Any, seen: str, reason: str, message: str = "") -> None:
        self._decide("decline", by, seen, reason, message)

    def mark_duplicate(self, *, by: Any, seen: str, of: Any = None, message: str = "") -> None:
        self._decide("mark_duplicate", by, seen, Reason.DUPLICATE, message, duplicate_of=of)

    def _refuse_interested(self, actor: Actor) -> None:
        if self.is_by(actor):
            raise NotAllowed("You contributed this yourself: it is for another moderator.")
        super()._refuse_interested(actor)

    def _reason_to_accept(self, actor: Actor, acceptance: Acceptance) -> str | None:
        """The reason code under which the words may be accepted now; None if they may not."""
        if acceptance.text == self.current.text or acceptance.is_proved():
            return ""
        is_proposed = acceptance.text == self.proposed_text
        if is_proposed and self.proposed_by_id != actor.user_id:
            return Reason.SECOND
        if not settings.REQUIRE_SECOND_MODERATOR:
            return Reason.ALONE
        if is_proposed:
            raise NeedsAnother("You proposed these words: it is for another moderator to accept.")
        return None

    def _propose(self, actor: Actor, seen: str, text: str, message: str) -> None:
        self._step(
            "propose",
            by=actor,
            seen=seen,
            message=message,
            proposed_text=text,
            proposed_by_id=actor.user_id,
            content_hash=content_hash(self.current.words, text, self.content_hash),
            claimed_by_id=None,
            claimed_until=None,
        )

    def _undone(self, decision: ModerationEvent, by: Any) -> dict[str, Any]:
        if decision.transition == "accept":
            if self.excerpt:
                take_back_excerpt(self.excerpt, by)
            for label, pk in reversed(self.made):
                take_back_record(label, pk, by)
        return {"excerpt": None, "made": [], "duplicate_of": None}
