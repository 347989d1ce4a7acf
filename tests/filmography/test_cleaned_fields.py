"""Text is clean whichever way it comes in; what is derived from it follows."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.forms import modelform_factory

from critiques.models import Annotation, Excerpt, Source
from filmography.models import Film, OtherName, Person
from filmography.publishing.edtf import InvalidEdtf
from filmography.publishing.fields import CleanCharField, CleanTextField
from tests import factories as make

pytestmark = pytest.mark.django_db

DIRTY = "\ufeffAno\u200bra\x00 \u202egoes\u202c\r\nWe\u0301st\u0085 "
CLEAN_LINE = "Anora goes Wést"
CLEAN_LINES = "Anora goes\nWést"

# Text that is not typed by anyone, or must stay as it is.
NOT_CLEANED = {
    "critiques.Annotation.exact": "equals the words of the excerpt, which are clean",
    "critiques.ExcerptAnchor.prefix": "as the capture has it",
    "critiques.ExcerptAnchor.suffix": "as the capture has it",
    "critiques.Contributor.email": "validated as an address",
    "critiques.ContributionRound.content_hash": "a hash",
    "critiques.ModerationEvent.content_hash": "a hash",
    "critiques.ModerationEvent.from_state": "a name of ours",
    "critiques.ModerationEvent.to_state": "a name of ours",
    "critiques.ModerationEvent.transition": "a name of ours",
    "critiques.Reanchoring.method": "a name of ours",
    "critiques.Reporter.email": "validated as an address",
    "critiques.SearchEntry.dated": "numbers of ours",
    "critiques.SearchEntry.facets": "names of ours",
    "critiques.SearchEntry.around": "made of words that are clean",
    "critiques.SearchEntry.shown": "made of texts that are clean",
    "critiques.SearchEntry.tokens": "made of words that are clean",
    "critiques.SearchLanguage.code": "codes of ours",
    "critiques.Terms.version": "a hash",
    "filmography.Consent.digest": "a hash",
    "filmography.FormerSlug.kind": "a label of ours",
    "filmography.NetworkTrace.kind": "a name of ours",
    "filmography.NetworkTrace.network": "a hash",
    "filmography.OpenForm.object_id": "a key",
    "filmography.OutgoingMail.key": "made by us",
    "filmography.OutgoingMail.kind": "a name of ours",
    "filmography.OutgoingMail.last_error": "the name of an error",
    "filmography.PreviewLink.salt": "made by us",
    "filmography.PreviewLink.secret_hash": "a hash",
    "filmography.RecordVersion.by_name": "a name of ours",
    "filmography.RecordVersion.digest": "a hash",
    "filmography.RecordVersion.erased_by_name": "a name of ours",
    "filmography.RecordVersion.label": "made of words that are clean",
    "filmography.RecordVersion.object_id": "a key",
    "filmography.SiteSettings.contact_email": "validated as an address",
}


def by_form(title: str) -> Film:
    # Django's form fields refuse NUL before anything is cleaned.
    text = title.replace("\x00", "")
    form = modelform_factory(Film, fields=["title", "synopsis", "form"])(
        {"title": text, "synopsis": text, "form": "feature"}
    )
    assert form.is_valid(), form.errors
    return form.save()


def by_save(title: str) -> Film:
    return Film.objects.create(title=title, synopsis=title)


def by_bulk_create(title: str) -> Film:
    return Film.objects.bulk_create([Film(title=title, synopsis=title, slug="anora")])[0]


def by_update(title: str) -> Film:
    film = make.make_film()
    Film.objects.filter(pk=film.pk).update(title=title, synopsis=title)
    return film


def by_bulk_update(title: str) -> Film:
    film = make.make_film()
    film.title = film.synopsis = title
    Film.objects.bulk_update([film], ["title", "synopsis"])
    return film


def by_fixture(title: str) -> Film:
    row = {
        "model": "filmography.film",
        "fields": {"slug": "anora", "title": title, "synopsis": title},
    }
    next(serializers.deserialize("json", json.dumps([row]))).save()
    return Film.objects.get(slug="anora")


ENTRIES = [by_form, by_save, by_bulk_create, by_update, by_bulk_update, by_fixture]


@pytest.mark.parametrize("enter", ENTRIES)
def test_text_is_clean_by_every_entry(enter: Callable[[str], Film]) -> None:
    film = Film.objects.get(pk=enter(DIRTY).pk)

    assert film.title == CLEAN_LINE
    assert film.synopsis == CLEAN_LINES


def test_the_record_in_hand_is_clean_after_it_was_saved() -> None:
    assert by_save(DIRTY).title == CLEAN_LINE


def test_a_title_of_nothing_visible_is_refused_by_the_form() -> None:
    form = modelform_factory(Film, fields=["title"])({"title": "\u200b\u202e\u2800 \ufeff"})

    assert form.errors == {"title": ["This field cannot be blank."]}


def test_words_of_nothing_visible_are_refused_by_the_database() -> None:
    excerpt = make.make_excerpt()

    with pytest.raises(IntegrityError), transaction.atomic():
        Excerpt.objects.filter(pk=excerpt.pk).update(text="\u200b\u2060")


def test_every_text_field_of_both_apps_is_cleaned() -> None:
    """But those with choices, and those of which NOT_CLEANED says why."""
    raw = {
        f"{app}.{model.__name__}.{field.name}"
        for app in ("filmography", "critiques")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, CleanCharField | CleanTextField | models.FileField)
        and field.editable
        and not field.choices
    }
    assert raw == set(NOT_CLEANED)


def test_an_annotation_holds_the_words_as_they_were_cleaned() -> None:
    excerpt = make.make_excerpt("We\u0301st of\u200b here")

    note = make.make_annotation(excerpt, "Wést")

    assert Annotation.objects.get(pk=note.pk).exact == "Wést"


def test_what_is_searched_follows_what_is_shown() -> None:
    film = make.make_film("Cléo de 5 à 7", original_title="五時から七時までのクレオ")
    assert film.folded_title == "cleo de 5 a 7"
    assert "五時から七時までのクレオ" in film.folded

    film.title = "8½"
    film.save()

    film.refresh_from_db()
    assert film.folded_title == "8 1/2".replace("/", " ")


def test_a_suppressed_name_is_not_searched() -> None:
    person = make.make_person()
    name = OtherName.objects.create(person=person, name="Former Name", use="suppressed")
    assert name.folded == ""

    name.use = OtherName.Use.SEARCH
    name.save()
    assert name.folded == "former name"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("2012", "2012-01-01/2012-12-31"),
        ("2012-05", "2012-05-01/2012-05-31"),
        ("2012-05-21", "2012-05-21/2012-05-21"),
        ("2024-23", "2024-09-01/2024-11-30"),
        ("1999~", "1999-01-01/1999-12-31"),
        ("2025-03-02/..", "2025-03-02/9999-12-31"),
    ],
)
def test_a_date_is_stored_as_written_and_sorts_by_its_bounds(text: str, key: str) -> None:
    source = make.make_source(published_on=text)

    assert (source.published_on, source.published_sort) == (text, key)


@pytest.mark.parametrize("text", ["soon", "2012-13", "12.5.2012", "99999", "2012-02-30"])
def test_a_date_that_cannot_be_read_is_refused_everywhere(text: str) -> None:
    form = modelform_factory(Source, fields=["published_on"])({"published_on": text})
    assert form.errors["published_on"]

    with pytest.raises(InvalidEdtf):
        make.make_source(published_on=text)


def test_sources_sort_in_time_however_precise_their_dates_are() -> None:
    dates = ["2024-05-21", "2024", "2023-24", "2024-05", "199X", ""]
    for date in dates:
        make.make_source(date, published_on=date) if date else make.make_source("undated")

    newest_first = list(Source.objects.by_date().values_list("title", flat=True))

    assert newest_first == ["2024-05-21", "2024-05", "2024", "2023-24", "199X", "undated"]


@pytest.mark.parametrize(
    ("name", "sort_name"),
    [("Sean Baker", "Baker, Sean"), ("Madonna", "Madonna"), ("黒澤明", "黒澤明")],
)
def test_a_sort_name_is_made_of_the_name(name: str, sort_name: str) -> None:
    assert make.make_person(name).sort_name == sort_name
    assert make.make_person(name, sort_name="X").sort_name == "X"


def test_bulk_insertion_derives_too() -> None:
    Person.objects.bulk_create([Person(name="Agnès Varda", slug="agnes-varda", born="1928")])

    person: Any = Person.objects.get()
    assert person.folded.startswith("agnes varda")
    assert person.born_sort == "1928-01-01/1928-12-31"
