"""The demonstration served to a real browser, once for all tests of a process."""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from tests.browser.pages import crowded_passage, page_kinds
from tests.browser.sent import make_sent
from tests.browser.visit import WIDTHS, Visit


@pytest.fixture(scope="session")
def site_url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server with the demonstration in its database."""
    from pytest_django.live_server_helper import LiveServer

    from critiques import demonstration

    with django_db_blocker.unblock():
        fill_lists()
        demonstration.load()
        crowded_passage()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


def fill_lists() -> None:
    """A test that commits leaves an empty database behind: without countries and languages too."""
    lists = import_module("filmography.migrations.0002_countries_and_languages")
    with connection.schema_editor() as editor:
        lists.fill(apps, editor)


@pytest.fixture(scope="session")
def addresses(site_url: str, django_db_blocker: Any) -> dict[str, str]:
    """One address for each kind of page."""
    with django_db_blocker.unblock():
        kinds = page_kinds() | make_sent()
    return {kind: f"{site_url}{path}" for kind, path in kinds.items()}


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[tuple[str, list[str]]]]:
    """Runs all rules on a page; gives the name of each that is violated, with places."""
    from tests.browser.axe import violations

    return violations


@pytest.fixture(scope="session")
def open_page(browser: Any, addresses: dict[str, str]) -> Callable[..., Visit]:
    """Opens a kind of page in a context of its own, which who opens it closes."""

    def open_page(kind: str, width: int = 1440, **context: Any) -> Visit:
        size = {"width": width, "height": WIDTHS.get(width, 900)}
        return Visit(browser, addresses[kind], viewport=size, **context)

    return open_page


@pytest.fixture
def visit(open_page: Callable[..., Visit]) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def visit(*args: Any, **context: Any) -> Visit:
        visits.append(open_page(*args, **context))
        return visits[-1]

    yield visit
    for visited in visits:
        visited.context.close()
