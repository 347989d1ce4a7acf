"""Subtitles: the words of the cues, and exactly where each begins."""

import pytest

from critiques.extraction import Mark, UnreadableFile, extract

SRT = """1
00:00:01,000 --> 00:00:03,500
A <i>quiet</i> evening

2
01:02:03,000 --> 01:02:05,000
{\\an8}by the harbour,
- and a film.
"""
VTT = """WEBVTT - lecture

NOTE
This is a note --- not speech

STYLE
::cue { color: red }

intro
00:01.000 --> 00:03.500 align:start
<v Mira>A <b.loud>quiet</b> evening</v> &amp; more

NOTE to whom it
may concern

01:02:03.000 --> 01:02:05.000
by the harbour
"""
ROLLING = """WEBVTT

00:00:00.000 --> 00:00:02.000
\u0020
a<00:00:00.500><c> quiet</c> evening

00:00:02.000 --> 00:00:02.010
a quiet evening
\u0020

00:00:02.010 --> 00:00:04.000
a quiet evening
by<00:00:03.000><c> the</c> harbour

00:00:04.000 --> 00:00:04.010
by the harbour
"""


def test_the_words_of_srt_cues_become_lines_with_times() -> None:
    extracted = extract(SRT.encode(), "a.srt")

    assert extracted.text == "A quiet evening\nby the harbour,\n- and a film."
    assert extracted.marks == (Mark(0, "time", "00:00:01"), Mark(16, "time", "01:02:03"))
    assert (extracted.origin, extracted.warnings) == ("transcript", ())


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_all_systems_part_the_cues(line_end: str) -> None:
    assert extract(SRT.replace("\n", line_end).encode(), "a.srt") == extract(SRT.encode(), "a.srt")


def test_notes_and_styles_of_webvtt_are_no_speech() -> None:
    extracted = extract(VTT.encode(), "a.vtt")

    assert extracted.text == "A quiet evening & more\nby the harbour"
    assert extracted.marks == (Mark(0, "time", "00:00:01"), Mark(23, "time", "01:02:03"))


def test_lines_that_roll_are_kept_once_and_told_to_be_a_machines() -> None:
    extracted = extract(ROLLING.encode(), "a.vtt")

    assert extracted.text == "a quiet evening\nby the harbour"
    assert extracted.marks == (Mark(0, "time", "00:00:00"), Mark(16, "time", "00:00:02"))
    assert extracted.origin == "machine_transcript"
    assert any("made by a program" in warning for warning in extracted.warnings)


def test_a_line_that_is_said_twice_stays_twice() -> None:
    again = SRT.replace("by the harbour,", "A quiet evening")

    assert extract(again.encode(), "a.srt").text.count("A quiet evening") == 2


def test_an_empty_line_may_stand_inside_a_cue() -> None:
    parted = SRT.replace("by the harbour,\n", "by the harbour,\n\n")

    assert extract(parted.encode(), "a.srt") == extract(SRT.encode(), "a.srt")


def test_an_ampersand_stays_in_srt() -> None:
    assert extract(SRT.replace("film", "R&amp;D").encode(), "a.srt").text.endswith("R&amp;D.")


def test_marks_move_with_a_byte_order_mark() -> None:
    inside = SRT.replace("A <i>", "\ufeffA <i>")

    assert extract(inside.encode(), "a.srt").marks == extract(SRT.encode(), "a.srt").marks


@pytest.mark.parametrize("name", ["a.srt", "a.vtt"])
@pytest.mark.parametrize(
    "text", ["WEBVTT\n\nNOTE nothing", "A quiet film", "1\n00:00:01,000 --> 00:00:02,000\n\n"]
)
def test_a_file_without_cues_is_refused(text: str, name: str) -> None:
    with pytest.raises(UnreadableFile, match="no subtitles in it"):
        extract(text.encode(), name)


def test_an_endless_number_is_no_character() -> None:
    text = VTT.replace("&amp;", f"&#{'9' * 5_000};")

    assert "&#999" in extract(text.encode(), "a.vtt").text
