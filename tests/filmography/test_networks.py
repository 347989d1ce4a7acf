"""How often a network may send something, counted where all processes see it."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as site
from django.http import HttpRequest
from django.test import RequestFactory

from filmography.publishing.networks import NetworkTrace, forget_old, is_over, network_of, note
from tests.critiques.moderation.clock import later
from tests.critiques.moderation.contest import database_url

LIMITS = {"per_hour": 2, "per_day": 3}


def request(address: str = "192.0.2.1", forwarded: str | None = None) -> HttpRequest:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().post("/", REMOTE_ADDR=address, headers=headers)


def of(address: str) -> str:
    return network_of(request(address))


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:DB8:0001:2::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("192.0.2.1", "::ffff:c000:201", True),
        ("192.0.2.1", "192.0.2.1:50123", True),
        ("2001:db8::1", "[2001:db8::1]:443", True),
        ("2001:db8::1", "[2001:db8::1]", True),
        ("fe80::1", "fe80::1%eth0", True),
        ("", "not an address", True),
        ("", "[::1", True),
        ("", "192.0.2.1", False),
        ("999.0.2.1", "192.0.2.1\0", True),
    ],
)
def test_a_household_is_one_network(one: str, other: str, is_same: bool) -> None:
    assert (of(one) == of(other)) is is_same


def test_what_a_client_says_of_itself_is_not_believed() -> None:
    assert network_of(request(forwarded="198.51.100.7")) == of("192.0.2.1")


def test_behind_a_proxy_the_address_that_it_added_counts(settings: Any) -> None:
    reader = of("198.51.100.7")
    settings.TRUST_PROXY = True

    assert network_of(request(forwarded="198.51.100.7")) == reader
    assert network_of(request(forwarded="203.0.113.1, 198.51.100.7")) == reader
    assert network_of(request(forwarded="made up,,198.51.100.7 ")) == reader
    assert network_of(request(forwarded="198.51.100.7, 203.0.113.1")) != reader
    assert network_of(request("198.51.100.7")) == reader  # the proxy itself, without the header


def test_who_has_not_the_sites_key_cannot_find_the_address_by_trying(settings: Any) -> None:
    here = of("192.0.2.1")
    settings.SECRET_KEY = "another site's key, which is as long as such a key must be"

    assert len(here) == 64
    assert of("192.0.2.1") != here


@pytest.mark.django_db
def test_an_hour_and_a_day_have_their_limits() -> None:
    network = of("192.0.2.1")
    for hours, is_full in ((0, False), (0, False), (0, True), (1.1, False), (1.2, True)):
        with later(hours=hours):
            assert is_over("contribution", network, **LIMITS) is is_full
            if not is_full:
                note("contribution", network)

    with later(hours=23.9):
        assert is_over("contribution", network, **LIMITS)
    with later(hours=24.1):
        assert not is_over("contribution", network, **LIMITS)


@pytest.mark.django_db
def test_a_limit_is_of_one_network_and_one_kind() -> None:
    for _ in range(3):
        note("contribution", of("192.0.2.1"))

    assert is_over("contribution", of("192.0.2.1"), **LIMITS)
    assert not is_over("contribution", of("192.0.2.2"), **LIMITS)
    assert not is_over("report", of("192.0.2.1"), **LIMITS)


@pytest.mark.django_db
def test_traces_are_forgotten_when_they_count_no_more() -> None:
    note("contribution", of("192.0.2.1"))

    with later(hours=23.9):
        assert forget_old() == 0
    with later(hours=24.1):
        assert forget_old() == 1
    assert not NetworkTrace.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_another_process_took_in_counts_here() -> None:
    code = (
        "import django; django.setup(); from filmography.publishing.networks import note; "
        "note('contribution', 'n'), note('contribution', 'n')"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        cwd=site.BASE_DIR,
        env=os.environ
        | {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
        timeout=60,
    )

    assert is_over("contribution", "n", **LIMITS)
