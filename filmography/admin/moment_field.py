"""A time to come, typed as two texts: the day and what the clock will show.

Of a field for a date or a time a browser sends nothing while it is half typed, and that would read
as "from now on" or "for good".
"""

from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filmography.publishing.models import HAS_PASSED
from filmography.publishing.moments import NoSuchMoment, in_words, on_the_clock

MOST_AHEAD = timedelta(days=20 * 366)
_INCOMPLETE = "This time is incomplete: give both date and time."
_UNREADABLE = (
    "This is not a time that can be read. Write the date as 2026-12-24 and the time as 09:00."
)
_TOO_FAR = "This is more than twenty years away. Look at the year."

_TEXT = forms.CharField(required=False)
_DAY = forms.DateField(input_formats=["%Y-%m-%d"], error_messages={"invalid": _UNREADABLE})
_HOUR = forms.TimeField(input_formats=["%H:%M"], error_messages={"invalid": _UNREADABLE})


class MomentInput(forms.MultiWidget):
    use_fieldset = False

    def __init__(self, label: str) -> None:
        parts = {
            name: forms.TextInput(
                {"size": 12, "placeholder": example, "aria-label": f"{label}, {name}"}
            )
            for name, example in (("date", "2026-12-24"), ("time", "09:00"))
        }
        super().__init__(parts, {"autocomplete": "off"})

    def decompress(self, value: datetime | None) -> list[str]:
        if value is None:
            return ["", ""]
        shown = timezone.localtime(value, timezone.get_default_timezone())
        return [f"{shown:%Y-%m-%d}", f"{shown:%H:%M}"]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"


class MomentField(forms.Field):
    """A time to come, as the site's clock will show it; its fields are NAME_date and NAME_time."""

    def __init__(self, *, label: str, help_text: str) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=MomentInput(label),
            help_text=f"As in 2026-12-24 and 09:00. {help_text}",
        )

    def clean(self, value: list[str | None]) -> datetime | None:
        day, hour = (_TEXT.clean(part) for part in value)
        if not day and not hour:
            return None
        if not day or not hour:
            raise ValidationError(_INCOMPLETE)
        return _to_come(datetime.combine(_DAY.clean(day), _HOUR.clean(hour)))


def _to_come(shown: datetime) -> datetime:
    now = timezone.now()
    try:
        moment = on_the_clock(shown)
    except NoSuchMoment as error:
        raise ValidationError(str(error)) from None
    except (ValueError, OverflowError):
        raise ValidationError(_UNREADABLE) from None
    if moment <= now:
        raise ValidationError(f"{HAS_PASSED} It is {in_words(now)} now.")
    if moment > now + MOST_AHEAD:
        raise ValidationError(_TOO_FAR)
    return moment
