"""Pages behind a link that nobody can guess: told to nobody, and 404 for all who have it not."""

import logging
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from config.logs import SecretsMasked
from critiques.models import Contribution, Report
from tests import factories as make
from tests.critiques.moderation.clock import later
from tests.site.sending import SECRET, page, send
from tests.site.visitor import everything_sent

pytestmark = pytest.mark.django_db


def confirmation(contribution: Contribution) -> str:
    return f"/contribute/confirm/{contribution.confirmation_secret}/"


def get(address: str) -> HttpResponse:
    return Client().get(address)


def as_nothing(address: str) -> bool:
    """Whether it answers, to asking and to sending, just as an address does that never was."""
    nowhere = everything_sent(get(f"/{address.split('/')[1]}/{'0' * 64}/"))
    asked, sent = get(address), send(address, {"do": "withdraw"})
    return everything_sent(asked) == nowhere and sent.status_code == 404


def secrets_of_everything() -> dict[str, str]:
    contribution = make.make_contribution(email="rosa@example.org")
    report = make.make_report()
    return {
        "contribution": f"/contribute/{contribution.secret}/",
        "confirmation": confirmation(contribution),
        "report": f"/report/{report.secret}/",
    }


@pytest.mark.parametrize("kind", ["contribution", "confirmation", "report"])
def test_the_page_tells_its_address_to_no_other_page_and_to_no_search_engine(kind: str) -> None:
    response = get(secrets_of_everything()[kind])

    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies


def test_no_secret_stands_on_another_secrets_page() -> None:
    for kind, address in secrets_of_everything().items():
        others = set(SECRET.findall(get(address).content.decode())) - set(SECRET.findall(address))
        assert not others, kind


def wrong_addresses() -> dict[str, str]:
    contribution, report = make.make_contribution(email="a@example.org"), make.make_report()
    erased, gone = make.make_contribution(), make.make_report()
    erased.erase_person()
    gone.erase_person()
    withdrawn = make.make_contribution(email="c@example.org")
    withdrawn.withdraw()
    secret = contribution.secret
    return {
        "never given": f"/contribute/{'a' * 64}/",
        "one digit wrong": f"/contribute/{secret[:-1]}{(int(secret[-1], 16) + 1) % 16:x}/",
        "upper case": f"/contribute/{secret.upper().replace('0', 'A')}/",
        "too short": f"/contribute/{secret[:-1]}/",
        "too long": f"/contribute/{secret}0/",
        "its hash": f"/contribute/{contribution.secret_hash}/",
        "its public id": f"/contribute/{contribution.public_id}/",
        "of a report": f"/contribute/{report.secret}/",
        "to confirm with": f"/contribute/{contribution.confirmation_secret}/",
        "erased": f"/contribute/{erased.secret}/",
        "to confirm, of its status": f"/contribute/confirm/{secret}/",
        "to confirm, never given": f"/contribute/confirm/{'a' * 64}/",
        "to confirm, taken back": confirmation(withdrawn),
        "report, never given": f"/report/{'a' * 64}/",
        "report, of a contribution": f"/report/{secret}/",
        "report, erased": f"/report/{gone.secret}/",
    }


def test_wrong_expired_and_others_tokens_answer_with_one_and_the_same_404() -> None:
    addresses = wrong_addresses()
    with later(minutes=5):
        assert not {case for case, address in addresses.items() if not as_nothing(address)}


def test_an_expired_confirmation_answers_with_the_same_404() -> None:
    contribution = make.make_contribution(email="rosa@example.org")
    with later(days=8):
        contribution.expire()

    assert as_nothing(confirmation(contribution))
    assert as_nothing(f"/contribute/{contribution.secret}/")


def test_an_address_is_confirmed_by_pressing_the_button_and_not_by_opening_the_link() -> None:
    contribution = make.make_contribution(email="rosa@example.org")
    address = confirmation(contribution)

    assert "Is this yours?" in page(address)
    contribution.refresh_from_db()
    assert contribution.state == "received"

    response = send(address, {})
    contribution.refresh_from_db()
    assert contribution.state == "pending"
    assert response["Location"] == f"/contribute/{contribution.secret}/"


def test_a_confirmation_pressed_twice_leads_to_the_same_page() -> None:
    address = confirmation(make.make_contribution(email="rosa@example.org"))

    first, again = (send(address, {})["Location"] for _ in range(2))

    assert first == again


@pytest.mark.parametrize("state", ["pending", "declined"])
def test_a_confirmation_that_was_used_says_so_and_nothing_else(state: str) -> None:
    contribution = make.make_contribution("Words that were offered.", email="rosa@example.org")
    address = confirmation(contribution)
    contribution.confirm_address()
    Contribution.objects.filter(pk=contribution.pk).update(state=state)

    with later(minutes=5):
        asked, sent = get(address), send(address, {})

    for response in (asked, sent):
        assert response.status_code == 410
        assert "Your address is confirmed already" in response.content.decode()
        assert contribution.secret not in response.content.decode()
        assert "Words that were offered." not in response.content.decode()
    assert everything_sent(asked) == everything_sent(sent)


@pytest.mark.parametrize("kind", ["contribution", "report"])
def test_no_other_site_can_act_by_the_link(kind: str) -> None:
    address = secrets_of_everything()[kind]

    refused = send(address, {"do": "withdraw"}, headers={"origin": "https://evil.example"})

    assert refused.status_code == 403


def test_a_page_without_referrer_sends_its_own_form_as_from_nowhere() -> None:
    contribution = make.make_contribution()
    headers = {"origin": "null", "sec-fetch-site": "same-origin"}

    send(f"/contribute/{contribution.secret}/", {"do": "withdraw"}, headers=headers)

    contribution.refresh_from_db()
    assert contribution.state == "withdrawn"


def test_who_tries_too_much_by_one_link_has_to_wait_and_loses_nothing_typed() -> None:
    contribution = make.make_contribution(credit="Rosa")
    address = f"/contribute/{contribution.secret}/"
    for number in range(20):
        assert send(address, {"do": "change_credit", "credit": f"Rosa {number}"}).status_code == 302

    refused = send(address, {"do": "change_credit", "credit": "Rosa at last"})

    assert refused.status_code == 429
    assert "Rosa at last" in refused.content.decode()
    assert contribution.contributor.credit == "Rosa"


def test_no_secret_gets_into_a_log(
    caplog: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = secrets_of_everything()
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    with caplog.at_level(logging.DEBUG):
        for address in addresses.values():
            get(address)
            send(address, {}, headers={"origin": "https://evil.example"})
            get(address.replace(address[-9:-1], "0" * 8))

    masked = [SecretsMasked().format(record) for record in caplog.records]
    assert any("[secret]" in line for line in masked)
    assert not any(SECRET.search(line) for line in masked)
    formatters = {name: each.get("()") for name, each in settings.LOGGING["formatters"].items()}
    used = {each.get("formatter") for each in settings.LOGGING["handlers"].values()} - {None}
    assert {formatters[name] for name in used} == {"config.logs.SecretsMasked"}


def test_no_public_page_names_a_secret_or_a_public_id_of_what_was_sent() -> None:
    secrets_of_everything()
    public = "".join(page(a) for a in ("/", "/contribute/", "/report/", "/excerpts/"))

    for item in (*Contribution.objects.all(), *Report.objects.all()):
        assert item.public_id not in re.sub(r'name="form" value="[^"]+"', "", public)
        assert item.secret not in public
