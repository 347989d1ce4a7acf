"""What happened to contributions and reports: one row for each transition, never changed.

A row holds ids, codes, hashes and times. Words (messages, notes) lie in rows of their own, which
can be erased. Triggers refuse to change or delete an event (`critiques.triggers`).
"""

from typing import Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.formats import date_format

from critiques.models.moderation.actors import Actor
from critiques.models.moderation.states import CONTRIBUTION, DECISIONS, REPORT, Reason, Role
from filmography.publishing.fields import CleanTextField
from filmography.publishing.models import TransitionRefused


class NotAllowed(TransitionRefused):
    """By this role, or by this person."""


class NeedsAnother(NotAllowed):
    """It is for another moderator than this one."""


class AlreadyDecided(TransitionRefused):
    """Somebody was faster; the message says who and when."""


class ContentChanged(TransitionRefused):
    """Not what was on screen: the contributor or a colleague changed it meanwhile."""


class ClaimedByOther(TransitionRefused):
    """A colleague has it open."""


class ModerationEventQuerySet(models.QuerySet):
    def decided(self) -> Self:
        """Decisions on contributions that stand: an undo follows the very one that it undoes."""
        of_contributions = ModerationEvent.objects.filter(contribution__isnull=False)
        before = of_contributions.filter(
            contribution=OuterRef("contribution"), pk__lt=OuterRef("pk")
        ).order_by("-pk")
        undos = of_contributions.filter(transition="undo").order_by()
        undone = undos.values_list(Subquery(before.values("pk")[:1]))
        decisions = self.filter(contribution__isnull=False, transition__in=DECISIONS)
        return decisions.exclude(pk__in=undone)


class ModerationEvent(models.Model):
    contribution = models.ForeignKey(
        "critiques.Contribution", on_delete=models.PROTECT, null=True, related_name="events"
    )
    report = models.ForeignKey(
        "critiques.Report", on_delete=models.PROTECT, null=True, related_name="events"
    )
    transition = models.CharField(max_length=20)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20)
    role = models.CharField(max_length=15, choices=Role)
    # A number, not a relation: accounts come and go, events stay.
    actor_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = ModerationEventQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name = "moderation event"
        constraints = [
            models.CheckConstraint(
                name="critiques_moderationevent_about_one",
                condition=Q(contribution__isnull=False, report__isnull=True)
                | Q(contribution__isnull=True, report__isnull=False),
                violation_error_message="An event is of one contribution or one report.",
            ),
            models.CheckConstraint(
                name="critiques_moderationevent_transition_known",
                condition=Q(transition__in=sorted({*CONTRIBUTION, *REPORT})),
                violation_error_message="This transition does not exist.",
            ),
        ]
        indexes = [models.Index(fields=["transition", "at"], name="moderationevent_when")]

    def __str__(self) -> str:
        return f"{self.transition}, {self.at:%Y-%m-%d %H:%M}"

    @property
    def item(self) -> models.Model:
        return self.contribution or self.report

    @property
    def done(self) -> str:
        """What was done, in words."""
        table = CONTRIBUTION if self.contribution_id else REPORT
        return table[self.transition].done

    def told(self, *, to: Actor) -> str:
        """What was done, by whom and when. Colleagues are named to colleagues only."""
        colleague = None
        if to.user_id is not None:
            colleague = get_user_model().objects.filter(pk=self.actor_id).first()
        who = colleague.get_username() if colleague else Role(self.role).label.lower()
        return f"{self.done} by {who} on {date_format(timezone.localtime(self.at), 'j F Y, H:i:s')}"


class ModerationMessage(models.Model):
    """Words to the contributor or reporter, or from them; signed by role, never by name."""

    event = models.OneToOneField(ModerationEvent, on_delete=models.PROTECT, related_name="message")
    text = CleanTextField(max_length=2000)

    class Meta:
        default_permissions = ()
        verbose_name = "message"

    def __str__(self) -> str:
        return self.text[:60]


class ModerationNote(models.Model):
    """Words of a moderator for the colleagues only."""

    contribution = models.ForeignKey(
        "critiques.Contribution", on_delete=models.CASCADE, null=True, related_name="notes"
    )
    report = models.ForeignKey(
        "critiques.Report", on_delete=models.CASCADE, null=True, related_name="notes"
    )
    text = CleanTextField(max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        verbose_name = "internal note"
        constraints = [
            models.CheckConstraint(
                name="critiques_moderationnote_about_one",
                condition=Q(contribution__isnull=False, report__isnull=True)
                | Q(contribution__isnull=True, report__isnull=False),
                violation_error_message="A note is of one contribution or one report.",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]
