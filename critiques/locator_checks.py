"""Owns what can be a locator: timecodes that are some, and no end before its start.

Pure: knows no model. Of pages and the like only plain numbers are compared; "xii" and "12a" pass.
"""

from filmography.timecode import InvalidTimecode, parse_timecode

TIMECODE = "timecode"


def amiss_in(label: str, first: str, last: str) -> dict[str, str]:
    """Sentences for an editor by the end that they are of: "from" or "to"; none if all is well."""
    found = {}
    if label == TIMECODE:
        for end, written in (("from", first), ("to", last)):
            try:
                if written:
                    parse_timecode(written)
            except InvalidTimecode as error:
                found[end] = str(error)
    if not found and ends_too_early(label, first, last):
        found["to"] = (
            f"The passage ends at {last}, before its start at {first}. Give an end that is not "
            "earlier, or none."
        )
    return found


def ends_too_early(label: str, first: str, last: str) -> bool:
    starts_at, ends_at = _place(label, first), _place(label, last)
    return starts_at is not None and ends_at is not None and ends_at < starts_at


def _place(label: str, written: str) -> int | None:
    if label == TIMECODE:
        try:
            return parse_timecode(written)
        except InvalidTimecode:
            return None
    is_number = written.isascii() and written.isdigit() and len(written) < 19
    return int(written) if is_number else None
