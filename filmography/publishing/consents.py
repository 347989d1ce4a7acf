"""The second pair of eyes: an editor's consent to exactly what another editor is to publish."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.dispatch import receiver
from django.utils import timezone

from filmography.publishing.fields import CleanCharField
from filmography.publishing.history import (
    RecordVersion,
    digest,
    recorded,
    recording,
    snapshot,
    versions_of,
)
from filmography.publishing.history.snapshots import Snapshot
from filmography.publishing.refusals import NotReady, TransitionRefused
from filmography.publishing.spans import scheduled
from filmography.publishing.states import OF_PUBLICATION, PublicationState

NO_CONSENT = (
    "Another editor has to consent to it first, just as it is now. Choose “Send to review”; they "
    "find it among what waits for review."
)
YOUR_OWN = "You have worked on it yourself: the consent is for another editor to give."
CALLED_OFF = (
    "It has changed since another editor consented to it, so its publication at the set time was "
    "called off. It needs another consent."
)
HAS_CHANGED = "It has changed since you looked. Here it is as it stands now."


class Verdict(models.TextChoices):
    CONSENTED = "consented", "Consented"
    SENT_BACK = "sent_back", "Sent back"


class ConsentQuerySet(models.QuerySet):
    def of(self, record: models.Model) -> Self:
        kind = ContentType.objects.get_for_model(record)
        return self.filter(content_type=kind, object_id=record.pk)


class Consent(models.Model):
    """What one editor said of one state of a record. Append-only."""

    Verdict = Verdict

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=12, choices=Verdict)
    note = CleanCharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="consent_of_record")]
        constraints = [
            models.CheckConstraint(
                name="filmography_consent_verdict_known",
                condition=models.Q(verdict__in=Verdict.values),
                violation_error_message="This verdict does not exist.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} by {self.by}"


def is_wanted_for(record: Any) -> bool:
    """Whether this kind of record needs a consent on this site."""
    return settings.REVIEW_BEFORE_PUBLISH and record.needs_consent


def digest_of(record: models.Model) -> str:
    """Of what readers would see: the same until a field, a relation or a row changes. What
    publishing itself changes is no part of it."""
    return _digest_of(snapshot(record))


def _digest_of(of: Snapshot) -> str:
    fields = of.get("fields", {}).items()
    seen = {name: each for name, each in fields if name not in OF_PUBLICATION}
    return digest({**of, "fields": seen})


def last_published(record: models.Model) -> RecordVersion | None:
    """As readers last saw it, or see it now: what was changed before its time had come, nobody
    saw."""
    versions = versions_of(record).filter(erased_at__isnull=True).newest_first()
    until = timezone.now()
    told = versions.values_list("pk", "at", "was_published", "snapshot__fields__published_at")
    for pk, at, was_published, since in told:
        if was_published and since and datetime.fromisoformat(since) <= until:
            return versions.get(pk=pk)
        until = at
    return None


def worked_on_by(record: models.Model, editor: Any) -> bool:
    """Whether they changed it since it was published, or since another consented to it."""
    consented = Consent.objects.of(record).filter(verdict=Verdict.CONSENTED).first()
    settled = models.Q(kind=PublicationState.PUBLISHED)
    if consented:
        settled |= models.Q(at__lte=consented.at)
    base = versions_of(record).filter(settled).newest_first().first()
    before = _digest_of(base.snapshot) if base else ""
    for version in versions_of(record).filter(pk__gt=base.pk if base else 0).order_by("pk"):
        # By what changed, not by the name of the act: who sends to review may save with it.
        now = _digest_of(version.snapshot)
        # What was erased can no longer show that nothing changed.
        if (version.erased_at or now != before) and version.by_id == editor.pk:
            return True
        before = now
    return False


def say(record: Any, verdict: Verdict, *, by: Any, seen: str, note: str = "") -> Consent:
    """Consents to what was seen, or sends it back to its editors with a note."""
    with transaction.atomic():
        record = _held(record)
        if digest_of(record) != seen:
            raise TransitionRefused(HAS_CHANGED)
        if verdict == Verdict.CONSENTED and worked_on_by(record, by):
            raise TransitionRefused(YOUR_OWN)
        waits = record.state == PublicationState.IN_REVIEW or record.is_scheduled
        if verdict == Verdict.SENT_BACK and waits:
            record.return_to_draft(by=by)
        return Consent.objects.create(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            digest=seen,
            verdict=verdict,
            note=note,
            by=by,
        )


def consent_to(record: Any) -> Consent | None:
    """The last word on what it is like now, if that is a consent."""
    last = Consent.objects.of(record).first()
    stands = last is not None and last.verdict == Verdict.CONSENTED
    return last if stands and last.digest == digest_of(record) else None


def refuse_without_consent(record: Any) -> None:
    """In the transaction that publishes: nothing may change between the look and the act."""
    if consent_to(_held(record)) is None:
        raise NotReady([NO_CONSENT])


@receiver(recorded)
def call_off(sender: type[models.Model], pks: list[Any], **kwargs: Any) -> None:
    """Whoever changed what is scheduled, and by whatever means: without the consent it does not
    come out, but is again what it was before."""
    if not (settings.REVIEW_BEFORE_PUBLISH and getattr(sender, "needs_consent", False)):
        return
    for record in sender._base_manager.filter(scheduled(), pk__in=pks):
        if consent_to(record) is None:
            with recording(kind=RecordVersion.Kind.CALLED_OFF, why=CALLED_OFF):
                sender._default_manager.filter(pk=record.pk).update(
                    state=_state_before(record),
                    published_at=None,
                    published_until=None,
                    updated_at=timezone.now(),
                )


def _state_before(record: models.Model) -> str:
    """In review, if it was when its time was set; else a draft."""
    before = versions_of(record).filter(was_published=False).newest_first().first()
    state = before.snapshot.get("fields", {}).get("state") if before else None
    in_review = PublicationState.IN_REVIEW
    return in_review if state == in_review else PublicationState.DRAFT


def _held(record: Any) -> Any:
    """As it is stored, locked until the end of the transaction."""
    return type(record)._base_manager.select_for_update(no_key=True).get(pk=record.pk)
