"""What contributions and reports have in common: a state that only transitions change, a secret
link, and events."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from critiques.models.moderation.actors import Actor, acting
from critiques.models.moderation.events import (
    AlreadyDecided,
    ContentChanged,
    ModerationEvent,
    ModerationMessage,
    NeedsAnother,
    NotAllowed,
    TransitionRefused,
)
from critiques.models.moderation.leases import LEASE, Leased
from critiques.models.moderation.staff_notices import tell_moderators
from critiques.models.moderation.states import (
    AWAITING,
    CHANGING,
    DECISIONS,
    OPEN_STATES,
    SENDERS,
    Reason,
    Role,
    Transition,
)
from filmography.publishing.fields import PublicIdField
from filmography.publishing.history import current, recording
from filmography.publishing.outbox import post, take_back
from filmography.publishing.secret_links import hash_of, new_salt, secret_of

UNDOABLE_FOR = timedelta(seconds=10)
# What may still be undone is not yet told by mail.
MAIL_AFTER = timedelta(seconds=12)


class ModeratedQuerySet(models.QuerySet):
    def at_secret(self, secret: str) -> Self:
        """What the link with this secret leads to."""
        return self.filter(secret_hash=hash_of(secret))

    def in_state(self, state: str) -> Self:
        return self.filter(state=state)


class Moderated(Leased):
    TRANSITIONS: ClassVar[dict[str, Transition]] = {}

    public_id = PublicIdField()
    # What was sent with one form is one item, however often it is sent.
    form_key_hash = models.CharField(max_length=64, unique=True, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    # The decision that an appeal or a review is against is not for the one who took it.
    not_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.secret_hash = hash_of(self.secret)
        super().save(*args, **kwargs)

    @classmethod
    def _take_in(cls, form_key: str, fields: dict[str, Any], begin: Callable[[Any], None]) -> Self:
        """Takes in what was sent with a form, once: sent again, it gives the same item."""
        key = hash_of(form_key)
        known = cls.objects.filter(form_key_hash=key)
        try:
            with transaction.atomic():
                if item := known.first():
                    return item
                item = cls.objects.create(form_key_hash=key, **fields)
                begin(item)
                return item
        except IntegrityError:
            if item := known.first():  # another process took it in at the same moment
                return item
            raise

    @property
    def secret(self) -> str:
        return secret_of(self._meta.model_name, self.salt)

    def allowed(self, by: Any) -> list[Transition]:
        """What this person may do with it now."""
        actor = acting(by)
        return [
            transition
            for transition in self.TRANSITIONS.values()
            if self.state in transition.sources and actor.role in transition.roles
        ]

    def refuse_unless_allowed(self, name: str, *, by: Any) -> None:
        """Raises what speaks against this decision of theirs as far as it is known before it."""
        self._check(name, acting(by))

    def mark_spam(self, *, by: Any, seen: str) -> None:
        """Nobody is told: an answer would only say that somebody reads here."""
        actor = acting(by)
        with self._in_hand():
            self._refuse_interested(actor)
            self._step("mark_spam", by=actor, seen=seen, reason=Reason.SPAM)

    def reopen(self, *, by: Any) -> None:
        actor = acting(by)
        with self._in_hand():
            self._refuse_interested(actor)
            self._step("reopen", by=actor)

    def undo(self, *, by: Any) -> None:
        """Takes one's own last decision back while nobody has been told of it."""
        actor = acting(by)
        with self._in_hand():
            last = self.events.last()
            since = timezone.now() - UNDOABLE_FOR
            if (
                last.transition not in DECISIONS
                or last.actor_id != actor.user_id
                or last.at < since
            ):
                raise TransitionRefused("Only your own last decision, and only for ten seconds.")
            until = timezone.now() + LEASE
            changes = {"claimed_by_id": actor.user_id, "claimed_until": until}
            self._step("undo", by=actor, **changes, **self._undone(last, by))
            take_back(self._mail_key(last))

    def erase(self, *, also_open: bool = False) -> None:
        """Removes what is personal and what was sent; the events, which hold neither, stay."""
        with self._in_hand():
            if self.state in OPEN_STATES | AWAITING and not also_open:
                raise TransitionRefused("It is still open.")
            self.notes.all().delete()
            ModerationMessage.objects.filter(event__in=self.events.all()).delete()
            self._erase_words()
            type(self).objects.filter(pk=self.pk).update(erased_at=timezone.now())

    def _erase_words(self) -> None:
        raise NotImplementedError

    def _who_decided(self) -> int | None:
        """Whose decision an appeal is against, if their account is still there."""
        last = self.events.filter(transition__in=DECISIONS).last()
        users = get_user_model().objects.filter(pk=last.actor_id if last else None)
        return users.values_list("pk", flat=True).first()

    def _undone(self, decision: ModerationEvent, by: Any) -> dict[str, Any]:
        """Takes back what else the decision did; gives the fields that are as before."""
        return {}

    def _refuse_interested(self, actor: Actor) -> None:
        """Raises NotAllowed if this person is not the one to decide."""
        if self.not_for_id is not None and self.not_for_id == actor.user_id:
            raise NeedsAnother("This is against a decision of yours: it is for somebody else.")

    def _decide(
        self, name: str, by: Any, seen: str, reason: str, message: str, **changes: Any
    ) -> None:
        actor = acting(by)
        with self._in_hand():
            self._refuse_interested(actor)
            event = self._step(name, by=actor, seen=seen, reason=reason, message=message, **changes)
            self._tell(event)

    @contextmanager
    def _in_hand(self) -> Iterator[None]:
        """One act of the history, with the row locked and read anew. If it fails, what is in memory
        is again as the database has it."""
        try:
            with recording():
                self.refresh_from_db(
                    from_queryset=type(self).objects.select_for_update(no_key=True)
                )
                yield
        except Exception:
            self.refresh_from_db()
            raise

    def _check(
        self, name: str, actor: Actor, seen: str | None = None, *, in_spite: bool = False
    ) -> None:
        """Raises what speaks against the transition: role, state, lease, or what was seen."""
        step = self.TRANSITIONS[name]
        if actor.role not in step.roles:
            raise NotAllowed(f"This cannot be {step.done} by you.")
        if self.state not in step.sources:
            raise AlreadyDecided(self._how_it_came_to_be(actor))
        if self.erased_at and step.target in AWAITING:
            raise TransitionRefused("Its words have been erased.")
        if actor.user_id is not None and not in_spite:
            self._refuse_if_held(actor)
        if seen is not None and seen != self.content_hash:
            last = self.events.filter(transition__in=CHANGING).last()
            how = f": {last.told(to=actor)}" if last else ""
            raise ContentChanged(f"It was changed while you had it open{how}. Look at it again.")

    def _step(
        self,
        name: str,
        *,
        by: Any,
        seen: str | None = None,
        reason: str = "",
        message: str = "",
        in_spite: bool = False,
        **changes: Any,
    ) -> ModerationEvent:
        """Makes a transition of what is in hand: checked, conditional, logged."""
        step, actor = self.TRANSITIONS[name], acting(by)
        self._check(name, actor, seen, in_spite=in_spite)
        if step.reasons and reason not in step.reasons:
            raise TransitionRefused("Choose one of the reasons.")
        before = self.state
        if step.target is not None:
            changes |= {"state": step.target, "state_since": timezone.now()}
        if step.is_decision:
            changes |= {"claimed_by_id": None, "claimed_until": None}
        # The row is locked where the database can; and in any case nothing happens to another row
        # than the one that was checked.
        rows = type(self).objects.filter(pk=self.pk, state=before, content_hash=self.content_hash)
        if not rows.update(**changes or {"state": before}):
            raise ContentChanged("It was changed at this moment. Look at it again.")
        self.refresh_from_db()
        self._tell_history(step, actor)
        event = self._log(step, actor, before, reason)
        if message:
            ModerationMessage.objects.create(event=event, text=message)
        if step.target in AWAITING and name != "undo":
            tell_moderators(event)
        return event

    def _tell_history(self, step: Transition, actor: Actor) -> None:
        """What the act in hand does to records was done by this moderator. Whoever sent it is
        named by role only: histories outlive their data."""
        is_sender = actor.role in SENDERS
        current().say(
            by=actor.user,
            by_name=f"the {Role(actor.role).label.lower()}" if is_sender else "",
            why=f"{self._meta.verbose_name.capitalize()} {step.done}.",
        )

    def _log(self, step: Transition, actor: Actor, before: str, reason: str) -> ModerationEvent:
        return ModerationEvent.objects.create(
            **{self._meta.model_name: self},
            transition=step.name,
            from_state=before,
            to_state=self.state,
            role=actor.role,
            actor_id=actor.user_id,
            reason=reason,
            content_hash=self.content_hash,
        )

    def _how_it_came_to_be(self, reader: Actor) -> str:
        last = self.events.filter(to_state=self.state).exclude(from_state=self.state).last()
        state = self.get_state_display().lower()
        return f"It is {state} already: {last.told(to=reader)}." if last else f"It is {state}."

    def _tell(self, event: ModerationEvent, kind: str = "", *, at_once: bool = False) -> None:
        """Notes a mail about the event; whom it goes to is found out when it is sent."""
        after = timedelta(0) if at_once else MAIL_AFTER
        post(kind or self._meta.model_name, event.pk, key=self._mail_key(event), after=after)

    def _mail_key(self, event: ModerationEvent) -> str:
        return f"{self._meta.model_name}-{self.public_id}-{event.pk}"
