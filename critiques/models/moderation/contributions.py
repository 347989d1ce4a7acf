"""Contributions: passages that the public offers. None is an excerpt before it is accepted."""

from datetime import timedelta
from statistics import median
from typing import Any, Self

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils import timezone

from critiques.models.moderation.actors import CONTRIBUTOR, TIMER, acting
from critiques.models.moderation.deciding import Deciding
from critiques.models.moderation.events import ModerationEvent, TransitionRefused
from critiques.models.moderation.moderated import Moderated, ModeratedQuerySet
from critiques.models.moderation.rounds import (
    A_READER,
    ContributionRound,
    Contributor,
    content_hash,
)
from critiques.models.moderation.staff_notices import tell_moderators
from critiques.models.moderation.states import (
    CONTRIBUTION,
    ERASABLE,
    OFFERED,
    OPEN_STATES,
    ContributionState,
)
from filmography.publishing.fields import CleanTextField, PlainJSONField
from filmography.publishing.history import rename_in_rows
from filmography.publishing.outbox import OutgoingMail
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

    def offered(self) -> Self:
        """The open ones but for those whose address is still to be confirmed."""
        return self.filter(state__in=OFFERED)

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

    def told_before(self, days: int) -> Self:
        """Accepted ones whose contributor got the last notice so long ago, and waits for none."""
        since = timezone.now() - timedelta(days=days)
        accepted = self.filter(state=ContributionState.ACCEPTED, state_since__lt=since)
        events = ModerationEvent.objects.filter(contribution=OuterRef(OuterRef("pk")))
        notices = OutgoingMail.objects.filter(
            Q(sent_at=None) | Q(sent_at__gte=since),
            kind="contribution",
            about__in=events.values("pk"),
        )
        return accepted.filter(~Exists(notices))


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
        has_address = bool(person.get("email"))
        state = ContributionState.RECEIVED if has_address else ContributionState.PENDING
        fields = {
            "state": state,
            "terms_version": terms,
            "content_hash": content_hash(words),
            "rounds_sent": 1,
        }
        return cls._take_in(form_key, fields, lambda new: new._begin(words, person))

    def _begin(self, words: dict[str, Any], person: dict[str, Any]) -> None:
        self._add_round(words)
        Contributor.objects.create(contribution=self, **person)
        event = self._log(CONTRIBUTION["submit"], CONTRIBUTOR, "", "")
        if self.state == ContributionState.RECEIVED:
            self._tell(event, "confirm-address", at_once=True)
        else:
            tell_moderators(event)

    def confirm_address(self) -> None:
        """Called by the link that went to the address."""
        with self._in_hand():
            event = self._step("confirm", by=CONTRIBUTOR)
            Contributor.objects.filter(contribution=self).update(email_confirmed_at=event.at)
            self._tell(event, at_once=True)

    @property
    def confirmation_secret(self) -> str:
        """Of the link that proves the address; the other one shows the state and may be shared."""
        return secret_of("confirm", self.salt)

    def resubmit(self, *, words: dict[str, Any], message: str = "") -> None:
        """Sends another round, after changes were asked for."""
        with self._in_hand():
            self._step(
                "resubmit",
                by=CONTRIBUTOR,
                message=message,
                rounds_sent=self.rounds_sent + 1,
                content_hash=content_hash(words, message, self.content_hash),
                proposed_text="",
                proposed_by_id=None,
            )
            self._add_round(words)

    def withdraw(self) -> None:
        with self._in_hand():
            event = self._step("withdraw", by=CONTRIBUTOR)
            self._tell(event, at_once=True)

    def change_credit(self, credit: str) -> None:
        """How the contributor wants to be named, or "" for not at all; also where it is public."""
        with self._in_hand():
            self._step("change_credit", by=CONTRIBUTOR)
            if self.erased_at:
                raise TransitionRefused("Its words have been erased.")
            self._credit_publicly(credit)
            Contributor.objects.filter(contribution=self).update(credit=credit)

    def erase_person(self) -> None:
        """At their own wish, at once. An excerpt that was made of it stays, without the credit."""
        with self._in_hand():
            if self.state in OPEN_STATES:
                self.withdraw()
            if not self.erased_at:
                self._credit_publicly("")
                self.erase()

    def _credit_publicly(self, credit: str) -> None:
        """Names the contributor so wherever acceptance has named them."""
        if self.excerpt is None:
            return
        names = {A_READER, self.excerpt.contributor_credit, self.contributor.credit}
        made = [pk for label, pk in self.made if label == "critiques.ExcerptTranslation"]
        theirs = self.excerpt.translations.filter(pk__in=made, translator__in=names)
        pks = list(theirs.values_list("pk", flat=True))
        theirs.update(translator=credit or A_READER)
        rename_in_rows(self.excerpt, "translations", pks, "translator", credit or A_READER)
        changes = {"contributor_credit": credit, "updated_at": timezone.now()}
        type(self.excerpt).objects.filter(pk=self.excerpt_id).update(**changes)

    def appeal(self, *, message: str = "") -> None:
        """Once, after a decline; another moderator decides."""
        with self._in_hand():
            if self.has_appealed:
                raise TransitionRefused("You have appealed once; that decision is the last.")
            self._step(
                "appeal",
                by=CONTRIBUTOR,
                message=message,
                has_appealed=True,
                not_for_id=self._who_decided(),
                content_hash=content_hash(self.current.words, message, self.content_hash),
            )

    # --- By time --------------------------------------------------------------------------------

    def remind(self) -> None:
        with self._in_hand():
            event = self._step("remind", by=TIMER, reminded_at=timezone.now())
            self._tell(event, at_once=True)

    def expire(self) -> None:
        with self._in_hand():
            event = self._step("expire", by=TIMER)
            if event.from_state == ContributionState.RECEIVED:
                self.erase()
            else:
                self._tell(event, at_once=True)

    def _erase_words(self) -> None:
        Contributor.objects.filter(contribution=self).delete()
        self.rounds.erase()
        type(self).objects.filter(pk=self.pk).update(proposed_text="", proposed_by=None)

    # --- What is in hand --------------------------------------------------------------------------

    @property
    def current(self) -> ContributionRound:
        """The round that was sent last."""
        return self.rounds.latest("number")

    def is_by(self, by: Any) -> bool:
        """Whether this person contributed it: by account, or by the address they confirmed."""
        user = get_user_model().objects.filter(pk=acting(by).user_id).first()
        sender = Contributor.objects.filter(contribution=self).first()
        if user is None or sender is None:
            return False
        proved = sender.email if sender.email_confirmed_at else ""
        is_theirs = bool(proved) and proved.casefold() == user.email.casefold()
        return is_theirs or sender.account_id == user.pk

    def _add_round(self, words: dict[str, Any]) -> None:
        ContributionRound.objects.create(
            contribution=self, number=self.rounds_sent, content_hash=self.content_hash, **words
        )


def usual_wait() -> timedelta | None:
    """The median time from sending to the first decision that stands, of the last ones decided."""
    decided = ModerationEvent.objects.decided().order_by()
    each = decided.values_list("contribution", "contribution__created_at")
    firsts = each.annotate(first=Min("at")).order_by("-first")[:WAITS_COUNTED]
    waits = [first - created for _, created, first in firsts]
    return median(waits) if waits else None
