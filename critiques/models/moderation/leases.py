"""Leases: who has an item open, for a quarter of an hour, for the others to see."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from critiques.models.moderation.actors import Actor, acting
from critiques.models.moderation.events import ClaimedByOther

LEASE = timedelta(minutes=15)


class Leased(models.Model):
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_claimed(self) -> bool:
        return self.claimed_until is not None and self.claimed_until > timezone.now()

    def claim(self, *, by: Any) -> None:
        """Opens it for a quarter of an hour; the holder's own lease begins anew."""
        actor = acting(by)
        until = timezone.now() + LEASE
        with self._in_hand():
            if self.is_claimed and self.claimed_by_id == actor.user_id:
                self._check("claim", actor)
                type(self).objects.filter(pk=self.pk).update(claimed_until=until)
                self.claimed_until = until
            else:
                self._step("claim", by=actor, claimed_by_id=actor.user_id, claimed_until=until)

    def take_over(self, *, by: Any) -> None:
        actor = acting(by)
        until = timezone.now() + LEASE
        with self._in_hand():
            self._step(
                "take_over",
                by=actor,
                in_spite=True,
                claimed_by_id=actor.user_id,
                claimed_until=until,
            )

    def release(self, *, by: Any) -> None:
        actor = acting(by)
        with self._in_hand():
            self._step("release", by=actor, claimed_by_id=None, claimed_until=None)

    def _refuse_if_held(self, actor: Actor) -> None:
        if not self.is_claimed or self.claimed_by_id == actor.user_id:
            return
        name = self.claimed_by.get_username() if self.claimed_by else "Somebody"
        until = date_format(timezone.localtime(self.claimed_until), "H:i")
        raise ClaimedByOther(f"{name} has it open until {until}. Take it over to go on.")
