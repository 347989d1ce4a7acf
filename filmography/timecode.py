"""Owns timecodes, the places in a film's running time; must not know films or scenes."""

import re

LIMIT = 99 * 3600 + 59 * 60 + 59

_HOURS = re.compile(r"([0-9]{1,2}):([0-5][0-9]):([0-5][0-9])")
_MINUTES = re.compile(r"([0-9]{1,4}):([0-5][0-9])")


class InvalidTimecode(ValueError):
    """No place in a running time; the message is a sentence for an editor."""


def parse_timecode(text: str) -> int:
    """Seconds of "1:02:33" or "62:33", up to 99:59:59.

    White space around it is ignored; only plain digits count. Raises InvalidTimecode, also
    for a bare number, which could be minutes or seconds.
    """
    written = text.strip() if len(text) < 100 else text
    if match := _HOURS.fullmatch(written):
        hours, minutes, seconds = map(int, match.groups())
        return hours * 3600 + minutes * 60 + seconds
    if match := _MINUTES.fullmatch(written):
        minutes, seconds = map(int, match.groups())
        return _within_limit(minutes * 60 + seconds)
    raise InvalidTimecode(_advice(written))


def format_timecode(seconds: int) -> str:
    """ "1:02:33", or "2:33" within the first hour. Raises InvalidTimecode outside 0 to LIMIT."""
    minutes, second = divmod(_within_limit(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _within_limit(seconds: int) -> int:
    if not 0 <= seconds <= LIMIT:
        raise InvalidTimecode("A timecode lies between 0:00 and 99:59:59.")
    return seconds


def _advice(written: str) -> str:
    shown = written if len(written) <= 20 else written[:19] + "…"
    if re.fullmatch("[0-9]{1,3}", written):
        as_seconds = format_timecode(int(written))
        return (
            f"“{shown}” could be minutes or seconds. "
            f"Write {written}:00 for minutes or {as_seconds} for seconds."
        )
    return (
        f"“{shown}” is not a timecode. Write hours, minutes and seconds as 1:02:33, "
        "or minutes and seconds as 62:33."
    )
