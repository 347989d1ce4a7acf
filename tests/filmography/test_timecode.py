import pytest

from filmography.timecode import LIMIT, InvalidTimecode, format_timecode, parse_timecode


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:02:33", 3753),
        ("01:02:33", 3753),
        ("62:33", 3753),
        ("0:00", 0),
        ("0:00:00", 0),
        ("0:45", 45),
        ("00:00:45", 45),
        ("12:05", 725),
        (" 12:05 ", 725),
        ("5999:59", LIMIT),
        ("99:59:59", LIMIT),
    ],
)
def test_a_timecode_is_read_as_seconds(text: str, seconds: int) -> None:
    assert parse_timecode(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        ":",
        "1:",
        ":30",
        "1:2",
        "1:2:33",
        "1:60",
        "1:60:00",
        "1:00:60",
        "100:00:00",
        "6000:00",
        "1:02:33.5",
        "1:02:33:04",
        "-1:00",
        "+1:00",
        "1.02.33",
        "1h02",
        "١:٠٢",
        "１:02",
        "1:02\n1",
        "1::02",
        "62'33\"",
        "9" * 10_000,
    ],
)
def test_what_is_no_timecode_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InvalidTimecode) as refusal:
        parse_timecode(text)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 200


def test_a_bare_number_is_refused_as_ambiguous() -> None:
    with pytest.raises(InvalidTimecode, match="Write 45:00 for minutes or 0:45 for seconds"):
        parse_timecode("45")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (45, "0:45"),
        (153, "2:33"),
        (3599, "59:59"),
        (3753, "1:02:33"),
        (LIMIT, "99:59:59"),
    ],
)
def test_seconds_are_written_as_people_read_them(seconds: int, text: str) -> None:
    assert format_timecode(seconds) == text
    assert parse_timecode(text) == seconds


@pytest.mark.parametrize("seconds", [-1, LIMIT + 1, 10**18])
def test_seconds_beyond_a_running_time_are_refused(seconds: int) -> None:
    with pytest.raises(InvalidTimecode):
        format_timecode(seconds)
