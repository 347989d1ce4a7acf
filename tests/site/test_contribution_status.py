"""Where a passage stands, as its contributor sees it, and what they may do with it."""

from typing import Any

import pytest
from django.http import HttpResponse

from critiques.intake import gate
from critiques.models import Contribution, ModerationEvent
from tests import factories as make
from tests.critiques.moderation.clock import later
from tests.site.html import Page
from tests.site.sending import page, send, words_of

pytestmark = pytest.mark.django_db

TEXT = "Nobody in this house sits down for longer than a minute, and nobody says why."
CAPTURED = f"Before. {TEXT} After it comes a captured secret."
AGAIN = {
    "do": "resubmit",
    "about": "Some film",
    "kind": "quotation",
    "text": "Other words.",
    "source_title": "A review",
    "message": "I looked it up.",
}


def address(contribution: Contribution) -> str:
    return f"/contribute/{contribution.secret}/"


def words_at(contribution: Contribution) -> str:
    return Page(page(address(contribution)).encode()).all("main")[0].text


def answer(contribution: Contribution, **values: Any) -> HttpResponse:
    response = send(address(contribution), values)
    contribution.refresh_from_db()
    return response


def decided(how: str, contribution: Contribution | None = None, **said: str) -> Contribution:
    contribution = contribution or make.make_contribution(TEXT)
    act = getattr(contribution, how)
    act(by=make.make_moderator(), seen=contribution.content_hash, **said)
    return contribution


def asked_to_change(reason: str = "wording") -> Contribution:
    return decided("request_changes", reason=reason, message="Please compare the end.")


def accepted(**fields: Any) -> Contribution:
    contribution = make.make_contribution(TEXT, credit="Rosa L.")
    acceptance = make.make_acceptance(TEXT, **fields)
    decided("accept", contribution, acceptance=acceptance)
    return contribution


# --- Where it stands --------------------------------------------------------------------------


def test_it_waits_for_a_moderator() -> None:
    assert "Waiting for a moderator" in words_at(make.make_contribution())


def test_dates_of_sources_are_told_in_words() -> None:
    assert "22 November 2026" in words_at(make.make_contribution(source_date="2026-11-22"))
    assert "last autumn" in words_at(make.make_contribution(source_date="last autumn"))


def test_it_tells_the_usual_wait_as_the_median_of_the_last_decided() -> None:
    for hours in (1, 5, 50):
        contribution = make.make_contribution()
        with later(hours=hours):
            decided("decline", contribution, reason="other", message="No.")

    assert "half of the passages were decided on within 5 hours" in words_at(
        make.make_contribution()
    )


def test_only_the_last_thirty_decisions_count_for_the_usual_wait() -> None:
    with later(days=-40):
        old = make.make_contribution()
    with later(days=-9):
        decided("decline", old, reason="other", message="No.")
    for _ in range(30):
        contribution = make.make_contribution()
        with later(hours=2):
            decided("decline", contribution, reason="other", message="No.")

    assert "within 2 hours" in words_at(make.make_contribution())


def test_what_is_asked_for_stands_beside_its_field() -> None:
    contribution = asked_to_change("no_locator")

    found = Page(page(address(contribution)).encode())
    field = next(e for e in found.all("input") if e.attributes.get("name") == "locator")
    beside = next(e for e in reversed(field.parents) if "field" in e.classes)

    assert "A moderator asks: It does not say where it stands." in beside.text
    assert "Please compare the end." in words_at(contribution)
    described = field.attributes["aria-describedby"].split()
    assert set(described) <= set(found.ids())


def test_an_accepted_passage_leads_to_its_page() -> None:
    contribution = accepted()
    excerpt = contribution.excerpt

    assert excerpt.get_absolute_url() in page(address(contribution))
    assert "Published" in words_at(contribution)


def test_accepted_but_about_a_draft_it_says_that_it_waits_for_the_film() -> None:
    contribution = accepted(films=[make.make_film(published=False)])

    assert contribution.excerpt.get_absolute_url() not in page(address(contribution))
    assert "becomes public together with the film" in words_at(contribution)


def test_an_accepted_passage_that_was_withdrawn_is_said_to_be_public_no_more() -> None:
    contribution = accepted()
    contribution.excerpt.withdraw(by=make.make_editor(), notice="Taken down.")

    assert "has been public. It is not any more." in words_at(contribution)


def test_an_accepted_passage_that_was_deleted_is_said_to_be_removed() -> None:
    contribution = accepted(films=[make.make_film(published=False)])
    contribution.excerpt.delete()

    assert "has been removed since" in words_at(contribution)


def test_a_duplicate_leads_to_the_passage_that_was_there() -> None:
    there = make.make_excerpt()
    contribution = decided("mark_duplicate", of=there)

    assert there.get_absolute_url() in page(address(contribution))


def test_reasons_and_messages_are_told_and_names_are_not() -> None:
    contribution = make.make_contribution()
    moderator = make.make_moderator()
    contribution.decline(
        by=moderator, seen=contribution.content_hash, reason="not_criticism", message="See above."
    )
    contribution.notes.create(text="An internal note.", by=moderator)

    told = words_at(contribution)

    assert "It does not speak about a film or its makers. See above." in told
    assert moderator.username not in told
    assert "internal note" not in told


def test_what_was_undone_is_not_told() -> None:
    contribution, moderator = make.make_contribution(), make.make_moderator()
    seen = contribution.content_hash
    contribution.decline(by=moderator, seen=seen, reason="other", message="A slip.")
    contribution.undo(by=moderator)

    told = words_at(contribution)

    assert "A slip." not in told
    assert "Waiting for a moderator" in told


def test_looking_at_it_changes_nothing() -> None:
    for contribution in (make.make_contribution(), asked_to_change(), accepted()):
        before = Contribution.objects.values().get(pk=contribution.pk)
        events = ModerationEvent.objects.count()

        page(address(contribution))
        page(f"{address(contribution)}?do=withdraw")

        assert Contribution.objects.values().get(pk=contribution.pk) == before
        assert ModerationEvent.objects.count() == events


# --- What the check found ---------------------------------------------------------------------

FOUND = {
    "word for word": (TEXT, "Checked: word for word Every character"),
    "typography": (TEXT.replace(",", " ,", 0) + ",", "Checked: word for word The words stand so"),
    "abridged": (TEXT.replace("for longer than a minute", "[…]"), "Checked: abridged as marked"),
    "altered": (TEXT.replace("this house sits", "that home sat"), "3 words differ from the source"),
    "one word": (TEXT.replace("house", "home"), "1 word differs from the source"),
    "left out": (TEXT.replace("longer than ", ""), "2 words of the source are missing"),
    "absent": ("Quite other words, which stand nowhere in there.", "Not found in our copy"),
    "too short": ("a minute", "Found, but not at one certain place"),
}


@pytest.mark.parametrize("case", FOUND)
def test_the_check_is_told_in_words(case: str) -> None:
    text, said = FOUND[case]
    source = make.make_source()
    make.make_capture(source, CAPTURED)

    told = words_at(make.make_contribution(text, source=source))

    assert said in told
    assert "captured secret" not in told


@pytest.mark.parametrize("text", ["home", "Nobody in this house", TEXT.replace("house", "h")])
def test_no_word_of_the_capture_is_told_that_was_not_sent(text: str) -> None:
    source = make.make_source()
    make.make_capture(source, CAPTURED.replace("house", "zqxhouse").replace("minute", "zqxminute"))

    assert "zqx" not in page(address(make.make_contribution(text, source=source)))


def test_without_a_copy_it_is_not_checked_yet() -> None:
    assert "Not checked yet" in words_at(make.make_contribution(source=make.make_source()))
    of_unknown_source = words_at(make.make_contribution())
    assert "Not checked yet" in of_unknown_source
    assert "A moderator will look for the source that you name" in of_unknown_source


def test_a_paraphrase_is_not_checked() -> None:
    assert "What the check found" not in words_at(make.make_contribution(kind="paraphrase"))


# --- What may be done -------------------------------------------------------------------------


def test_changed_and_sent_again_it_waits_once_more_with_both_rounds_kept() -> None:
    contribution = asked_to_change()

    response = answer(contribution, **AGAIN)

    assert response.status_code == 302
    assert contribution.state == "pending"
    assert [sent.text for sent in contribution.rounds.all()] == [TEXT, "Other words."]
    assert "I looked it up." in words_at(contribution)


def test_wrong_changes_are_shown_again_as_they_were_typed() -> None:
    contribution = asked_to_change()

    response = answer(contribution, **AGAIN | {"source_title": "", "why": "Typed."})

    assert "give its title or its link" in words_of(response)
    assert "Typed." in words_of(response)
    assert contribution.state == "changes_requested"


def test_sent_again_twice_it_is_one_round() -> None:
    contribution = asked_to_change()

    assert [answer(contribution, **AGAIN).status_code for _ in range(2)] == [302, 302]

    assert contribution.rounds.count() == 2


def test_sent_again_as_it_was_it_is_not_taken_and_costs_no_try() -> None:
    contribution = asked_to_change()
    unchanged = AGAIN | {"text": TEXT, "about": "A film", "message": " ", "credit": "Rosa"}

    for _ in range(gate.ANSWERS["per_hour"] + 1):
        response = answer(contribution, **unchanged)

    assert "Nothing differs from what you sent before." in words_of(response)
    assert 'value="Rosa"' in response.content.decode()
    assert contribution.rounds.count() == 1
    assert answer(contribution, **unchanged | {"message": "It stands so."}).status_code == 302
    assert (contribution.state, contribution.contributor.credit) == ("pending", "Rosa")


def test_changing_the_credit_keeps_what_is_typed_in_the_passage() -> None:
    contribution = asked_to_change()

    response = answer(contribution, **AGAIN | {"do": "change_credit", "credit": "Rosa L."})

    kept = Page(response.content)
    assert [e.text for e in kept.all("textarea") if e.text] == ["Other words.", "I looked it up."]
    assert "is not sent yet" in words_of(response)
    assert 'value="Rosa L."' in response.content.decode()
    assert contribution.state == "changes_requested"
    assert contribution.contributor.credit == "Rosa L."
    assert answer(contribution, **AGAIN | {"credit": "Rosa L."}).status_code == 302


def test_a_wrong_credit_keeps_what_is_typed_in_the_passage_too() -> None:
    response = answer(asked_to_change(), **AGAIN | {"do": "change_credit", "credit": "x" * 201})

    assert "There is room for 200 characters" in words_of(response)
    assert "Other words." in response.content.decode()


def test_the_buttons_beside_the_passage_send_what_is_typed_there_too() -> None:
    found = Page(page(address(asked_to_change())).encode())
    [form] = [e for e in found.all("form") if e.attributes.get("id")]
    buttons = [e for e in found.all("button") if e.attributes.get("name") == "do"]
    [credit] = [e for e in found.all("input") if e.attributes.get("name") == "credit"]

    others = [e.attributes.get("form") for e in (*buttons[1:], credit)]
    assert others == [form.attributes["id"]] * 3


def test_taking_back_asks_before_typed_words_are_lost() -> None:
    contribution = asked_to_change()
    typed = AGAIN | {"do": "withdraw", "credit": "Rosa"}

    response = answer(contribution, **typed)

    assert "press “Take the passage back” once more" in words_of(response)
    assert "Other words." in response.content.decode()
    assert 'value="Rosa"' in response.content.decode()
    assert contribution.state == "changes_requested"
    assert answer(contribution, **typed, sure="on").status_code == 302
    assert contribution.state == "withdrawn"


def test_fields_of_the_model_sent_with_an_answer_change_nothing() -> None:
    contribution = asked_to_change()

    answer(contribution, **AGAIN, state="accepted", number=9, rounds_sent=9, has_appealed="on")

    assert (contribution.state, contribution.rounds_sent) == ("pending", 2)
    assert (contribution.current.number, contribution.has_appealed) == (2, False)


@pytest.mark.parametrize("state", ["pending", "asked"])
def test_it_can_be_taken_back_while_it_is_open(state: str) -> None:
    contribution = asked_to_change() if state == "asked" else make.make_contribution()

    answer(contribution, do="withdraw")

    assert contribution.state == "withdrawn"
    assert "Taken back" in words_at(contribution)


def test_the_credit_can_be_changed_and_removed_also_where_it_is_public() -> None:
    contribution = accepted()
    excerpt = contribution.excerpt

    answer(contribution, do="change_credit", credit="Rosa Lind")
    excerpt.refresh_from_db()
    assert excerpt.contributor_credit == "Rosa Lind"
    answer(contribution, do="change_credit", credit="")
    excerpt.refresh_from_db()
    assert excerpt.contributor_credit == ""
    assert "Rosa" not in page(excerpt.get_absolute_url())


def test_after_a_decline_one_may_appeal_once_and_must_say_why() -> None:
    contribution = decided("decline", reason="other", message="No.")

    assert "Say in a sentence" in words_of(answer(contribution, do="appeal", message=" "))
    answer(contribution, do="appeal", message="It does speak of the film.")
    assert (contribution.state, contribution.has_appealed) == ("pending", True)
    decided("decline", contribution, reason="other", message="Still no.")

    told = words_at(contribution)
    assert "Ask for another moderator" not in told
    assert "this decision is the last" in told
    assert answer(contribution, do="appeal", message="Once more.").status_code == 409
    assert contribution.state == "declined"


@pytest.mark.parametrize("do", ["accept", "decline", "undo", "confirm", "reopen", "", "\0"])
def test_nothing_else_can_be_asked_for(do: str) -> None:
    contribution = make.make_contribution()

    assert answer(contribution, do=do).status_code == 302

    assert contribution.state == "pending"
    assert contribution.events.count() == 1


def test_an_answer_that_comes_too_late_is_told_so_and_typed_words_are_kept() -> None:
    contribution = asked_to_change()
    contribution.withdraw()

    response = answer(contribution, **AGAIN)

    assert response.status_code == 409
    assert "This has moved on before your answer came." in words_of(response)
    assert "Other words." in words_of(response)
    assert contribution.state == "withdrawn"
