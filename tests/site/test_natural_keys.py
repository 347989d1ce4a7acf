"""Records go out by the names that people know them by, and come back the same."""

import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import IntegrityError, connection, transaction

from critiques.management.commands.dumpdata import DERIVED, PRIVATE
from critiques.models import ExcerptSubject, ExcerptVoice, Response, Theme
from critiques.models.checked import SETTLED
from filmography.models import Film, FormerSlug, Person
from filmography.publishing.natural import NaturalKeyModel
from tests import factories as make
from tests.site.canaries import Canaries
from tests.site.hidden import HiddenRecords, PublicSite

pytestmark = pytest.mark.django_db

APPS = ("filmography", "critiques")


def all_models() -> list[Any]:
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def models() -> list[Any]:
    """All that travel: captures and what lies in them stay, and what is made of the others."""
    return [model for model in all_models() if model._meta.label not in (*PRIVATE, *DERIVED)]


def everything() -> dict[str, list[str]]:
    """All rows of both apps, without the numbers that a database gives them."""
    return {model._meta.label: sorted(_rows(model)) for model in models()}


def _rows(model: Any) -> list[str]:
    keys = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    written = serialize("json", model._base_manager.order_by("pk"), **keys)
    rows = json.loads(written)
    for row in rows:
        for name in SETTLED:  # what checking finds does not travel: the captures stay
            row["fields"].pop(name, None)
    # Times are written in milliseconds, whose zeros are left out when there is nothing after them.
    return [json.dumps(row, sort_keys=True).replace(".000Z", "Z") for row in rows]


def remove_everything() -> None:
    with connection.constraint_checks_disabled():
        for model in reversed(all_models()):
            for field in model._meta.many_to_many:
                if field.remote_field.through._meta.auto_created:
                    field.remote_field.through._base_manager.all().delete()
        left = all_models()
        while left:
            for model in left:
                _remove_what_nothing_needs(model)
            left, before = [model for model in left if model._base_manager.exists()], left
            assert left != before


def _remove_what_nothing_needs(model: Any) -> None:
    with suppress(IntegrityError), transaction.atomic():
        model._base_manager.all()._raw_delete(using="default")
        connection.check_constraints()


def test_every_model_has_a_natural_key() -> None:
    without = {model.__name__ for model in models() if not issubclass(model, NaturalKeyModel)}

    assert without == {"FormerSlug", "SiteSettings"}


def test_every_record_is_found_by_its_natural_key() -> None:
    HiddenRecords(Canaries(), PublicSite(), "draft")
    for model in models():
        if not issubclass(model, NaturalKeyModel):
            continue
        for record in model._base_manager.all():
            found = model._default_manager.get_by_natural_key(*record.natural_key())
            assert found == record, model


def test_a_dump_loaded_into_an_empty_database_gives_the_same(tmp_path: Any) -> None:
    HiddenRecords(Canaries(), PublicSite(), "withdrawn")
    FormerSlug.objects.all().delete()  # they hold numbers; see below
    before, dump = everything(), tmp_path / "dump.json"

    call_command("dumpdata", *APPS, natural_foreign=True, natural_primary=True, output=dump)
    remove_everything()
    call_command("loaddata", dump, verbosity=0)

    after = everything()
    assert {label for label in before if before[label] != after[label]} == set()


def test_a_dump_with_numbers_keeps_former_addresses(tmp_path: Any) -> None:
    """The way to another database: FormerSlug knows its record by number."""
    film = make.make_film(slug="old")
    make.make_film()
    film.slug = "new"
    film.save()
    dump = tmp_path / "dump.json"

    call_command("dumpdata", *APPS, output=dump)
    remove_everything()
    call_command("loaddata", dump, verbosity=0)

    assert Film.at_former_slug("old").slug == "new"


def later_broader() -> tuple[Any, Any]:
    theme = make.make_theme()
    Theme.objects.filter(pk=theme.pk).update(broader=make.make_theme())
    return theme, Theme


def later_pseudonym() -> tuple[Any, Any]:
    person = make.make_person(pseudonym_source="https://example.org/")
    Person.objects.filter(pk=person.pk).update(pseudonym_of=make.make_person())
    return person, Person


@pytest.mark.parametrize("make_pair", [later_broader, later_pseudonym])
def test_a_record_may_refer_to_one_that_comes_later(
    make_pair: Callable[[], tuple[Any, Any]], tmp_path: Any
) -> None:
    _, model = make_pair()
    before, dump = _rows(model), tmp_path / "dump.json"

    call_command("dumpdata", *APPS, natural_foreign=True, natural_primary=True, output=dump)
    remove_everything()
    call_command("loaddata", dump, verbosity=0)

    assert sorted(_rows(model)) == sorted(before)


def test_keys_with_an_empty_part_are_found() -> None:
    person = make.make_person()
    excerpt = make.make_excerpt(about=person)
    voice = ExcerptVoice.objects.create(excerpt=excerpt, name="Somebody")
    subject = excerpt.subjects.get()

    assert subject.natural_key() == (excerpt.public_id, None, person.slug)
    assert ExcerptSubject.objects.get_by_natural_key(*subject.natural_key()) == subject
    assert ExcerptVoice.objects.get_by_natural_key(*voice.natural_key()) == voice


def test_a_response_is_known_by_its_ends_and_its_kind() -> None:
    response = make.make_response()
    make.make_response(response.from_excerpt, response.to_excerpt, relation="extends")

    assert Response.objects.get_by_natural_key(*response.natural_key()) == response
