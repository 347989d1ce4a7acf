"""Captures: what is kept of a source's text, unchanged and private."""

import io
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from critiques.capturing import keep, propose
from critiques.extraction import from_text
from critiques.models import AlreadyDecided, Capture, CaptureRead, Excerpt, ExcerptAnchor
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "Nobody leaves the party. Somebody counts the bottles, and nobody counts the hours."


def test_the_text_is_kept_as_it_was_extracted() -> None:
    text = "Cafe\u0301 “x”\u00a0y\r\n\r\nlast\u00ad line "

    assert Capture.objects.get(pk=make.make_capture(text=text).pk).text == text


@pytest.mark.parametrize("changes", [{"text": "Other words."}, {"sha256": "0" * 64}])
def test_the_text_never_changes(changes: dict[str, str]) -> None:
    capture = make.make_capture()

    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.filter(pk=capture.pk).update(**changes)


def test_a_capture_never_moves_to_another_source() -> None:
    capture = make.make_capture()

    with pytest.raises(IntegrityError), transaction.atomic():
        Capture.objects.filter(pk=capture.pk).update(source=make.make_source())


def test_nothing_is_checked_against_a_text_that_nobody_has_kept_yet() -> None:
    source = make.make_source()
    make.make_capture(source, TEXT, kept=False)

    assert make.make_excerpt("Nobody leaves the party.", source=source).quotation_state == (
        "unchecked"
    )


def test_the_newest_kept_text_is_the_current_one() -> None:
    source = make.make_source()
    make.make_capture(source, TEXT)
    newer = make.make_capture(source, f"{TEXT} At last.")

    assert Capture.objects.current_of(source.pk) == newer
    assert newer.words == 15


def test_the_same_text_again_is_noted_and_not_kept_twice() -> None:
    source = make.make_source()
    first = make.make_capture(source, TEXT)

    again = make.make_capture(source, TEXT)

    assert again == first
    assert Capture.objects.count() == 1
    assert Capture.objects.get().seen_again_at is not None


def test_a_new_proposal_of_the_same_person_takes_the_place_of_the_last() -> None:
    source, editor, other = make.make_source(), make.make_editor(), make.make_editor()
    for by in (editor, other, editor):
        propose(source, from_text(TEXT), by=by)

    assert sorted(Capture.objects.values_list("captured_by", flat=True)) == [editor.pk, other.pk]


def test_what_was_kept_meanwhile_is_not_kept_again() -> None:
    proposed = make.make_capture(text=TEXT, kept=False)
    as_another_process_has_it = Capture.objects.get(pk=proposed.pk)
    keep(proposed)
    make.make_capture(proposed.source, f"{TEXT} Later.")

    with pytest.raises(AlreadyDecided):
        keep(as_another_process_has_it)


def test_a_full_text_is_captured_whenever_it_is_saved() -> None:
    source = make.make_source(full_text=TEXT, rights="ours")
    excerpt = make.make_excerpt("Somebody counts the bottles", source=source)
    assert excerpt.quotation_state == "verbatim"

    source.title = "Another title"
    source.save()
    assert source.captures.count() == 1

    source.full_text = TEXT.replace("bottles", "glasses")
    source.save()
    assert source.captures.count() == 2
    excerpt.refresh_from_db()
    assert (excerpt.quotation_state, excerpt.source_changed) == ("verbatim", True)


def test_the_text_is_not_fetched_with_its_row() -> None:
    make.make_capture(text=TEXT)
    with CaptureQueriesContext(connection) as captured:
        capture = Capture.objects.get()
    assert not capture.source.captures.filter(text="").exists()

    assert '"critiques_capture"."text"' not in captured.captured_queries[0]["sql"]


def test_an_anchor_leads_to_its_capture_without_the_text() -> None:
    source = make.make_source()
    make.make_capture(source, TEXT)
    make.make_excerpt("Nobody leaves the party.", source=source)
    with CaptureQueriesContext(connection) as captured:
        assert ExcerptAnchor.objects.get().capture.words == 13

    assert not [
        query for query in captured.captured_queries if '"critiques_capture"."text"' in query["sql"]
    ]


def test_whoever_reads_it_is_written_down_first() -> None:
    capture, editor = make.make_capture(text=TEXT), make.make_editor()

    assert capture.read(by=editor, why=CaptureRead.Why.READING) == TEXT

    read = CaptureRead.objects.get()
    assert (read.by, read.by_name, read.why) == (editor, editor.username, "reading")
    editor.delete()
    assert CaptureRead.objects.get().by_name


def test_without_its_capture_a_quotation_is_unchecked_again() -> None:
    source = make.make_source()
    capture = make.make_capture(source, TEXT)
    excerpt = make.make_excerpt("Nobody leaves the party.", source=source)

    capture.delete()

    excerpt.refresh_from_db()
    assert excerpt.quotation_state == "unchecked"
    assert not ExcerptAnchor.objects.exists()


def test_captures_do_not_leave_in_a_dump() -> None:
    source = make.make_source()
    make.make_capture(source, f"canary {TEXT} canary")
    make.make_excerpt("Nobody leaves the party.", source=source)
    dump = io.StringIO()

    call_command("dumpdata", stdout=dump)

    assert "Nobody leaves" in dump.getvalue()
    assert "canary" not in dump.getvalue()
    kinds = {row["model"] for row in json.loads(dump.getvalue())}
    assert not {kind for kind in kinds if "capture" in kind or "anchor" in kind}


def test_a_whole_site_moves_with_its_captures_if_that_is_asked_for() -> None:
    make.make_capture(text=TEXT)
    dump = io.StringIO()

    call_command("dumpdata", "critiques.Capture", with_private=True, stdout=dump)

    assert TEXT in dump.getvalue()


def test_what_a_fixture_says_was_checked_is_not_believed(tmp_path) -> None:
    excerpt = make.make_excerpt("Words that nobody compared.")
    row = {
        "model": "critiques.excerpt",
        "fields": {
            "public_id": "fixture1",
            "source": [excerpt.source.slug],
            "kind": "quotation",
            "text": "Words.",
            "language": ["en"],
            "quotation_state": "verbatim",
        },
    }
    fixture = tmp_path / "fixture.json"
    fixture.write_text(json.dumps([row]), "utf-8")

    call_command("loaddata", fixture, verbosity=0)

    assert Excerpt.objects.get(public_id="fixture1").quotation_state == "unchecked"
