import time
from datetime import date

import pytest

from filmography.publishing.edtf import (
    OPEN,
    UNKNOWN,
    InvalidEdtf,
    Precision,
    in_words,
    parse,
    sort_key,
)

FIRST, LAST = date.min.isoformat(), date.max.isoformat()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2012", "2012-01-01", "2012-12-31"),
        ("0476", "0476-01-01", "0476-12-31"),
        ("0001", "0001-01-01", "0001-12-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("0000", FIRST, FIRST),
        ("0000-02-29", FIRST, FIRST),
        ("2012-01", "2012-01-01", "2012-01-31"),
        ("2012-02", "2012-02-01", "2012-02-29"),
        ("2013-02", "2013-02-01", "2013-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("2012-04", "2012-04-01", "2012-04-30"),
        ("2012-12", "2012-12-01", "2012-12-31"),
        ("2012-05-21", "2012-05-21", "2012-05-21"),
        ("2012-02-29", "2012-02-29", "2012-02-29"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("9999-12-31", "9999-12-31", "9999-12-31"),
        ("0001-01-01", "0001-01-01", "0001-01-01"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("9999-24", "9999-12-01", LAST),
        ("0000-24", FIRST, "0001-02-28"),
        ("0000-21", FIRST, FIRST),
        ("1984?", "1984-01-01", "1984-12-31"),
        ("1984~", "1984-01-01", "1984-12-31"),
        ("1984%", "1984-01-01", "1984-12-31"),
        ("2004-06?", "2004-06-01", "2004-06-30"),
        ("2004-06-11~", "2004-06-11", "2004-06-11"),
        ("2004-24%", "2004-12-01", "2005-02-28"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("000X", FIRST, "0009-12-31"),
        ("999X", "9990-01-01", LAST),
        ("201X?", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("00XX", FIRST, "0099-12-31"),
        ("19XX~", "1900-01-01", "1999-12-31"),
        ("2004-XX", "2004-01-01", "2004-12-31"),
        ("1985-04-XX", "1985-04-01", "1985-04-30"),
        ("2004-XX-XX", "2004-01-01", "2004-12-31"),
        ("2004-XX~", "2004-01-01", "2004-12-31"),
        ("1964/2008", "1964-01-01", "2008-12-31"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
        ("2005/2006-02", "2005-01-01", "2006-02-28"),
        ("2012/2012", "2012-01-01", "2012-12-31"),
        ("2012-05/2012", "2012-05-01", "2012-12-31"),
        ("2012/2012-05", "2012-01-01", "2012-05-31"),
        ("2024-21/2024-24", "2024-03-01", "2025-02-28"),
        ("1984?/2004%", "1984-01-01", "2004-12-31"),
        ("1984~/2004-06", "1984-01-01", "2004-06-30"),
        ("2004-06-11%/2004-06-12%", "2004-06-11", "2004-06-12"),
        ("1985-04-12/..", "1985-04-12", LAST),
        ("1985-04/..", "1985-04-01", LAST),
        ("1985/..", "1985-01-01", LAST),
        ("1985~/..", "1985-01-01", LAST),
        ("../1985-04-12", FIRST, "1985-04-12"),
        ("../1985", FIRST, "1985-12-31"),
        ("1985-04-12/", "1985-04-12", LAST),
        ("1985/", "1985-01-01", LAST),
        ("/1985-04", FIRST, "1985-04-30"),
        ("/1985?", FIRST, "1985-12-31"),
    ],
)
def test_a_date_covers_the_days_it_may_mean(text: str, earliest: str, latest: str) -> None:
    edtf = parse(text)
    assert (edtf.earliest.isoformat(), edtf.latest.isoformat()) == (earliest, latest)
    assert edtf.text == text
    assert in_words(text)
    assert sort_key(text).endswith(f"/{latest}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "12",
        "212",
        "20122",
        "2012-",
        "-2012",
        "+2012",
        "2012-00",
        "2012-13",
        "2012-20",
        "2012-25",
        "2012-41",
        "2012-5",
        "2012-05-1",
        "2012-05-00",
        "2012-05-32",
        "2012-04-31",
        "2013-02-29",
        "1900-02-29",
        "2100-02-29",
        "2012-21-05",
        "2012-24-XX",
        "2012-05-21-01",
        "2012-05-21T10:00:00Z",
        "20120521",
        "201205",
        "2012/05/21",
        "21.05.2012",
        "5/2012",
        "2012.05",
        "May 2012",
        "c. 1999",
        "ca 1999",
        "1990s",
        "1999-2003",
        " 2012",
        "2012 ",
        "2012\n",
        "2012\x00",
        "2012–05",
        "2012‐05",
        "٢٠١٢",
        "２０１２",
        "2012-0５",
        "१९९९",
        "²012",
        "XXXX",
        "1XXX",
        "2X12",
        "X012",
        "201x",
        "201X-05",
        "20XX-05",
        "201X-XX",
        "2012-XX-05",
        "2012-0X",
        "2012-1X",
        "2012-05-2X",
        "Y12012",
        "-0005",
        "12012",
        "?2012",
        "2012??",
        "2012?~",
        "2012-~05",
        "2012?-05",
        "[2012,2013]",
        "{2012}",
        "2012S2",
        "/",
        "..",
        "../",
        "/..",
        "../..",
        "../../2012",
        "2012/2013/2014",
        "2014/2012",
        "2012-06/2012-05",
        "2012-05-22/2012-05-21",
        "2013/2012-24-01",
        "2012/2013-13",
        "2012/ 2013",
        "2012/..?",
        "2012/...",
        "201X/2020",
        "2010/201X",
        "2004-06-XX/2004-07-03",
        "2012//",
        "2012--05",
        "2012-05-",
        "unknown",
        "open",
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidEdtf) as refusal:
        parse(text)
    message = str(refusal.value)
    assert message.startswith("“")
    assert message.endswith(".")
    assert "\n" not in message


@pytest.mark.parametrize(
    "text", ["2" * 10_000, "2012/" * 2_000, "X" * 10_000, "c " * 5_000, " " * 10_000, "٢" * 10_000]
)
def test_a_very_long_text_is_refused_at_once_and_not_repeated(text: str) -> None:
    started = time.process_time()
    with pytest.raises(InvalidEdtf) as refusal:
        parse(text)
    assert time.process_time() - started < 0.05
    assert len(str(refusal.value)) < 400


@pytest.mark.parametrize(
    ("text", "help_given"),
    [
        (
            "2012-13",
            "“2012-13” has no month 13. Write a year (2012), a month (2012-05), a day (2012-05-21)",
        ),
        ("2013-02-29", "“2013-02-29” has no day 29: February 2013 has 28 days."),
        ("2024-21-05", "gives a season a day"),
        ("2014/2012", "ends before it starts"),
        ("../..", "names no date"),
        ("201X/2020", "has an X inside a span"),
        ("1999-2003", "1999/2003"),
        ("1990s", "199X"),
        ("c. 1999", "1999~"),
        ("2012-5", "two digits"),
        ("20120521", "parted by hyphens"),
        ("21.05.2012", "The year comes first"),
        ("2012–05", "other than plain digits and hyphens"),
        (" 2012", "white space"),
        ("2012-05-21T10:00", "no time of day"),
        ("-0005", "0000 to 9999"),
        ("2X12", "only for the last digits"),
    ],
)
def test_the_refusal_says_what_to_write(text: str, help_given: str) -> None:
    with pytest.raises(InvalidEdtf) as refusal:
        parse(text)
    assert help_given in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2012", "2012"),
        ("0476", "476"),
        ("0000", "1 BC"),
        ("2012-05", "May 2012"),
        ("2012-05-21", "21 May 2012"),
        ("2012-05-01", "1 May 2012"),
        ("2024-21", "spring 2024"),
        ("2024-22", "summer 2024"),
        ("2024-23", "autumn 2024"),
        ("2024-24", "winter 2024"),
        ("201X", "2010s"),
        ("200X", "2000s"),
        ("000X", "between 1 BC and 9"),
        ("19XX", "between 1900 and 1999"),
        ("2004-XX", "2004"),
        ("2004-XX-XX", "2004"),
        ("1985-04-XX", "April 1985"),
        ("1999~", "about 1999"),
        ("1999?", "perhaps 1999"),
        ("1999%", "perhaps about 1999"),
        ("201X~", "about 2010s"),
        ("2012-05-21?", "perhaps 21 May 2012"),
        ("2025-03-02/..", "2 March 2025 or later"),
        ("1999/2003", "1999 to 2003"),
        ("1999~/2003?", "about 1999 to perhaps 2003"),
        ("2012-05/2012-06", "May 2012 to June 2012"),
        ("../2012", "by 2012"),
        ("../2012~", "by about 2012"),
        ("2012/", "2012 to an unknown date"),
        ("/2012", "an unknown date to 2012"),
    ],
)
def test_a_date_reads_as_people_say_it(text: str, words: str) -> None:
    assert in_words(text) == words


def test_dates_sort_by_their_beginning_then_by_their_end() -> None:
    in_order = [
        "../1998",
        "1999",
        "201X",
        "2012-01-01",
        "2012-01",
        "2012",
        "2012/2013",
        "2012/..",
        "2012-05-21",
        "2012-24",
    ]
    assert sorted(set(in_order), key=sort_key) == in_order


def test_an_open_start_sorts_by_the_end() -> None:
    assert sort_key("../2012") == sort_key("/2012") == "2012-01-01/2012-12-31"
    assert sort_key("2012/..") == "2012-01-01/9999-12-31"


def test_the_parts_of_a_date_can_be_read() -> None:
    moment = parse("2012-05-XX~").start
    assert (moment.precision, moment.year, moment.month, moment.day) == (
        Precision.MONTH,
        2012,
        5,
        None,
    )
    assert moment.qualifier == "~"


def test_the_sides_of_a_span_can_be_open_or_unknown() -> None:
    assert parse("2012/..").end == OPEN
    assert parse("2012/").end == UNKNOWN
    assert parse("2012/..").is_span
    assert not parse("2012").is_span
