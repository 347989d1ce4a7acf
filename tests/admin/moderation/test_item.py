"""The screen of one contribution, and accepting it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from critiques.models import (
    Capture,
    CaptureRead,
    Contribution,
    Excerpt,
    Source,
)
from critiques.models.moderation.states import ContributionState
from filmography.models import Film
from tests import factories as make
from tests.admin.desk import told
from tests.admin.moderation.screens import TEXT, WORDS, address, open_item, press, text_of, values

pytestmark = pytest.mark.django_db


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
        make.make_contribution(WORDS, email="rosa@exmaple.org")
        page = open_item(moderator, offered)
        assert there.get_absolute_url() in text_of(page)
        assert text_of(page).count("Another open contribution") == 1, "not the unconfirmed one"
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
        none = {"locator_label": "timecode", "locator_from": "abc"}
        assert "locator_from" in press(moderator, offered, "_accept", **none).context["form"].errors
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
