"""Reports: a reader's, a quoted person's or a rights-holder's notice that something published is
wrong or must go."""

from datetime import timedelta
from typing import Any, Self

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils import timezone

from critiques.models.moderation.actors import REPORTER, acting
from critiques.models.moderation.events import ModerationEvent, NeedsAnother, TransitionRefused
from critiques.models.moderation.moderated import Moderated, ModeratedQuerySet
from critiques.models.moderation.replies import Reply
from critiques.models.moderation.rounds import content_hash
from critiques.models.moderation.staff_notices import tell_moderators
from critiques.models.moderation.states import REPORT, Reason, ReportState
from filmography.publishing.fields import CleanCharField, CleanTextField, PlainJSONField
from filmography.publishing.secret_links import hash_of


class ReportQuerySet(ModeratedQuerySet):
    def awaiting_decision(self) -> Self:
        return self.filter(state=ReportState.OPEN)

    def most_urgent_first(self) -> Self:
        urgency = Case(
            When(kind__in=URGENT, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.annotate(urgency=urgency).order_by("urgency", "created_at", "pk")

    def closed_for(self, days: int) -> Self:
        since = timezone.now() - timedelta(days=days)
        closed = [state for state in ReportState.values if state != ReportState.OPEN]
        return self.filter(state__in=closed, state_since__lt=since, erased_at=None)


class Report(Moderated):
    TRANSITIONS = REPORT

    class Kind(models.TextChoices):
        WORDS = "words", "The words are wrong"
        ATTRIBUTION = "attribution", "It is said to be by somebody else"
        MISREPRESENTS = "misrepresents", "It misrepresents me"
        RIGHTS = "rights", "It infringes rights"
        PRIVACY = "privacy", "It tells something private"
        DEFAMATION = "defamation", "It is defamatory"
        ILLEGAL = "illegal", "It is illegal"
        MINOR = "minor", "It sexualises a minor"
        OTHER = "other", "Something else"

    state = models.CharField(
        max_length=10, choices=ReportState, default=ReportState.OPEN, editable=False
    )
    kind = models.CharField(max_length=15, choices=Kind)
    # The public address that it is about, and the record there when it was sent.
    about = CleanCharField(max_length=300)
    record_label = models.CharField(max_length=100, blank=True, editable=False)
    record_id = models.BigIntegerField(null=True, editable=False)
    words = CleanTextField(max_length=5_000, blank=True)
    # What a quoted person wants to stand under the passage.
    reply_text = CleanTextField(max_length=2_000, blank=True)
    withdrew = PlainJSONField(default=list, editable=False)
    reply = models.OneToOneField(Reply, on_delete=models.SET_NULL, null=True, related_name="report")
    has_asked_review = models.BooleanField(default=False, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        permissions = [("moderate_report", "Can decide on reports")]
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["state", "created_at"], name="report_queue")]
        constraints = [
            models.CheckConstraint(
                name="critiques_report_state_known",
                condition=Q(state__in=ReportState.values),
                violation_error_message="This state does not exist.",
            )
        ]

    def __str__(self) -> str:
        return f"Report {self.public_id}"

    @classmethod
    def submit(cls, *, form_key: str, words: dict[str, Any], person: dict[str, Any]) -> "Report":
        """Takes in what was sent with a form, once."""
        key = hash_of(form_key)
        try:
            with transaction.atomic():
                known = cls.objects.filter(form_key_hash=key).first()
                if known:
                    return known
                report = cls.objects.create(
                    form_key_hash=key, content_hash=content_hash(words, ""), **words
                )
                Reporter.objects.create(report=report, **person)
                event = report._log(REPORT["submit"], REPORTER, "", "")
                report._tell(event, "report", at_once=True)
                tell_moderators(event)
        except IntegrityError:
            # The same form came twice at once, and the other one was faster.
            return cls.objects.get(form_key_hash=key)
        return report

    @property
    def is_urgent(self) -> bool:
        return self.kind in URGENT

    def uphold(
        self,
        *,
        by: Any,
        seen: str,
        reason: str,
        message: str = "",
        withdraw: Any = None,
        notice: str = "",
        publish_reply: bool = False,
    ) -> None:
        """Agrees: with what was done about it. `withdraw` is a record that goes at once, with the
        notice that its address gives; `publish_reply` lets the reply stand under the passage."""
        with transaction.atomic():
            self._refuse_for(by)
            event = self._step("uphold", by=by, seen=seen, reason=reason, message=message)
            if withdraw is not None:
                withdraw.withdraw(by=by, notice=notice)
                self.withdrew = [withdraw._meta.label, withdraw.pk]
                type(self).objects.filter(pk=self.pk).update(withdrew=self.withdrew)
            if publish_reply:
                self._publish_reply(by)
            self._tell(event, "report")

    def reject(self, *, by: Any, seen: str, reason: str, message: str = "") -> None:
        self._decide("reject", by, seen, reason, message)

    def mark_duplicate(self, *, by: Any, seen: str, message: str = "") -> None:
        self._decide("mark_duplicate", by, seen, Reason.DUPLICATE, message)

    def mark_spam(self, *, by: Any, seen: str) -> None:
        with transaction.atomic():
            self._refuse_for(by)
            self._step("mark_spam", by=by, seen=seen, reason=Reason.SPAM)

    def reopen(self, *, by: Any) -> None:
        self._step("reopen", by=by)

    def ask_review(self, *, message: str = "") -> None:
        """Once, by the reporter; another one decides."""
        with transaction.atomic():
            if self.has_asked_review:
                raise TransitionRefused("It was reviewed once; that decision is the last.")
            decided = self.events.filter(
                transition__in=[name for name, step in REPORT.items() if step.is_decision]
            ).last()
            self._step(
                "ask_review",
                by=REPORTER,
                message=message,
                has_asked_review=True,
                not_for_id=decided.actor_id if decided else None,
            )

    def erase(self) -> None:
        """Removes who reported and what they wrote; the events stay."""
        with transaction.atomic():
            Reporter.objects.filter(report=self).delete()
            self.notes.all().delete()
            for event in self.events.filter(message__isnull=False):
                event.message.delete()
            type(self).objects.filter(pk=self.pk).update(
                erased_at=timezone.now(), words="", reply_text=""
            )

    def _decide(self, name: str, by: Any, seen: str, reason: str, message: str) -> None:
        with transaction.atomic():
            self._refuse_for(by)
            event = self._step(name, by=by, seen=seen, reason=reason, message=message)
            self._tell(event, "report")

    def _refuse_for(self, by: Any) -> None:
        if self.not_for_id is not None and self.not_for_id == acting(by).user_id:
            raise NeedsAnother("The review is of your decision: it is for somebody else.")

    def _publish_reply(self, by: Any) -> None:
        reply = Reply.objects.create(
            excerpt_id=self.record_id, name=self.reporter.name, text=self.reply_text
        )
        reply.publish(by=by)
        self.reply = reply
        type(self).objects.filter(pk=self.pk).update(reply=reply)

    def _undone(self, decision: ModerationEvent) -> dict[str, Any]:
        Reply.objects.filter(report=self).delete()
        if record := self.withdrawn_record():
            record.publish(by=decision_maker(decision), at=record.published_at)
        return {"withdrew": [], "reply": None}

    def withdrawn_record(self) -> Any | None:
        """The record that upholding withdrew, if any."""
        if not self.withdrew:
            return None
        label, pk = self.withdrew
        return apps.get_model(label).objects.filter(pk=pk).first()


def decision_maker(decision: ModerationEvent) -> Any:
    return get_user_model().objects.get(pk=decision.actor_id)


# What goes to the top of the queue.
URGENT = frozenset({Report.Kind.MINOR})


class Reporter(models.Model):
    """Who reported: in a row of its own, which can be erased."""

    report = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="reporter")
    name = CleanCharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or "Unnamed"
