"""What who has a secret link may do with what they sent: each thing a small form of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.forms import Form
from django.http import HttpRequest

from critiques.intake import gate
from critiques.models.moderation.actors import Actor
from critiques.models.moderation.events import TransitionRefused

DONE_BUT_UNSENT = "That is done. What you changed in the passage is not sent yet."
MOVED_ON = "This has moved on before your answer came. Here is where it stands now."
_TEXTS = ("text", "translation", "why", "message", "credit")


@dataclass(frozen=True)
class Answer:
    """A transition that a form asks for; `act` makes it. `objection` says why it is not taken as
    it was typed, before it counts as an answer."""

    form: type[Form]
    act: Callable[[Any, Form], None]
    beforehand: Callable[[Any], dict[str, Any]] = lambda item: {}
    objection: Callable[[Any, Form], str] = lambda item, form: ""
    # The field by which it is known that this form came along with the button of another.
    comes_with: str = ""
    # What is asked before words that came along are lost for good.
    asks: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of an answer. Where it is not done, its page says why."""

    is_done: bool = True
    forms: dict[str, Form] = field(default_factory=dict)
    notice: str = ""
    # The answer that is wanted once more, by one who is sure.
    asked: str = ""
    # Of what was typed, the words for which there is no field any more.
    unsent: Sequence[str] = ()
    status: int = 200


def take_answer(request: HttpRequest, item: Any, answers: dict[str, Answer]) -> Taken:
    name = request.POST.get("do", "")
    if name not in answers:
        return Taken()
    answer = answers[name]
    form = answer.form(request.POST, initial=answer.beforehand(item), auto_id=f"{name}-%s")
    along = _came_along(request, item, answers, form)
    if answer.asks and _waiting(item, along) and "sure" not in request.POST:
        return Taken(is_done=False, forms=along, notice=answer.asks, asked=name)
    if objection := answer.objection(item, form):
        if form.is_valid():
            form.add_error(None, objection)
        return Taken(is_done=False, forms={name: form})
    return _act(request, item, name, answer, {name: form, **along})


def _act(
    request: HttpRequest, item: Any, name: str, answer: Answer, sent: dict[str, Form]
) -> Taken:
    try:
        gate.let_answer_in(request)
        if not sent[name].is_valid():
            return Taken(is_done=False, forms=sent)
        answer.act(item, sent[name])
    except gate.Shut as shut:
        return Taken(is_done=False, forms=sent, notice=str(shut), status=shut.status)
    except TransitionRefused:
        # Whoever pressed the button twice has what they asked for. The refusal itself is not
        # told: it may name a moderator.
        last = item.events.last()
        is_done = last is not None and last.transition == name
        return Taken(is_done=is_done, notice=MOVED_ON, unsent=_typed(sent), status=409)
    along = {other: sent[other] for other in sent if other != name}
    return Taken() if answer.asks or not along else _done_but_unsent(item, along)


def _done_but_unsent(item: Any, along: dict[str, Form]) -> Taken:
    item.refresh_from_db()
    waiting = _waiting(item, along)
    unsent = [] if waiting else _typed(along)
    return Taken(is_done=False, forms=waiting, notice=DONE_BUT_UNSENT, unsent=unsent)


def _came_along(
    request: HttpRequest, item: Any, answers: dict[str, Answer], pressed: Form
) -> dict[str, Form]:
    """What was typed for another answer and came with this button: to be shown as it was typed,
    and not judged before it is sent."""
    found = {}
    for name, answer in answers.items():
        if not answer.comes_with or answer.comes_with not in request.POST:
            continue
        if isinstance(pressed, answer.form):
            continue
        form = answer.form(request.POST, initial=answer.beforehand(item))
        if set(form.changed_data) - set(pressed.fields):
            typed = {field.name: field.data for field in form}
            found[name] = answer.form(initial=typed, auto_id=f"{name}-%s")
    return found


def _waiting(item: Any, forms: dict[str, Form]) -> dict[str, Form]:
    """Those that may still be sent."""
    return {name: forms[name] for name in forms if item.state in item.TRANSITIONS[name].sources}


def _typed(forms: dict[str, Form]) -> list[str]:
    said = [form.cleaned_data if form.is_bound else form.initial for form in forms.values()]
    return [each[name] for each in said for name in _TEXTS if each.get(name)]


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
