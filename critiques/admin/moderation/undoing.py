"""Taking back what one has just decided: one item, or all that one button decided."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.moderated import UNDOABLE_FOR, Moderated
from critiques.moderation.queue import MODELS

_KEPT = "moderation_undoable"


@dataclass(frozen=True)
class Undoable:
    """`keys` name the items; it may be taken back for so many seconds."""

    keys: list[str]
    told: str
    seconds: float


def remember(request: HttpRequest, keys: list[str], told: str) -> None:
    request.session[_KEPT] = [keys, told, timezone.now().timestamp()]


def undoable(request: HttpRequest) -> Undoable | None:
    """What was decided last, while it may be taken back."""
    if _KEPT not in request.session:
        return None
    keys, told, at = request.session[_KEPT]
    left = at + UNDOABLE_FOR.total_seconds() - timezone.now().timestamp()
    return Undoable(keys, told, left) if left > 0 else None


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
