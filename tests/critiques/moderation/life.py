"""The whole life of contributions and reports, as Hypothesis plays it: who does what, and when.

Each step does one thing to one item, and knows whether it must be allowed; what must be true after
each stands in `always.py`.
"""

import io
from typing import Any

from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
)

from critiques.models import Contribution, Report
from critiques.models.moderation.states import DECISIONS
from filmography.publishing.outbox import send_due
from filmography.publishing.roles import MODERATORS
from tests import factories as make
from tests.critiques.moderation.clock import later
from tests.critiques.moderation.playing import MOST, Played

CLOSING = ["request_changes", "decline", "mark_duplicate", "mark_spam"]
DECIDING = ["reject", "mark_duplicate", "mark_spam"]
SPANS = [
    {"seconds": 5},
    {"seconds": 11},
    {"seconds": 20},
    {"minutes": 16},
    {"hours": 5},
    {"days": 8},
    {"days": 21},
    {"days": 31},
    {"days": 91},
]

which = st.integers(0, MOST - 1)
who = st.integers(0, 3)


class Life(Played):
    @initialize()
    def begin(self) -> None:
        mail.outbox.clear()
        self.staff = [
            make.make_moderator(),
            make.make_moderator(),
            make.make_administrator(),
            make.make_editor(),
        ]
        self.contribute(has_address=False)
        self.accept(0, 0, publish=True, text="")
        self.report(0)
        self.contribute(has_address=True)
        self.contribute(has_address=False)

    # --- Taking in ------------------------------------------------------------------------------

    @precondition(lambda self: len(self.of(Contribution)) < MOST)
    @rule(has_address=st.booleans())
    def contribute(self, has_address: bool) -> None:
        person, words = self.new_canaries()
        address = {"email": f"{person}@example.org"} if has_address else {}
        contribution = make.make_contribution(
            f"Words {words} that somebody offers.", name=person, credit=person, **address
        )
        self.add(contribution, person, words)

    @precondition(lambda self: self.shown and len(self.of(Report)) < MOST)
    @rule(index=which)
    def report(self, index: int) -> None:
        about = Contribution.objects.get(pk=sorted(self.shown)[index % len(self.shown)])
        person, words = self.new_canaries()
        report = make.make_report(
            about.excerpt,
            words=words,
            reply_text=words,
            name=person,
            email=f"{person}@example.org",
        )
        self.add(report, person, words)

    # --- By the sender --------------------------------------------------------------------------

    @precondition(lambda self: self.of(Contribution))
    @rule(index=which, name=st.sampled_from(["confirm", "withdraw", "change_credit", "resubmit"]))
    def contributor(self, index: int, name: str) -> None:
        item = self.pick(Contribution, index, name)
        person, words = self.canaries[item]
        text = {**item.current.words, "text": f"Other words {words}."}
        calls = {
            "confirm": item.confirm_address,
            "withdraw": item.withdraw,
            "change_credit": lambda: item.change_credit(f"Now {person}"),
            "resubmit": lambda: item.resubmit(words=text, message=words),
        }
        may = item.state in item.TRANSITIONS[name].sources and not item.erased_at
        self.attempt(item, name, calls[name], may=may)

    @precondition(lambda self: self.items)
    @rule(index=which)
    def protest(self, index: int) -> None:
        """Appeals, or asks for a review."""
        item = self.pick(None, index)
        is_report = isinstance(item, Report)
        name = "ask_review" if is_report else "appeal"
        had = item.has_asked_review if is_report else item.has_appealed
        may = item.state in item.TRANSITIONS[name].sources and not had and not item.erased_at
        message = self.canaries[item][1]
        self.attempt(item, name, lambda: getattr(item, name)(message=message), may=may)

    @precondition(lambda self: self.items)
    @rule(index=which)
    def be_erased(self, index: int) -> None:
        item = self.pick(None, index)
        was_open = isinstance(item, Contribution) and item.state in (
            "received",
            "pending",
            "changes_requested",
        )
        item.erase_person()
        self.news.add(item)
        self.events[item] += was_open
        item.refresh_from_db()
        assert item.erased_at is not None

    # --- By the staff ---------------------------------------------------------------------------

    @precondition(lambda self: self.items)
    @rule(index=which, actor=who, name=st.sampled_from(["claim", "release", "take_over", "reopen"]))
    def hold(self, index: int, actor: int, name: str) -> None:
        item, by = self.pick(None, index, name), self.staff[actor]
        if name not in item.TRANSITIONS:
            return
        is_mine = name == "claim" and item.is_claimed and item.claimed_by_id == by.pk
        may = self.may(item, name, by)
        self.attempt(item, name, lambda: getattr(item, name)(by=by), may=may, events=not is_mine)

    @precondition(lambda self: self.items)
    @rule(index=which, actor=who, choice=st.integers(0, 3), is_fresh=st.integers(0, 4))
    def close(self, index: int, actor: int, choice: int, is_fresh: int) -> None:
        item, by = self.pick(None, index, "mark_spam"), self.staff[actor]
        names = DECIDING if isinstance(item, Report) else CLOSING
        name = names[choice % len(names)]
        fields = {"by": by, "seen": item.content_hash if is_fresh else "0" * 64}
        if name in ("request_changes", "decline", "reject"):
            fields["reason"] = "other"
        if name != "mark_spam":
            # Of who was erased while it was open nothing may be said.
            fields["message"] = "Thank you." if item.erased_at else self.canaries[item][1]
        may = self.may(item, name, by) and bool(is_fresh)
        self.attempt(item, name, lambda: getattr(item, name)(**fields), may=may)

    @precondition(lambda self: self.of(Contribution))
    @rule(index=which, actor=who, publish=st.booleans(), text=st.sampled_from(["", "A", "B"]))
    def accept(self, index: int, actor: int, publish: bool, text: str) -> None:
        item, by = self.pick(Contribution, index, "accept"), self.staff[actor]
        if self.may(item, "accept", by):
            words = text and f"{text} {self.canaries[item][1]}"
            acceptance = make.make_acceptance(words or item.current.text, publish=publish)
        else:
            acceptance = make.make_acceptance("Other words.")
        others = acceptance.text not in (item.current.text, item.proposed_text)
        mine = acceptance.text == item.proposed_text and item.proposed_by_id == by.pk
        may = self.may(item, "accept", by) and not (mine and not others)
        name = "propose" if others else "accept"
        seen = item.content_hash
        done = self.attempt(
            item,
            name,
            lambda: item.accept(by=by, seen=seen, acceptance=acceptance),
            may=may,
        )
        if done and not others and publish:
            self.shown.add(item.pk)

    @precondition(lambda self: self.of(Report))
    @rule(index=which, actor=who, withdraw=st.booleans(), reply=st.booleans())
    def uphold(self, index: int, actor: int, withdraw: bool, reply: bool) -> None:
        item, by = self.pick(Report, index, "uphold"), self.staff[actor]
        about = Contribution.objects.filter(excerpt=item.record_id, pk__in=self.shown).first()
        fields: dict[str, Any] = {"by": by, "seen": item.content_hash, "reason": "other"}
        if withdraw and about is not None:
            fields["withdraw"] = about.excerpt
        fields["publish_reply"] = reply and about is not None and item.reply is None
        fields["publish_reply"] &= item.erased_at is None
        may = self.may(item, "uphold", by)
        if self.attempt(item, "uphold", lambda: item.uphold(**fields), may=may):
            if "withdraw" in fields:
                self.shown.discard(about.pk)
                self.withdrawn[item.pk] = about.pk
            else:
                self.withdrawn.pop(item.pk, None)

    @precondition(lambda self: self.items)
    @rule(index=which, actor=who)
    def undo(self, index: int, actor: int) -> None:
        item, by = self.pick(None, index, "undo"), self.staff[actor]
        last = item.events.last()
        is_own = last.transition in DECISIONS and last.actor_id == by.pk
        is_soon = (timezone.now() - last.at).total_seconds() <= 10
        done = self.attempt(item, "undo", lambda: item.undo(by=by), may=None)
        assert not done or (is_own and is_soon)
        if done and last.transition == "accept":
            self.shown.discard(item.pk)
        elif done and last.transition == "uphold" and item.pk in self.withdrawn:
            self.shown.add(self.withdrawn.pop(item.pk))

    # --- By time --------------------------------------------------------------------------------

    @rule(span=st.sampled_from(SPANS), has_rights=st.booleans())
    def wait(self, span: dict[str, int], has_rights: bool) -> None:
        """Meanwhile a moderator may have lost the right, or got it back; the timers run."""
        self.stack.enter_context(later(**span))
        group = Group.objects.get(name=MODERATORS)
        groups = self.staff[1].groups
        groups.add(group) if has_rights else groups.remove(group)
        if "days" in span:
            call_command("expire_contributions", verbosity=0, stdout=io.StringIO())
        for item in self.items:
            new = list(item.events.all())[self.events[item] :]
            assert {event.transition for event in new} <= {"remind", "expire"}
            self.events[item] += len(new)
        assert not [error for _, error in send_due() if error]
        self.news.update(self.items)
