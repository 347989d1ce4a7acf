"""Offering a passage: what the form is opened with, what is kept of it, what follows."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from critiques.models import Contribution, Excerpt, ModerationEvent, Terms
from filmography.models import SiteSettings
from filmography.publishing.outbox import OutgoingMail
from tests import factories as make
from tests.site import sending
from tests.site.html import Page
from tests.site.sending import WORDS, offer, page, words_of

pytestmark = pytest.mark.django_db


def values_of(address: str) -> dict[str, str]:
    """The fields of the form at an address, as they are filled in."""
    found = Page(Client().get(address).content)
    fields = {
        e.attributes.get("name", ""): e.attributes.get("value", "") for e in found.all("input")
    }
    return fields | {e.attributes["name"]: e.text for e in found.all("textarea")}


# --- Beforehand -------------------------------------------------------------------------------


def test_the_form_is_open_to_anybody_and_asks_for_no_cookie() -> None:
    response = Client().get("/contribute/")

    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_it_offers_public_films_and_people_and_no_others() -> None:
    make.make_film("Shown film", year=1999)
    make.make_film("Draft film", published=False)
    make.make_person("Shown person")
    make.make_person("Draft person", published=False)

    offered = {e.attributes["value"] for e in Page(page("/contribute/").encode()).all("option")}

    assert {"Shown film (1999)", "Shown person"} <= offered
    assert not any("Draft" in name for name in offered)


def test_opened_for_a_film_or_a_person_it_names_them() -> None:
    film, person = make.make_film("Some film", year=2001), make.make_person("Some person")

    assert values_of(f"/contribute/?film={film.slug}")["about"] == "Some film (2001)"
    assert values_of(f"/contribute/?person={person.slug}")["about"] == "Some person"


def test_opened_for_a_source_it_is_filled_in_with_it() -> None:
    source = make.make_source(
        "The glass floor",
        author=make.make_person("Imogen Vale"),
        publication=make.make_publication("Lantern"),
        published_on="2012-05",
        url="https://example.org/floor",
        language=make.make_language("fr", "French"),
    )

    values = values_of(f"/contribute/?source={source.slug}")

    assert values["source_title"] == "The glass floor"
    assert values["source_author"] == "Imogen Vale"
    assert values["source_publication"] == "Lantern"
    assert values["source_date"] == "2012-05"
    assert values["source_url"] == "https://example.org/floor"
    assert values["language"] == "French"


def test_opened_for_a_draft_it_is_the_plain_form() -> None:
    film = make.make_film("Draft film", published=False)
    source = make.make_source("Draft source", published=False)

    opened = page(f"/contribute/?film={film.slug}&source={source.slug}")

    assert "Draft" not in opened


def test_the_pages_of_films_people_and_sources_lead_to_it() -> None:
    excerpt = make.make_excerpt(about=make.make_film())
    for record, name in ((excerpt.subjects.get().film, "film"), (excerpt.source, "source")):
        assert f"/contribute/?{name}={record.slug}" in page(record.get_absolute_url())
    person = make.make_person()
    assert f"/contribute/?person={person.slug}" in page(person.get_absolute_url())


def test_it_says_how_long_a_decision_takes_once_some_were_taken() -> None:
    assert "decided on within" not in page("/contribute/")
    contribution = make.make_contribution()
    contribution.decline(
        by=make.make_moderator(), seen=contribution.content_hash, reason="other", message="No."
    )

    assert "half of the passages were decided on within less than a minute" in page("/contribute/")


# --- What is kept -----------------------------------------------------------------------------


def test_a_passage_arrives_with_all_that_was_said_of_it() -> None:
    film = make.make_film("Some film", year=2001)
    make.make_language("fr", "French")
    offer(
        about="some FILM (2001)",
        kind="translation",
        text="Personne ne s’assied.",
        translation="Nobody sits down.",
        language="french",
        source_url="example.org/review",
        source_author="Imogen Vale",
        source_publication="Lantern",
        source_date="2012-05",
        locator="page 12",
        voice="Mara Quint",
        why="It is true.",
        themes="rooms, rest",
        spoiler="on",
        name="Rosa Lind",
        credit="R. L.",
    )

    contribution = Contribution.objects.get()
    sent = contribution.current
    assert (sent.film, sent.about, sent.person) == (film, "", None)
    assert (sent.kind, sent.language_id) == ("translation", "fr")
    assert (sent.text, sent.translation) == ("Personne ne s’assied.", "Nobody sits down.")
    assert (sent.source_title, sent.source_url) == ("A review", "https://example.org/review")
    assert (sent.source_author, sent.source_publication) == ("Imogen Vale", "Lantern")
    assert (sent.source_date, sent.locator, sent.voice) == ("2012-05", "page 12", "Mara Quint")
    assert (sent.why, sent.themes, sent.spoiler) == ("It is true.", "rooms, rest", True)
    assert (contribution.contributor.name, contribution.contributor.credit) == (
        "Rosa Lind",
        "R. L.",
    )


def test_nothing_is_published_by_being_sent() -> None:
    offer()

    assert Contribution.objects.get().state == "pending"
    assert not Excerpt.objects.exists()
    assert WORDS not in page("/excerpts/") + page("/")


def test_consent_is_kept_with_its_wording_and_its_time() -> None:
    SiteSettings.objects.create(terms="These are **our** terms.")
    offer()

    contribution = Contribution.objects.get()
    assert Terms.objects.get(version=contribution.terms_version).text == "These are **our** terms."
    assert contribution.consented_at is not None
    assert "These are <strong>our</strong> terms." in page("/contribute/terms/")


def test_what_others_agreed_to_is_kept_when_the_terms_change() -> None:
    offer()
    SiteSettings.objects.update_or_create(defaults={"terms": "Newer terms."})
    offer(text=f"{WORDS} Really.")

    assert Terms.objects.count() == 2
    first, second = Contribution.objects.order_by("pk")
    assert first.terms_version != second.terms_version


def test_terms_that_changed_meanwhile_are_to_be_read_and_agreed_to_again() -> None:
    values = sending.contribution()
    SiteSettings.objects.create(terms="Newer terms.")

    response = sending.send("/contribute/", values)

    assert "The terms have changed since you opened this page" in words_of(response)
    box = next(e for e in Page(response.content).all("input") if e.attributes["name"] == "consent")
    assert "checked" not in box.attributes
    assert not Contribution.objects.exists()


# --- What follows -----------------------------------------------------------------------------


def test_without_an_address_the_status_page_follows_and_shows_its_link() -> None:
    response = offer()
    contribution = Contribution.objects.get()

    assert response.status_code == 302
    assert response["Location"] == f"/contribute/{contribution.secret}/?sent"
    shown = page(response["Location"])
    assert f'value="http://localhost:8000/contribute/{contribution.secret}/"' in shown
    assert not OutgoingMail.objects.filter(kind="confirm-address").exists()


def test_with_an_address_the_secret_goes_there_and_nowhere_else() -> None:
    response = offer(email="rosa@example.org")
    contribution = Contribution.objects.get()

    assert contribution.state == "received"
    assert OutgoingMail.objects.filter(kind="confirm-address").count() == 1
    sent = page(response["Location"])
    assert "A mail is on its way to you" in sent
    for secret in (contribution.secret, contribution.confirmation_secret):
        assert secret not in sent + response["Location"]


@pytest.mark.parametrize("email", ["", "rosa@example.org"])
def test_the_check_of_the_words_is_shown_at_once(email: str) -> None:
    source = make.make_source("A review", url="https://example.org/review")
    make.make_capture(source, f"Before. {WORDS} After.")

    response = offer(text=WORDS.replace("house", "home"), source_url=source.url, email=email)

    assert "1 word differs from the source" in page(response["Location"])


@pytest.mark.parametrize("email", ["", "rosa@example.org"])
def test_another_from_the_same_source_is_one_click_away(email: str) -> None:
    make.make_film("Some film", year=2001)
    received = page(offer(about="Some film", source_author="Imogen Vale", email=email)["Location"])
    link = next(
        e.attributes["href"] for e in Page(received.encode()).all("a") if "another" in e.text
    )

    values = values_of(link)

    assert (values["source_title"], values["source_author"]) == ("A review", "Imogen Vale")
    assert values["about"] == "Some film (2001)"
    assert values["text"] == ""


def test_a_secret_is_stored_as_its_hash_only() -> None:
    offer(email="rosa@example.org")
    contribution = Contribution.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM critiques_contribution")
        stored = str(cursor.fetchall())

    for secret in (contribution.secret, contribution.confirmation_secret):
        assert len(secret) == 64
        assert secret not in stored


# --- Sent twice -------------------------------------------------------------------------------


def test_the_same_form_sent_again_leads_to_the_same_page() -> None:
    values = sending.contribution()

    first, again = (sending.send("/contribute/", values) for _ in range(2))

    assert first["Location"] == again["Location"]
    assert Contribution.objects.count() == 1
    assert ModerationEvent.objects.count() == 1


def test_going_back_to_change_a_word_and_sending_again_is_still_one() -> None:
    """The page that comes back is the same form; what was sent first counts."""
    values = sending.contribution()

    sending.send("/contribute/", values)
    sending.send("/contribute/", values | {"text": "Other words, typed after going back."})

    assert Contribution.objects.get().current.text == WORDS


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_eight_times_at_once_makes_one_and_all_get_its_page() -> None:
    values = sending.contribution()

    def press(_: int) -> Any:
        try:
            return sending.send("/contribute/", values)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(press, range(8)))

    address = f"/contribute/{Contribution.objects.get().secret}/?sent"
    assert [answer.status_code for answer in answers] == [302] * 8
    assert {answer["Location"] for answer in answers} == {address}
