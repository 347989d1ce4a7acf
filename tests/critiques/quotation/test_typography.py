"""What typography may differ in, and what is no typography. Both sides of each rule."""

import pytest

from tests.critiques.quotation.cases import judged, named

SOURCE = (
    "The projectionist\u2019s booth is warm \u2014 warmer than the hall \u2014 and she doesn\u2019t"
    " mind the noise.\nHer \u201cold machine\u201d rattles like rain; it stops, it starts\u2026 and"
    " then it hums. A half-empty house is still a house, the owner says, well-kept or not.\n"
    "The f\u00eate ended at ten, and the \ufb01lm was ru\u00adined by a light leak. Nobody had seen"
    " the re-\nhearsal room, nor the twenty-\none seats behind it, nor the cel\u00ad\nlar below.\n"
    "In 1962 the river rose by 1,200 millimetres. Was it a warning? They thought so... for a week."
    " Prices went from $5 to $15 - a shock to everyone who came on foot.\n"
    "It was shown from 1914-\n1918, in Alsace-\nLorraine and nowhere else."
)

BOOTH = "The projectionist\u2019s booth is warm"
WARM = "The projectionist\u2019s booth is warm \u2014 warmer than the hall"
NOISE = "and she doesn\u2019t mind the noise"
MACHINE = "Her \u201cold machine\u201d rattles like rain"
HUMS = "it stops, it starts\u2026 and then it hums"
HOUSE = "A half-empty house is still a house"
FETE = "The f\u00eate ended at ten"
LEAK = "and the \ufb01lm was ru\u00adined by a light leak"
ROOM = "Nobody had seen the re-\nhearsal room"
SEATS = "nor the twenty-\none seats behind it"
YEARS = "from 1914-\n1918, in Alsace-\nLorraine"
CELLAR = "nor the cel\u00ad\nlar below"
WEEK = "They thought so... for a week"

CASES = [
    ("as it stands", BOOTH, "verbatim", BOOTH),
    ("white space around", f"  {BOOTH}\n", "verbatim", BOOTH),
    ("straight apostrophe", BOOTH.replace("\u2019", "'"), "typographic", BOOTH),
    ("prime", BOOTH.replace("\u2019", "\u2032"), "typographic", BOOTH),
    ("backtick", BOOTH.replace("\u2019", "`"), "typographic", BOOTH),
    ("acute accent", BOOTH.replace("\u2019", "\u00b4"), "typographic", BOOTH),
    ("modifier letter", BOOTH.replace("\u2019", "\u02bc"), "typographic", BOOTH),
    ("opening for closing", BOOTH.replace("\u2019", "\u2018"), "typographic", BOOTH),
    ("double for single", BOOTH.replace("\u2019", '"'), "typographic", BOOTH),
    ("apostrophe left out", BOOTH.replace("\u2019", ""), "altered", BOOTH),
    ("apostrophe added", BOOTH.replace("booth", "booth\u2019"), "altered", BOOTH),
    ("guillemets", MACHINE.replace("\u201c", "«").replace("\u201d", "»"), "typographic", MACHINE),
    ("one mark for two", MACHINE.replace("\u201d", ""), "altered", MACHINE),
    ("two marks for one", MACHINE.replace("\u201c", "''"), "altered", MACHINE),
    ("en dash", WARM.replace("\u2014", "\u2013"), "typographic", WARM),
    ("horizontal bar", WARM.replace("\u2014", "\u2015"), "typographic", WARM),
    ("two hyphens", WARM.replace("\u2014", "--"), "typographic", WARM),
    ("three hyphens", WARM.replace("\u2014", "---"), "typographic", WARM),
    ("dash without spaces", WARM.replace(" \u2014 ", "\u2014"), "typographic", WARM),
    ("two hyphens, no spaces", WARM.replace(" \u2014 ", "--"), "typographic", WARM),
    ("dash with a line's end", WARM.replace(" \u2014 ", "\u2014\n"), "typographic", WARM),
    ("one hyphen for a dash", WARM.replace("\u2014", "-"), "altered", WARM),
    ("four hyphens for a dash", WARM.replace("\u2014", "----"), "altered", WARM),
    ("two dashes for one", WARM.replace("\u2014", "\u2014 \u2014"), "altered", WARM),
    ("comma for a dash", WARM.replace(" \u2014 ", ", "), "altered", WARM),
    ("dash left out", WARM.replace("\u2014 ", ""), "altered", WARM),
    ("hyphen of Unicode", HOUSE.replace("-", "\u2010"), "typographic", HOUSE),
    ("non-breaking hyphen", HOUSE.replace("-", "\u2011"), "typographic", HOUSE),
    ("en dash for a hyphen", HOUSE.replace("-", "\u2013"), "altered", HOUSE),
    ("two hyphens for a hyphen", HOUSE.replace("-", "--"), "altered", HOUSE),
    ("space for a hyphen", HOUSE.replace("-", " "), "altered", HOUSE[0] + HOUSE[1:]),
    ("hyphen left out", HOUSE.replace("-", ""), "altered", HOUSE),
    ("hyphen added", HOUSE.replace("still a", "still-a"), "altered", HOUSE),
    (
        "dash for a hyphen",
        "from $5 to $15 \u2014 a shock to everyone",
        "altered",
        None,
    ),
    ("three dots", HUMS.replace("\u2026", "..."), "typographic", HUMS),
    ("spaced dots", HUMS.replace("\u2026", ". . ."), "typographic", HUMS),
    ("ellipsis for three dots", WEEK.replace("...", "\u2026"), "typographic", WEEK),
    ("two dots", HUMS.replace("\u2026", ".."), "altered", HUMS),
    ("five dots", HUMS.replace("\u2026", "....."), "altered", HUMS),
    ("ellipsis left out", HUMS.replace("\u2026", ""), "altered", HUMS),
    ("ligature taken apart", LEAK.replace("\ufb01", "fi"), "typographic", LEAK),
    ("ligature put in", HUMS.replace("st", "\ufb06"), "typographic", HUMS),
    ("oe is no ligature", NOISE.replace("oe", "\u0153"), "altered", NOISE),
    ("spaces doubled", NOISE.replace(" ", "  "), "typographic", NOISE),
    ("line break", NOISE.replace(" mind", "\nmind"), "typographic", NOISE),
    ("no-break space", NOISE.replace(" ", "\u00a0"), "typographic", NOISE),
    ("thin space", NOISE.replace(" ", "\u2009"), "typographic", NOISE),
    ("soft hyphen missing", LEAK.replace("\u00ad", ""), "typographic", LEAK),
    ("soft hyphen kept", LEAK, "verbatim", LEAK),
    ("soft hyphen added", NOISE.replace("noise", "no\u00adise"), "typographic", NOISE),
    ("zero-width added", NOISE.replace("mind", "mi\u200bnd"), "typographic", NOISE),
    ("joiner added", NOISE.replace("mind", "mi\u200dnd"), "typographic", NOISE),
    ("bidirectional added", "\u202a" + NOISE + "\u202c", "typographic", NOISE),
    ("zero-width at the end", NOISE + "\u200b", "typographic", NOISE),
    ("soft hyphen and a line's end at the start", "\u00ad\n" + NOISE, "typographic", NOISE),
    ("byte order mark at the start", "\ufeff" + NOISE, "typographic", NOISE),
    ("byte order mark within", NOISE.replace(" mind", "\ufeff mind"), "typographic", NOISE),
    ("decomposed", FETE.replace("\u00ea", "e\u0302"), "verbatim", FETE),
    ("accent left out", FETE.replace("\u00ea", "e"), "altered", FETE),
    ("other accent", FETE.replace("\u00ea", "\u00e9"), "altered", FETE),
    ("first letter raised", NOISE[0].upper() + NOISE[1:], "typographic", NOISE),
    ("first letter lowered", HOUSE[0].lower() + HOUSE[1:], "typographic", HOUSE),
    ("second word raised", NOISE.replace("she", "She"), "altered", NOISE),
    ("all capitals", NOISE.upper(), "altered", NOISE),
    ("full stop added", NOISE.replace(" noise", "") + ".", "typographic", NOISE[:-6]),
    ("full stop of the source", NOISE + ".", "verbatim", NOISE + "."),
    ("comma for a full stop", NOISE + ",", "typographic", NOISE),
    ("full stop for a semicolon", MACHINE + ".", "typographic", MACHINE),
    ("full stop for a question mark", "Was it a warning.", "typographic", "Was it a warning"),
    ("two marks added", BOOTH + ".,", "altered", BOOTH),
    ("question mark added", BOOTH + "?", "altered", BOOTH),
    ("exclamation mark for a full stop", NOISE + "!", "altered", NOISE),
    ("comma left out", HUMS.replace(",", ""), "altered", HUMS),
    (
        "comma for a semicolon",
        "rattles like rain, it stops",
        "altered",
        "rattles like rain; it stops",
    ),
    ("line-end hyphen joined", "Nobody had seen the rehearsal room", "typographic", ROOM),
    ("line-end hyphen kept", "Nobody had seen the re-hearsal room", "typographic", ROOM),
    ("line-end hyphen and space", "Nobody had seen the re- hearsal room", "typographic", ROOM),
    ("line-end hyphen as captured", ROOM, "verbatim", ROOM),
    ("line-end hyphen lost, word parted", "Nobody had seen the re hearsal room", "altered", ROOM),
    ("hyphenated at a line's end", "nor the twenty-one seats behind it", "typographic", SEATS),
    ("years at a line's end", "from 1914-1918, in Alsace-Lorraine", "typographic", YEARS),
    ("years at a line's end joined", "from 19141918, in Alsace-Lorraine", "altered", None),
    ("capital after a line's end", "from 1914-1918, in AlsaceLorraine", "altered", None),
    ("soft hyphen at a line's end", "nor the cellar below", "typographic", CELLAR),
    ("soft hyphen and a line's end before", f"\u00ad\n{NOISE}", "typographic", NOISE),
    ("line-end hyphen of the quotation", HOUSE.replace("still", "sti-\nll"), "altered", HOUSE),
    ("number changed", "In 1963 the river rose by 1,200", "altered", None),
    ("comma of a number", "In 1962 the river rose by 1200 millimetres", "altered", None),
    ("spelling", "the river rose by 1,200 millimeters", "altered", None),
    ("whole pair of marks", f"\u201c{NOISE}\u201d", "verbatim", NOISE),
    ("straight pair of marks", f'"{NOISE}."', "verbatim", NOISE + "."),
    ("full stop behind the pair", f"\u201c{NOISE}\u201d.", "verbatim", NOISE + "."),
    ("comma behind the pair", f"\u2018{NOISE}\u2019,", "typographic", NOISE),
    ("guillemets around", f"« {NOISE} »", "verbatim", NOISE),
    ("unseen before the pair", f"\ufeff\u201c{NOISE}\u201d \u200b", "typographic", NOISE),
    ("unseen inside the pair", f"\u201c\u200b{NOISE}\u201d", "typographic", NOISE),
    ("pair around inner marks", f"\u2018{MACHINE}\u2019", "verbatim", MACHINE),
    ("only an opening mark", f"\u201c{NOISE}", "altered", NOISE),
]


@pytest.mark.parametrize(("name", "quotation", "state", "words"), CASES, ids=named(CASES))
def test_typography(name: str, quotation: str, state: str, words: str | None) -> None:
    found, span = judged(SOURCE, quotation)

    assert found == state
    if words is not None:
        assert span == words


@pytest.mark.parametrize(
    ("closing", "state"),
    [
        (",\u201d", "verbatim"),
        (',"', "typographic"),
        (".\u201d", "typographic"),
        (";\u201d", "altered"),
        ("\u201d", "altered"),
        ("\u201d,", "altered"),
        ("", "verbatim"),
        (".", "typographic"),
    ],
)
def test_a_closing_mark_within_quotation_marks(closing: str, state: str) -> None:
    source = "He said: \u201cI never left the house,\u201d and left."
    words = "He said: \u201cI never left the house"

    found, span = judged(source, words + closing)

    assert found == state
    if state != "altered":
        assert span == words + (",\u201d" if len(closing) > 1 else "")


@pytest.mark.parametrize("dots", ["....", ".\u2026", "\u2026.", ". . . .", "\u2026 ."])
def test_four_dots_are_four_dots(dots: str) -> None:
    quotation = "and then it stopped.... Nobody spoke"
    source = quotation.replace("....", dots)
    state = "verbatim" if source == quotation else "typographic"

    assert judged(source, quotation) == (state, source)
    assert judged(quotation, source)[0] == state


def test_a_folded_source_points_at_its_own_characters() -> None:
    source = "\u200bA \u202ara\u0308re\u202c  \ufb01nd \u2014 he\u00adre, at la\u0301st."

    assert judged(source, "A r\u00e4re find--here, at l\u00e1st") == (
        "typographic",
        "A \u202ara\u0308re\u202c  \ufb01nd \u2014 he\u00adre, at la\u0301st",
    )


@pytest.mark.parametrize("tail", ["\u0323", "\ufe0f", "\u200d\U0001f4bb", "\U0001f3fd"])
def test_a_boundary_never_parts_a_grapheme(tail: str) -> None:
    source = f"A long day with the woman \U0001f469{tail} and her machine."

    assert judged(source, "A long day with the woman \U0001f469")[0] == "altered"
    assert judged(source, f"A long day with the woman \U0001f469{tail}")[0] == "verbatim"
