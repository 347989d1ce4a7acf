"""Spaces that only the quotation has, that only the source has, and ends inside a word."""

import pytest

from critiques.quotation import check, prepare
from tests.critiques.quotation.cases import judged, named

SOURCE = (
    "A review of the highly praisedNocturnecame out on Monday. In the serialSea of Glassthe hero"
    " is notable, though the sea isn\u2019t calm. She arrived,late as ever, in March2019with no"
    " luggage. NASAengineers built the well-known rocket\u2019sengine; NOTABLE guests came.\n"
    "Her re-release (uncut)ran for weeks. The director said\u201cnever again\u201dand meant it."
    " It cost 12,500 crowns in the year 1987, and anglesthat flatter nobody were cut.\n"
    "By noon the carpenters were gone. The carpet seller stayed on for the art. Come at 9:30."
)

CASES = [
    ("before a capital", "highly praised Nocturnecame out", "typographic", None),
    ("before and after a title", "highly praised Nocturne came out on Monday", "typographic", None),
    ("as captured", "highly praisedNocturnecame out on Monday", "verbatim", None),
    ("after a title's last word", "Sea of Glass the hero is notable", "ambiguous", None),
    ("nothing shows it", "and angles that flatter nobody", "ambiguous", None),
    ("another word altogether", "the hero is not able, though the sea", "ambiguous", None),
    ("before a mark outside", "the hero is not able", "ambiguous", None),
    ("capitals show nothing in capitals", "engine; NOT ABLE guests came", "ambiguous", None),
    ("after a word in capitals", "NASA engineers built the well-known", "typographic", None),
    ("after a comma", "She arrived, late as ever", "typographic", None),
    ("beside digits", "in March 2019 with no luggage", "typographic", None),
    ("within a number", "in the year 19 87, and", "ambiguous", None),
    ("after the comma of a number", "It cost 12, 500 crowns in", "ambiguous", None),
    ("after an apostrophe's s", "the well-known rocket\u2019s engine", "typographic", None),
    ("within 's", "though the sea is n\u2019t calm", "ambiguous", None),
    ("before n't's mark", "though the sea isn \u2019t calm", "ambiguous", None),
    ("before an inner mark", "built the we ll-known rocket", "ambiguous", None),
    ("after a hyphen", "built the well- known rocket", "typographic", None),
    ("around a hyphen, as around a dash", "built the well - known rocket", "ambiguous", None),
    ("behind an inner hyphen", "built the well-kno wn rocket", "ambiguous", None),
    ("after a bracket", "Her re-release (uncut) ran for weeks", "typographic", None),
    ("around quotation marks", "said \u201cnever again\u201d and meant it", "typographic", None),
    ("word split", "the carpen ters were gone", "ambiguous", None),
    ("word split twice", "the car pen ters were gone", "ambiguous", None),
    ("words joined", "By noon thecarpenters were gone", "altered", None),
    ("joined after a comma", "She arrived,late asever, in", "altered", None),
    ("joined after a full stop", "came out on Monday.In the serial", "altered", None),
    ("begins inside a word", "penters were gone. The carpet", "ambiguous", None),
    ("ends inside a word", "By noon the carpenters were go", "ambiguous", None),
    ("ends before a plural's letter", "By noon the carpenter", "ambiguous", None),
    ("begins at a capital", "Nocturnecame out on Monday", "verbatim", None),
    ("ends before a capital", "A review of the highly praised", "verbatim", None),
    ("ends before an apostrophe", "built the well-known rocket", "verbatim", None),
    ("begins between digits", "87, and anglesthat flatter", "ambiguous", None),
    ("ends within a number", "meant it. It cost 12", "ambiguous", None),
    ("ends within a number, comma kept", "meant it. It cost 12,", "ambiguous", None),
    ("ends within a time", "stayed on for the art. Come at 9", "ambiguous", None),
    ("begins within a number", "500 crowns in the year 1987", "ambiguous", None),
    ("begins at a number's comma", ",500 crowns in the year 1987", "ambiguous", None),
    ("ends before n't's mark", "is notable, though the sea isn", "ambiguous", None),
    ("begins after n't's mark", "t calm. She arrived,late", "ambiguous", None),
    ("begins after a hyphen", "release (uncut)ran for weeks", "verbatim", None),
    ("whole word elsewhere", "The carpet seller", "verbatim", "The carpet seller"),
]


@pytest.mark.parametrize(("name", "quotation", "state", "words"), CASES, ids=named(CASES))
def test_spaces(name: str, quotation: str, state: str, words: str | None) -> None:
    found, span = judged(SOURCE, quotation)

    assert found == state
    if words:
        assert span == words


def test_one_side_confirms_what_begins_inside_a_word() -> None:
    quotation = "penters were gone. The carpet"

    assert judged(SOURCE, quotation, prefix="noon the car") == ("verbatim", quotation)
    assert judged(SOURCE, quotation, suffix=" seller stayed") == ("verbatim", quotation)
    assert judged(SOURCE, quotation, prefix="noon the bar")[0] == "ambiguous"
    assert judged(SOURCE, quotation, prefix="the car", suffix="nation")[0] == "ambiguous"


def test_only_both_sides_decide_where_a_word_is_split() -> None:
    quotation = "and angles that flatter nobody"
    source = prepare(SOURCE)

    assert check(quotation, source, prefix="year 1987, ").state == "ambiguous"
    decided = check(quotation, source, prefix="year 1987, ", suffix=" were cut")
    assert decided.state == "typographic"
    assert decided.warnings


def test_scripts_without_spaces_have_no_inside() -> None:
    source = "黒澤明は一九五四年に七人の侍を撮った。映画は三時間を超える。"

    assert judged(source, "一九五四年に七人の侍を撮った") == (
        "verbatim",
        "一九五四年に七人の侍を撮った",
    )
