"""The demonstration served to a real browser, once for all tests of a process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.pages import crowded_passage, page_kinds
from tests.browser.sent import make_sent, remove_sent
from tests.browser.visit import WIDTHS, Visit


@pytest.fixture(scope="session")
def site_url(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The address of a server with the demonstration in its database."""
    from pytest_django.live_server_helper import LiveServer

    from critiques import demonstration

    with django_db_blocker.unblock():
        demonstration.load()
        crowded = crowded_passage()
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()
        crowded.delete()
        demonstration.remove()


@pytest.fixture(scope="session")
def addresses(site_url: str, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """One address for each kind of page."""
    with django_db_blocker.unblock():
        kinds = page_kinds() | make_sent()
        yield {kind: f"{site_url}{path}" for kind, path in kinds.items()}
        remove_sent()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[tuple[str, list[str]]]]:
    """Runs all rules on a page; gives the name of each that is violated, with places."""
    from axe_playwright_python.sync_playwright import Axe

    # What passed is not described: on a page of many elements that takes most of the time.
    options = {"resultTypes": ["violations"], "selectors": False}

    def violations(page: Any) -> list[tuple[str, list[str]]]:
        # CSP forbids axe as a script element; evaluated, it is not the page's own script.
        found = Axe().run(page, options=options).response["violations"]
        return [(v["id"], [node["html"][:200] for node in v["nodes"][:3]]) for v in found]

    return violations


@pytest.fixture
def visit(browser: Any, addresses: dict[str, str]) -> Iterator[Callable[..., Visit]]:
    visits: list[Visit] = []

    def open_page(kind: str, width: int = 1440, **context: Any) -> Visit:
        size = {"width": width, "height": WIDTHS.get(width, 900)}
        visits.append(Visit(browser, addresses[kind], viewport=size, **context))
        return visits[-1]

    yield open_page
    for visited in visits:
        visited.context.close()
