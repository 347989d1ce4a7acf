"""Reporting something that is published: about what, what is kept, what the reporter is told."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from critiques.intake.reported import reported
from critiques.models import Reply, Report
from tests import factories as make
from tests.site import addresses, sending
from tests.site.html import Page
from tests.site.sending import page, send, words_of

pytestmark = pytest.mark.django_db


def tell(about: Any, **changed: Any) -> HttpResponse:
    about = about if isinstance(about, str) else about.get_absolute_url()
    return send("/report/", sending.report(about, **changed))


def status_of(report: Report) -> str:
    return Page(page(f"/report/{report.secret}/").encode()).all("main")[0].text


def decide(report: Report, how: str, **said: Any) -> None:
    reason = {"uphold": "corrected", "reject": "in_order"}[how]
    said = {"reason": reason, "message": "Looked into.", **said}
    getattr(report, how)(by=make.make_editor(), seen=report.content_hash, **said)


# --- About what -------------------------------------------------------------------------------


def test_any_public_address_can_be_reported() -> None:
    film = make.make_film()
    excerpt = make.make_excerpt(about=film, themes=(make.make_theme(),))
    make.make_award(film, (make.make_person(),))
    make.make_list(films=(film,))
    make.make_publication()
    make.make_scene(film)
    assert excerpt
    public = {a for _, a in addresses.of_all_records(public_only=True) if "sitemap-" not in a}

    assert not {address for address in public if reported(address) is None}
    assert len(public) > 30


def test_addresses_of_a_record_lead_to_the_record() -> None:
    excerpt = make.make_excerpt()
    note = make.make_annotation(excerpt)
    source = excerpt.source
    source.slug, old = "another-slug", source.slug
    source.save()
    whole = f"http://localhost:8000{excerpt.get_absolute_url()}"

    for address in (whole, whole.removeprefix("http://"), f"{whole}?a=b#top"):
        assert reported(address).record == excerpt
        assert reported(address).address == excerpt.get_absolute_url()
    assert reported(f"{whole}#note-{note.public_id}").address.endswith(f"#note-{note.public_id}")
    assert reported(f"/sources/{old}/").record == source


NOWHERE = [
    "https://elsewhere.example/films/",
    "//elsewhere.example/films/",
    "javascript:alert(1)",
    "/films/no-such-film/",
    "/admin/",
    "/admin/login/",
    "/styleguide/",
    "/nowhere/",
    "films",
    "http://[::1",
    "/%00",
    "/films/%ED%A0%80/",
    "x" * 999,
]


@pytest.mark.parametrize("address", NOWHERE)
def test_nothing_else_can_be_reported_and_it_is_said(address: str) -> None:
    response = tell(address)

    assert response.status_code == 200
    assert "Nothing public stands at this address" in words_of(response)
    assert not Report.objects.exists()
    assert "Nothing public stands" in Client().get("/report/", {"about": address}).content.decode()


def test_what_is_hidden_answers_as_what_is_not_there() -> None:
    hidden = make.make_excerpt(published=False)

    answers = [tell(a) for a in (hidden.get_absolute_url(), "/excerpts/nosuch0/")]

    assert len({words_of(answer) for answer in answers}) == 1


def test_records_have_a_link_to_report_them() -> None:
    excerpt = make.make_excerpt()
    for record in (excerpt, excerpt.source, excerpt.subjects.get().film, make.make_person()):
        found = Page(page(record.get_absolute_url()).encode())
        links = [e.attributes["href"] for e in found.all("a") if e.text.startswith("Report some")]
        assert f"/report/?about={record.get_absolute_url()}" in links, record
        assert "/report/" in links


def test_the_link_opens_the_form_with_its_page_named() -> None:
    film = make.make_film("Some film")

    opened = page(f"/report/?about={film.get_absolute_url()}")

    assert "Some film" in opened
    assert f'name="about" value="{film.get_absolute_url()}"' in opened


def test_a_covered_passage_is_named_by_its_source_only() -> None:
    excerpt = make.make_excerpt("He dies at the end.", spoiler=True)

    assert "He dies" not in page(f"/report/?about={excerpt.get_absolute_url()}")


# --- What is kept -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Report.Kind.values)
def test_each_kind_comes_in_and_gets_a_receipt_with_its_link(kind: str) -> None:
    excerpt = make.make_excerpt()

    response = tell(excerpt, kind=kind, words="It is so.")

    report = Report.objects.get()
    assert response["Location"] == f"/report/{report.secret}/?sent"
    assert (report.kind, report.words, report.state) == (kind, "It is so.", "open")
    assert (report.record_label, report.record_id) == ("critiques.Excerpt", excerpt.pk)
    received = page(response["Location"])
    assert "It has arrived." in received
    assert f"/report/{report.secret}/" in received


def test_a_report_about_a_page_that_is_no_record_comes_in_too() -> None:
    tell(reverse("critiques:about"))

    report = Report.objects.get()
    assert (report.about, report.record_label, report.record_id) == ("/about/", "", None)
    assert "The page /about/" in status_of(report)


def test_what_sexualises_a_minor_needs_no_word_and_no_name_and_goes_to_the_top() -> None:
    make.make_report()
    tell(make.make_excerpt(), kind="minor", words="")

    first = Report.objects.with_urgency().order_by("urgency", "pk").first()
    assert (first.kind, first.reporter.name) == ("minor", "")
    assert first.is_urgent


def test_everything_else_needs_a_sentence() -> None:
    response = tell(make.make_excerpt(), kind="rights", words="\u200b")

    assert "Say in a sentence what is wrong." in words_of(response)
    assert not Report.objects.exists()


def test_fields_of_the_model_that_are_posted_too_change_nothing() -> None:
    extra = {"state": "upheld", "record_id": 9, "withdrew": "[]", "has_asked_review": "on"}
    tell(make.make_excerpt(), **extra, reply="9", not_for="1", salt="mine", public_id="mine00")

    report = Report.objects.get()
    assert (report.state, report.has_asked_review, report.withdrew) == ("open", False, [])
    assert report.record_id != 9
    assert "mine" not in (report.salt, report.public_id)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": "nonsense"}, "Choose what is wrong."),
        ({"kind": None}, "Choose what is wrong."),
        ({"words": "x" * 5_001}, "There is room for 5,000 characters"),
        ({"email": "rosa"}, "This is no e-mail address"),
        ({"reply_text": "I never said so."}, "A reply stands under your name"),
        ({"words": "www.a.example www.b.example www.c.example"}, "room for 2 links"),
        ({"form": ""}, "could not be recognised"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    changed: dict[str, str], said: str
) -> None:
    response = tell(make.make_excerpt(), **{"name": "", "words": "My words.", **changed})

    assert said in words_of(response)
    assert "words" in changed or "My words." in words_of(response)
    assert not Report.objects.exists()


def test_a_report_sent_twice_is_one() -> None:
    values = sending.report(make.make_excerpt().get_absolute_url())

    first, again = (send("/report/", values)["Location"] for _ in range(2))

    assert first == again
    assert Report.objects.count() == 1


def test_machines_and_too_much_from_one_network_are_kept_out(settings: Any) -> None:
    settings.CONTRIBUTIONS_PER_HOUR = 1
    excerpt = make.make_excerpt()

    assert tell(excerpt, homepage="x")["Location"] == "/report/sent/"
    assert [tell(excerpt).status_code for _ in range(2)] == [302, 429]
    assert Report.objects.count() == 1


# --- What became of it ------------------------------------------------------------------------


def test_the_reporter_is_told_the_decision_with_its_reason() -> None:
    report = make.make_report()
    assert "Waiting to be looked into" in status_of(report)

    decide(report, "uphold")

    told = status_of(report)
    assert "Your report was upheld" in told
    assert "It has been put right. Looked into." in told


def test_one_review_can_be_asked_for_and_no_second_one() -> None:
    report = make.make_report()
    address = f"/report/{report.secret}/"
    decide(report, "reject")

    send(address, {"do": "ask_review", "message": "Look at page 12."})
    report.refresh_from_db()
    assert (report.state, report.has_asked_review) == ("open", True)
    decide(report, "reject")

    assert "this decision is the last" in status_of(report)
    assert "Ask for a review" not in status_of(report)
    refused = send(address, {"do": "ask_review", "message": "Look once more."})
    assert refused.status_code == 409
    assert "Look once more." in words_of(refused)


def test_upheld_by_withdrawing_the_address_is_gone_with_its_notice() -> None:
    excerpt = make.make_excerpt("Words that must go.")
    film = excerpt.subjects.get().film
    report = make.make_report(excerpt)

    decide(report, "uphold", withdraw=excerpt, notice="Taken down at the author’s wish.")

    gone = Client().get(excerpt.get_absolute_url())
    assert gone.status_code == 410
    assert "Taken down at the author’s wish." in words_of(gone)
    everywhere = (film.get_absolute_url(), "/excerpts/", "/feeds/excerpts.atom", "/")
    assert not any("Words that must go." in page(address) for address in everywhere)
    assert "is not public now" in status_of(report)


# --- Replies ----------------------------------------------------------------------------------


def test_a_reply_stands_under_the_passage_only_once_it_is_accepted() -> None:
    excerpt = make.make_excerpt()
    reply = {"reply_text": "I never\nsaid so.", "name": "Mara Quint"}
    tell(excerpt, kind="misrepresents", **reply)
    report = Report.objects.get()
    assert "Mara Quint" not in page(excerpt.get_absolute_url())

    decide(report, "uphold", publish_reply=True)

    shown = Page(page(excerpt.get_absolute_url()).encode()).all("main")[0].text
    assert "Reply by Mara Quint I never" in shown
    assert "In their own words" in shown
    assert Reply.objects.get().get_absolute_url() in page(f"/report/{report.secret}/")


def test_a_rejected_reply_stands_nowhere() -> None:
    excerpt = make.make_excerpt()
    report = make.make_report(excerpt, reply_text="I never said so.", name="Mara Quint")

    decide(report, "reject")

    assert "Mara Quint" not in page(excerpt.get_absolute_url())


def test_markup_in_a_reply_is_shown_as_it_was_typed() -> None:
    reply = make.make_reply(text="<script>alert(1)</script>", name="<b>Mara</b>")

    shown = page(reply.excerpt.get_absolute_url())

    assert "<script>alert" not in shown
    assert "<b>Mara" not in shown


def test_only_a_passage_takes_a_reply() -> None:
    film = make.make_film()
    assert "A reply" not in page(f"/report/?about={film.get_absolute_url()}")

    tell(film, reply_text="I never said so.", name="Mara Quint")

    assert Report.objects.get().reply_text == ""
