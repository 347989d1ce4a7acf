"""Three versions of a form: who changed what, and what is saved of it."""

import pytest

from filmography.admin.merging import differences, merged

OPENED = {"title": ["A"], "credits/1/role": ["cast"], "credits/1/note": []}


@pytest.mark.parametrize(
    ("now", "typed", "proposed"),
    [
        (["A"], ["A"], None),
        (["B"], ["A"], "now"),
        (["A"], ["B"], "typed"),
        (["B"], ["B"], None),
        (["B"], ["C"], ""),
        ([], ["A"], "now"),
    ],
)
def test_what_only_one_changed_is_proposed(
    now: list[str], typed: list[str], proposed: str | None
) -> None:
    found = differences(OPENED, {**OPENED, "title": now}, {**OPENED, "title": typed})
    assert [one.proposed for one in found] == ([] if proposed is None else [proposed])


def test_rows_of_both_differ_by_field_and_rows_of_one_as_a_whole() -> None:
    now = {**OPENED, "credits/1/role": ["editor"], "credits/2/role": ["cast"]}
    typed = {"title": ["A"], "credits/+0/role": ["writer"]}
    found = {one.key: one.proposed for one in differences(OPENED, now, typed)}
    assert found == {"credits/1": "", "credits/2": "now", "credits/+0": "typed"}
    both = differences(OPENED, now, OPENED)
    assert {one.key for one in both} == {"credits/1/role", "credits/2"}


def test_what_stands_now_is_taken_where_it_was_chosen() -> None:
    now = {"title": ["B"], "credits/2/role": ["cast"]}
    typed = {"title": ["C"], "credits/1/role": ["cast"], "credits/10/role": ["editor"]}
    chosen = {"title": "typed", "credits/1": "now", "credits/2": "now"}
    assert merged(typed, now, chosen) == {
        "title": ["C"],
        "credits/10/role": ["editor"],
        "credits/2/role": ["cast"],
    }


def test_without_what_was_opened_everything_is_asked() -> None:
    assert [one.proposed for one in differences(None, {"title": ["A"]}, {"title": ["B"]})] == [""]
