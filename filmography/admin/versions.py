"""What a form of the admin says: read from it, written into what a browser sends, signed to travel
with it, and worded for an editor."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from filmography.admin.merging import Part, Version, rows_of
from filmography.admin.relations import LabelledSelect, LabelledSelectMultiple

_SIGNER = signing.Signer(salt="filmography.opened")
# Longer texts travel as their digest: enough to tell whether they changed.
_LONGEST_CARRIED = 20_000


def read(form: forms.ModelForm, formsets: Iterable[BaseInlineFormSet]) -> Version:
    """What is in a form and its rows, whether it comes from the database or from a browser."""
    version = {name: sent(form[name]) for name in form.fields}
    for formset in formsets:
        names = _names(formset)
        for index, row in enumerate(formset.forms):
            key = _key_of(formset, row, index)
            if key and not _is_deleted(formset, row):
                version |= {f"{formset.prefix}/{key}/{name}": sent(row[name]) for name in names}
    return version


def sent(field: forms.BoundField) -> list[str]:
    """What the browser sends of a field as it stands."""
    value = field.value()
    widget = getattr(field.field.widget, "widget", field.field.widget)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if value else []
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(_plain(entry) for entry in value)
    formatted = widget.format_value(value)
    entries = formatted if isinstance(formatted, list | tuple) else [formatted]
    return [text for entry in entries if (text := _plain(entry))]


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _key_of(formset: BaseInlineFormSet, row: forms.ModelForm, index: int) -> str:
    """The primary key of a row's record, "+3" for a new row, "" for one that was left empty."""
    known = row[formset.model._meta.pk.name].value() if row.is_bound else row.instance.pk
    if known:
        return str(known)
    return f"+{index}" if row.is_bound and row.has_changed() else ""


def _is_deleted(formset: BaseInlineFormSet, row: forms.ModelForm) -> bool:
    return bool(row.is_bound and formset.can_delete and row["DELETE"].value())


def _names(formset: BaseInlineFormSet) -> list[str]:
    left_out = {"DELETE", formset.fk.name, formset.model._meta.pk.name}
    return [name for name in formset.empty_form.fields if name not in left_out]


def write(
    data: QueryDict, version: Version, now: Version, formsets: Iterable[BaseInlineFormSet]
) -> QueryDict:
    """The data of a form that says what the version says, on the record as it stands now."""
    formsets = list(formsets)
    written = data.copy()
    for name in list(written):
        if any(name.startswith(f"{formset.prefix}-") for formset in formsets):
            del written[name]
    for key, values in version.items():
        if "/" not in key:
            written.setlist(key, values)
    for formset in formsets:
        _write_rows(written, version, now, formset)
    return written


def _write_rows(
    data: QueryDict, version: Version, now: Version, formset: BaseInlineFormSet
) -> None:
    prefix, names = formset.prefix, _names(formset)
    standing = rows_of(now, prefix)
    rows = standing + [row for row in rows_of(version, prefix) if row not in standing]
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(standing))
    for index, row in enumerate(rows):
        is_kept = any(f"{row}/{name}" in version for name in names)
        source = version if is_kept else now
        for name in names:
            data.setlist(f"{prefix}-{index}-{name}", source.get(f"{row}/{name}", []))
        if index < len(standing):
            data[f"{prefix}-{index}-{formset.model._meta.pk.name}"] = row.rpartition("/")[2]
        if not is_kept:
            data[f"{prefix}-{index}-DELETE"] = "on"


def as_new(data: QueryDict, version: Version, formsets: Iterable[BaseInlineFormSet]) -> QueryDict:
    """The data of a form that makes all of the version anew."""
    return write(data, version, {}, formsets)


# --- Signed, to travel with the form --------------------------------------------------------------


def carried(version: Version) -> Version:
    """The version as it travels: long texts as their digests."""
    return {key: [_short(value) for value in values] for key, values in version.items()}


def _short(value: str) -> str:
    if len(value) <= _LONGEST_CARRIED:
        return value
    return f"sha256:{hashlib.sha256(value.encode()).hexdigest()}"


def _is_digest(value: str) -> bool:
    return value.startswith("sha256:") and len(value) == 71


def seal(record: models.Model, version: Version) -> str:
    """Always the same for the same version of the same record."""
    return _SIGNER.sign_object([_name(record), carried(version)], compress=True)


def unseal(record: models.Model, sealed: str) -> Version | None:
    """The version that was sealed for this record, or None if it was not or by somebody else."""
    try:
        name, version = _SIGNER.unsign_object(sealed)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return version if name == _name(record) else None


def _name(record: models.Model) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


# --- Worded ---------------------------------------------------------------------------------------


class Wording:
    """The fields of a version in words."""

    def __init__(self, form: forms.ModelForm, formsets: Iterable[BaseInlineFormSet]) -> None:
        self.fields = {name: form[name] for name in form.fields}
        self.rows: dict[str, str] = {}
        for formset in formsets:
            kind = formset.model._meta.verbose_name
            empty = formset.empty_form
            for name in _names(formset):
                self.fields[f"{formset.prefix}/{name}"] = empty[name]
            self.rows[formset.prefix] = str(kind)
            for row in formset.forms:
                self.rows[f"{formset.prefix}/{row.instance.pk}"] = f"{kind} “{row.instance}”"

    def label(self, key: str) -> str:
        prefix, *rest = key.split("/")
        if not rest:
            return str(self.fields[key].label)
        row = self.rows.get(f"{prefix}/{rest[0]}") or self.rows[prefix]
        if len(rest) == 1:
            return row[:1].upper() + row[1:]
        return f"{row[:1].upper()}{row[1:]}: {self._field(key).label}"

    def text(self, part: Part) -> str:
        """What a field or a whole row holds, "" where there is none."""
        if part is None:
            return ""
        if len(part) == 1:
            [(key, values)] = part.items()
            return self._value(key, values)
        named = [
            f"{self._field(key).label}: {text}"
            for key, values in part.items()
            if (text := self._value(key, values)) and not key.endswith("/position")
        ]
        return "\n".join(named)

    def _field(self, key: str) -> forms.BoundField:
        prefix, *rest = key.split("/")
        return self.fields[f"{prefix}/{rest[-1]}" if rest else key]

    def _value(self, key: str, values: list[str]) -> str:
        field = self._field(key).field
        widget = getattr(field.widget, "widget", field.widget)
        if isinstance(widget, forms.CheckboxInput):
            return "yes" if values else "no"
        if isinstance(widget, LabelledSelect | LabelledSelectMultiple):
            widget.learn(values)
            return ", ".join(widget.known.get(value, value) for value in values)
        if isinstance(widget, forms.Select):
            names = {str(value): str(name) for value, name in widget.choices}
            return ", ".join(names.get(value, value) for value in values)
        return "(a long text)" if values and _is_digest(values[0]) else ", ".join(values)
