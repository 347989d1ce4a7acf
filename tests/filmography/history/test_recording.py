"""Every change writes a version of its record, once, in the transaction of the change."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from critiques import kept as criticism
from filmography import kept as facts
from filmography.models import Country, Credit, Film, Genre, OtherTitle, Person, RecordVersion
from filmography.publishing.history import digest, latest, recording, snapshot, versions_of
from filmography.publishing.history.registry import all_kept, is_kept
from tests.factories import (
    make_credit,
    make_editor,
    make_excerpt,
    make_film,
    make_language,
    make_person,
    make_scene,
    make_theme,
)

pytestmark = pytest.mark.django_db
Kind = RecordVersion.Kind


def kinds(record: Any) -> list[str]:
    return list(versions_of(record).order_by("pk").values_list("kind", flat=True))


def test_every_model_is_kept_or_said_not_to_be() -> None:
    """Alone, or with the record that it is a part of; and none is both."""
    parts = {part.model for of in all_kept() for part in of.parts}
    parts |= {link.through for of in all_kept() for link in of.links}
    without = {**facts.WITHOUT_HISTORY, **criticism.WITHOUT_HISTORY}
    for app in ("filmography", "critiques"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            places = [is_kept(model), model in parts, model in without]
            assert places.count(True) == 1, model


def test_a_new_record_has_a_first_version() -> None:
    film = Film.objects.create(title="Anora")
    version = latest(film)
    assert (version.kind, version.label, version.by_name) == (Kind.ADDED, "Anora", "the system")
    assert version.snapshot["fields"]["title"] == "Anora"
    assert version.digest == digest(snapshot(film))


def test_a_new_record_is_told_with_what_it_was_given_in_the_same_act() -> None:
    with recording():
        credited, bare = make_film("Tangerine"), make_film("Starlet")
        with recording():
            make_credit(credited, make_person("Sean Baker"))
            titled = make_film("Red Rocket")
        credited.languages.add(make_language())
        make_scene(bare)  # a record of its own
        OtherTitle.objects.bulk_create([OtherTitle(film=titled, title="Rakieta")])

    parts = {film.title: latest(film).snapshot["parts"] for film in (credited, bare, titled)}
    assert parts["Tangerine"]["credits"][0]["person"]["label"] == "Sean Baker"
    assert latest(credited).snapshot["links"]["languages"][0]["id"] == "en"
    assert not any(parts["Starlet"].values())
    assert parts["Red Rocket"]["other_titles"][0]["title"] == "Rakieta"
    for film in (credited, bare, titled):
        assert versions_of(film).count() == 1
        assert latest(film).digest == digest(snapshot(film))


def test_no_rows_are_looked_for_that_a_new_record_cannot_have() -> None:
    with CaptureQueriesContext(connection) as asked:
        make_film()
    assert not [query for query in asked if "filmography_filmversion" in query["sql"]]


def test_saving_without_a_change_writes_no_version() -> None:
    film = Film.objects.create(title="Anora")
    film.save()
    assert kinds(film) == [Kind.ADDED]


def test_a_record_from_before_there_was_history_keeps_how_it_stood() -> None:
    film = Film.objects.create(title="Anora", year=2024)
    RecordVersion.objects.all().delete()
    film.title = "Anora!"
    film.save()
    assert kinds(film) == [Kind.BEFORE, Kind.CHANGED]
    assert versions_of(film).first().snapshot["fields"]["title"] == "Anora"


def _title(film: Film) -> None:
    OtherTitle.objects.create(film=film, title="Another")


def _credit(film: Film) -> None:
    Credit.objects.create(film=film, person=make_person(), role="director")


def _genre(film: Film) -> None:
    film.genres.add(Genre.objects.create(name="Comedy"))


def _country(film: Film) -> None:
    film.countries.add("FR")


def _country_from_behind(film: Film) -> None:
    Country.objects.get(pk="FR").films.add(film)


def _rows(film: Film) -> None:
    Film.objects.filter(pk=film.pk).update(logline="A line")


@pytest.mark.parametrize("change", [_title, _credit, _genre, _country, _country_from_behind, _rows])
def test_each_way_to_change_a_film_writes_a_version(change: Callable[[Film], None]) -> None:
    film = Film.objects.create(title="Anora")
    before = latest(film)
    change(film)
    after = latest(film)
    assert after.pk > before.pk
    assert after.digest != before.digest
    assert after.kind == Kind.CHANGED


def test_taking_away_is_a_change_too() -> None:
    film = Film.objects.create(title="Anora")
    _title(film), _genre(film), _country(film)
    before = versions_of(film).count()
    film.countries.clear()
    film.other_titles.get().delete()
    Genre.objects.get().delete()
    assert versions_of(film).count() == before + 3
    assert latest(film).snapshot["parts"]["other_titles"] == []
    assert latest(film).snapshot["links"] == {"countries": [], "languages": [], "genres": []}


def test_a_part_that_moves_changes_both_its_owners() -> None:
    one, other = Film.objects.create(title="One"), Film.objects.create(title="Other")
    title = OtherTitle.objects.create(film=one, title="Another")
    title.film = other
    title.save()
    assert latest(one).snapshot["parts"]["other_titles"] == []
    assert latest(other).snapshot["parts"]["other_titles"][0]["title"] == "Another"


def test_a_recording_writes_each_record_once_with_who_and_why() -> None:
    editor = make_editor()
    with recording(by=editor, why="Found the poster"):
        film = Film.objects.create(title="Anora")
        _title(film), _credit(film)
    version = versions_of(film).get()
    assert (version.by, version.by_name) == (editor, editor.username)
    assert (version.kind, version.why) == (Kind.ADDED, "Found the poster")
    assert len(version.snapshot["parts"]["credits"]) == 1


class Broken(Exception):
    pass


def _change_and_break(film: Film, kind: str = "") -> None:
    with recording(kind=kind):
        Film.objects.filter(pk=film.pk).update(title="Broken")
        raise Broken


def test_a_recording_that_fails_leaves_nothing() -> None:
    film = Film.objects.create(title="Anora")
    with pytest.raises(Broken):
        _change_and_break(film)
    assert kinds(film) == [Kind.ADDED]


def test_what_failed_within_a_recording_is_not_told_of_the_rest() -> None:
    film = Film.objects.create(title="Anora")
    with recording():
        with pytest.raises(Broken):
            _change_and_break(film, Kind.PUBLISHED)
        Film.objects.filter(pk=film.pk).update(title="Other")
    assert kinds(film) == [Kind.ADDED, Kind.CHANGED]


@transaction.atomic
def _save_and_break(film: Film) -> None:
    film.title = "Other"
    film.save()
    raise Broken


def test_the_version_is_part_of_the_transaction() -> None:
    film = Film.objects.create(title="Anora")
    with pytest.raises(Broken):
        _save_and_break(film)
    assert kinds(film) == [Kind.ADDED]


def test_transitions_are_told_by_whom() -> None:
    editor = make_editor()
    film = make_film(published=False)
    film.send_to_review(by=editor)
    film.publish(by=editor)
    film.withdraw(by=editor)
    assert kinds(film) == [Kind.ADDED, Kind.IN_REVIEW, Kind.PUBLISHED, Kind.WITHDRAWN]
    assert latest(film).by == editor
    assert list(versions_of(film).filter(was_published=True).values_list("kind", flat=True)) == [
        Kind.PUBLISHED
    ]


def test_deleting_keeps_the_last_version_and_tells_nothing_of_what_falls_with_it() -> None:
    film = Film.objects.create(title="Anora")
    _title(film)
    scene = make_scene(film)
    before, pk, scene_pk = versions_of(film).count(), film.pk, scene.pk
    film.delete()
    film.pk, scene.pk = pk, scene_pk
    assert versions_of(film).count() == before + 1
    assert latest(film).kind == Kind.DELETED
    assert latest(film).snapshot["parts"]["other_titles"][0]["title"] == "Another"
    assert latest(scene).kind == Kind.DELETED


def test_an_excerpt_is_kept_with_its_subjects_and_themes() -> None:
    theme, film = make_theme(), make_film()
    excerpt = make_excerpt(about=film, themes=(theme,))
    taken = latest(excerpt).snapshot
    assert taken["parts"]["subjects"][0]["film"] == {"id": film.pk, "label": str(film)}
    assert taken["links"]["themes"] == [{"id": theme.pk, "label": theme.name}]
    assert not {"quotation_state", "checked_at", "contributor_credit"} & set(taken["fields"])


def test_a_new_name_of_another_record_is_no_change() -> None:
    film = Film.objects.create(title="Anora")
    person = make_person()
    Credit.objects.create(film=film, person=person, role="director")
    before = latest(film)
    Person.objects.filter(pk=person.pk).update(name="Somebody else")
    film.save()
    assert latest(film) == before
    assert digest(snapshot(film)) == before.digest


@pytest.mark.parametrize("credits", [3, 40])
def test_a_recording_costs_the_same_however_many_parts(
    credits: int, django_assert_num_queries: Any
) -> None:
    film = Film.objects.create(title="Anora")
    with recording():
        people = [make_person() for _ in range(credits)]
        rows = [Credit(film=film, person=person, role="cast") for person in people]
        Credit.objects.bulk_create(rows)
    with django_assert_num_queries(9):
        snapshot(film)


def test_of_what_only_is_saved_nothing_is_told() -> None:
    film = Film.objects.create(title="Anora")
    RecordVersion.objects.all().delete()
    with recording():
        film.save()
    assert kinds(film) == []


def test_a_thousand_rows_cost_a_few_inserts(django_assert_max_num_queries: Any) -> None:
    Film.objects.bulk_create([Film(title=f"Film {n}", slug=f"film-{n}") for n in range(1_000)])
    with django_assert_max_num_queries(60):
        Film.objects.update(logline="A line.")
    assert RecordVersion.objects.filter(kind=Kind.CHANGED).count() == 1_000
