"""Canaries: unmistakable words in every text of records that the public must not see.

Each begins with the same three letters, which no other text has, so that one search of an answer
finds them all, cut, folded or escaped as they may be.
"""

import re
import secrets
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields.files import FieldFile

from filmography.publishing.fields import EdtfField, PublicIdField, WebAddressField

MARK = "zqx"
_LOOKS_LIKE_ONE = re.compile(rb"zqx[0-9a-z]{5,}", re.I)
SHORTEST = 9

# Why a text field needs none.
EXEMPT = {
    "filmography.SiteSettings": "every word of it is public",
    "filmography.FormerSlug.kind": "the name of a model",
    "filmography.Film.budget_currency": "three letters",
    "filmography.Film.box_office_currency": "three letters",
    "filmography.Country.code": "four letters",
    "critiques.Capture.sha256": "worked out from the text",
    "critiques.Contribution.salt": "random",
    "critiques.Contribution.secret_hash": "worked out from the salt",
    "critiques.Contribution.confirm_hash": "worked out from the salt",
    "critiques.Contribution.content_hash": "worked out from the words",
    "critiques.ContributionRound.content_hash": "worked out from the words",
    "critiques.ModerationEvent": "holds ids, codes, hashes and times",
    "critiques.Report.salt": "random",
    "critiques.Report.secret_hash": "worked out from the salt",
    "critiques.Report.content_hash": "worked out from the words",
    "critiques.Report.record_label": "the name of a model",
    "filmography.Consent.digest": "worked out from the record",
    "filmography.PreviewLink": "holds ids, times, what is random and what is worked out from it",
    "filmography.NetworkTrace": "holds keyed hashes",
    "filmography.OpenForm.object_id": "the key of a record",
    "filmography.OutgoingMail": "holds ids and times",
    "filmography.RecordVersion": "holds what records hold, which have their own",
    "critiques.Reanchoring.method": "a name of ours",
    "critiques.SearchEntry": "worked out from the records",
    "critiques.SearchLanguage": "codes of languages",
    "critiques.Annotation.exact": "words of the excerpt, which has its own",
}


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """Fields in which somebody's words can stand; not choices, dates, or what is derived."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | models.FileField)
        and not isinstance(field, EdtfField)
        and not field.choices
        and not hasattr(field, "derive")
    ]


def fields_to_plant() -> set[str]:
    """Labels of all text fields of both apps, but for those with a reason to have no canary."""
    labels = {
        f"{model._meta.label}.{field.name}"
        for app in ("filmography", "critiques")
        for model in apps.get_app_config(app).get_models()
        for field in text_fields(model)
    }
    return {
        label for label in labels if label not in EXEMPT and label.rpartition(".")[0] not in EXEMPT
    }


def canaries_in(sent: bytes) -> set[bytes]:
    """What looks like a canary; what chance makes of a secret's letters mixes their cases."""
    found = _LOOKS_LIKE_ONE.findall(sent)
    return {one for one in found if one in (one.lower(), one.upper(), one.capitalize())}


class Canaries:
    """Plants records and remembers which canary stands where."""

    def __init__(self) -> None:
        self.places: dict[str, str] = {}
        self._beginnings: set[str] = set()

    def record(self, model: type[models.Model], why: str, /, **fixed: Any) -> Any:
        """A record with a canary in each text field that is not given."""
        values = dict(fixed)
        for field in text_fields(model):
            label = f"{model._meta.label}.{field.name}"
            if field.name not in values and label not in EXEMPT:
                values[field.name] = self._canary(field, f"{label}, {why}")
        record = model(**values)
        if isinstance(getattr(record, "file", None), FieldFile):
            model._base_manager.bulk_create([record])  # without reading the file
            return model._base_manager.get(public_id=record.public_id)
        record.save()
        return record

    def _canary(self, field: models.Field, place: str) -> str:
        token = self.token()
        if isinstance(field, PublicIdField):
            token = token[:10]
        elif isinstance(field, WebAddressField):
            token = f"https://{token}.example/"
        if field.max_length and len(token) > field.max_length:
            assert field.max_length >= SHORTEST, f"{place}: no room for a canary; say why not"
            token = token[: field.max_length]
        for found in canaries_in(token.encode()):
            self.places[found.decode()] = place
        return token

    def token(self) -> str:
        """128 bits, where there is room; each is told by its beginning, and no two begin alike."""
        token = MARK + secrets.token_hex(16)
        while token[:SHORTEST] in self._beginnings:
            token = MARK + secrets.token_hex(16)
        self._beginnings.add(token[:SHORTEST])
        return token

    def planted(self) -> set[str]:
        """Labels of the fields that hold a canary somewhere."""
        return {place.partition(",")[0] for place in self.places.values()}

    def found_in(self, sent: bytes) -> list[str]:
        """Where each canary in these bytes was planted."""
        tokens = {token.decode().lower() for token in canaries_in(sent)}
        return sorted(self._place(token) for token in tokens)

    def _place(self, token: str) -> str:
        begun = token[:SHORTEST]
        places = (place for known, place in self.places.items() if known.startswith(begun))
        return next(places, token)
