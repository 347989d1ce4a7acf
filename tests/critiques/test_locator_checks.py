"""A locator names places that can be, the last not before the first."""

import pytest
from django.core.exceptions import ValidationError

from critiques.locator_checks import amiss_in
from critiques.models import Excerpt

WELL = [
    ("", "", ""),
    ("timecode", "1:10:00", ""),
    ("timecode", "1:10:00", "71:00"),
    ("page", "33", "34"),
    ("page", "34", "34"),
    ("page", "xii", "3"),
    ("page", "12a", "2"),
    ("paragraph", "9", "10"),
    ("page", "9" * 20, "1"),
]
AMISS = [
    ("timecode", "abc", "", {"from"}),
    ("timecode", "90", "", {"from"}),
    ("timecode", "abc", "soon", {"from", "to"}),
    ("timecode", "1:10:00", "soon", {"to"}),
    ("timecode", "1:10:00", "1:02:33", {"to"}),
    ("page", "34", "33", {"to"}),
    ("line", "10", "9", {"to"}),
]


@pytest.mark.parametrize(("label", "first", "last"), WELL)
def test_what_can_be_passes(label: str, first: str, last: str) -> None:
    assert amiss_in(label, first, last) == {}


@pytest.mark.parametrize(("label", "first", "last", "ends"), AMISS)
def test_what_cannot_be_is_told_at_its_end(
    label: str, first: str, last: str, ends: set[str]
) -> None:
    assert set(amiss_in(label, first, last)) == ends


def test_a_passage_is_refused_wherever_it_comes_from() -> None:
    with pytest.raises(ValidationError) as refused:
        Excerpt(locator_label="page", locator_from="34", locator_to="33").clean()
    assert refused.value.message_dict == {
        "locator_to": [
            "The passage ends at 33, before its start at 34. Give an end that is not earlier, or "
            "none."
        ]
    }
