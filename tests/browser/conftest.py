"""The demonstration served to a real browser, once for all tests of a process."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.pages import page_kinds


@pytest.fixture(scope="session")
def site_url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server with the demonstration in its database."""
    from pytest_django.live_server_helper import LiveServer

    from critiques import demonstration

    with django_db_blocker.unblock():
        demonstration.load()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        demonstration.remove()


@pytest.fixture(scope="session")
def addresses(site_url: str) -> dict[str, str]:
    """One address for each kind of page."""
    return {kind: f"{site_url}{path}" for kind, path in page_kinds().items()}
