"""A record is put back as it was, wholly or in a field; or it is said why not."""

from typing import Any

import pytest

from filmography.models import Award, Country, Credit, Film, Genre, OtherTitle, RecordVersion, Scene
from filmography.publishing.history import (
    RestoreRefused,
    digest,
    latest,
    restore,
    snapshot,
    versions_of,
)
from filmography.publishing.history.restoring import CHANGED_MEANWHILE, ERASED
from tests.factories import (
    make_award,
    make_editor,
    make_excerpt,
    make_film,
    make_person,
    make_scene,
)

pytestmark = pytest.mark.django_db
Kind = RecordVersion.Kind


@pytest.fixture
def film() -> Film:
    film = Film.objects.create(title="Anora", logline="A line.")
    film.countries.set(["FR"])
    film.genres.add(Genre.objects.create(name="Comedy"))
    OtherTitle.objects.create(film=film, title="Another")
    Credit.objects.create(film=film, person=make_person("One"), role="cast", position=1)
    Credit.objects.create(film=film, person=make_person("Two"), role="cast", position=2)
    return film


def seen(record: Any) -> int:
    return latest(record).pk


def back(version: RecordVersion, record: Any, **how: Any) -> Any:
    return restore(version, by=make_editor(), seen=seen(record), **how)


def change_all(film: Film) -> None:
    film.title, film.logline = "Other", "Another line."
    film.save()
    film.countries.set(["US"])
    film.genres.clear()
    film.other_titles.all().delete()
    one, two = film.credits.all()
    person, one.person = one.person, two.person
    Credit.objects.filter(pk=two.pk).delete()
    one.save()
    Credit.objects.create(film=film, person=person, role="cast", position=3)


def test_a_whole_version_with_its_relations_and_rows(film: Film) -> None:
    version = latest(film)
    change_all(film)
    back(version, film)
    assert digest(snapshot(Film.objects.get(pk=film.pk))) == version.digest
    newest = latest(film)
    assert (newest.kind, newest.why[:16]) == (Kind.RESTORED, "From the version")


def test_one_field_leaves_the_others(film: Film) -> None:
    version = latest(film)
    change_all(film)
    back(version, film, only="logline")
    film.refresh_from_db()
    assert (film.title, film.logline) == ("Other", "A line.")
    back(version, film, only="countries")
    assert [country.pk for country in film.countries.all()] == ["FR"]
    back(version, film, only="other_titles")
    assert film.other_titles.get().title == "Another"


def test_it_stays_as_public_as_it_is(film: Film) -> None:
    version = latest(film)
    film.publish(by=make_editor())
    Film.objects.filter(pk=film.pk).update(title="Other")
    back(version, film)
    film.refresh_from_db()
    assert (film.title, film.is_public) == ("Anora", True)


def test_of_two_at_once_the_second_is_told(film: Film) -> None:
    version = latest(film)
    change_all(film)
    both_saw = seen(film)
    restore(version, by=make_editor(), seen=both_saw)
    with pytest.raises(RestoreRefused) as refused:
        restore(version, by=make_editor(), seen=both_saw)
    assert refused.value.sentences == [CHANGED_MEANWHILE]


def test_what_breaks_a_constraint_is_said_and_changes_nothing(film: Film) -> None:
    film.budget_amount, film.budget_currency = 6, "USD"
    film.save()
    version = latest(film)
    Film.objects.filter(pk=film.pk).update(budget_amount=7, budget_currency="EUR", title="Other")
    RecordVersion.objects.filter(pk=version.pk).update(
        snapshot={
            **version.snapshot,
            "fields": version.snapshot["fields"] | {"budget_currency": ""},
        }
    )
    version.refresh_from_db()
    with pytest.raises(RestoreRefused, match="Give the currency of the budget"):
        back(version, film)
    film.refresh_from_db()
    assert (film.title, film.budget_amount) == ("Other", 7)


def test_an_address_that_another_record_has_is_said(film: Film) -> None:
    version = latest(film)
    film.slug = "another"
    film.save()
    Film.objects.create(title="Anora", slug="anora")
    with pytest.raises(RestoreRefused, match="Another record has this address"):
        back(version, film)


def test_records_that_are_gone_are_named(film: Film) -> None:
    version = latest(film)
    film.credits.all().delete()
    make_person("Three")
    for credit in version.snapshot["parts"]["credits"]:
        film.credits.model._meta.get_field("person").related_model.objects.get(
            pk=credit["person"]["id"]
        ).delete()
    with pytest.raises(RestoreRefused) as refused:
        back(version, film)
    assert refused.value.sentences == [
        "Person “One” does not exist any more. Bring it back first.",
        "Person “Two” does not exist any more. Bring it back first.",
    ]
    assert not film.credits.exists()


def test_a_row_that_something_needs_stays_and_says_why(film: Film) -> None:
    version = latest(film)
    cut = film.versions.create(name="Cut")
    make_scene(film, title="The door", version=cut)
    with pytest.raises(RestoreRefused, match="The door"):
        back(version, film)
    assert film.versions.get() == cut


def test_two_rows_may_change_places(film: Film) -> None:
    version = latest(film)
    one, two = film.credits.all()
    one_person, two_person = one.person, two.person
    film.credits.all().delete()
    for pk, person in ((one.pk, two_person), (two.pk, one_person)):
        Credit.objects.create(pk=pk, film=film, person=person, role="cast")
    back(version, film)
    assert [credit.person for credit in film.credits.all()] == [one_person, two_person]


def test_a_deleted_record_comes_back_under_its_number_and_address(film: Film) -> None:
    before, pk, slug = snapshot(film), film.pk, film.slug
    film.delete()
    version = RecordVersion.objects.deleted(Film).get()
    again = restore(version, by=make_editor(), seen=version.pk)
    assert (again.pk, again.slug) == (pk, slug)
    assert digest(snapshot(again)) == digest(before)
    assert latest(again).kind == Kind.BROUGHT_BACK
    assert not RecordVersion.objects.deleted(Film).exists()


def test_what_was_public_comes_back_as_a_draft_and_keeps_its_public_id() -> None:
    excerpt = make_excerpt("Words of a passage.")
    public_id, pk = excerpt.public_id, excerpt.pk
    excerpt.delete()
    version = RecordVersion.objects.deleted(type(excerpt)).get()
    again = restore(version, by=make_editor(), seen=version.pk)
    assert (again.pk, again.public_id, again.is_public) == (pk, public_id, False)
    assert again.subjects.count() == 1


def test_an_address_taken_meanwhile_gives_way_to_a_new_one(film: Film) -> None:
    film.delete()
    other = make_film("Anora")
    version = RecordVersion.objects.deleted(Film).get()
    again = restore(version, by=make_editor(), seen=version.pk)
    assert other.slug == "anora"
    assert again.slug not in ("", "anora")


def test_what_fell_with_a_record_comes_back_after_it(film: Film) -> None:
    make_scene(film, title="The door")
    film.delete()
    scene = RecordVersion.objects.deleted(Scene).get()
    with pytest.raises(RestoreRefused, match="Film “Anora” does not exist any more"):
        restore(scene, by=make_editor(), seen=scene.pk)
    gone = RecordVersion.objects.deleted(Film).get()
    restore(gone, by=make_editor(), seen=gone.pk)
    assert restore(scene, by=make_editor(), seen=scene.pk).title == "The door"


def test_a_record_whose_key_is_its_code_comes_back() -> None:
    code = Country.objects.create(code="XX", name="Nowhere")
    code.delete()
    version = RecordVersion.objects.deleted(Country).get()
    assert restore(version, by=make_editor(), seen=version.pk).name == "Nowhere"


def test_erased_words_do_not_come_back(film: Film) -> None:
    version = latest(film)
    change_all(film)
    versions_of(film).filter(pk=version.pk).erase()
    version.refresh_from_db()
    assert (version.snapshot, version.label, version.why) == ({}, "", "")
    assert len(version.digest) == 64
    with pytest.raises(RestoreRefused) as refused:
        back(version, film)
    assert refused.value.sentences == [ERASED]


def test_an_award_gets_its_people_back() -> None:
    person = make_person()
    award = make_award(make_film(), (person,))
    version = latest(award)
    award.people.clear()
    Award.objects.filter(pk=award.pk).update(year=1999)
    back(version, award)
    assert list(award.people.all()) == [person]
