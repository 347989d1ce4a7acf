"""What the screens of contributions and of reports have in common: an item in hand, the buttons
that were pressed, and what comes next."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property

from critiques.admin.moderation.reasons import ReasonForm
from critiques.admin.moderation.undoing import remember
from critiques.models import ModerationNote
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.moderated import LEASE, Moderated
from critiques.models.moderation.states import Transition
from critiques.moderation.queue import Entry, Filters, entries_of, to_open
from critiques.moderation.timeline import timeline
from filmography.publishing.models import NotReady

# The keys of the decisions, in the order in which they stand on the screen.
KEYS = {
    "accept": "a",
    "uphold": "a",
    "request_changes": "r",
    "reject": "r",
    "decline": "d",
    "mark_duplicate": "u",
    "mark_spam": "s",
}


class Screen:
    """One item before one person. `press` does what a button says and gives the next page, or None
    if this page is to be shown again with what was typed."""

    kind: ClassVar[str]
    template: ClassVar[str]

    def __init__(self, request: HttpRequest, desk: Any, item: Moderated, filters: Filters) -> None:
        self.request = request
        self.desk = desk
        self.item = item
        self.filters = filters
        self.was_refused = False

    # --- For the kinds of items -----------------------------------------------------------------

    def decide(self, name: str, reason: ReasonForm) -> str | None:
        """Takes the decision; the sentence to tell, or None if the form has errors. May raise
        what the transitions raise."""
        raise NotImplementedError

    def look_again(self) -> None:
        """Whatever button was pressed beside the decisions: prepares what is shown anew."""

    def own_context(self) -> dict[str, Any]:
        return {}

    # --- The page ---------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> list[Transition]:
        allowed = {step.name: step for step in self.item.allowed(self.request.user)}
        return [allowed[name] for name in KEYS if name in allowed]

    @cached_property
    def reasons(self) -> dict[str, ReasonForm]:
        pressed = self._pressed_step()
        return {
            step.name: ReasonForm(
                self.kind,
                step,
                self.request.POST if pressed == step.name else None,
                likely=self.likely_reason(),
            )
            for step in self.steps
        }

    def likely_reason(self) -> str:
        return ""

    @property
    def is_mine(self) -> bool:
        return self.item.is_claimed and self.item.claimed_by_id == self.request.user.pk

    def context(self) -> dict[str, Any]:
        keys = [entry.key for entry in entries_of(self.filters)]
        names = [step.name for step in self.item.allowed(self.request.user)]
        return {
            "item": self.item,
            "kind": self.kind,
            "key": self.key,
            "is_mine": self.is_mine,
            "decisions": [(step, KEYS[step.name], self.reasons[step.name]) for step in self.steps],
            "may": names,
            "held_by": self.item.claimed_by if self.item.is_claimed and not self.is_mine else None,
            "position": keys.index(self.key) + 1 if self.key in keys else 0,
            "total": len(keys),
            "timeline": timeline(self.item),
            "notes": self.item.notes.select_related("by"),
            "minutes": LEASE.seconds // 60,
            **self.own_context(),
        }

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.item.public_id}"

    # --- Buttons ----------------------------------------------------------------------------------

    def press(self) -> HttpResponse | None:
        queue = entries_of(self.filters)
        try:
            return self._do(queue)
        except NotReady as refusal:
            for sentence in refusal.obstacles:
                messages.error(self.request, sentence)
        except TransitionRefused as refusal:
            self.was_refused = True
            messages.error(self.request, str(refusal))
            self.refused(refusal)
        except ValidationError as error:
            for sentence in error.messages:
                messages.error(self.request, sentence)
        self.item.refresh_from_db()
        self.__dict__.pop("steps", None)
        return None

    def refused(self, refusal: TransitionRefused) -> None:
        """For what a kind of item shows then."""

    def _do(self, queue: list[Entry]) -> HttpResponse | None:
        for name, act in self._acts().items():
            if name in self.request.POST:
                return act(queue)
        name = self._pressed_step()
        if name is None:
            self.look_again()
            return None
        self.item.refuse_unless_allowed(name, by=self.request.user)
        reason = self.reasons[name]
        if reason.fields["reason"].choices and not reason.is_valid():
            return None
        told = self.decide(name, reason)
        if told is None:
            return None
        remember(self.request, [self.key], told)
        return self._forward(queue)

    def _acts(self) -> dict[str, Callable[[list[Entry]], HttpResponse | None]]:
        return {
            "_skip": self._skip,
            "_release": self._release,
            "_take_over": self._take_over,
            "_reopen": self._reopen,
            "_note": self._note,
        }

    def _pressed_step(self) -> str | None:
        names = (name for name in KEYS if f"_{name}" in self.request.POST)
        return next((name for name in names if name in self.item.TRANSITIONS), None)

    def _skip(self, queue: list[Entry]) -> HttpResponse:
        if self.is_mine:
            self.item.release(by=self.request.user)
        return self._forward(queue)

    def _release(self, queue: list[Entry]) -> HttpResponse:
        self.item.release(by=self.request.user)
        return self.desk.to_queue(self.filters)

    def _take_over(self, queue: list[Entry]) -> HttpResponse:
        self.item.take_over(by=self.request.user)
        return HttpResponseRedirect(self.request.get_full_path())

    def _reopen(self, queue: list[Entry]) -> HttpResponse:
        self.item.reopen(by=self.request.user)
        messages.success(self.request, "It waits for a decision again.")
        return HttpResponseRedirect(self.request.get_full_path())

    def _note(self, queue: list[Entry]) -> HttpResponse | None:
        text = self.request.POST.get("note", "").strip()
        if not text:
            messages.error(self.request, "Write the note first.")
            return None
        if not self.item.notes.filter(text=text, by=self.request.user).exists():
            note = ModerationNote(**{self.kind: self.item}, text=text, by=self.request.user)
            note.full_clean(exclude=["contribution", "report"])
            note.save()
        self.look_again()
        return None

    def _forward(self, queue: list[Entry]) -> HttpResponse:
        """To the next item that nobody else has open, which is claimed; or to the queue."""
        for entry in to_open(queue, self.key, self.request.user):
            try:
                entry.item.claim(by=self.request.user)
            except TransitionRefused:
                continue  # somebody was faster
            return self.desk.to_item(entry, self.filters)
        return self.desk.to_queue(self.filters)
