"""What every test stands on: no network, the browser, what may be missing on a machine.

Records are made by tests/factories.py. What REQUIRE names (articles, browser, postgres) may not be
missing: its tests fail then, instead of being skipped (.ci/run sets it).
"""

import importlib.util
import ipaddress
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

ARTICLES_DIR = Path(__file__).resolve().parents[2] / "shared" / "articles"
# The first is Chromium without what only a screen needs, and a sixth quicker.
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)

ON_DATABASE = {"db", "transactional_db", "django_db_setup"}


def missing(what: str, reason: str) -> NoReturn:
    if what in os.environ.get("REQUIRE", "").split():
        pytest.fail(f"REQUIRE names {what}, but {reason}", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def articles_dir() -> Path:
    """The five real articles, which lie beside the checkout and never in it."""
    if not (ARTICLES_DIR / "manifest.json").is_file():
        reason = "the articles are not there (../shared/articles beside the checkout)"
        missing("articles", reason)
    return ARTICLES_DIR


@contextmanager
def undone(django_db_blocker: Any) -> Iterator[None]:
    """What is written meanwhile is gone afterwards."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def module_records(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Records made after this by a module's fixtures are there for all its tests, then gone."""
    with undone(django_db_blocker):
        yield


# What is in the database for one module after the other.
_loaded: list[ExitStack] = []


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The demonstration, loaded once for the modules that want it, which follow one another; their
    tests still need `django_db`."""
    from critiques import demonstration

    if not _loaded:
        with ExitStack() as stack:
            stack.enter_context(undone(django_db_blocker))
            assert demonstration.load(), "other records are there already"
            _loaded.append(stack.pop_all())
    with undone(django_db_blocker):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    yield
    is_last = nextitem is None or nextitem.module is not item.module
    if is_last and "demo" not in getattr(nextitem, "fixturenames", ()):
        while _loaded:
            _loaded.pop().close()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """What is made once for several tests, one worker makes, and first: it takes longest.

    The browser comes last: what it is shown stays in the database. Tests that touch no database
    can be told from the others, for runs on one that is only another.
    """
    for item in items:
        if item.get_closest_marker("django_db") or ON_DATABASE & {*item.fixturenames}:
            item.add_marker("database")
        if "demo" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("demo"))
        elif "module_records" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> tuple[bool, bool, bool]:
    in_browser = item.get_closest_marker("browser") is not None
    is_alone = item.get_closest_marker("xdist_group") is None
    return in_browser, is_alone, "demo" not in item.fixturenames


def pytest_make_parametrize_id(val: Any, argname: str) -> str | None:
    """Files that are made up for a test hold the time; workers would name one differently."""
    return argname if isinstance(val, bytes) and len(val) > 40 else None


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and (reason := _why_no_browser()):
        missing("browser", reason)
    if item.get_closest_marker("postgres") and not _is_on_postgres():
        missing("postgres", "this run is not on PostgreSQL (DATABASE_URL=postgres://…)")


def _why_no_browser() -> str:
    for package in ("pytest_playwright", "axe_playwright_python"):
        if importlib.util.find_spec(package) is None:
            return f"{package} is not installed (pip install -r requirements-browser.txt)"
    return "" if CHROMIUM else "chromium is not installed (or name it in CHROMIUM)"


def _is_on_postgres() -> bool:
    from django.db import connection

    return connection.vendor == "postgresql"


# --- Browser ----------------------------------------------------------------------------------

# Playwright runs an event loop in the test's own thread, where Django then refuses queries.
if not _why_no_browser():
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": ["--disable-dev-shm-usage"],  # /dev/shm is small in containers
    }


# --- No network -------------------------------------------------------------------------------


class OutsideConnectionError(RuntimeError):
    """Not an OSError, which the code under test might rightly swallow."""


def _is_local(address: Any) -> bool:
    host = address[0] if isinstance(address, tuple) else address  # a Unix socket's path
    if not isinstance(address, tuple) or host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Any:
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, _refusing(getattr(socket.socket, name)))
    yield
    patch.undo()


def _refusing(connect: Any) -> Any:
    def connect_locally(self: socket.socket, address: Any) -> Any:
        if not _is_local(address):
            raise OutsideConnectionError(f"A test tried to reach {address!r}.")
        return connect(self, address)

    return connect_locally
