"""Captures at the desk: two steps, private, and every reading written down."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from critiques.models import Capture, CaptureRead, Reanchoring, Source
from tests import factories as make
from tests.admin.desk import told
from tests.critiques.extraction.samples import epub, scanned_pdf

pytestmark = pytest.mark.django_db

TEXT = "The first sentence of the page.\nThe canary zqxcapture sits in the second."


@pytest.fixture
def source(db: None) -> Source:
    return make.make_source("A review")


def page(view: str, source: Source, *args: int) -> str:
    return reverse(f"admin:critiques_source_{view}", args=[source.pk, *args])


def propose(client: Client, source: Source, **fields: Any) -> HttpResponse:
    return client.post(page("capture_add", source), {"text": "", "origin": "", **fields})


def file(text: str | bytes = TEXT, name: str = "review.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


def test_a_pasted_text_is_looked_at_and_then_kept(editor: Client, source: Source) -> None:
    answer = propose(editor, source, text=TEXT.replace("\n", "\r\n"))
    proposed = source.captures.get()
    assert answer.url == page("capture_keep", source, proposed.pk)
    assert (proposed.kept_at, proposed.captured_by) == (None, editor.user)
    assert "zqxcapture" in editor.get(answer.url).content.decode()

    kept = editor.post(answer.url, {"_keep": "Keep it"})

    assert kept.url == page("workbench", source)
    proposed.refresh_from_db()
    assert proposed.kept_at is not None
    assert proposed.text == TEXT


def test_a_file_is_read(editor: Client, source: Source) -> None:
    propose(editor, source, file=file(), origin="transcript")

    capture = source.captures.get()
    assert (capture.text, capture.origin) == (TEXT, "transcript")


def test_what_is_discarded_leaves_nothing(editor: Client, source: Source) -> None:
    address = propose(editor, source, text=TEXT).url
    editor.post(address, {"_discard": "Discard it"})

    assert not Capture.objects.exists()
    assert editor.get(address).status_code == 404


def test_what_somebody_else_proposed_is_theirs(editor: Client, source: Source) -> None:
    proposed = make.make_capture(source, TEXT, kept=False, by=make.make_editor())

    assert editor.get(page("capture_keep", source, proposed.pk)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Paste the text or choose a file"),
        ({"text": "   \n "}, "Paste the text or choose a file"),
        ({"text": TEXT, "file": True}, "Paste the text or choose a file"),
        ({"text": TEXT, "origin": "hearsay"}, "hearsay is not one of the available choices"),
        ({"text": "x" * 2_000_001}, "at most 2000000 characters"),
    ],
)
def test_bad_input_keeps_nothing_and_says_why(
    editor: Client, source: Source, fields: dict[str, Any], sentence: str
) -> None:
    if fields.get("file"):
        fields = {**fields, "file": file()}
    answer = propose(editor, source, **fields)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Capture.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b"A NUL \0 in it", "a NUL character at position 6"),
        ("a.txt", b"Half \xed\xa0\x80 of one", "half a character"),
        ("a.txt", b"\x81\x8d wrong \x9d", "not in an encoding that could be recognised"),
        ("a.pdf", scanned_pdf(), "pictures of pages and no text"),
        ("a.epub", epub({"one.xhtml": "<p>One</p>"})[:-200], "damaged"),
        ("a.exe", b"MZ", "This kind of file is not read here"),
    ],
)
def test_a_file_that_cannot_be_read_keeps_nothing_and_says_why(
    editor: Client, source: Source, name: str, data: bytes, sentence: str
) -> None:
    answer = propose(editor, source, file=file(data, name))

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Capture.objects.exists()


@pytest.mark.parametrize("text", ["A NUL \0 in it", "\u200b\u2060", "[…] …"])
def test_a_paste_that_holds_nothing_to_quote_is_refused(
    editor: Client, source: Source, text: str
) -> None:
    answer = propose(editor, source, text=text)

    assert answer.context["form"].errors
    assert answer.context["form"]["text"].value() == text
    assert not Capture.objects.exists()


def test_a_file_that_is_too_large_is_refused(editor: Client, source: Source) -> None:
    for size in (5_500_000, 13_000_000):
        answer = propose(editor, source, file=file(b"a" * size))
        assert "over 5 MB" in answer.content.decode()
    assert not Capture.objects.exists()


def test_what_was_typed_is_kept_when_something_is_wrong(editor: Client, source: Source) -> None:
    answer = propose(editor, source, text=TEXT, origin="hearsay")

    assert answer.context["form"]["text"].value() == TEXT


def test_the_same_text_again_is_told(editor: Client, source: Source) -> None:
    make.make_capture(source, TEXT)
    address = propose(editor, source, text=TEXT).url
    answer = editor.post(address, {"_keep": "Keep it"})

    assert "unchanged" in told(answer)[-1]
    assert source.captures.count() == 1


def test_what_would_become_of_the_places_is_told_before_it_is_kept(
    editor: Client, source: Source
) -> None:
    make.make_capture(source, TEXT)
    make.make_excerpt("The first sentence of the page.", source=source)
    address = propose(editor, source, text=f"A new headline.\n{TEXT}").url

    looked = editor.get(address)
    assert looked.context["forecast"] == {"kept": 1}
    assert not Reanchoring.objects.exists()

    kept = editor.post(address, {"_keep": "Keep it"})
    assert kept.url == page("capture_places", source, Capture.objects.current_of(source.pk).pk)


class TestReading:
    PAGES = ("captures", "capture_add", "capture_read", "capture_places", "workbench")

    def addresses(self, source: Source) -> list[str]:
        capture = make.make_capture(source, TEXT)
        return [
            page(
                view, source, *([capture.pk] if view in ("capture_read", "capture_places") else [])
            )
            for view in self.PAGES
        ]

    @pytest.mark.parametrize("role", ["anonymous", "moderator"])
    def test_is_not_for_others(self, as_role: Any, source: Source, role: str) -> None:
        client = as_role(role)
        for address in self.addresses(source):
            answer = client.get(address)
            assert answer.status_code == (302 if role == "anonymous" else 403)
            assert b"zqxcapture" not in answer.content
        assert not CaptureRead.objects.exists()

    def test_is_written_down(self, editor: Client, source: Source) -> None:
        for address in self.addresses(source):
            assert editor.get(address).status_code == 200, address
        reads = CaptureRead.objects.order_by("pk").values_list("by_name", "why")
        assert list(reads) == [
            (editor.user.username, why) for why in ("reading", "comparing", "passages")
        ]

    def test_who_read_is_shown_to_administrators_only(
        self, editor: Client, administrator: Client, source: Source
    ) -> None:
        capture = make.make_capture(source, TEXT)
        editor.get(page("capture_read", source, capture.pk))

        assert "Who read them" not in editor.get(page("captures", source)).content.decode()
        shown = administrator.get(page("captures", source)).content.decode()
        assert f"{editor.user.username}, reading it" in shown

    def test_leaves_no_words_in_the_log(self, editor: Client, source: Source) -> None:
        make.make_excerpt("The first sentence of the page.", source=source)
        editor.post(propose(editor, source, text=TEXT).url, {"_keep": "Keep it"})
        for entry in LogEntry.objects.all():
            assert "zqxcapture" not in f"{entry.object_repr}{entry.change_message}"

    def test_of_another_sources_capture_is_no_page(self, editor: Client, source: Source) -> None:
        other = make.make_capture(text=TEXT)
        assert editor.get(page("capture_read", source, other.pk)).status_code == 404

    def test_offers_no_way_to_change_it(self, editor: Client, source: Source) -> None:
        capture = make.make_capture(source, TEXT)
        address = reverse("admin:critiques_capture_change", args=[capture.pk])
        assert editor.post(address, {"text": "Other words."}).status_code == 405
        assert Capture.objects.get().text == TEXT


class TestPlaces:
    OLD = "It begins with money. It adores its heroine without asking what she wants."
    NEW = "It begins with money. It loves its heroine without asking what she wants."

    @pytest.fixture
    def place(self, source: Source) -> Reanchoring:
        make.make_capture(source, self.OLD)
        make.make_excerpt("It adores its heroine without asking what she wants.", source=source)
        make.make_capture(source, self.NEW)
        return Reanchoring.objects.get()

    def decide(self, client: Client, place: Reanchoring, value: str) -> HttpResponse:
        address = page("capture_places", place.capture.source, place.capture_id)
        return client.post(address, {f"place-{place.pk}": value})

    def test_shows_before_and_now(self, editor: Client, place: Reanchoring) -> None:
        shown = editor.get(page("capture_places", place.capture.source, place.capture_id))
        [row] = shown.context["waiting"]
        assert "adores" in row.before[1]
        assert "loves" in row.after[1]
        assert "<del>adores</del> <ins>loves</ins>" in shown.content.decode()

    @pytest.mark.parametrize(("value", "word"), [("new_words", "loves"), ("old_words", "adores")])
    def test_takes_a_decision(
        self, editor: Client, place: Reanchoring, value: str, word: str
    ) -> None:
        answer = self.decide(editor, place, value)
        assert told(answer) == ["1 place decided."]
        place.refresh_from_db()
        assert (place.decision, place.decided_by) == (value, editor.user)
        place.excerpt.refresh_from_db()
        assert word in place.excerpt.text

    @pytest.mark.parametrize("value", ["", "kept", "0", "é"])
    def test_without_a_choice_nothing_is_decided(
        self, editor: Client, place: Reanchoring, value: str
    ) -> None:
        assert "Nothing was decided" in told(self.decide(editor, place, value))[0]

    def test_a_decision_that_came_late_is_told(self, editor: Client, place: Reanchoring) -> None:
        place.leave_old_words(by=make.make_editor())
        assert "meanwhile" in told(self.decide(editor, place, "new_words"))[0]

    def test_needs_the_right_to_change_excerpts(self, client: Client, place: Reanchoring) -> None:
        reader = make.make_editor()
        reader.groups.clear()
        reader.user_permissions.add(Permission.objects.get(codename="view_capture"))
        client.force_login(reader)

        assert self.decide(client, place, "new_words").status_code == 403
        place.refresh_from_db()
        assert place.is_waiting
