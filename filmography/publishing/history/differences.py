"""How two snapshots of a record differ, field by field, in the words that editors read."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.text import capfirst

from filmography.publishing.history.registry import Link, kept
from filmography.publishing.history.snapshots import Snapshot
from filmography.publishing.history.words import WordChange, word_difference

# Texts of so many characters and more are compared word by word.
PROSE = 40


@dataclass(frozen=True)
class RowChange:
    """A row that a record owns: added, removed or changed (then with what differs in it)."""

    kind: str
    label: str
    differences: list["Difference"] = field(default_factory=list)


@dataclass(frozen=True)
class Difference:
    """One field or relation that differs. `kind` says which of the other attributes tell how:
    value (`old`, `new`), prose (also `words`), set (`removed`, `added`), rows (`rows`)."""

    name: str
    label: str
    kind: str
    old: str = ""
    new: str = ""
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    rows: list[RowChange] = field(default_factory=list)

    @cached_property
    def words(self) -> list[WordChange]:
        """Both texts in pieces; compared when asked for."""
        return word_difference(self.old, self.new)


def differences(model: type[models.Model], old: Snapshot, new: Snapshot) -> list[Difference]:
    """In the order of the form: fields, relations, rows. A side may be empty, for no record."""
    of = kept(model)
    found = list(_of_fields(of.fields, old.get("fields", {}), new.get("fields", {})))
    for link in of.links:
        found += _of_sets(link, _side(old, "links", link), _side(new, "links", link))
    for part in of.parts:
        rows = list(_of_rows(part.fields, _side(old, "parts", part), _side(new, "parts", part)))
        if rows:
            label = capfirst(str(part.model._meta.verbose_name_plural))
            found.append(Difference(part.name, label, "rows", rows=rows))
    return found


def label_of(of: models.Field) -> str:
    return capfirst(str(of.verbose_name))


def shown(of: models.Field, value: Any) -> str:
    """A value of a snapshot as editors read it; nothing for an empty one."""
    if value is None or value == "":
        return ""
    if of.is_relation:
        return value.get("label") or f"no. {value['id']}"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if of.flatchoices:
        return str(dict(of.flatchoices).get(value, value))
    if isinstance(of, models.DateTimeField):
        return value[:16].replace("T", " ")
    if isinstance(of, models.IntegerField) and (form_field := of.formfield()):
        return str(form_field.prepare_value(value))
    return str(value)


def _side(of: Snapshot, what: str, relation: Any) -> list[dict]:
    return of.get(what, {}).get(relation.name, [])


def _of_fields(fields: list[models.Field], old: dict, new: dict) -> Iterator[Difference]:
    for each in fields:
        before, after = old.get(each.name), new.get(each.name)
        if _key(before) == _key(after):
            continue
        words = shown(each, before), shown(each, after)
        if words == ("", ""):
            continue
        if isinstance(each, models.CharField | models.TextField) and _is_prose(each, words):
            yield Difference(each.name, label_of(each), "prose", *words)
        else:
            yield Difference(each.name, label_of(each), "value", *words)


def _is_prose(of: models.Field, words: tuple[str, str]) -> bool:
    return not of.flatchoices and max(map(len, words)) >= PROSE and all(words)


def _of_sets(of: Link, old: list[dict], new: list[dict]) -> Iterator[Difference]:
    before, after = {each["id"] for each in old}, {each["id"] for each in new}
    if before != after:
        yield Difference(
            of.name,
            capfirst(str(of.target.related_model._meta.verbose_name_plural)),
            "set",
            removed=_names(each for each in old if each["id"] not in after),
            added=_names(each for each in new if each["id"] not in before),
        )


def _names(references: Any) -> list[str]:
    return sorted(each.get("label") or f"no. {each['id']}" for each in references)


def _of_rows(fields: list[models.Field], old: list[dict], new: list[dict]) -> Iterator[RowChange]:
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    for pk, row in before.items():
        if pk not in after:
            yield RowChange("removed", _named(fields, row))
    for pk, row in after.items():
        if pk not in before:
            yield RowChange("added", _named(fields, row))
        elif found := list(_of_fields(fields, before[pk], row)):
            yield RowChange("changed", _named(fields, row), found)


def _named(fields: list[models.Field], row: dict) -> str:
    """Its values in a line, without those that say nothing alone."""
    values = [
        shown(each, row.get(each.name))
        for each in fields
        if not isinstance(each, models.BooleanField) and each.name != "position"
    ]
    return ", ".join(value for value in values if value)


def _key(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else value
