"""Three versions of one form and what differs: as it was opened, as it stands now, as typed.

Pure: knows no form, request or database. A version maps the key of each field to the texts that a
browser would send of it; the fields of row 17 of the credits have keys such as "credits/17/role".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Version = dict[str, list[str]]
Part = dict[str, list[str]] | None
NOW, TYPED = "now", "typed"


@dataclass(frozen=True)
class Difference:
    """One field, or one row that is not in all versions: what it holds in each, None where it is
    not. `opened` is as in `now` or `typed` unless both changed it."""

    key: str
    opened: Part
    now: Part
    typed: Part
    is_certain: bool = True

    @property
    def is_conflict(self) -> bool:
        """Whether both changed it, each in their own way, or nobody knows who did."""
        return not self.is_certain or self.opened not in (self.now, self.typed)

    @property
    def is_theirs(self) -> bool:
        return self.now != self.opened

    @property
    def proposed(self) -> str:
        """Which version is taken unless an editor says otherwise; "" where one has to."""
        if self.is_conflict:
            return ""
        return NOW if self.is_theirs else TYPED


def differences(opened: Version | None, now: Version, typed: Version) -> list[Difference]:
    """What differs between what stands now and what was typed, in the order of the form.

    Without the version that was opened, it cannot be told who changed what: all are conflicts.
    """
    units = dict.fromkeys([*_units(now, typed), *_units(typed, now)])
    versions = [_by_unit(version) for version in (opened or {}, now, typed)]
    found = []
    for key in units:
        parts = [version.get(key) for version in versions]
        if parts[1] != parts[2]:
            found.append(Difference(key, *parts, is_certain=opened is not None))
    return found


def merged(typed: Version, now: Version, chosen: Mapping[str, str]) -> Version:
    """What was typed, with what stands now where that was chosen."""
    taken = {key for key, choice in chosen.items() if choice == NOW}
    kept = {key: value for key, value in typed.items() if not taken & {key, row_of(key)}}
    return kept | {key: value for key, value in now.items() if taken & {key, row_of(key)}}


def row_of(key: str) -> str:
    """ "credits/17" of "credits/17/role"; "" of a field of the record itself."""
    return key.rpartition("/")[0]


def rows_of(version: Version, prefix: str) -> list[str]:
    """The keys of the rows of one kind, in their order."""
    rows = dict.fromkeys(row_of(key) for key in version)
    return [row for row in rows if row.rpartition("/")[0] == prefix]


def _units(version: Version, other: Version) -> Iterator[str]:
    """Fields one by one, and rows that the other does not have as a whole."""
    rows = {row_of(key) for key in other} | {""}
    for key in version:
        row = row_of(key)
        yield key if row in rows else row


def _by_unit(version: Version) -> dict[str, Version]:
    """The version's fields one by one, and each of its rows as a whole."""
    parts: dict[str, Version] = {key: {key: value} for key, value in version.items()}
    for key, value in version.items():
        if row := row_of(key):
            parts.setdefault(row, {})[key] = value
    return parts
