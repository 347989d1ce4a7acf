"""Moments as people write and read them: by the clock of the site's time zone, to the minute."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format

_MINUTE = timedelta(minutes=1)


class NoSuchMoment(ValueError):
    """The clock never shows this, or shows it twice; the message is a sentence for an editor."""


def in_words(moment: datetime) -> str:
    """As in `3 December 2026, 09:00`."""
    return date_format(timezone.localtime(moment), "j F Y, H:i")


def day_in_words(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y")


def on_the_clock(shown: datetime) -> datetime:
    """The one moment at which the site's clock shows this. Raises NoSuchMoment."""
    shown = shown.replace(second=0, microsecond=0, fold=0)
    moments = _moments(shown)
    if len(moments) == 1:
        return moments.pop()
    how = "forward and never shows" if not moments else "back and shows twice:"
    raise NoSuchMoment(
        f"On this day the clock is put {how} {shown:%H:%M}. Choose a time up to "
        f"{_nearest(shown, -_MINUTE):%H:%M}, or from {_nearest(shown, _MINUTE):%H:%M} on."
    )


def _moments(shown: datetime) -> set[datetime]:
    zone = timezone.get_default_timezone()
    both = {shown.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return {moment for moment in both if moment.astimezone(zone).replace(tzinfo=None) == shown}


def _nearest(shown: datetime, step: timedelta) -> datetime:
    """The next time that the clock shows once."""
    while len(_moments(shown)) != 1:
        shown += step
    return shown
