"""Decisions other than acceptance, those that are refused, and reports."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from critiques.models import (
    Contribution,
    Excerpt,
    Reply,
    Report,
    Source,
)
from critiques.models.moderation.states import ContributionState, ReportState
from filmography.publishing.outbox import OutgoingMail
from tests import factories as make
from tests.admin.desk import told
from tests.admin.moderation.screens import QUEUE, WORDS, address, open_item, press, text_of, values

pytestmark = pytest.mark.django_db


class TestOtherDecisions:
    @pytest.mark.parametrize(
        ("button", "reason", "state"),
        [
            ("request_changes", "wording", "changes_requested"),
            ("decline", "rights", "declined"),
            ("mark_duplicate", "", "duplicate"),
            ("mark_spam", "", "spam"),
        ],
    )
    def test_are_made_with_a_reason_and_the_message_that_it_begins(
        self, moderator: Client, offered: Contribution, button: str, reason: str, state: str
    ) -> None:
        press(moderator, offered, f"_{button}", **{f"{button}-reason": reason})
        offered.refresh_from_db()
        event = offered.events.last()
        assert offered.state == state
        assert event.reason in (reason, "duplicate", "spam")
        if button != "mark_spam":
            assert event.message.text.startswith("Thank you for this passage.")

    def test_say_what_was_written_instead(self, moderator: Client, offered: Contribution) -> None:
        said = {"decline-reason": "other", "decline-message": "We know it better."}
        press(moderator, offered, "_decline", **said)
        assert offered.events.last().message.text == "We know it better."

    def test_want_words_where_the_reason_says_nothing(
        self, moderator: Client, offered: Contribution
    ) -> None:
        page = press(moderator, offered, "_request_changes", **{"request_changes-reason": "other"})
        reasons = {step.name: form for step, _, form in page.context["decisions"]}
        assert reasons["request_changes"].errors["message"]
        press(moderator, offered, "_decline", **{"decline-reason": ""})
        offered.refresh_from_db()
        assert offered.state == ContributionState.PENDING

    def test_a_duplicate_says_of_which_passage(
        self, moderator: Client, offered: Contribution, source: Source
    ) -> None:
        there = make.make_excerpt(WORDS, source=source)
        press(moderator, offered, "_mark_duplicate", duplicate_of=there.pk)
        offered.refresh_from_db()
        assert offered.duplicate_of == there

    def test_what_is_likely_is_chosen_already(self, moderator: Client, source: Source) -> None:
        item = make.make_contribution(WORDS.replace("early", "late"), source=source)
        page = open_item(moderator, item)
        reasons = {step.name: form for step, _, form in page.context["decisions"]}
        assert reasons["request_changes"]["reason"].value() == "wording"

    def test_are_taken_back_within_ten_seconds(
        self, moderator: Client, offered: Contribution
    ) -> None:
        undo = reverse("admin:critiques_contribution_undo")
        press(moderator, offered, "_accept")
        keys = moderator.get(reverse(QUEUE)).context["undoable"].keys
        page = moderator.post(undo, {"undo": keys}, follow=True)
        assert page.request["PATH_INFO"] == address(offered)
        assert page.context["is_mine"]
        assert not Excerpt.objects.exists()
        assert not OutgoingMail.objects.filter(kind="contribution").exists()
        press(moderator, offered, "_mark_spam")
        other = Client()
        other.force_login(make.make_moderator())
        assert "only for ten seconds" in told(other.post(undo, {"undo": keys}))[0]
        for nonsense in (["x"], ["contribution-x"], []):
            assert moderator.post(undo, {"undo": nonsense}).status_code == 302
        assert moderator.get(undo).status_code == 405

    def test_are_said_to_be_mailed_only_where_somebody_is_told(
        self, moderator: Client, offered: Contribution
    ) -> None:
        said = {"decline-reason": "rights"}
        press(moderator, offered, "_decline", **said)
        assert "within 10 seconds." in text_of(moderator.get(reverse(QUEUE)))
        sent = {"email": "rosa@example.org"}
        spam, told_of = (make.make_contribution(**sent) for _ in range(2))
        for item in (spam, told_of):
            item.confirm_address()
        press(moderator, spam, "_mark_spam")
        assert "within 10 seconds." in text_of(moderator.get(reverse(QUEUE)))
        press(moderator, told_of, "_decline", **said)
        assert "then it is mailed." in text_of(moderator.get(reverse(QUEUE)))

    def test_spam_and_expired_ones_wait_again_if_a_moderator_says_so(
        self, moderator: Client
    ) -> None:
        item = make.make_contribution(state=ContributionState.SPAM)
        moderator.post(address(item), {"_reopen": "on"})
        item.refresh_from_db()
        assert item.state == ContributionState.PENDING


class TestRefusals:
    def test_say_who_decided_and_when(self, moderator: Client, offered: Contribution) -> None:
        sent = values(open_item(moderator, offered))
        colleague = make.make_moderator()
        offered.take_over(by=colleague)
        offered.mark_spam(by=colleague, seen=offered.content_hash)
        page = moderator.post(address(offered), {**sent, "_accept": "on"})
        assert page.status_code == 409
        assert colleague.username in told(page)[0]
        assert str(timezone.localdate().year) in told(page)[0]
        assert page.context["decisions"] == []

    def test_show_what_the_contributor_changed_meanwhile(
        self, moderator: Client, offered: Contribution
    ) -> None:
        sent = values(open_item(moderator, offered))
        other = make.make_moderator()
        offered.take_over(by=other)
        seen = offered.content_hash
        offered.request_changes(by=other, seen=seen, reason="wording", message="Again?")
        offered.resubmit(words=offered.current.words | {"why": "Because."})
        page = moderator.post(address(offered), {**sent, "text": "Typed", "_accept": "on"})
        assert page.status_code == 409
        assert [edit.label for edit in page.context["changed"]] == ["Why it matters"]
        assert page.context["form"]["text"].value() == "Typed"
        sent = {**sent, "seen": page.context["seen"]}
        moderator.post(address(offered), {**sent, "_accept": "on"})
        offered.refresh_from_db()
        assert offered.state == ContributionState.ACCEPTED

    def test_a_colleague_who_has_it_open_is_named(
        self, moderator: Client, offered: Contribution
    ) -> None:
        colleague = make.make_moderator()
        offered.claim(by=colleague)
        page = moderator.post(address(offered), {"seen": offered.content_hash, "_mark_spam": "on"})
        assert page.status_code == 409
        assert f"{colleague.username} has it open" in told(page)[0]

    def test_one_does_not_decide_on_ones_own(self, moderator: Client) -> None:
        item = make.make_contribution(account=moderator.user)
        page = open_item(moderator, item)
        assert "You contributed this yourself" in text_of(page)
        page = moderator.post(address(item), {"seen": item.content_hash, "_mark_spam": "on"})
        assert page.status_code == 409

    def test_rights_that_were_taken_away_meanwhile_are_gone(
        self, moderator: Client, offered: Contribution
    ) -> None:
        sent = values(open_item(moderator, offered))
        moderator.user.groups.clear()
        page = moderator.post(address(offered), {**sent, "_accept": "on"})
        assert page.status_code == 403
        offered.refresh_from_db()
        assert offered.state == ContributionState.PENDING

    @pytest.mark.parametrize("role", ["editor", "anonymous"])
    def test_contributions_are_for_moderators(
        self, as_role: Any, offered: Contribution, role: str
    ) -> None:
        client = as_role(role)
        expected = 403 if role == "editor" else 302
        for view in ("item", "open"):
            assert client.post(address(offered, view)).status_code == expected
        figures = reverse("admin:critiques_contribution_figures")
        assert client.get(figures).status_code == expected
        assert offered.events.count() == 1


class TestReports:
    def test_are_decided_by_editors_too(self, editor: Client) -> None:
        report = make.make_report()
        assert editor.get(reverse(QUEUE)).context["counts"] == {"report": 1}
        press(editor, report, "_reject", **{"reject-reason": "in_order"})
        report.refresh_from_db()
        assert report.state == ReportState.REJECTED

    def test_an_upheld_one_withdraws_at_once_with_a_notice(
        self, moderator: Client, client: Client
    ) -> None:
        excerpt = make.make_excerpt()
        report = make.make_report(excerpt)
        assert client.get(excerpt.get_absolute_url()).status_code == 200
        said = {"uphold-reason": "rights", "withdraw": "on", "notice": "Asked for by its author."}
        press(moderator, report, "_uphold", **said)
        gone = client.get(excerpt.get_absolute_url())
        assert (gone.status_code, "Asked for by its author." in text_of(gone)) == (410, True)
        moderator.post(
            reverse("admin:critiques_contribution_undo"),
            {"undo": [f"report-{report.public_id}"]},
        )
        assert client.get(excerpt.get_absolute_url()).status_code == 200

    def test_a_reply_stands_under_the_passage_unless_unticked(self, moderator: Client) -> None:
        excerpt = make.make_excerpt()
        report = make.make_report(
            excerpt, kind="misrepresents", reply_text="I said more.", name="A. Critic"
        )
        press(moderator, report, "_uphold", **{"uphold-reason": "corrected"})
        reply = Reply.objects.published().get()
        assert (reply.excerpt, reply.name, reply.text) == (excerpt, "A. Critic", "I said more.")
        other = make.make_report(excerpt, reply_text="Not this.", name="A. Critic")
        press(moderator, other, "_uphold", publish_reply="", **{"uphold-reason": "corrected"})
        assert Reply.objects.get() == reply

    def test_a_reply_needs_a_passage_that_stays(self, moderator: Client) -> None:
        report = make.make_report(reply_text="I said more.", name="A. Critic")
        both = {"uphold-reason": "corrected", "publish_reply": "on", "withdraw": "on"}
        page = press(moderator, report, "_uphold", **both)
        assert page.context["form"].errors["publish_reply"]

    def test_what_is_withdrawn_already_is_not_withdrawn_again(self, moderator: Client) -> None:
        excerpt = make.make_excerpt()
        report = make.make_report(excerpt)
        excerpt.withdraw(by=moderator.user)
        page = press(moderator, report, "_uphold", withdraw="on", **{"uphold-reason": "removed"})
        assert page.status_code == 409
        report.refresh_from_db()
        assert report.state == ReportState.OPEN

    @pytest.mark.parametrize("record_label", ["", "critiques.Nothing", "x", "filmography.Film"])
    def test_of_a_page_that_is_no_record_can_be_decided_too(
        self, moderator: Client, record_label: str
    ) -> None:
        report = make.make_report()
        none = {"record_label": record_label, "record_id": 10**9, "about": "/films/"}
        Report.objects.filter(pk=report.pk).update(**none)
        page = open_item(moderator, report)
        assert "is not a record of its own" in text_of(page)
        press(moderator, report, "_mark_spam")
        report.refresh_from_db()
        assert report.state == ReportState.SPAM

    def test_the_words_of_a_reply_are_never_edited(self, editor: Client) -> None:
        reply = make.make_reply()
        page = editor.get(reverse("admin:critiques_reply_change", args=[reply.pk]))
        assert list(page.context["adminform"].form.fields) == []
        assert editor.get(reverse("admin:critiques_reply_add")).status_code == 403
