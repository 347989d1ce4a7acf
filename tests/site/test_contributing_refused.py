"""What is not taken in: what machines send, too much of it, and what is wrong with it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client

from critiques.models import Contribution, Contributor
from filmography.publishing.networks import NetworkTrace
from tests import factories as make
from tests.critiques.moderation.clock import later
from tests.site import sending
from tests.site.html import Page
from tests.site.sending import WORDS, contribution, offer, send, token, words_of

pytestmark = pytest.mark.django_db


def nothing_came_in() -> bool:
    return not Contribution.objects.exists()


def is_kept(response: HttpResponse, words: str = WORDS) -> bool:
    """Whether what was typed stands in the form that comes back."""
    return any(e.text == words for e in Page(response.content).all("textarea"))


# --- Machines ---------------------------------------------------------------------------------


def test_the_hidden_field_is_for_machines_which_are_thanked_and_forgotten() -> None:
    response = offer(homepage="https://spam.example")

    assert response["Location"] == "/contribute/sent/"
    assert nothing_came_in()


def test_the_hidden_field_is_hidden_from_people_also_from_those_who_listen() -> None:
    trap = next(
        e
        for e in Page(Client().get("/contribute/").content).all("input")
        if e.attributes["name"] == "homepage"
    )

    assert trap.attributes["tabindex"] == "-1"
    assert trap.attributes["autocomplete"] == "off"
    assert any(e.attributes.get("aria-hidden") == "true" for e in trap.parents)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (lambda: sending.token(age=1), "That was very quick"),
        (lambda: sending.token(age=25 * 3600), "open for more than a day"),
        (lambda: f"{sending.token()}x", "could not be recognised"),
        (lambda: "", "could not be recognised"),
        (lambda: None, "could not be recognised"),
        (lambda: "\0" * 50, "could not be recognised"),
    ],
    ids=["too soon", "too old", "forged", "empty", "missing", "NUL"],
)
def test_a_form_that_is_not_of_this_hour_is_to_be_sent_once_more(
    form: Callable[[], str | None], said: str
) -> None:
    response = offer(form=form())

    assert said in words_of(response)
    assert is_kept(response)
    assert nothing_came_in()


def test_an_old_form_comes_back_with_a_token_that_will_do() -> None:
    response = offer(form=sending.token(age=25 * 3600))
    fields = Page(response.content).all("input")
    token = next(e.attributes["value"] for e in fields if e.attributes["name"] == "form")

    with_time = contribution(form=token)
    assert "very quick" in words_of(send("/contribute/", with_time))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null", "sec-fetch-site": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_site_cannot_send_the_form(headers: dict[str, str]) -> None:
    assert send("/contribute/", contribution(), headers=headers).status_code == 403
    assert nothing_came_in()


# --- Too much ---------------------------------------------------------------------------------


def test_a_network_may_send_so_many_an_hour_and_so_many_a_day(settings: Any) -> None:
    settings.CONTRIBUTIONS_PER_HOUR, settings.CONTRIBUTIONS_PER_DAY = 2, 3
    number = iter(range(9))

    def another() -> HttpResponse:
        return offer(text=f"{WORDS} {next(number)}")

    assert [another().status_code for _ in range(3)] == [302, 302, 429]
    refused = another()
    assert "Try again in an hour" in words_of(refused)
    assert is_kept(refused, f"{WORDS} 3")
    with later(hours=2):
        assert [another().status_code for _ in range(2)] == [302, 429]
    with later(hours=26):
        assert another().status_code == 302


def test_networks_are_counted_apart_and_no_address_is_stored(settings: Any) -> None:
    settings.CONTRIBUTIONS_PER_HOUR = 1
    offer()

    other = send("/contribute/", contribution(text="Other words."), REMOTE_ADDR="192.0.2.7")

    assert other.status_code == 302
    assert not any("192.0.2" in trace.network for trace in NetworkTrace.objects.all())


def test_the_same_words_do_not_wait_twice() -> None:
    offer()

    response = offer(about="Another film")

    assert "has been offered already" in words_of(response)
    assert Contribution.objects.count() == 1


def test_words_sent_with_a_mistyped_address_may_be_sent_again_with_the_right_one() -> None:
    form = token()
    offer(email="rosa@exmaple.org", form=form)

    assert offer(email="rosa@exmaple.org", form=form).status_code == 302
    assert Contribution.objects.count() == 1
    assert offer(email="rosa@example.org").status_code == 302
    right = Contribution.objects.get(contributor__email="rosa@example.org")
    right.confirm_address()
    assert "has been offered already" in words_of(offer())


def test_going_back_to_mend_the_address_makes_another_and_only_one() -> None:
    form = token()
    offer(email="rosa@exmaple.org", form=form)

    sent = [offer(email=email, form=form) for email in ("Rosa@example.org", "rosa@example.org")]

    assert {response.status_code for response in sent} == {302}
    offered = Contribution.objects.filter(contributor__email__iexact="rosa@example.org")
    offered.get().confirm_address()
    offer(email="rosa@example.org", form=form)
    assert Contribution.objects.count() == 2


def test_words_that_were_declined_may_be_offered_again() -> None:
    offer()
    first = Contribution.objects.get()
    first.decline(by=make.make_moderator(), seen=first.content_hash, reason="other", message="No.")

    assert offer().status_code == 302


def test_a_full_queue_closes_the_form_and_says_why(settings: Any) -> None:
    typed = contribution()
    settings.CONTRIBUTIONS_MOST_OPEN = 1
    make.make_contribution()

    closed, sent = Client().get("/contribute/"), send("/contribute/", typed)

    assert "Many passages wait already" in closed.content.decode()
    assert b'method="post"' not in closed.content
    assert sent.status_code == 503
    assert "we take no more for now" in words_of(sent)
    assert is_kept(sent)


def test_an_unconfirmed_address_keeps_the_queue_open_after_a_week(
    settings: Any,
) -> None:
    settings.CONTRIBUTIONS_MOST_OPEN = 1
    offer(email="rosa@example.org")
    assert offer(text="Other words.").status_code == 503

    with later(days=8):
        call_command("expire_contributions")
        assert offer(text="Other words.").status_code == 302
    assert Contributor.objects.count() == 1


# --- What is wrong ----------------------------------------------------------------------------

LONG = "x" * 6_000
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no film": ({"about": " "}, "Say which film or person"),
    "no words": ({"text": ""}, "Write or paste the passage."),
    "zero-width words": ({"text": "\u200b\u2060\u200d"}, "Write or paste the passage."),
    "controls": ({"text": "\x00\x07\x1b"}, "Write or paste the passage."),
    "too long": ({"text": LONG}, "There is room for 5,000 characters; this has 6,000."),
    "a long name": ({"name": "x" * 201}, "There is room for 200 characters"),
    "a long link": ({"source_url": f"https://example.org/{LONG}"}, "There is room for 1,000"),
    "no source": ({"source_title": ""}, "give its title or its link"),
    "a zero-width source": ({"source_title": "\u200b"}, "give its title or its link"),
    "no consent": ({"consent": None}, "Without your agreement"),
    "no kind": ({"kind": None}, "Say what it is"),
    "an unknown kind": ({"kind": "accepted"}, "Say what it is"),
    "no translation": ({"kind": "translation"}, "Write your translation"),
    "a script as a link": ({"source_url": "javascript:alert(1)"}, "no address of a web page"),
    "data as a link": ({"source_url": "data:text/html,x"}, "no address of a web page"),
    "no mail address": ({"email": "rosa"}, "This is no e-mail address"),
    "two mail addresses": ({"email": "a@example.org,b@example.org"}, "no e-mail address"),
    "a header in it": ({"email": "a@example.org\nBcc: b@example.org"}, "no e-mail address"),
    "no date": ({"source_date": "last spring"}, "We cannot read this date"),
    "no language": ({"language": "Klingonese"}, "We do not know this language"),
    "many links": ({"why": "https://a.example http://b.example www.c.example"}, "room for 2 links"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(case: str) -> None:
    changed, said = REFUSED[case]
    response = offer(**{"why": "Because.", "credit": "R. L.", **changed})

    assert response.status_code == 200
    assert said in words_of(response)
    assert nothing_came_in()
    if "text" not in changed:
        assert is_kept(response)
    credits = [e for e in Page(response.content).all("input") if e.attributes["name"] == "credit"]
    assert credits[0].attributes["value"] == "R. L."


def test_an_error_is_tied_to_its_field_and_listed_with_a_way_to_it() -> None:
    found = Page(offer(email="rosa", kind="x").content)
    ids = set(found.ids())
    summary = next(e for e in found.elements if e.attributes.get("id") == "errors")
    links = [e for e in found.all("a") if summary in e.parents]
    field = next(e for e in found.all("input") if e.attributes["name"] == "email")

    assert {link.attributes["href"][1:] for link in links} <= ids
    assert len(links) == 2
    assert field.attributes["aria-invalid"] == "true"
    assert set(field.attributes["aria-describedby"].split()) <= ids


def test_markup_is_shown_as_it_was_typed() -> None:
    script = "<script>alert(1)</script>"

    response = offer(text=script, credit=script, consent=None)

    assert script not in response.content.decode()
    assert is_kept(response, script)


def test_invisible_characters_are_taken_out_of_names() -> None:
    offer(name="\u200bRosa\u202e Lind\x00", credit="\u200b\u2060")

    contributor = Contributor.objects.get()
    assert (contributor.name, contributor.credit) == ("Rosa Lind", "")


def test_fields_of_the_model_that_are_posted_too_change_nothing() -> None:
    excerpt = make.make_excerpt()
    extra = {
        "state": "accepted",
        "excerpt": excerpt.pk,
        "excerpt_id": excerpt.pk,
        "terms_version": "mine",
        "consented_at": "1999-01-01",
        "created_at": "1999-01-01",
        "has_appealed": "on",
        "proposed_text": "Mine.",
        "public_id": "mine00",
        "salt": "mine",
        "secret_hash": "mine",
        "number": 9,
        "film": excerpt.subjects.get().film_id,
        "film_id": excerpt.subjects.get().film_id,
        "account": 1,
        "email_confirmed_at": "1999-01-01",
        "content_hash": "mine",
    }
    offer(**extra)

    taken = Contribution.objects.get()
    assert (taken.state, taken.excerpt, taken.proposed_text) == ("pending", None, "")
    assert (taken.has_appealed, taken.rounds_sent) == (False, 1)
    assert "mine" not in (taken.public_id, taken.salt, taken.secret_hash, taken.content_hash)
    assert taken.terms_version == contribution()["terms"]
    assert taken.created_at.year != 1999 != taken.consented_at.year
    assert (taken.current.film, taken.current.number) == (None, 1)
    assert (taken.contributor.account, taken.contributor.email_confirmed_at) == (None, None)


def test_each_field_sent_many_times_over_breaks_nothing() -> None:
    values = {name: [value, value, "other"] for name, value in contribution().items()}

    assert send("/contribute/", values).status_code in (200, 302)


@pytest.mark.parametrize(
    "noise", ["\ud83c", "\0", "%00", "{{ settings }}", "' OR 1=1 --", "﷽" * 90]
)
def test_no_noise_in_any_field_breaks_the_form(noise: str) -> None:
    for name in [*contribution(), "source", "source_url", "email", "language", "locator"]:
        sent = noise.encode("utf-8", "surrogatepass") if noise == "\ud83c" else noise
        assert offer(**{name: sent}).status_code in (200, 302), name


def test_files_in_place_of_words_break_nothing() -> None:
    response = offer(text=SimpleUploadedFile("words.txt", b"Words."))

    assert "Write or paste the passage." in words_of(response)


def test_a_form_of_more_than_the_server_takes_is_a_bad_request() -> None:
    assert offer(why="x" * 3_000_000).status_code == 400
