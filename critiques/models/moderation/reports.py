"""Reports: a reader's, a quoted person's or a rights-holder's notice that something published is
wrong or must go."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils import timezone

from critiques.models.excerpts import Excerpt
from critiques.models.moderation.actors import REPORTER, Actor, acting
from critiques.models.moderation.contributions import Contribution
from critiques.models.moderation.events import ModerationEvent, NotAllowed, TransitionRefused
from critiques.models.moderation.moderated import Moderated, ModeratedQuerySet
from critiques.models.moderation.replies import Reply
from critiques.models.moderation.rounds import content_hash
from critiques.models.moderation.staff_notices import tell_moderators
from critiques.models.moderation.states import REPORT, Reason, ReportState
from critiques.models.moderation.taking_back import delete_and_forget
from filmography.publishing.fields import CleanCharField, CleanTextField, PlainJSONField


class ReportQuerySet(ModeratedQuerySet):
    def awaiting_decision(self) -> Self:
        return self.filter(state=ReportState.OPEN)

    def with_urgency(self) -> Self:
        """0 of what cannot wait, 1 of all else."""
        urgency = Case(
            When(kind__in=URGENT, then=Value(0)), default=Value(1), output_field=IntegerField()
        )
        return self.annotate(urgency=urgency)

    def closed_for(self, days: int) -> Self:
        """Also those that were erased while they were open: something was said of them since."""
        since = timezone.now() - timedelta(days=days)
        closed = [state for state in ReportState.values if state != ReportState.OPEN]
        is_left = Q(erased_at=None) | Q(erased_at__lt=F("state_since"))
        return self.filter(is_left, state__in=closed, state_since__lt=since)


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
        fields = {"content_hash": content_hash(words), **words}
        return cls._take_in(form_key, fields, lambda new: new._begin(person))

    def _begin(self, person: dict[str, Any]) -> None:
        Reporter.objects.create(report=self, **person)
        event = self._log(REPORT["submit"], REPORTER, "", "")
        self._tell(event, at_once=True)
        tell_moderators(event)

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
        actor = acting(by)
        with self._in_hand():
            super()._refuse_interested(actor)
            event = self._step("uphold", by=actor, seen=seen, reason=reason, message=message)
            if withdraw is not None:
                self._withdraw(withdraw, event, by=by, notice=notice)
            if publish_reply:
                self._publish_reply(by)
            self._tell(event)

    def reject(self, *, by: Any, seen: str, reason: str, message: str = "") -> None:
        self._decide("reject", by, seen, reason, message)

    def mark_duplicate(self, *, by: Any, seen: str, message: str = "") -> None:
        self._decide("mark_duplicate", by, seen, Reason.DUPLICATE, message)

    def ask_review(self, *, message: str = "") -> None:
        """Once, by the reporter; another one decides."""
        with self._in_hand():
            if self.has_asked_review:
                raise TransitionRefused("It was reviewed once; that decision is the last.")
            self._step(
                "ask_review",
                by=REPORTER,
                message=message,
                has_asked_review=True,
                not_for_id=self._who_decided(),
                content_hash=content_hash({}, message, self.content_hash),
            )

    def withdrawn_record(self) -> Any | None:
        """The record that upholding withdrew, if any."""
        return _record(*self.withdrew[:2]) if self.withdrew else None

    def erase_person(self) -> None:
        """At their own wish, at once, with their reply. What is still open is decided on all the
        same: what it is about, and of which kind it is, stays."""
        with self._in_hand():
            if self.reply:
                self._delete_reply()
            self.erase(also_open=True)

    def _delete_reply(self) -> None:
        delete_and_forget(self.reply)

    def _erase_words(self) -> None:
        Reporter.objects.filter(report=self).delete()
        # The address was typed: what stands there now is the record's own.
        record = _record(self.record_label, self.record_id) if self.record_label else None
        about = record.get_absolute_url() if record else ""
        changes = {"words": "", "reply_text": "", "about": about}
        type(self).objects.filter(pk=self.pk).update(**changes)

    def _withdraw(self, record: Any, event: ModerationEvent, *, by: Any, notice: str) -> None:
        """With a note of when it was public, for an undo."""
        record.refresh_from_db(fields=["published_at", "published_until"])
        times = [_written(record.published_at), _written(record.published_until)]
        record.withdraw(by=by, notice=notice)
        self.withdrew = [record._meta.label, record.pk, event.pk, *times]
        type(self).objects.filter(pk=self.pk).update(withdrew=self.withdrew)

    def _refuse_interested(self, actor: Actor) -> None:
        """Who offered the passage may agree that it is wrong, but not find it in order."""
        super()._refuse_interested(actor)
        passage = self._passage_id()
        offered = Contribution.objects.filter(excerpt=passage).first() if passage else None
        if offered is not None and offered.is_by(actor):
            raise NotAllowed("You contributed this passage yourself: it is for somebody else.")

    def _passage_id(self) -> int | None:
        return self.record_id if self.record_label == Excerpt._meta.label else None

    def _publish_reply(self, by: Any) -> None:
        """Raises ValidationError or NotReady if it cannot stand there."""
        if self._passage_id() is None:
            raise ValidationError("A reply stands under a passage, and this is about none.")
        name = self.reporter.name if hasattr(self, "reporter") else ""
        reply = Reply(excerpt_id=self.record_id, name=name, text=self.reply_text)
        reply.full_clean()
        reply.save()
        reply.publish(by=by)
        self.reply = reply
        type(self).objects.filter(pk=self.pk).update(reply=reply)

    def _undone(self, decision: ModerationEvent, by: Any) -> dict[str, Any]:
        """Only what this very decision did: an earlier one may have withdrawn or replied, too."""
        changes: dict[str, Any] = {}
        if self.reply and self.reply.created_at >= decision.at:
            self._delete_reply()
            changes["reply"] = None
        if self.withdrew and self.withdrew[2] == decision.pk:
            since, until = map(_read, self.withdrew[3:])
            if record := self.withdrawn_record():
                record.restore(by=by, published_at=since, published_until=until)
            changes["withdrew"] = []
        return changes


def _record(label: str, pk: int) -> Any | None:
    return apps.get_model(label).objects.filter(pk=pk).first()


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _read(moment: str) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None


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
