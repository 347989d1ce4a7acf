"""The words of a capture appear on the screens made for them, and nowhere else at the desk."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse

from critiques.admin import captures
from critiques.models import Capture, CaptureRead, Excerpt, Source
from tests import factories as make
from tests.admin.desk import url

pytestmark = pytest.mark.django_db

CANARY = "zqxcapturefar"
QUOTED = "The camera keeps its distance, and the film is better for it."
FILLING = " ".join(f"Here is sentence number {nth}, which nobody quotes." for nth in range(6))
TEXT = f"{CANARY} {FILLING} {QUOTED} {FILLING} {CANARY}"


@pytest.fixture
def source() -> Source:
    """Captured twice and proposed a third time; its quotations are kept, orphaned and altered."""
    source = make.make_source()
    make.make_capture(source, f"{TEXT} {FILLING} Once more it says so here.")
    for words in (QUOTED, "Once more it says so here.", "The camera never keeps its distance."):
        make.make_excerpt(words, source=source, override_reason="so")
    make.make_capture(source, TEXT)
    make.make_excerpt("He says it keeps a distance.", source=source, kind="paraphrase")
    return source


def pages() -> Iterator[str]:
    for model, its_admin in admin.site._registry.items():
        if not any(pattern.name and pattern.name.endswith("_add") for pattern in its_admin.urls):
            continue  # the queue of moderation has pages of its own
        yield from (url(model), url(model, "add"))
        for record in model._base_manager.all()[:5]:
            yield from (url(record, view) for view in ("change", "history", "delete"))


@pytest.mark.parametrize("role", ["moderator", "editor", "administrator"])
def test_no_other_page_of_the_desk_shows_them(
    as_role: Callable[[str], Client], source: Source, role: str
) -> None:
    client = as_role(role)
    shown = set()
    for address in pages():
        if address.startswith(url(Capture)) and address.endswith("/change/"):
            continue  # that page is the text
        answer = client.get(address, follow=True)
        shown |= {address} if CANARY in answer.content.decode() else set()

    assert not shown
    assert any(client.get(url(excerpt)).status_code == 200 for excerpt in Excerpt.objects.all())


@pytest.mark.parametrize("model", [Source, Excerpt, Capture, CaptureRead])
def test_no_search_of_the_desk_finds_them(
    administrator: Client, source: Source, model: type[Any]
) -> None:
    source.captures.first().read(by=administrator.user, why="reading")
    assert administrator.get(url(model)).context["cl"].result_count
    assert administrator.get(url(model), {"q": CANARY}).context["cl"].result_count == 0


def test_the_pages_made_for_them_show_them_and_write_it_down(
    editor: Client, source: Source
) -> None:
    current = Capture.objects.current_of(source.pk)
    proposed = make.make_capture(source, f"{TEXT} Anew.", kept=False, by=editor.user)
    for view, keys in (
        ("capture_read", [current.pk]),
        ("capture_keep", [proposed.pk]),
        ("workbench", []),
    ):
        before = CaptureRead.objects.count()
        answer = editor.get(reverse(f"admin:critiques_source_{view}", args=[source.pk, *keys]))
        assert CANARY in answer.content.decode()
        assert CaptureRead.objects.count() == before + 1


def test_nothing_is_told_of_them_where_something_breaks(
    editor: Client,
    source: Source,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.ADMINS = [("A", "a@example.org")]
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    editor.raise_request_exception = False

    def break_down(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("Something broke.")

    monkeypatch.setattr(captures, "propose", break_down)
    monkeypatch.setattr(captures, "keep", break_down)
    proposed = make.make_capture(source, f"{TEXT} Anew.", kept=False, by=editor.user)
    add = reverse("admin:critiques_source_capture_add", args=[source.pk])
    keep = reverse("admin:critiques_source_capture_keep", args=[source.pk, proposed.pk])
    for address, data in ((add, {"text": TEXT, "origin": ""}), (keep, {"_keep": "Keep it"})):
        answer = editor.post(address, data)
        assert answer.status_code == 500
        assert CANARY not in answer.content.decode()

    assert caplog.text.count("RuntimeError: Something broke.") == 2
    assert CANARY not in caplog.text
    assert not any(CANARY in str(message.message()) for message in mail.outbox)
    assert not LogEntry.objects.filter(change_message__contains=CANARY).exists()
