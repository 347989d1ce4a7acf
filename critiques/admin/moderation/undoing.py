"""Taking back what one has just decided: one item, or all that one button decided."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from critiques.models import Contributor, Reporter
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.moderated import UNDOABLE_FOR, Moderated
from critiques.models.moderation.states import CONTRIBUTION, REPORT, Transition
from critiques.moderation.queue import MODELS

_KEPT = "moderation_undoable"


@dataclass(frozen=True)
class Undoable:
    """`keys` name the items; it may be taken back for so many seconds, and is mailed then if any
    of the senders can be told of it."""

    keys: list[str]
    told: str
    seconds: float
    is_mailed: bool


def remember(request: HttpRequest, keys: list[str], told: str) -> None:
    request.session[_KEPT] = [keys, told, timezone.now().timestamp()]


def undoable(request: HttpRequest) -> Undoable | None:
    """What was decided last, while it may be taken back."""
    if _KEPT not in request.session:
        return None
    keys, told, at = request.session[_KEPT]
    left = at + UNDOABLE_FOR.total_seconds() - timezone.now().timestamp()
    return Undoable(keys, told, left, _is_mailed(keys)) if left > 0 else None


def undo_all(request: HttpRequest) -> list[Moderated]:
    """Undoes what the button names, and tells what could not be; whether it still may, and by
    whom, the items know."""
    request.session.pop(_KEPT, None)
    undone: list[Moderated] = []
    for key in request.POST.getlist("undo")[:1000]:
        kind, _, public_id = key.partition("-")
        model = MODELS.get(kind)
        item = model.objects.filter(public_id=public_id).first() if model else None
        if item is None:
            continue
        try:
            item.undo(by=request.user)
            undone.append(item)
        except TransitionRefused as refusal:
            messages.error(request, str(refusal))
    if undone:
        messages.success(request, f"Undone: {len(undone)}." if len(undone) > 1 else "Undone.")
    return undone


def _is_mailed(keys: list[str]) -> bool:
    """Nobody is told of spam, nor at an address that was not confirmed."""
    ids = [key.partition("-")[2] for key in keys]
    of_contributors = Contributor.objects.filter(
        contribution__public_id__in=ids,
        contribution__state__in=_told_of(CONTRIBUTION),
        email_confirmed_at__isnull=False,
    )
    of_reporters = Reporter.objects.filter(
        report__public_id__in=ids, report__state__in=_told_of(REPORT)
    )
    return any(found.exclude(email="").exists() for found in (of_contributors, of_reporters))


def _told_of(transitions: dict[str, Transition]) -> list[str]:
    """The states that a decision leads to of which its sender is told."""
    decisions = (step for step in transitions.values() if step.is_decision)
    return [str(step.target) for step in decisions if step.name != "mark_spam"]
