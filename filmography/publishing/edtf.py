"""Owns dates that describe the world, in EDTF levels 0 and 1: reading, sorting, wording.

Pure: knows no model, request or database.
Source: Library of Congress, EDTF specification (2019), which is the profile of ISO 8601-2:2019.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

OPEN = ".."
UNKNOWN = ""

_LONGEST = len("2004-06-11%/2004-06-12%")
_DATE = re.compile(
    r"([0-9]{2}(?:[0-9]{2}|[0-9]X|XX))(?:-([0-9]{2}|XX))?(?:-([0-9]{2}|XX))?([?~%]?)"
)
# English by intent: calendar.month_name would follow the locale of the process.
_MONTHS = (
    *("", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
_SEASON_NAMES = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUALIFIER_WORDS = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}

_HOW_TO_WRITE = (
    "Write a year (2012), a month (2012-05), a day (2012-05-21), a season (2012-24 for winter), "
    "a decade (201X), an uncertain or approximate date (2012? or 2012~) "
    "or a span (2012/2014, 2012/..)."
)
_HINTS = (
    (re.compile(r"\s|.*\s\Z", re.S), "It has white space around it."),
    (
        re.compile(r"[0-9X?~%./-]*[^\x00-\x7f]"),
        "It holds characters other than plain digits and hyphens.",
    ),
    (re.compile(r"[0-9]{4}s\Z"), "A decade ends with X: 199X."),
    (re.compile(r"c(a|irca)?[. ]", re.I), "“About” is a tilde at the end: 1999~."),
    (re.compile(r"[0-9]{4}-[0-9]{4}\Z"), "A span has a slash: 1999/2003."),
    (
        re.compile(r"[0-9]{4}-[0-9](-|\Z)|[0-9]{4}-[0-9]{2}-[0-9]\Z"),
        "Months and days have two digits: 2012-05-01.",
    ),
    (
        re.compile(r"[0-9]{8}\Z|[0-9]{6}\Z"),
        "Year, month and day are parted by hyphens: 2012-05-21.",
    ),
    (
        re.compile(r"[0-9]{1,2}[./-]|[0-9]{4}/[0-9]{1,2}(/|\Z)"),
        "The year comes first and hyphens follow: 2012-05-21.",
    ),
    (re.compile(r"[0-9-]{10}T"), "A date has no time of day here."),
    (re.compile(r"[+-]|Y"), "Years run from 0000 to 9999."),
    (re.compile(r"[\[{]"), "A set of dates cannot be written here."),
    (
        re.compile(r"[^/]*X"),
        "An X may stand only for the last digits: 201X, 20XX, 2012-XX, 2012-05-XX.",
    ),
)


class InvalidEdtf(ValueError):
    """The text is no EDTF date of level 0 or 1; the message is a sentence for an editor."""


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True)
class Moment:
    """One date at its precision. `month` is 1 to 12, or 21 to 24 for a season."""

    precision: Precision
    year: int
    month: int | None
    day: int | None
    qualifier: str
    earliest: date
    latest: date


@dataclass(frozen=True)
class Edtf:
    """A date or a span; the bounds are inclusive days of the proleptic Gregorian calendar.

    `start` and `end` are the same moment unless it is a span, whose sides may also be OPEN
    or UNKNOWN. Such a side reaches to `date.min` or `date.max`. The year 0000, which `date`
    cannot hold, is bounded by `date.min`.
    """

    text: str
    start: Moment | str
    end: Moment | str
    earliest: date
    latest: date

    @property
    def is_span(self) -> bool:
        return "/" in self.text


def parse(text: str) -> Edtf:
    """Read EDTF of the years 0000 to 9999, without white space around it.

    Dates, seasons (21 to 24), ? ~ % at the end, X for unknown last digits, and spans of
    dates and seasons with open ("..") or unknown (empty) sides. Seasons are those of the
    north: winter 2012 runs from December 2012 to February 2013. Raises InvalidEdtf.
    """
    if len(text) > _LONGEST:
        raise _unreadable(text)
    if "/" in text:
        return _parse_span(text)
    moment = _parse_moment(text, whole=text)
    return Edtf(text, moment, moment, moment.earliest, moment.latest)


def sort_key(text: str) -> str:
    """The bounds as "YYYY-MM-DD/YYYY-MM-DD", to sort by as plain text.

    A span with an open or unknown start sorts by its end. Raises InvalidEdtf.
    """
    edtf = parse(text)
    first = edtf.end if isinstance(edtf.start, str) else edtf.start
    earliest = edtf.earliest if isinstance(first, str) else first.earliest
    return f"{earliest.isoformat()}/{edtf.latest.isoformat()}"


def in_words(text: str) -> str:
    """The date as English prose: "21 May 2012", "about 1999". Raises InvalidEdtf."""
    edtf = parse(text)
    if not edtf.is_span:
        return _moment_in_words(edtf.start)
    start, end = _moment_in_words(edtf.start), _moment_in_words(edtf.end)
    if edtf.start == OPEN:
        return f"by {end}"
    if edtf.end == OPEN:
        return f"{start} or later"
    return f"{start or 'an unknown date'} to {end or 'an unknown date'}"


def _parse_span(text: str) -> Edtf:
    sides = text.split("/")
    if len(sides) != 2:
        raise _unreadable(text)
    start, end = (side if side in (OPEN, UNKNOWN) else _parse_side(side, text) for side in sides)
    if isinstance(start, str) and isinstance(end, str):
        raise InvalidEdtf(
            f"{_quoted(text)} names no date. Give a span at least one: 2012/.. or ../2012."
        )
    earliest = start.earliest if isinstance(start, Moment) else date.min
    latest = end.latest if isinstance(end, Moment) else date.max
    if earliest > latest:
        raise InvalidEdtf(f"{_quoted(text)} ends before it starts. Write the earlier date first.")
    return Edtf(text, start, end, earliest, latest)


def _parse_side(side: str, whole: str) -> Moment:
    if "X" in side and _DATE.fullmatch(side):
        raise InvalidEdtf(
            f"{_quoted(whole)} has an X inside a span. Give both sides definite dates: 2010/2019."
        )
    return _parse_moment(side, whole)


def _parse_moment(text: str, whole: str) -> Moment:
    match = _DATE.fullmatch(text)
    if match is None:
        raise _unreadable(whole)
    year, month, day, qualifier = match.groups()
    if "X" in year:
        return _parse_years(year, month, qualifier, whole)
    if month in (None, "XX"):
        if day not in (None, "XX"):
            raise _unreadable(whole)
        return _moment(Precision.YEAR, int(year), None, None, qualifier)
    return _parse_month(int(year), int(month), day, qualifier, whole)


def _parse_years(year: str, month: str | None, qualifier: str, whole: str) -> Moment:
    if month is not None:
        raise _unreadable(whole)
    precision = Precision.CENTURY if year.endswith("XX") else Precision.DECADE
    return _moment(precision, int(year.replace("X", "0")), None, None, qualifier)


def _parse_month(year: int, month: int, day: str | None, qualifier: str, whole: str) -> Moment:
    if month in _SEASON_STARTS:
        if day is not None:
            raise InvalidEdtf(f"{_quoted(whole)} gives a season a day. {_HOW_TO_WRITE}")
        return _moment(Precision.SEASON, year, month, None, qualifier)
    if not 1 <= month <= 12:
        raise InvalidEdtf(f"{_quoted(whole)} has no month {month:02}. {_HOW_TO_WRITE}")
    if day in (None, "XX"):
        return _moment(Precision.MONTH, year, month, None, qualifier)
    days = _days_in(year, month)
    if not 1 <= int(day) <= days:
        raise InvalidEdtf(
            f"{_quoted(whole)} has no day {day}: "
            f"{_MONTHS[month]} {_year_in_words(year)} has {days} days."
        )
    return _moment(Precision.DAY, year, month, int(day), qualifier)


def _moment(
    precision: Precision, year: int, month: int | None, day: int | None, qualifier: str
) -> Moment:
    earliest, latest = _bounds(precision, year, month, day)
    return Moment(precision, year, month, day, qualifier, earliest, latest)


def _bounds(
    precision: Precision, year: int, month: int | None, day: int | None
) -> tuple[date, date]:
    match precision:
        case Precision.DAY:
            return _day(year, month, day), _day(year, month, day)
        case Precision.MONTH:
            return _day(year, month, 1), _day(year, month, _days_in(year, month))
        case Precision.SEASON:
            first = _SEASON_STARTS[month]
            return _day(year, first, 1), _day_before(year + (first + 3) // 13, (first + 2) % 12 + 1)
        case _:
            years = {Precision.YEAR: 1, Precision.DECADE: 10, Precision.CENTURY: 100}[precision]
            return _day(year, 1, 1), _day(year + years - 1, 12, 31)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day) if year else date.min


def _day_before(year: int, month: int) -> date:
    """The day before a month begins; the last day of all when that is beyond the calendar."""
    if year > date.max.year:
        return date.max
    return _day(year, month, 1) - timedelta(days=1) if (year, month) > (1, 1) else date.min


def _days_in(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else calendar.mdays[month]


def _moment_in_words(moment: Moment | str) -> str:
    if isinstance(moment, str):
        return ""
    return _QUALIFIER_WORDS[moment.qualifier] + _unqualified(moment)


def _unqualified(moment: Moment) -> str:
    year = _year_in_words(moment.year)
    match moment.precision:
        case Precision.DAY:
            return f"{moment.day} {_MONTHS[moment.month]} {year}"
        case Precision.MONTH:
            return f"{_MONTHS[moment.month]} {year}"
        case Precision.SEASON:
            return f"{_SEASON_NAMES[moment.month]} {year}"
        case Precision.DECADE if moment.year:
            return f"{year}s"
        case Precision.DECADE | Precision.CENTURY:
            return f"between {year} and {moment.latest.year}"
    return year


def _year_in_words(year: int) -> str:
    return str(year) if year else "1 BC"


def _unreadable(text: str) -> InvalidEdtf:
    hint = next((hint for pattern, hint in _HINTS if pattern.match(text)), "")
    return InvalidEdtf(
        " ".join(
            filter(None, [f"{_quoted(text)} is not a date that can be read.", hint, _HOW_TO_WRITE])
        )
    )


def _quoted(text: str) -> str:
    text = " ".join(text[:80].split())
    shown = text if len(text) <= 40 else text[:39] + "…"
    return f"“{shown}”"
