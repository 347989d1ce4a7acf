"""The queue of moderation, what is done to many at once, and who has an item open."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from critiques.models import (
    Contribution,
    ModerationEvent,
    Source,
)
from critiques.models.moderation.contributions import usual_wait
from critiques.models.moderation.states import ContributionState
from tests import factories as make
from tests.admin.desk import told
from tests.admin.moderation.screens import QUEUE, address, open_item, press, text_of

pytestmark = pytest.mark.django_db


class TestQueue:
    def test_is_one_for_both_with_the_urgent_first_and_then_the_oldest(
        self, moderator: Client
    ) -> None:
        first = make.make_contribution("First words")
        report = make.make_report(words="Second words")
        make.make_report(words="Urgent words", kind="minor")
        page = moderator.get(reverse(QUEUE))
        items = [row.item for _, rows in page.context["groups"] for row in rows]
        assert [item.public_id for item in items[1:]] == [first.public_id, report.public_id]
        assert items[0].kind == "minor"
        assert page.context["counts"] == {"contribution": 1, "report": 2}

    def test_says_who_holds_an_item_and_how_long_it_waits(self, moderator: Client) -> None:
        other = make.make_moderator()
        held = make.make_contribution()
        Contribution.objects.update(created_at=timezone.now() - timedelta(hours=5))
        held.claim(by=other)
        page = text_of(moderator.get(reverse(QUEUE)))
        assert f"open at {other.username}" in page
        assert "5 hours" in page

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("", {"olive", "pear"}),
            ("q=oLiVe", {"olive"}),
            ("kind=report", {"pear"}),
            ("kind=contribution", {"olive"}),
            ("state=declined", {"quince"}),
            ("state=", {"olive", "pear", "quince"}),
            ("state=nonsense", set()),
            ("kind=nonsense", {"olive", "pear"}),
            ("q=%00", {"olive", "pear"}),
            ("page=99", {"olive", "pear"}),
        ],
    )
    def test_is_filtered(self, moderator: Client, query: str, shown: set[str]) -> None:
        make.make_contribution("olive")
        make.make_report(words="pear")
        make.make_contribution("quince", state=ContributionState.DECLINED)
        page = text_of(moderator.get(f"{reverse(QUEUE)}?{query}"))
        assert {word for word in ("olive", "pear", "quince") if f">{word}<" in page} == shown

    def test_is_grouped_by_source_and_by_sender_without_telling_an_address(
        self, moderator: Client, source: Source
    ) -> None:
        for number in range(3):
            sent = {"name": "Ada", "email": "ada@example.org", "source": source}
            make.make_contribution(f"Words {number}", **sent).confirm_address()
        make.make_contribution("Else", source_title="Another")
        page = moderator.get(f"{reverse(QUEUE)}?by=source")
        assert [(group.name, len(rows)) for group, rows in page.context["groups"]] == [
            ("Hours", 3),
            ("Another", 1),
        ]
        page = moderator.get(f"{reverse(QUEUE)}?by=sender")
        assert next(group.name for group, _ in page.context["groups"]) == "Ada"
        assert "ada@example.org" not in text_of(page)

    def test_heads_what_waits_in_all_however_it_is_filtered(self, moderator: Client) -> None:
        make.make_contribution("olive")
        Contribution.objects.update(created_at=timezone.now() - timedelta(hours=5, minutes=1))
        make.make_report(words="pear")
        for query in ("", "kind=report", "q=pear", "state=declined"):
            page = text_of(moderator.get(f"{reverse(QUEUE)}?{query}"))
            assert "<b>1</b> contribution and <b>1</b> report waiting, the oldest for 5 h" in page

    def test_shows_a_reply_and_a_credit_where_nothing_else_was_given(
        self, moderator: Client
    ) -> None:
        make.make_report(words="", reply_text="I never said so.", name="Mara Quint")
        make.make_contribution(credit="Rosa L.")
        page = text_of(moderator.get(reverse(QUEUE)))
        assert ">I never said so.<" in page
        assert "<bdi>Rosa L.</bdi>" in page
        assert ">I never said so.<" in text_of(moderator.get(f"{reverse(QUEUE)}?q=never said"))

    def test_shows_pages_of_fifty(self, moderator: Client) -> None:
        for number in range(51):
            make.make_contribution(f"Words {number}")
        page = moderator.get(f"{reverse(QUEUE)}?page=2")
        assert sum(len(rows) for _, rows in page.context["groups"]) == 1
        assert page.context["total"] == 51

    def test_keeps_at_what_pace_one_is_told(self, moderator: Client) -> None:
        moderator.post(reverse(QUEUE), {"_pace": "on", "pace": "never"})
        assert moderator.get(reverse(QUEUE)).context["pace"] == "never"
        moderator.post(reverse(QUEUE), {"_pace": "on", "pace": "nonsense"})
        assert moderator.get(reverse(QUEUE)).context["pace"] == "never"


class TestManyAtOnce:
    def ticked(self, *items: Any) -> list[str]:
        return [f"{item._meta.model_name}-{item.public_id}-{item.content_hash}" for item in items]

    def test_are_marked_as_spam_and_taken_back_together(self, moderator: Client) -> None:
        items = [make.make_contribution(), make.make_contribution(), make.make_report()]
        moderator.post(reverse(QUEUE), {"_spam": "on", "chosen": self.ticked(*items)})
        assert {type(item).objects.get(pk=item.pk).state for item in items} == {"spam"}
        undo = moderator.get(reverse(QUEUE)).context["undoable"]
        assert len(undo.keys) == 3
        moderator.post(reverse("admin:critiques_contribution_undo"), {"undo": undo.keys})
        assert Contribution.objects.awaiting_decision().count() == 2

    def test_are_declined_with_one_reason(self, moderator: Client) -> None:
        items = [make.make_contribution(), make.make_contribution()]
        said = {"decline-reason": "source", "decline-message": "Not these."}
        moderator.post(reverse(QUEUE), {"_decline": "on", "chosen": self.ticked(*items), **said})
        events = ModerationEvent.objects.filter(transition="decline")
        assert [(event.reason, event.message.text) for event in events] == [
            ("source", "Not these.")
        ] * 2

    def test_leave_alone_what_a_colleague_has_open_or_what_changed(self, moderator: Client) -> None:
        held, changed, free = (make.make_contribution() for _ in range(3))
        held.claim(by=make.make_moderator())
        ticked = [*self.ticked(held, free), f"contribution-{changed.public_id}-{'0' * 64}"]
        page = moderator.post(
            reverse(QUEUE), {"_spam": "on", "chosen": [*ticked, "x", "contribution--", "report-1"]}
        )
        states = [Contribution.objects.get(pk=item.pk).state for item in (held, changed, free)]
        assert states == ["pending", "pending", "spam"]
        assert len(told(page)) == 2

    def test_want_something_ticked_and_a_reason(self, moderator: Client) -> None:
        assert "Nothing was chosen" in told(moderator.post(reverse(QUEUE), {"_spam": "on"}))[0]
        item = make.make_contribution()
        page = moderator.post(
            reverse(QUEUE),
            {"_decline": "on", "chosen": self.ticked(item), "decline-reason": "nonsense"},
        )
        assert told(page)[-1] == "Choose a reason."


class TestOpening:
    def test_claims_the_item_for_a_quarter_of_an_hour(self, moderator: Client) -> None:
        item = make.make_contribution()
        page = open_item(moderator, item)
        item.refresh_from_db()
        assert item.claimed_by == moderator.user
        assert timedelta(minutes=14) < item.claimed_until - timezone.now() < timedelta(minutes=15)
        assert page.context["is_mine"]

    def test_needs_a_press_and_not_a_look(self, moderator: Client, offered: Contribution) -> None:
        before = ModerationEvent.objects.count()
        assert moderator.get(address(offered, "open")).status_code == 405
        for query in ("", "?_accept=on", "?_mark_spam=on&seen=" + offered.content_hash):
            assert moderator.get(address(offered) + query).status_code == 200
        offered.refresh_from_db()
        assert (offered.state, offered.claimed_by) == ("pending", None)
        assert ModerationEvent.objects.count() == before

    def test_what_another_holds_can_be_taken_over(self, moderator: Client) -> None:
        item = make.make_contribution()
        item.claim(by=make.make_moderator())
        page = open_item(moderator, item)
        assert "has it open until" in text_of(page)
        assert not page.context["is_mine"]
        page = moderator.post(address(item), {"_take_over": "on"}, follow=True)
        assert page.context["is_mine"]

    def test_skipping_releases_it_and_opens_the_next(self, moderator: Client) -> None:
        first, second = make.make_contribution(), make.make_contribution()
        page = press(moderator, first, "_skip")
        assert page.url == address(second)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.is_claimed, second.claimed_by) == (False, moderator.user)


class TestFigures:
    def test_count_decisions_by_week_and_outcome(
        self, moderator: Client, offered: Contribution
    ) -> None:
        press(moderator, offered, "_decline", **{"decline-reason": "rights"})
        make.make_contribution()
        page = moderator.get(reverse("admin:critiques_contribution_figures"))
        week = page.context["figures"].weeks[-1]
        assert (week.received, week.outcomes["decline"]) == (2, 1)
        assert page.context["figures"].reasons == [("Decline", "Rights", 1)]
        assert 'data-outcome="decline"' in text_of(page)

    def test_leave_out_what_was_taken_back(self, moderator: Client, offered: Contribution) -> None:
        report = make.make_report()
        report.mark_spam(by=moderator.user, seen=report.content_hash)
        report.undo(by=moderator.user)
        for _ in range(2):
            said = {"by": moderator.user, "seen": offered.content_hash}
            offered.decline(**said, reason="rights")
            offered.undo(by=moderator.user)
        figures = moderator.get(reverse("admin:critiques_contribution_figures")).context["figures"]
        assert figures.median_wait is None
        assert (figures.weeks[-1].decided, figures.reasons) == (0, [])
        assert usual_wait() is None
        offered.decline(**said, reason="rights")
        page = moderator.get(reverse("admin:critiques_contribution_figures"))
        assert page.context["figures"].weeks[-1].decided == 1

    def test_stand_without_anything_to_count(self, moderator: Client) -> None:
        page = moderator.get(reverse("admin:critiques_contribution_figures"))
        assert page.status_code == 200
        assert "No decision needed a reason yet" in text_of(page)
