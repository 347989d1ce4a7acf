"""What the public sent, in every state, with a canary in every text; readers see nothing of it."""

from typing import Any

from critiques.models import (
    Contribution,
    ContributionRound,
    Contributor,
    ModerationEvent,
    ModerationMessage,
    ModerationNote,
    Report,
    Reporter,
    Terms,
)
from critiques.models.moderation.states import ContributionState, ReportState
from tests.site.canaries import Canaries
from tests.site.hidden import PublicSite


def plant_moderation(canaries: Canaries, site: PublicSite) -> None:
    for state in ContributionState.values:
        _contribution(canaries, site, state)
    for state in ReportState.values:
        _report(canaries, site, state)
    canaries.record(Terms, "agreed to once")


def _contribution(canaries: Canaries, site: PublicSite, state: str) -> None:
    why = f"a contribution, {state}"
    contribution = canaries.record(Contribution, why, state=state)
    canaries.record(
        ContributionRound,
        why,
        contribution=contribution,
        number=1,
        film=site.film,
        person=site.person,
        source=site.source,
    )
    canaries.record(Contributor, why, contribution=contribution)
    _said(canaries, why, contribution=contribution, to_state=state)


def _report(canaries: Canaries, site: PublicSite, state: str) -> None:
    why = f"a report, {state}"
    record = {"record_label": site.excerpt._meta.label, "record_id": site.excerpt.pk}
    report = canaries.record(Report, why, state=state, kind="words", **record)
    canaries.record(Reporter, why, report=report)
    _said(canaries, why, report=report, to_state=state)


def _said(canaries: Canaries, why: str, *, to_state: str, **item: Any) -> None:
    event = ModerationEvent.objects.create(
        **item, transition="submit", to_state=to_state, role="contributor"
    )
    canaries.record(ModerationMessage, why, event=event)
    canaries.record(ModerationNote, why, **item)
