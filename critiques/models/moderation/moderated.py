"""What contributions and reports have in common: a state that only transitions change, a lease, a
secret link, and events."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.formats import date_format

from critiques.models.moderation.actors import Actor, acting
from critiques.models.moderation.events import (
    AlreadyDecided,
    ClaimedByOther,
    ContentChanged,
    ModerationEvent,
    ModerationMessage,
    NotAllowed,
    TransitionRefused,
)
from critiques.models.moderation.staff_notices import tell_moderators
from critiques.models.moderation.states import AWAITING, Role, Transition
from filmography.publishing.fields import PublicIdField
from filmography.publishing.outbox import post, take_back
from filmography.publishing.secret_links import hash_of, new_salt, secret_of

LEASE = timedelta(minutes=15)
UNDOABLE_FOR = timedelta(seconds=10)
# What may still be undone is not yet told by mail.
MAIL_AFTER = timedelta(seconds=12)


class ModeratedQuerySet(models.QuerySet):
    def at_secret(self, secret: str) -> Self:
        """What the link with this secret leads to."""
        return self.filter(secret_hash=hash_of(secret))


class Moderated(models.Model):
    TRANSITIONS: ClassVar[dict[str, Transition]] = {}

    public_id = PublicIdField()
    # What was sent with one form is one item, however often it is sent.
    form_key_hash = models.CharField(max_length=64, unique=True, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    content_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    state_since = models.DateTimeField(default=timezone.now, editable=False)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, editable=False)
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

    @property
    def secret(self) -> str:
        return secret_of(self._meta.model_name, self.salt)

    @property
    def is_claimed(self) -> bool:
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    def allowed(self, by: Any) -> list[Transition]:
        """What this person may do with it now."""
        actor = acting(by)
        return [
            transition
            for transition in self.TRANSITIONS.values()
            if self.state in transition.sources and actor.role in transition.roles
        ]

    def claim(self, *, by: Any) -> None:
        """Opens it for a quarter of an hour; the holder's own lease begins anew."""
        actor = acting(by)
        until = timezone.now() + LEASE
        if self.claimed_by_id == actor.user_id and self.is_claimed:
            type(self).objects.filter(pk=self.pk).update(claimed_until=until)
            self.claimed_until = until
            return
        self._step("claim", by=actor, claimed_by_id=actor.user_id, claimed_until=until)

    def take_over(self, *, by: Any) -> None:
        actor = acting(by)
        until = timezone.now() + LEASE
        self._step(
            "take_over", by=actor, in_spite=True, claimed_by_id=actor.user_id, claimed_until=until
        )

    def release(self, *, by: Any) -> None:
        self._step("release", by=by, claimed_by_id=None, claimed_until=None)

    def undo(self, *, by: Any) -> None:
        """Takes one's own last decision back while nobody has been told of it."""
        actor = acting(by)
        with transaction.atomic():
            last = self.events.select_for_update().last()
            decided = self.TRANSITIONS[last.transition].is_decision if last else False
            since = timezone.now() - UNDOABLE_FOR
            if not decided or last.actor_id != actor.user_id or last.at < since:
                raise TransitionRefused("Only your own last decision, and only for ten seconds.")
            self._step("undo", by=actor, claimed_by_id=actor.user_id, **self._undone(last))
            take_back(self._mail_key(last))

    def _undone(self, decision: ModerationEvent) -> dict[str, Any]:
        """What else is as before; called in the transaction."""
        return {}

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
        """Makes a transition: allowed, conditional on state, lease and what was seen, logged."""
        step, actor = self.TRANSITIONS[name], acting(by)
        if actor.role not in step.roles:
            raise NotAllowed(f"This cannot be {step.done} by you.")
        before, now = self.state, timezone.now()
        if step.target is not None:
            changes |= {"state": step.target, "state_since": now}
        if step.is_decision:
            changes |= {"claimed_by_id": None, "claimed_until": None}
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, state__in=step.sources)
            if actor.user_id is not None and not in_spite:
                rows = rows.filter(_free_for(actor, now))
            if seen is not None:
                rows = rows.filter(content_hash=seen)
            # Also where nothing changes the row is written to, which tells whether it still fits.
            if not rows.update(**changes or {"state": F("state")}):
                raise self._refusal(step, actor, seen)
            self.refresh_from_db()
            event = self._log(step, actor, before, reason)
            if message:
                ModerationMessage.objects.create(event=event, text=message)
            if step.target in AWAITING and name != "undo":
                tell_moderators(event)
        return event

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

    def _refusal(self, step: Transition, actor: Actor, seen: str | None) -> TransitionRefused:
        """Why no row was updated: the sentence for who was too late."""
        self.refresh_from_db()
        if self.state not in step.sources:
            return AlreadyDecided(self._told_last())
        if self.is_claimed and self.claimed_by_id != actor.user_id and actor.user_id is not None:
            name = self.claimed_by.get_username() if self.claimed_by else "Somebody"
            until = date_format(timezone.localtime(self.claimed_until), "H:i")
            return ClaimedByOther(f"{name} has it open until {until}. Take it over to go on.")
        if seen is not None and self.content_hash != seen:
            return ContentChanged("It was changed while you had it open. Look at it again.")
        return TransitionRefused(f"It cannot be {step.done} now.")

    def _told_last(self) -> str:
        last = self.events.filter(to_state=self.state).exclude(from_state=self.state).last()
        state = self.get_state_display().lower()
        if last is None:
            return f"It is {state}."
        user = get_user_model().objects.filter(pk=last.actor_id).first()
        who = user.get_username() if user else Role(last.role).label.lower()
        when = date_format(timezone.localtime(last.at), "j F Y, H:i:s")
        return f"It is {state} already: {last.done} by {who} on {when}."

    def _tell(self, event: ModerationEvent, kind: str, *, at_once: bool = False) -> None:
        """Notes a mail about the event; whom it goes to is found out when it is sent."""
        after = timedelta(0) if at_once else MAIL_AFTER
        post(kind, event.pk, key=self._mail_key(event), after=after)

    def _mail_key(self, event: ModerationEvent) -> str:
        return f"{self._meta.model_name}-{self.public_id}-{event.pk}"


def _free_for(actor: Actor, now: Any) -> Q:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    return free | Q(claimed_by=actor.user_id)
