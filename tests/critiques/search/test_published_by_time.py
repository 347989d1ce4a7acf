"""What is found follows the clock with no job to run."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from critiques.search.documents import MODELS
from critiques.search.finding import Kind
from critiques.search.indexing import wrong_entries
from critiques.search.narrowing import NARROWINGS
from tests import factories as make
from tests.critiques.search.asking import found

pytestmark = pytest.mark.django_db

NOW = timezone.now()
DAY = timedelta(days=1)
FROM_TOMORROW = {"state": "published", "published_at": NOW + DAY}
UNTIL_TOMORROW = {
    "state": "published",
    "published_at": NOW - DAY,
    "published_until": NOW + DAY,
}


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda time: monkeypatch.setattr(timezone, "now", lambda: time)


def on_three_days(at: Any, typed: str, kind: Kind = Kind.EXCERPT) -> list[int]:
    """How many are found today, the day after tomorrow, and a week later; the index untouched."""
    counts = []
    for time in (NOW, NOW + 2 * DAY, NOW + 9 * DAY):
        at(time)
        counts.append(len(found(typed, kind)))
    return counts


def test_a_passage_is_found_from_its_time_on(at: Any) -> None:
    make.make_excerpt("Embargoed words", **FROM_TOMORROW)

    assert on_three_days(at, "embargoed") == [0, 1, 1]


def test_a_passage_is_found_until_its_time(at: Any) -> None:
    make.make_excerpt("Fleeting words", **UNTIL_TOMORROW)

    assert on_three_days(at, "fleeting") == [1, 0, 0]


@pytest.mark.parametrize("span", [FROM_TOMORROW, UNTIL_TOMORROW])
def test_a_passage_is_found_while_its_source_and_its_subject_are_public(
    at: Any, span: dict
) -> None:
    expected = [0, 1, 1] if span is FROM_TOMORROW else [1, 0, 0]
    make.make_excerpt("Borrowed words", source=make.make_source(**span))
    make.make_excerpt("Dependent words", about=make.make_film(**span))

    assert on_three_days(at, "borrowed") == expected
    assert on_three_days(at, "dependent") == expected


def test_a_passage_with_a_gap_between_its_subjects_is_found_before_and_after(at: Any) -> None:
    excerpt = make.make_excerpt("Interrupted words", about=make.make_film(**UNTIL_TOMORROW))
    later = {"state": "published", "published_at": NOW + 5 * DAY}
    make.make_subject(excerpt, make.make_film(**later))

    assert on_three_days(at, "interrupted") == [1, 0, 1]


@pytest.mark.parametrize("span", [FROM_TOMORROW, UNTIL_TOMORROW])
def test_what_stands_with_a_passage_is_found_in_its_own_time(at: Any, span: dict) -> None:
    expected = [0, 1, 1] if span is FROM_TOMORROW else [1, 0, 0]
    excerpt = make.make_excerpt("Plain words", themes=(make.make_theme("Thrift", **span),))
    make.make_annotation(excerpt, "words", body="A whisper", **span)
    make.make_subject(excerpt, make.make_film("Numbat", **span))
    author = make.make_person("Ada Byline", **span)
    make.make_excerpt("Signed words", source=make.make_source(author=author))

    for typed in ("whisper", "theme:thrift", "thrift plain", "film:numbat", "by:byline"):
        assert on_three_days(at, typed) == expected, typed
    assert on_three_days(at, "plain") == [1, 1, 1]
    assert on_three_days(at, "numbat", Kind.FILM) == expected


def test_many_changes_to_come_never_show_anything_early(at: Any) -> None:
    excerpt = make.make_excerpt("Plain words")
    for number in range(12):
        since = {"state": "published", "published_at": NOW + (number + 1) * DAY}
        make.make_annotation(excerpt, "words", body=f"whisper{number}", **since)

    for number in range(12):
        at(NOW + number * DAY)
        assert found(f"whisper{number}") == []
    at(NOW + 2 * DAY)
    assert found("whisper0") == [excerpt.pk]


def test_after_its_time_an_entry_is_still_right(at: Any) -> None:
    make.make_excerpt("Embargoed words", **FROM_TOMORROW)
    make.make_excerpt("Fleeting words", **UNTIL_TOMORROW)

    for time in (NOW, NOW + 2 * DAY):
        at(time)
        for kind, model in MODELS.items():
            assert not wrong_entries(kind, list(model.objects.values_list("pk", flat=True)))


def test_a_hidden_record_is_no_choice_to_narrow_by() -> None:
    records = {
        "film": make.make_film(published=False),
        "person": make.make_person(published=False),
        "theme": make.make_theme(published=False),
        "source": make.make_source(published=False),
        "publication": make.make_publication(),
    }
    for narrowing in NARROWINGS:
        if narrowing.name in records:
            assert narrowing.token(records[narrowing.name].slug) is None
