"""The index follows every change of a record, however it is made, in the same transaction."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from critiques.models import (
    Annotation,
    Excerpt,
    ExcerptSubject,
    ExcerptTranslation,
    ExcerptVoice,
    FilmListEntry,
    SearchEntry,
    SearchLanguage,
    SourceContributor,
    ThemeName,
)
from critiques.search.backends import backend
from critiques.search.documents import MODELS
from critiques.search.finding import Kind
from critiques.search.indexing import made, remove_orphans, wrong_entries
from filmography.models import Credit, Film, Genre, OtherName, OtherTitle
from filmography.publishing.history import NewRecords, recording
from filmography.publishing.history.registry import kept
from filmography.publishing.statistics import gather_statistics
from tests import factories as make
from tests.critiques.search.asking import found

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


class Records:
    """One of everything, hung together."""

    def __init__(self) -> None:
        self.editor = make.make_editor()
        self.film, self.other_film = make.make_film("Aardvark"), make.make_film("Wombat")
        self.person, self.critic = make.make_person("Zoe Quill"), make.make_person("Ada Byline")
        self.credit = make.make_credit(self.film, self.person)
        self.paper = make.make_publication("Gazette")
        self.source = make.make_source("Review", author=self.critic, publication=self.paper)
        self.organisation = make.make_organisation("Guildhall")
        SourceContributor.objects.create(source=self.source, organisation=self.organisation)
        self.theme = make.make_theme("Kindness")
        self.excerpt = make.make_excerpt(
            "Plain words of praise", source=self.source, about=self.film, themes=(self.theme,)
        )
        self.note = make.make_annotation(self.excerpt, "words", body="A remark")
        ExcerptVoice.objects.create(excerpt=self.excerpt, person=self.person)
        self.scene = make.make_scene(self.film, "The quarrel", description="They shout")
        self.part = make.make_film_organisation(self.film, self.organisation)
        self.award = make.make_award(organisation=make.make_organisation("Jury"),
                                     people=(self.person,))  # fmt: skip
        self.quoted = make.make_source("Letters")
        self.change_rows(self.excerpt, quoted_from_source=self.quoted)
        self.list = make.make_list("Ten best", films=(self.film,), source=self.source)

    def change(self, record: Any, **values: Any) -> None:
        for name, value in values.items():
            setattr(record, name, value)
        record.save()

    def change_rows(self, record: Any, **values: Any) -> None:
        type(record).objects.filter(pk=record.pk).update(**values)


@pytest.fixture(scope="module")
def made_records(module_records: None) -> Records:
    return Records()


@pytest.fixture
def records(made_records: Records) -> Records:
    """As they stand in the database before each test, which undoes its changes there only."""
    return deepcopy(made_records)


CHANGES: dict[str, Callable[[Records], Any]] = {
    "all that is new in one act": lambda r: _all_that_is_new_in_one_act(r),
    "film renamed": lambda r: r.change(r.film, title="Numbat"),
    "film renamed in bulk": lambda r: r.change_rows(r.film, title="Numbat"),
    "film's synopsis": lambda r: r.change(r.film, synopsis="About a *burrow*."),
    "film's year": lambda r: r.change(r.film, year=1984),
    "film withdrawn": lambda r: r.film.withdraw(by=r.editor),
    "film until a time": lambda r: r.change_rows(r.film, published_until=timezone.now() + HOUR),
    "films updated by bulk_update": lambda r: _bulk_update(r),
    "film's other title": lambda r: OtherTitle.objects.create(film=r.film, title="Antbear"),
    "film's languages": lambda r: r.film.languages.add(make.make_language("fr", "French")),
    "a language's films": lambda r: make.make_language("fr", "French").films.add(r.film),
    "a language's films cleared": lambda r: _clear_films(r),
    "film's genre": lambda r: r.film.genres.add("Western"),
    "film's genres cleared": lambda r: _clear_genres(r),
    "genre renamed": lambda r: _rename_genre(r),
    "credit": lambda r: make.make_credit(r.other_film, r.critic),
    "credit of another film": lambda r: r.change(r.credit, film=r.other_film),
    "credit moved in bulk": lambda r: r.change_rows(r.credit, film=r.other_film),
    "credit removed": lambda r: r.credit.delete(),
    "credits removed": lambda r: Credit.objects.all().delete(),
    "person renamed": lambda r: r.change(r.person, name="Zoe Penn"),
    "person withdrawn": lambda r: r.critic.withdraw(by=r.editor),
    "person's other name": lambda r: OtherName.objects.create(person=r.critic, name="Nom"),
    "other name suppressed": lambda r: _suppress(r),
    "organisation renamed": lambda r: r.change(r.organisation, name="Townhall"),
    "publication renamed": lambda r: r.change(r.paper, name="Herald"),
    "publication renamed in bulk": lambda r: r.change_rows(r.paper, name="Herald"),
    "film's address": lambda r: r.change(r.film, slug="elsewhere"),
    "person's address": lambda r: r.change(r.critic, slug="elsewhere"),
    "source's address": lambda r: r.change(r.source, slug="elsewhere"),
    "source's title devised": lambda r: r.change(r.source, title_is_devised=True),
    "source's full text": lambda r: r.change(r.source, rights="ours", full_text="A long text"),
    "quoted source renamed": lambda r: r.change(r.quoted, title="Diaries"),
    "quoted source withdrawn": lambda r: r.quoted.withdraw(by=r.editor),
    "scene renamed": lambda r: r.change(r.scene, title="The truce"),
    "scene described in bulk": lambda r: r.change_rows(r.scene, description="Silence"),
    "scene deleted": lambda r: r.scene.delete(),
    "organisation has no part": lambda r: r.part.delete(),
    "organisation described": lambda r: r.change(r.organisation, note="In *Lagos*."),
    "award of another": lambda r: r.change(r.award, organisation=r.organisation),
    "award to nobody": lambda r: r.award.people.clear(),
    "awards to nobody": lambda r: r.person.awards.clear(),
    "award to another": lambda r: r.critic.awards.add(r.award),
    "honoured withdrawn": lambda r: r.person.withdraw(by=r.editor),
    "award of a film": lambda r: r.change_rows(r.award, film=r.other_film),
    "contributors put in order": lambda r: r.change_rows(r.source.contributors.last(), position=9),
    "passage covered": lambda r: r.change(r.excerpt, spoiler=True),
    "passage's place": lambda r: r.change_rows(r.excerpt, locator_label="page", locator_from="3"),
    "source renamed": lambda r: r.change(r.source, title="Essay"),
    "source dated": lambda r: r.change(r.source, published_on="1999-05"),
    "source withdrawn": lambda r: r.source.withdraw(by=r.editor),
    "source's language": lambda r: r.change(r.source, language=make.make_language("fr", "F")),
    "source's contributor": lambda r: SourceContributor.objects.create(
        source=r.source, name_as_credited="Stringer"
    ),
    "contributors removed": lambda r: r.source.contributors.all().delete(),
    "theme renamed": lambda r: r.change(r.theme, name="Mercy"),
    "theme withdrawn": lambda r: r.theme.withdraw(by=r.editor),
    "theme's other name": lambda r: ThemeName.objects.create(theme=r.theme, name="Grace"),
    "theme put on": lambda r: r.excerpt.themes.add(make.make_theme("Thrift")),
    "theme taken off": lambda r: r.excerpt.themes.remove(r.theme),
    "themes cleared": lambda r: r.excerpt.themes.clear(),
    "theme deleted": lambda r: r.theme.delete(),
    "passage reworded": lambda r: r.change(r.excerpt, text="Other words of blame"),
    "passage reworded in bulk": lambda r: r.change_rows(
        r.note.excerpt, language="en", text="Words"
    ),
    "passage withdrawn": lambda r: r.excerpt.withdraw(by=r.editor),
    "passage of another source": lambda r: r.change_rows(r.excerpt, source=make.make_source()),
    "passage not proved": lambda r: r.change_rows(r.excerpt, quotation_state="absent"),
    "passage proved": lambda r: _prove(r),
    "passage deleted": lambda r: r.excerpt.delete(),
    "passages deleted": lambda r: Excerpt.objects.all().delete(),
    "subject added": lambda r: make.make_subject(r.excerpt, r.other_film, stance="mixed"),
    "subject changed": lambda r: ExcerptSubject.objects.update(film=r.other_film),
    "subject of another passage": lambda r: ExcerptSubject.objects.update(
        excerpt=make.make_excerpt()
    ),
    "subjects removed": lambda r: ExcerptSubject.objects.all().delete(),
    "subjects made in bulk": lambda r: ExcerptSubject.objects.bulk_create(
        [ExcerptSubject(excerpt=r.excerpt, film=r.other_film)]
    ),
    "voice": lambda r: ExcerptVoice.objects.create(excerpt=r.excerpt, name="Bystander"),
    "translation": lambda r: ExcerptTranslation.objects.create(
        excerpt=r.excerpt, language=make.make_language("fr", "F"), text="Mots", translator="T"
    ),
    "note": lambda r: make.make_annotation(r.excerpt, "Plain", body="Another remark"),
    "note changed": lambda r: r.change(r.note, body="Something else"),
    "note withdrawn": lambda r: r.note.withdraw(by=r.editor),
    "note from a time on": lambda r: r.change_rows(r.note, published_at=timezone.now() + HOUR),
    "note out of place": lambda r: r.change_rows(r.note, placement="orphaned"),
    "notes removed": lambda r: Annotation.objects.all().delete(),
    "list renamed": lambda r: r.change(r.list, title="Ten worst"),
    "list's film": lambda r: FilmListEntry.objects.create(film_list=r.list, film=r.other_film),
    "list's entries removed": lambda r: FilmListEntry.objects.all().delete(),
    "everything at once": lambda r: _everything(r),
}


# What is done is undone again.
AS_BEFORE = {
    "a language's films cleared", "film's genres cleared", "other name suppressed",
    "contributors put in order", "award to another", "award of a film",
}  # fmt: skip


def _bulk_update(r: Records) -> None:
    r.film.title, r.other_film.title = "Okapi", "Tapir"
    Film.objects.bulk_update([r.film, r.other_film], ["title"])


def _clear_films(r: Records) -> None:
    language = make.make_language("fr", "French")
    r.film.languages.add(language)
    language.films.clear()


def _clear_genres(r: Records) -> None:
    r.film.genres.add("Western")
    Genre.objects.all().delete()


def _rename_genre(r: Records) -> None:
    r.film.genres.add("Western")
    r.change(Genre.objects.get(), name="Eastern")


def _suppress(r: Records) -> None:
    name = OtherName.objects.create(person=r.critic, name="Nom")
    r.change(name, use="suppressed")


def _prove(r: Records) -> None:
    make.make_capture(r.source, "Before. Plain words of praise. After.")


def _everything(r: Records) -> None:
    with recording():
        r.change(r.film, title="Quokka")
        r.excerpt.themes.clear()
        r.excerpt.delete()
        make.make_excerpt("New words", about=r.film)


def _all_that_is_new_in_one_act(r: Records) -> None:
    """Rows come to records of the act before and after other rows, and in acts within it."""
    with recording():
        film, person = make.make_film("Quokka"), make.make_person("May Flower")
        film.save()
        OtherTitle.objects.create(film=film, title="Setonix")
        with recording():
            make.make_credit(film, person)
            source, theme = make.make_source("Column"), make.make_theme("Patience")
            OtherName.objects.bulk_create([OtherName(person=person, name="June Flower")])
        film.genres.add("Western")
        film.languages.add(make.make_language("fr", "French"))
        SourceContributor.objects.create(source=source, person=person)
        ThemeName.objects.create(theme=theme, name="Forbearance")
        excerpt = make.make_excerpt("Words of thanks", source=source, about=film, themes=(theme,))
        with recording():
            make.make_annotation(excerpt, "thanks", body="Another remark")
            ExcerptVoice.objects.create(excerpt=excerpt, person=person)
        ExcerptTranslation.objects.create(
            excerpt=excerpt, language_id="fr", text="Merci", translator="T"
        )
        make.make_list("Five best", films=(film,))


def wrong() -> dict[str, set[int]]:
    found = {
        kind.name: wrong_entries(kind, list(model._base_manager.values_list("pk", flat=True)))
        for kind, model in MODELS.items()
    }
    return {kind: pks for kind, pks in found.items() if pks}


@pytest.mark.parametrize("name", CHANGES)
def test_after_a_change_each_entry_is_what_it_would_be_made_now(
    records: Records, name: str
) -> None:
    before = set(SearchEntry.objects.values_list())

    CHANGES[name](records)

    assert not wrong()
    assert backend().is_sound()
    assert (set(SearchEntry.objects.values_list()) == before) is (name in AS_BEFORE)
    assert not any(remove_orphans(kind, only_count=True) for kind in Kind)


def test_what_a_new_record_cannot_own_is_not_looked_for(
    monkeypatch: pytest.MonkeyPatch, records: Records
) -> None:
    """Only rows whose changes are noticed as changes of their owners are left out so."""
    left_out, may_own = set(), NewRecords.may_own

    def note(new: NewRecords, model: Any, pks: Any, rows: Any) -> list:
        left_out.add((model, rows))
        return may_own(new, model, pks, rows)

    monkeypatch.setattr(NewRecords, "may_own", note)
    for kind, model in MODELS.items():
        made(kind, list(model._base_manager.values_list("pk", flat=True)))

    for model, rows in left_out:
        owned = {part.model for part in kept(model).parts}
        assert rows in owned | {link.through for link in kept(model).links}
    assert (Excerpt, ExcerptTranslation) in left_out
    with CaptureQueriesContext(connection) as asked, recording():
        make.make_excerpt("New words", about=make.make_film())
    sql = " ".join(query["sql"] for query in asked)
    assert "critiques_excerptsubject" in sql
    for rows in (ExcerptTranslation, ExcerptVoice, Credit, OtherTitle, SourceContributor):
        assert rows._meta.db_table not in sql


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("numbat praise", "film renamed"),
        ("film:numbat", "film renamed in bulk"),
        ("by:penn", "person renamed"),
        ("by:townhall", "organisation renamed"),
        ("theme:mercy", "theme renamed"),
        ("herald", "publication renamed in bulk"),
        ("bystander", "voice"),
        ("mots", "translation"),
        ("something else", "note changed"),
    ],
)
def test_a_passage_is_found_by_what_it_stands_with_now(
    records: Records, typed: str, name: str
) -> None:
    assert found(typed) == []

    CHANGES[name](records)

    assert found(typed) == [records.excerpt.pk]


@pytest.mark.parametrize(
    "name",
    [
        "film withdrawn", "source withdrawn", "passage withdrawn", "passage not proved",
        "passage deleted", "passages deleted", "subjects removed", "subject of another passage",
    ],
)  # fmt: skip
def test_what_is_no_longer_public_is_no_longer_found(records: Records, name: str) -> None:
    assert found("praise") == [records.excerpt.pk]

    CHANGES[name](records)

    assert found("praise") == []


def test_a_change_that_is_rolled_back_is_not_in_the_index(records: Records) -> None:
    with transaction.atomic():
        records.change(records.film, title="Numbat")
        assert found("numbat", Kind.FILM) == [records.film.pk]
        transaction.set_rollback(True)

    assert found("numbat", Kind.FILM) == []
    assert found("aardvark", Kind.FILM) == [records.film.pk]


def test_a_new_synopsis_leaves_the_passages_alone(
    records: Records, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        make.make_excerpt(about=records.film)
    with django_assert_max_num_queries(37):
        records.change(records.film, synopsis="Another synopsis.")


def test_rebuilding_finds_and_mends_what_went_past_the_index(records: Records) -> None:
    call_command("rebuild_search", check=True)
    Film._base_manager.filter(pk=records.film.pk).update(title="Numbat")
    with pytest.raises(CommandError, match="Films: 1 are wrong"):
        call_command("rebuild_search", check=True)

    call_command("rebuild_search")

    call_command("rebuild_search", check=True)
    assert found("numbat praise") == [records.excerpt.pk]


def test_rebuilding_finds_the_rules_of_a_language_that_are_not_known(records: Records) -> None:
    records.film.other_titles.create(title="Biciclette", language=make.make_language("it", "I"))
    SearchLanguage.objects.all().delete()
    with pytest.raises(CommandError, match="Films: 1 are wrong"):
        call_command("rebuild_search", check=True)

    call_command("rebuild_search")

    call_command("rebuild_search", check=True)
    assert found("biciclette", Kind.FILM) == [records.film.pk]


def test_rebuilding_removes_what_records_left_behind(records: Records) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM critiques_annotation")
        cursor.execute("DELETE FROM critiques_excerptvoice")
        cursor.execute("DELETE FROM critiques_excerptsubject")
        cursor.execute("DELETE FROM critiques_taggedexcerpt")
        cursor.execute("DELETE FROM critiques_excerpt")
    with pytest.raises(CommandError, match="of records that are no more"):
        call_command("rebuild_search", check=True)

    call_command("rebuild_search")

    assert not SearchEntry.objects.filter(pk__gte=Kind.EXCERPT << 56).exists()
    assert backend().is_sound()


def test_an_index_made_anew_is_the_same(records: Records) -> None:
    before = set(SearchEntry.objects.values_list())

    call_command("rebuild_search", anew=True)

    assert set(SearchEntry.objects.values_list()) == before
    assert found("praise") == [records.excerpt.pk]


def test_sources_and_people_are_indexed_too(records: Records) -> None:
    assert found("review", Kind.SOURCE) == [records.source.pk]
    assert found("quill", Kind.PERSON) == [records.person.pk]
    assert found("kindness", Kind.THEME) == [records.theme.pk]
    assert found("ten best", Kind.LIST) == [records.list.pk]
    assert found("quarrel", Kind.SCENE) == [records.scene.pk]
    assert found("shout", Kind.SCENE) == [records.scene.pk]
    assert found("guildhall", Kind.ORGANISATION) == [records.organisation.pk]
    assert found("jury", Kind.ORGANISATION) == [records.award.organisation_id]


def test_scenes_and_organisations_are_found_as_long_as_their_film_is_public(
    records: Records,
) -> None:
    records.film.withdraw(by=records.editor)

    assert found("quarrel", Kind.SCENE) == []
    assert found("guildhall", Kind.ORGANISATION) == []
    assert found("jury", Kind.ORGANISATION) == [records.award.organisation_id]


def test_a_full_text_is_found_as_its_source(records: Records) -> None:
    text = f"{'Long ago and far away. ' * 1_000} A singular remark."
    records.change(records.source, rights="public_domain", full_text=text)

    assert found("singular remark", Kind.SOURCE) == [records.source.pk]
    assert found('"singular remark"', Kind.SOURCE) == [records.source.pk]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone plans by these tables")
def test_statistics_take_the_tables_within_the_index_for_large_ones(records: Records) -> None:
    gather_statistics()

    with connection.cursor() as cursor:
        cursor.execute("SELECT tbl, stat FROM sqlite_stat1")
        known = dict(cursor.fetchall())
        cursor.execute(
            "EXPLAIN QUERY PLAN DELETE FROM critiques_search_data WHERE id BETWEEN 5 AND 6"
        )
        plan = cursor.fetchone()[-1]
    assert known["critiques_search_data"].startswith("1000000")
    assert known["critiques_searchentry"] == str(SearchEntry.objects.count())
    assert plan.startswith("SEARCH")
