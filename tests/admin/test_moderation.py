"""Deciding on contributions at the desk, as moderators do."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from critiques.models import (
    Capture,
    CaptureRead,
    Contribution,
    Excerpt,
    ModerationEvent,
    Reply,
    Report,
    Source,
)
from critiques.models.moderation.states import ContributionState, ReportState
from filmography.models import Film
from filmography.publishing.outbox import OutgoingMail
from tests import factories as make
from tests.admin.desk import told

pytestmark = pytest.mark.django_db

WORDS = "Nobody leaves the party early, and nobody counts the hours."
TEXT = f"A title.\n\n{WORDS} Somebody counts the bottles.\n\nOn the stairs. She waits. She waits."
QUEUE = "admin:critiques_contribution_changelist"


def address(item: Any, view: str = "item") -> str:
    kind = item._meta.model_name
    return reverse(f"admin:critiques_contribution_{view}", args=[kind, item.public_id])


def open_item(client: Client, item: Any) -> HttpResponse:
    return client.post(address(item, "open"), follow=True)


def values(page: HttpResponse) -> dict[str, Any]:
    """What the browser would send of the screen if nothing was changed."""
    sent = {"seen": page.context["seen"]}
    for field in page.context["form"]:
        value = field.value()
        if value not in (None, False, ""):
            sent[field.html_name] = "on" if value is True else value
    return sent


def press(client: Client, item: Any, button: str, value: str = "on", **changes: Any) -> Any:
    """Opens the item, changes what its screen says and presses a button."""
    sent = values(open_item(client, item)) | changes
    return client.post(address(item), {**sent, button: value})


def text_of(page: HttpResponse) -> str:
    return page.content.decode()


@pytest.fixture
def source(db: None) -> Source:
    source = make.make_source("Hours", url="https://hours.example/")
    make.make_capture(source, TEXT)
    return source


@pytest.fixture
def film(db: None) -> Film:
    return make.make_film("Bottles", year=2020)


@pytest.fixture
def offered(source: Source, film: Film) -> Contribution:
    return make.make_contribution(WORDS, source=source, about="Bottles (2020)", film=film)


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


class TestScreen:
    def test_knows_source_film_and_place_from_what_was_written(
        self, moderator: Client, source: Source, film: Film
    ) -> None:
        theme = make.make_theme("Labour")
        item = make.make_contribution(
            WORDS, about="bottles (2020)", source_url=source.url, themes="labour, else",
            locator="p. 12–13",
        )  # fmt: skip
        form = open_item(moderator, item).context["form"]
        assert form["source"].value() == source.pk
        assert form["films"].value() == [film.pk]
        assert form["themes"].value() == [theme.pk]
        assert [form[f"locator_{name}"].value() for name in ("label", "from", "to")] == [
            "page", "12", "13",
        ]  # fmt: skip

    def test_shows_what_is_found_of_the_words_and_notes_who_looked(
        self, moderator: Client, offered: Contribution
    ) -> None:
        page = open_item(moderator, offered)
        assert page.context["finding"].seal.kind == "checked"
        assert "Somebody counts the bottles" in text_of(page), "the sentence after it"
        read = CaptureRead.objects.get()
        assert (read.by, read.why) == (moderator.user, "checking")

    def test_tells_near_duplicates_among_passages_and_open_contributions(
        self, moderator: Client, offered: Contribution, source: Source
    ) -> None:
        there = make.make_excerpt("nobody counts the hours", source=source)
        make.make_contribution(WORDS.replace("early", "late"), source_title="Elsewhere")
        page = open_item(moderator, offered)
        assert there.get_absolute_url() in text_of(page)
        assert "Another open contribution" in text_of(page)
        assert page.context["form"]["duplicate_of"].value() == there.pk

    def test_names_no_draft_to_a_moderator(self, moderator: Client, source: Source) -> None:
        draft = make.make_source("A secret draft", published=False, url="https://draft.example/")
        make.make_capture(draft, "Some other words stand in the draft of this source only.")
        make.make_excerpt("nobody counts the hours", source=source, published=False)
        item = make.make_contribution(
            "Some other words stand in the draft of this source only.",
            about="Secret film", source_url=draft.url, source_title="A secret draft",
        )  # fmt: skip
        make.make_film("Secret film", published=False)
        page = open_item(moderator, item)
        assert not page.context["form"]["source"].value()
        assert not page.context["form"]["films"].value()
        assert page.context["finding"].elsewhere is None

    def test_has_the_record_of_a_recognised_sender(self, moderator: Client) -> None:
        sent = {"email": "ada@example.org", "name": "Ada"}
        earlier = make.make_contribution("Earlier", **sent)
        earlier.confirm_address()
        Contribution.objects.filter(pk=earlier.pk).update(state="declined")
        item = make.make_contribution("Now", **sent)
        item.confirm_address()
        record = open_item(moderator, item).context["record"]
        assert (record.is_first, record.accepted, record.others) == (False, 0, [("declined", 1)])
        newcomer = make.make_contribution("New", email="new@example.org")
        newcomer.confirm_address()
        assert "First time here" in text_of(open_item(moderator, newcomer))

    def test_shows_rounds_with_their_differences_and_what_happened(
        self, moderator: Client, offered: Contribution
    ) -> None:
        press(moderator, offered, "_request_changes", **{"request_changes-reason": "no_locator"})
        words = offered.current.words | {"text": WORDS.replace("early", "late")}
        offered.refresh_from_db()
        offered.resubmit(words=words, message="There you are.")
        page = open_item(moderator, offered)
        assert [edit.label for edit in page.context["rounds"][0].edits] == ["Text"]
        assert "There you are." in text_of(page)
        assert [entry.done for entry in page.context["timeline"]][-3:] == [
            "changes requested", "sent again", "opened",
        ]  # fmt: skip

    def test_keeps_notes_for_colleagues_and_what_was_typed(
        self, moderator: Client, offered: Contribution
    ) -> None:
        for _ in range(2):
            page = press(moderator, offered, "_note", note="Ask Ben.", text="Typed")
        assert [note.text for note in page.context["notes"]] == ["Ask Ben."]
        assert page.context["form"]["text"].value() == "Typed"
        assert "Write the note first" in told(press(moderator, offered, "_note", note=" "))[-1]

    def test_an_address_that_is_none_is_no_page(self, moderator: Client) -> None:
        item = make.make_contribution()
        for kind, public_id in [("report", item.public_id), ("contribution", "x"), ("x", "x")]:
            wrong = reverse("admin:critiques_contribution_item", args=[kind, public_id])
            assert moderator.get(wrong).status_code == 404


class TestAccepting:
    def test_makes_the_passage_public_and_opens_the_next(
        self, moderator: Client, offered: Contribution, film: Film
    ) -> None:
        following = make.make_contribution()
        page = press(moderator, offered, "_accept")
        offered.refresh_from_db()
        assert offered.state == ContributionState.ACCEPTED
        assert offered.excerpt.is_public
        assert [subject.film for subject in offered.excerpt.subjects.all()] == [film]
        assert page.url == address(following)
        assert moderator.get(page.url).context["is_mine"]

    def test_leaves_it_in_review_if_that_is_chosen(
        self, moderator: Client, offered: Contribution
    ) -> None:
        press(moderator, offered, "_accept", leave_in_review="on")
        offered.refresh_from_db()
        assert offered.excerpt.state == "in_review"

    def test_makes_source_publication_author_and_film_from_what_was_written(
        self, moderator: Client
    ) -> None:
        item = make.make_contribution(
            "Words of a source that is not here.", source_title="New review",
            source_author="A. Critic", source_publication="The Paper", source_date="2020-05-01",
            source_url="https://paper.example/new", about="Unknown film",
        )  # fmt: skip
        press(moderator, item, "_accept")
        excerpt = Contribution.objects.get(pk=item.pk).excerpt
        assert (excerpt.source.title, str(excerpt.source.publication)) == (
            "New review", "The Paper",
        )  # fmt: skip
        assert excerpt.source.contributors.get().name_as_credited == "A. Critic"
        assert excerpt.subjects.get().film.state == "draft"
        assert excerpt.state == "in_review", "its film has no page yet"

    def test_refuses_words_that_the_capture_does_not_have_and_keeps_what_was_typed(
        self, moderator: Client, source: Source, film: Film
    ) -> None:
        item = make.make_contribution("Nobody leaves the party late.", source=source, film=film)
        page = press(moderator, item, "_accept", content_notes="Typed")
        assert page.status_code == 200
        assert told(page)
        assert page.context["form"]["content_notes"].value() == "Typed"
        item.refresh_from_db()
        assert item.state == ContributionState.PENDING
        assert not Excerpt.objects.exists()

    def test_takes_over_the_words_of_the_source_and_needs_no_second_moderator_then(
        self, moderator: Client, source: Source, film: Film
    ) -> None:
        slip = WORDS.replace("early", "too early")
        item = make.make_contribution(slip, source=source, film=film)
        finding = open_item(moderator, item).context["finding"]
        page = press(moderator, item, "_take_words", finding.take_words)
        assert page.context["form"]["text"].value() == WORDS
        press(moderator, item, "_accept", text=page.context["form"]["text"].value())
        item.refresh_from_db()
        assert item.excerpt.text == WORDS

    def test_other_words_without_a_proof_wait_for_a_second_moderator(
        self, moderator: Client, film: Film
    ) -> None:
        source = make.make_source()
        item = make.make_contribution("Words as sent.", source=source, film=film)
        press(moderator, item, "_accept", text="Words as changed.")
        item.refresh_from_db()
        assert (item.state, item.proposed_text) == ("pending", "Words as changed.")
        page = press(moderator, item, "_accept")
        assert page.status_code == 409
        assert "another moderator" in told(page)[-1]
        second = Client()
        second.force_login(make.make_moderator())
        Contribution.objects.update(claimed_until=None)
        assert "which no capture proves" in text_of(open_item(second, item))
        press(second, item, "_accept")
        item.refresh_from_db()
        assert item.excerpt.text == "Words as changed."

    def test_a_pasted_text_is_checked_at_once_and_kept_with_the_acceptance(
        self, moderator: Client, film: Film
    ) -> None:
        item = make.make_contribution(WORDS, film=film, source_title="New")
        page = press(moderator, item, "_check", capture_text=TEXT)
        assert page.context["finding"].seal.kind == "checked"
        assert not Capture.objects.exists()
        press(moderator, item, "_accept", capture_text=TEXT)
        excerpt = Contribution.objects.get(pk=item.pk).excerpt
        assert (excerpt.quotation_state, excerpt.source.captures.get().text) == ("verbatim", TEXT)

    def test_a_file_is_read_once_and_carried_with_its_marks(
        self, moderator: Client, film: Film
    ) -> None:
        item = make.make_contribution(WORDS, film=film, source_title="New")
        subtitles = f"1\n00:01:05,000 --> 00:01:07,000\n{WORDS}\n".encode()
        upload = SimpleUploadedFile("talk.srt", subtitles)
        page = press(moderator, item, "_check", capture_file=upload)
        assert page.context["finding"].seal.kind == "checked"
        client_sends = values(page)
        moderator.post(address(item), {**client_sends, "_accept": "on"})
        excerpt = Contribution.objects.get(pk=item.pk).excerpt
        assert excerpt.source.captures.get().marks

    def test_a_file_that_cannot_be_read_is_told_beside_it(
        self, moderator: Client, offered: Contribution
    ) -> None:
        upload = SimpleUploadedFile("picture.png", b"\x89PNG\r\n\x1a\n")
        page = press(moderator, offered, "_accept", capture_file=upload)
        assert page.context["form"].errors["capture_file"]

    @pytest.mark.parametrize("pasted", [False, True])
    def test_the_place_is_chosen_where_the_words_stand_twice(
        self, moderator: Client, source: Source, film: Film, pasted: bool
    ) -> None:
        where = {"source_title": "New"} if pasted else {"source": source}
        item = make.make_contribution("She waits.", film=film, **where)
        text = {"capture_text": TEXT} if pasted else {}
        page = press(moderator, item, "_check", **text)
        places = page.context["finding"].places
        assert len(places) == 2
        page = press(moderator, item, "_place", places[1].value, **text)
        assert page.context["finding"].seal.kind == "checked"
        moderator.post(address(item), {**values(page), "_accept": "on"})
        anchor = Contribution.objects.get(pk=item.pk).excerpt.current_anchor()
        assert anchor.start == TEXT.rindex("She waits.")

    def test_a_candidate_is_chosen_with_its_button(
        self, moderator: Client, offered: Contribution
    ) -> None:
        other = make.make_film("Other", year=2021)
        page = press(moderator, offered, "_use", f"films-{other.pk}")
        assert str(other.pk) in [str(value) for value in page.context["form"]["films"].value()]
        for nonsense in ("films-x", "state-1", "", "text-5"):
            assert press(moderator, offered, "_use", nonsense).status_code == 200

    def test_bad_fields_are_told_and_nothing_happens(
        self, moderator: Client, offered: Contribution
    ) -> None:
        bad = {"source": "", "source_date": "soon", "locator_label": "page", "locator_from": ""}
        page = press(moderator, offered, "_accept", **bad)
        assert {"source_date", "locator_from"} <= set(page.context["form"].errors)
        assert press(moderator, offered, "_accept", text="\u200b").status_code == 200
        assert press(moderator, offered, "_accept", films="999999").context["form"].errors["films"]
        offered.refresh_from_db()
        assert offered.state == ContributionState.PENDING

    def test_fields_of_the_model_as_extra_keys_change_nothing(
        self, moderator: Client, offered: Contribution
    ) -> None:
        extra = {"state": "accepted", "excerpt": "1", "proposed_text": "x", "rounds_sent": "9"}
        press(moderator, offered, "_check", **extra)
        offered.refresh_from_db()
        assert (offered.state, offered.proposed_text, offered.rounds_sent) == ("pending", "", 1)


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

    def test_a_reply_stands_under_the_passage_once_it_is_accepted(self, moderator: Client) -> None:
        excerpt = make.make_excerpt()
        report = make.make_report(
            excerpt, kind="misrepresents", reply_text="I said more.", name="A. Critic"
        )
        said = {"uphold-reason": "corrected", "publish_reply": "on"}
        press(moderator, report, "_uphold", **said)
        reply = Reply.objects.published().get()
        assert (reply.excerpt, reply.name, reply.text) == (excerpt, "A. Critic", "I said more.")

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

    def test_stand_without_anything_to_count(self, moderator: Client) -> None:
        page = moderator.get(reverse("admin:critiques_contribution_figures"))
        assert page.status_code == 200
        assert "No decision needed a reason yet" in text_of(page)
