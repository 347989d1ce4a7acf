"""At what pace a moderator is told of new items."""

from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from filmography.publishing.outbox import post

DAILY_AT = time(7)
MODERATE = "critiques.moderate_contribution"


class StaffNotices(models.Model):
    class Pace(models.TextChoices):
        AT_ONCE = "at_once", "At once"
        DAILY = "daily", "Once a day"
        NEVER = "never", "Never"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    pace = models.CharField(max_length=10, choices=Pace, default=Pace.DAILY)

    class Meta:
        default_permissions = ()
        verbose_name = verbose_name_plural = "notices to staff"

    def __str__(self) -> str:
        return f"{self.user}: {self.get_pace_display().lower()}"

    @classmethod
    def pace_of(cls, user: Any) -> str:
        known = cls.objects.filter(user=user).values_list("pace", flat=True).first()
        return known or cls.Pace.DAILY


def tell_moderators(event: Any) -> None:
    """Notes that something new waits, for each moderator at their pace. The mail names no item: it
    says how many there are when it is sent."""
    moderators = get_user_model().objects.with_perm(
        MODERATE, backend="django.contrib.auth.backends.ModelBackend"
    )
    theirs = moderators.filter(is_active=True, is_staff=True).exclude(email="")
    due = _next_morning()
    # In one order, so that two who post to the same moderators at once do not block each other.
    for pk, pace in theirs.order_by("pk").values_list("pk", "notices__pace"):
        if pace == StaffNotices.Pace.AT_ONCE:
            post("queue", pk, key=f"queue-{pk}-{event.pk}")
        elif pace != StaffNotices.Pace.NEVER:
            post("queue", pk, key=f"queue-{pk}-{due:%Y-%m-%d}", after=due - timezone.now())


def _next_morning() -> datetime:
    now = timezone.localtime()
    day = now.date() if now.time() < DAILY_AT else now.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, DAILY_AT))
