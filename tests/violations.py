"""How tests violate the named constraints of the database: one case for each, by its name."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from filmography.publishing.fields import new_public_id
from filmography.publishing.models import Publishable
from tests.factories import number


@dataclass(frozen=True)
class Violation:
    """A record as it may be, and the changes to it that the constraint must refuse."""

    make: Callable[[], models.Model]
    changes: dict[str, Any] | Callable[[models.Model], dict[str, Any]] = field(default_factory=dict)

    def wrong(self, record: models.Model) -> dict[str, Any]:
        return self.changes(record) if callable(self.changes) else self.changes


def constraint_names(app: str) -> list[str]:
    return [
        constraint.name
        for model in apps.get_app_config(app).get_models()
        for constraint in model._meta.constraints
    ]


def of_publication_states(makers: dict[type, Callable[[], models.Model]]) -> dict[str, Violation]:
    """The three constraints that every publishable model has."""
    now = timezone.now()
    wrong = {
        "state_known": {"state": "secret"},
        "published_from": {"published_at": None},
        "published_span": {"published_at": now, "published_until": now - timedelta(days=1)},
    }
    return {
        f"{model._meta.label_lower.replace('.', '_')}_{name}": Violation(make, changes)
        for model, make in makers.items()
        for name, changes in wrong.items()
    }


def publishable_models(app: str) -> set[type]:
    found = apps.get_app_config(app).get_models()
    return {model for model in found if issubclass(model, Publishable)}


def assert_database_refuses(violation: Violation) -> None:
    record = violation.make()
    wrong = violation.wrong(record)
    manager = type(record)._base_manager
    with pytest.raises(IntegrityError), transaction.atomic():
        manager.filter(pk=record.pk).update(**wrong)
    if record in wrong.values():
        return  # a record that is not there yet cannot refer to itself
    with pytest.raises(IntegrityError), transaction.atomic():
        manager.bulk_create([_copy(record, wrong)])


def assert_form_refuses(violation: Violation, name: str) -> None:
    """With the sentence of the constraint, or one about the very field."""
    record = violation.make()
    wrong = violation.wrong(record)
    for attribute, value in wrong.items():
        setattr(record, attribute, value)
    constraint = next(c for c in record._meta.constraints if c.name == name)
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    sentences = refused.value.messages
    assert constraint.violation_error_message in sentences or set(wrong) & set(
        refused.value.message_dict
    )
    assert all(sentence.endswith(".") for sentence in sentences), sentences


def _copy(record: models.Model, wrong: dict[str, Any]) -> models.Model:
    """Another record like it, apart from what must be unique."""
    twin = copy.copy(record)
    twin._state = copy.copy(record._state)
    twin.pk, twin._state.adding = None, True
    for name, value in (("slug", f"copy-{number()}"), ("public_id", new_public_id())):
        if hasattr(twin, name) and name not in wrong:
            setattr(twin, name, value)
    for name, value in wrong.items():
        setattr(twin, name, value)
    return twin
