"""Contributions: passages that the public offers. None is an excerpt before it is accepted."""

from datetime import timedelta
from statistics import median
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone

from critiques.models.moderation.actors import CONTRIBUTOR, TIMER, acting
from critiques.models.moderation.deciding import Deciding
from critiques.models.moderation.events import ModerationEvent, TransitionRefused
from critiques.models.moderation.moderated import Moderated, ModeratedQuerySet
from critiques.models.moderation.rounds import ContributionRound, Contributor, content_hash
from critiques.models.moderation.staff_notices import tell_moderators
from critiques.models.moderation.states import (
    CONTRIBUTION,
    ERASABLE,
    OPEN_STATES,
    ContributionState,
)
from filmography.publishing.fields import CleanTextField, PlainJSONField
from filmography.publishing.secret_links import hash_of, secret_of

CONFIRM_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=30)
REMIND_AFTER = timedelta(days=20)
WAITS_COUNTED = 30


class ContributionQuerySet(ModeratedQuerySet):
    def awaiting_decision(self) -> Self:
        return self.filter(state=ContributionState.PENDING)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def unconfirmed_for_too_long(self) -> Self:
        since = timezone.now() - CONFIRM_WITHIN
        return self.filter(state=ContributionState.RECEIVED, state_since__lt=since)

    def unanswered_for_too_long(self) -> Self:
        since = timezone.now() - ANSWER_WITHIN
        return self.filter(state=ContributionState.CHANGES_REQUESTED, state_since__lt=since)

    def to_be_reminded(self) -> Self:
        since = timezone.now() - REMIND_AFTER
        asked = self.filter(state=ContributionState.CHANGES_REQUESTED, state_since__lt=since)
        return asked.filter(Q(reminded_at=None) | Q(reminded_at__lt=F("state_since")))

    def closed_for(self, days: int) -> Self:
        """Those whose words are to be erased: closed without acceptance so long ago."""
        since = timezone.now() - timedelta(days=days)
        return self.filter(state__in=ERASABLE, state_since__lt=since, erased_at=None)

    def accepted_for(self, days: int) -> Self:
        since = timezone.now() - timedelta(days=days)
        accepted = self.filter(state=ContributionState.ACCEPTED, state_since__lt=since)
        return accepted.filter(contributor__isnull=False)


class Contribution(Deciding, Moderated):
    TRANSITIONS = CONTRIBUTION

    state = models.CharField(
        max_length=20,
        choices=ContributionState,
        default=ContributionState.PENDING,
        editable=False,
    )
    confirm_hash = models.CharField(max_length=64, unique=True, editable=False)
    rounds_sent = models.PositiveSmallIntegerField(default=0, editable=False)
    terms_version = models.CharField(max_length=20, editable=False)
    consented_at = models.DateTimeField(default=timezone.now, editable=False)
    excerpt = models.OneToOneField(
        "critiques.Excerpt", on_delete=models.SET_NULL, null=True, related_name="contribution"
    )
    duplicate_of = models.ForeignKey(
        "critiques.Excerpt", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # Other words that a moderator would accept and no capture proves: a second one decides.
    proposed_text = CleanTextField(blank=True, editable=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The records that acceptance made, to be taken back with it: label and key of each.
    made = PlainJSONField(default=list, editable=False)
    has_appealed = models.BooleanField(default=False, editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("moderate_contribution", "Can decide on contributions")]
        verbose_name_plural = "contributions and reports"
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="contribution_queue")]
        constraints = [
            models.CheckConstraint(
                name="critiques_contribution_state_known",
                condition=Q(state__in=ContributionState.values),
                violation_error_message="This state does not exist.",
            ),
            models.CheckConstraint(
                name="critiques_contribution_excerpt_by_acceptance",
                condition=Q(excerpt__isnull=True) | Q(state=ContributionState.ACCEPTED),
                violation_error_message="Only acceptance makes an excerpt.",
            ),
        ]

    def __str__(self) -> str:
        return f"Contribution {self.public_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.confirm_hash = hash_of(self.confirmation_secret)
        super().save(*args, **kwargs)

    # --- By the contributor ---------------------------------------------------------------------

    @classmethod
    def submit(
        cls, *, form_key: str, words: dict[str, Any], person: dict[str, Any], terms: str
    ) -> "Contribution":
        """Takes in what was sent with a form, once: sent again it gives the same contribution."""
        key = hash_of(form_key)
        try:
            with transaction.atomic():
                known = cls.objects.filter(form_key_hash=key).first()
                if known:
                    return known
                contribution = cls(form_key_hash=key, terms_version=terms)
                if person.get("email"):
                    contribution.state = ContributionState.RECEIVED
                contribution.content_hash = content_hash(words, "")
                contribution.save()
                contribution._add_round(words)
                Contributor.objects.create(contribution=contribution, **person)
                event = contribution._log(CONTRIBUTION["submit"], CONTRIBUTOR, "", "")
                if contribution.state == ContributionState.RECEIVED:
                    contribution._tell(event, "confirm-address", at_once=True)
                else:
                    tell_moderators(event)
        except IntegrityError:
            # The same form came twice at once, and the other one was faster.
            return cls.objects.get(form_key_hash=key)
        return contribution

    def confirm_address(self) -> None:
        """Called by the link that went to the address."""
        with transaction.atomic():
            event = self._step("confirm", by=CONTRIBUTOR)
            Contributor.objects.filter(contribution=self).update(email_confirmed_at=event.at)
            self._tell(event, "contribution", at_once=True)

    @property
    def confirmation_secret(self) -> str:
        """Of the link that proves the address; the other one shows the state and may be shared."""
        return secret_of("confirm", self.salt)

    def resubmit(self, *, words: dict[str, Any], message: str = "") -> None:
        """Sends another round, after changes were asked for."""
        with transaction.atomic():
            self._step(
                "resubmit",
                by=CONTRIBUTOR,
                message=message,
                content_hash=content_hash(words, ""),
                proposed_text="",
                proposed_by_id=None,
            )
            self._add_round(words)

    def withdraw(self) -> None:
        with transaction.atomic():
            event = self._step("withdraw", by=CONTRIBUTOR)
            self._tell(event, "contribution", at_once=True)

    def change_credit(self, credit: str) -> None:
        """How the contributor wants to be named, or "" for not at all; also where it is public."""
        with transaction.atomic():
            self._step("change_credit", by=CONTRIBUTOR)
            Contributor.objects.filter(contribution=self).update(credit=credit)
            if self.excerpt_id:
                self.excerpt.contributor_credit = credit
                self.excerpt.save(update_fields=["contributor_credit"])

    def appeal(self, *, message: str = "") -> None:
        """Once, after a decline; another moderator decides."""
        with transaction.atomic():
            if self.has_appealed:
                raise TransitionRefused("You have appealed once; that decision is the last.")
            declined = self.events.filter(transition="decline").last()
            self._step(
                "appeal",
                by=CONTRIBUTOR,
                message=message,
                has_appealed=True,
                not_for_id=declined.actor_id if declined else None,
            )

    # --- By time --------------------------------------------------------------------------------

    def remind(self) -> None:
        with transaction.atomic():
            event = self._step("remind", by=TIMER, reminded_at=timezone.now())
            self._tell(event, "contribution", at_once=True)

    def expire(self) -> None:
        with transaction.atomic():
            was_confirmed = self.state != ContributionState.RECEIVED
            event = self._step("expire", by=TIMER)
            if was_confirmed:
                self._tell(event, "contribution", at_once=True)
            else:
                self.erase()

    def erase(self) -> None:
        """Removes what is personal and what was offered; the events, which hold neither, stay."""
        with transaction.atomic():
            Contributor.objects.filter(contribution=self).delete()
            self.rounds.erase()
            self.notes.all().delete()
            for event in self.events.filter(message__isnull=False):
                event.message.delete()
            type(self).objects.filter(pk=self.pk).update(
                erased_at=timezone.now(), proposed_text="", proposed_by=None
            )

    # --- What is in hand --------------------------------------------------------------------------

    @property
    def current(self) -> ContributionRound:
        """The round that was sent last."""
        return self.rounds.latest("number")

    def is_by(self, by: Any) -> bool:
        """Whether this person contributed it: by account, or by the address they confirmed."""
        user = get_user_model().objects.filter(pk=acting(by).user_id).first()
        if user is None:
            return False
        theirs = Q(account=user)
        if user.email:
            theirs |= Q(email__iexact=user.email, email_confirmed_at__isnull=False)
        return Contributor.objects.filter(theirs, contribution=self).exists()

    def _add_round(self, words: dict[str, Any]) -> None:
        number = self.rounds.count() + 1
        ContributionRound.objects.create(
            contribution=self, number=number, content_hash=self.content_hash, **words
        )
        type(self).objects.filter(pk=self.pk).update(rounds_sent=number)
        self.rounds_sent = number


def usual_wait() -> timedelta | None:
    """The median time from sending to the first decision, of the last ones decided."""
    decided = ModerationEvent.objects.filter(
        contribution__isnull=False,
        transition__in=[name for name, step in CONTRIBUTION.items() if step.is_decision],
    ).order_by("-pk")
    waits = [
        at - created
        for at, created in decided.values_list("at", "contribution__created_at")[:WAITS_COUNTED]
    ]
    return median(waits) if waits else None
