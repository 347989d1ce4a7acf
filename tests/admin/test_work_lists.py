"""The first page of the desk: what waits, counted, each count a link to just these records."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from critiques.models import Annotation, Excerpt, Source
from filmography import work_lists
from filmography.models import Film
from tests import factories as make
from tests.admin.desk import url
from tests.admin.test_query_counts import grow, queries

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


def counted(client: Client) -> dict[str, Any]:
    groups = client.get(INDEX).context["work"]
    return {each.label: each for group in groups for each in group.lists}


def set_fields(record: Any, **fields: Any) -> None:
    type(record)._base_manager.filter(pk=record.pk).update(**fields)


def make_changed() -> Excerpt:
    excerpt = make.make_excerpt(locator_label="page", locator_from="1")
    set_fields(excerpt, source_changed=True)
    return excerpt


def make_stale() -> Film:
    film = make.make_film(published=False)
    set_fields(film, updated_at=timezone.now() - timedelta(days=31))
    return film


def make_scheduled(make_one: Callable[..., Any] = make.make_film) -> Any:
    return make_one(state="published", published_at=timezone.now() + timedelta(days=1))


def make_orphaned() -> Annotation:
    note = make.make_annotation()
    set_fields(note, placement="orphaned")
    return note


def make_unproved() -> Excerpt:
    source = make.make_source()
    make.make_capture(source, "Quite other words stand in this source, and many of them.")
    return make.make_excerpt("Words it does not hold.", source=source, published=False)


def make_over_share() -> Source:
    source = make.make_source(rights="in_copyright")
    make.make_capture(source, "Nobody leaves the party early, and nobody counts the hours there.")
    make.make_excerpt("Nobody leaves the party early", source=source)
    return source


WAITING: dict[str, Callable[[], Any]] = {
    "Films scheduled": make_scheduled,
    "Passages scheduled": lambda: make_scheduled(make.make_excerpt),
    "Films in review": lambda: make.make_film(state="in_review"),
    "Passages in review": lambda: make.make_excerpt(state="in_review"),
    "Film drafts untouched for 30 days": make_stale,
    "Quotations not checked yet": make.make_excerpt,
    "Quotations whose source changed": make_changed,
    "Quotations not found there": make_unproved,
    "Notes that lost their words": make_orphaned,
    "Sources quoted over the share": make_over_share,
    "Passages without a locator": make.make_excerpt,
    "Passages without a stance": make.make_excerpt,
    "Passages without a theme": make.make_excerpt,
    "Films without passages": make.make_film,
    "Images without alt text or credit": lambda: make.make_image(credit_line=""),
    "Sources whose link was not looked at for a year": lambda: make.make_source(
        url="https://example.org/", link_checked_on=timezone.localdate() - timedelta(days=366)
    ),
    "Themes used once": lambda: make.make_excerpt(themes=(make.make_theme(),)).themes.get(),
}


@pytest.mark.parametrize("label", WAITING)
def test_a_count_is_of_the_records_that_its_link_leads_to(editor: Client, label: str) -> None:
    assert counted(editor)[label].count == 0
    record = WAITING[label]()

    found = counted(editor)[label]

    assert found.count == 1
    assert list(editor.get(found.address).context["cl"].result_list) == [record]


def test_a_source_looked_at_within_the_year_does_not_wait(editor: Client) -> None:
    make.make_source(url="https://example.org/", link_checked_on=timezone.localdate())
    assert counted(editor)["Sources whose link was not looked at for a year"].count == 0


def test_what_readers_sent_is_counted_for_who_decides_on_it(
    moderator: Client, administrator: Client, editor: Client
) -> None:
    make.make_contribution()
    make.make_report()
    assert set(counted(moderator)) == {"Passages from readers", "Reports"}
    assert counted(administrator)["Passages from readers"].count == 1
    found = counted(moderator)["Passages from readers"]
    assert moderator.get(found.address).status_code == 200
    assert "Passages from readers" not in counted(editor)


def test_a_count_ends_at_its_bound(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work_lists, "BOUND", 2)
    for _ in range(3):
        make.make_film()
    assert counted(editor)["Films without passages"].in_words == "2+"


def test_a_count_looks_no_further_back_than_its_window(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work_lists, "WINDOW", 2)
    for _ in range(4):
        make.make_film()
    assert counted(editor)["Films without passages"].count == 2


def test_the_first_page_costs_as_many_queries_for_many_records(editor: Client) -> None:
    grow(2)
    few = queries(editor, INDEX)
    grow(8)
    assert queries(editor, INDEX) == few
    assert few <= 40


def test_lists_that_are_done_recede(editor: Client) -> None:
    assert 'class="done"' in editor.get(INDEX).content.decode()


def test_what_happened_lately_is_told_to_who_may_edit_it(editor: Client, moderator: Client) -> None:
    film = make.make_film("Anora", published=False)
    film.publish(by=editor.user)
    [version] = editor.get(INDEX).context["lately"]
    assert (version.label, version.by_name) == ("Anora", str(editor.user))
    assert editor.get(version.address).status_code == 200
    assert url(film, "history") == version.address
    assert moderator.get(INDEX).context["lately"] == []
