"""What each step of a life comes to: what it must, or it is refused and has changed nothing."""

from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis.stateful import RuleBasedStateMachine, invariant

from critiques.models import ModerationNote
from critiques.models.moderation.actors import acting
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.states import AWAITING, DECISIONS
from tests.critiques.moderation import always
from tests.critiques.moderation.chain import assert_unbroken
from tests.critiques.moderation.clock import clock_at

MOST = 4


class Played(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(transaction.atomic())
        self.stack.enter_context(clock_at(timezone.now()))
        self.numbers = count(1)
        self.news: set[Any] = set()
        self.items: list[Any] = []
        self.canaries: dict[Any, tuple[str, str]] = {}
        self.events: dict[Any, int] = {}
        # Contributions whose passage is to be public now, and by which report it was withdrawn.
        self.shown: set[int] = set()
        self.withdrawn: dict[int, int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    def new_canaries(self) -> tuple[str, str]:
        number = next(self.numbers)
        return f"zqxp{number}q", f"zqxw{number}q"

    def add(self, item: Any, person: str, words: str) -> None:
        self.items.append(item)
        self.news.add(item)
        self.canaries[item] = (person, words)
        self.events[item] = 1
        ModerationNote.objects.create(**{item._meta.model_name: item}, text=words)

    def of(self, model: Any) -> list[Any]:
        return [item for item in self.items if model is None or isinstance(item, model)]

    def pick(self, model: Any, index: int, name: str = "") -> Any:
        """One for which this comes into question, if there is any; the last number takes any."""
        found = self.of(model)
        for item in found:
            item.refresh_from_db()
        fit = [
            item
            for item in found
            if name in item.TRANSITIONS and item.state in item.TRANSITIONS[name].sources
        ]
        return (fit[index:] or fit or found[index:] or found)[0] if index < MOST - 1 else found[-1]

    def may(self, item: Any, name: str, by: Any) -> bool:
        """Whether a member of the staff may do it who has seen what it is."""
        step, role = item.TRANSITIONS[name], acting(by).role
        is_held = item.is_claimed and item.claimed_by_id != by.pk and name != "take_over"
        decides = name in DECISIONS or name == "reopen"
        return (
            role in step.roles
            and item.state in step.sources
            and not is_held
            and not (decides and item.not_for_id == by.pk)
            and not (item.erased_at and step.target in AWAITING)
        )

    def attempt(
        self, item: Any, name: str, act: Callable[[], Any], *, may: bool | None, events: int = 1
    ) -> bool:
        """Does it, or is refused and has changed nothing. `may`: what must come of it, if known."""
        before = always.row(item)
        try:
            act()
        except TransitionRefused:
            if may:
                raise
            assert always.row(item) == before
            return False
        assert may is not False, f"{name} of {item} was not refused"
        self.news.add(item)
        self.events[item] += events
        if events:
            assert item.events.last().transition == name
        return True

    @invariant()
    def all_is_as_it_must_be(self) -> None:
        for item in self.news:
            assert len(assert_unbroken(item)) == self.events[item]
            always.assert_hashes_go_on(item)
        if self.news:
            always.assert_erased(self.canaries)
            always.assert_public(self.shown)
            always.assert_mail_is_discreet()
        self.news.clear()
