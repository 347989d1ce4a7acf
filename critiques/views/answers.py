"""What who has a secret link may do with what they sent: each thing a small form of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from critiques.intake import gate
from critiques.models.moderation.actors import Actor
from critiques.models.moderation.events import TransitionRefused

MOVED_ON = "This has moved on before your answer came. Here is where it stands now."
_TEXTS = ("text", "translation", "why", "message", "credit")


@dataclass(frozen=True)
class Answer:
    """A transition that a form asks for; `act` makes it."""

    form: type[Form]
    act: Callable[[Any, Form], None]
    beforehand: Callable[[Any], dict[str, Any]] = lambda item: {}


@dataclass(frozen=True)
class Taken:
    """What became of an answer. Where it is not done, its page says why."""

    is_done: bool = True
    forms: dict[str, Form] = field(default_factory=dict)
    notice: str = ""
    # Of what was typed, the words for which there is no field any more.
    unsent: Sequence[str] = ()
    status: int = 200


def take_answer(request: HttpRequest, item: Any, answers: dict[str, Answer]) -> Taken:
    name = request.POST.get("do", "")
    if name not in answers:
        return Taken()
    form = answers[name].form(request.POST, auto_id=f"{name}-%s")
    try:
        gate.let_answer_in(request)
        if not form.is_valid():
            return Taken(is_done=False, forms={name: form})
        answers[name].act(item, form)
    except gate.Shut as shut:
        return Taken(is_done=False, forms={name: form}, notice=str(shut), status=shut.status)
    except TransitionRefused:
        # Whoever pressed the button twice has what they asked for. The refusal itself is not
        # told: it may name a moderator.
        last = item.events.last()
        is_done = last is not None and last.transition == name
        return Taken(is_done=is_done, notice=MOVED_ON, unsent=_typed(form), status=409)
    return Taken()


def _typed(form: Form) -> list[str]:
    return [form.cleaned_data[name] for name in _TEXTS if form.cleaned_data.get(name)]


def forms_for(
    item: Any, actor: Actor, answers: dict[str, Answer], sent: dict[str, Form]
) -> dict[str, Form]:
    """The forms of what may be done now; one that was sent and is wrong, as it was sent."""
    allowed = [step.name for step in item.allowed(actor) if step.name in answers]
    return {
        name: sent.get(name)
        or answers[name].form(initial=answers[name].beforehand(item), auto_id=f"{name}-%s")
        for name in allowed
    }
