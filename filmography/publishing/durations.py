"""Lengths of time in the words that people use: the largest unit that says something."""

from datetime import timedelta

_UNITS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def in_words(time: timedelta) -> str:
    """As in `3 hours`; counted in the next smaller unit below two."""
    seconds = max(0.0, time.total_seconds())
    for unit, length in _UNITS:
        count = round(seconds / length)
        if count >= 2:
            return f"{count} {unit}s"
    return "1 minute" if seconds >= 60 else "less than a minute"
