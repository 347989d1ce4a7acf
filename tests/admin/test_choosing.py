"""Editors choose other records by typing, and see enough to tell namesakes apart."""

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.forms import ModelChoiceField
from django.test import Client
from django.urls import reverse

from critiques.models import Excerpt, Reply, Source, Theme, ThemeName
from filmography.admin.records import RecordAdmin
from filmography.models import (
    Country,
    Film,
    Genre,
    Image,
    OtherName,
    OtherTitle,
    Person,
    SiteSettings,
)
from tests import factories as make
from tests.admin.desk import errors, form_data, send, url

NOT_ADDED_HERE = (Reply, Image, SiteSettings)


def choices(client: Client, relation: str, term: str) -> list[str]:
    app, model, field = relation.split(".")
    names = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    page = client.get(reverse("admin:autocomplete"), names)
    assert page.status_code == 200
    return [result["text"] for result in page.json()["results"]]


def films(client: Client, term: str) -> list[str]:
    return choices(client, "filmography.credit.film", term)


class TestFinding:
    @pytest.mark.parametrize("term", ["cleo", "CLÉO", "cléo 5", "cleo varda", "7 1962"])
    def test_a_film_by_title_director_and_year(self, editor: Client, term: str) -> None:
        film = make.make_film("Cléo de 5 à 7", year=1962)
        make.make_credit(film, make.make_person("Agnès Varda"))
        assert films(editor, term) == ["Cléo de 5 à 7 (1962) — Agnès Varda"]

    def test_a_film_by_another_title(self, editor: Client) -> None:
        film = make.make_film("七人の侍", year=1954)
        OtherTitle.objects.create(film=film, title="Seven Samurai")
        OtherTitle.objects.create(film=film, title="The Seven Samurai")
        assert films(editor, "seven samurai") == ["七人の侍 (1954)"]
        assert films(editor, "七人") == ["七人の侍 (1954)"]

    def test_a_person_by_another_name_but_not_by_a_suppressed_one(self, editor: Client) -> None:
        person = make.make_person("Sean Baker", born="1971-02-26")
        OtherName.objects.create(person=person, name="Sean S. Baker")
        OtherName.objects.create(person=person, name="Old Name", use=OtherName.Use.SUPPRESSED)
        found = ["Sean Baker (1971–)"]
        assert choices(editor, "filmography.credit.person", "sean s") == found
        assert choices(editor, "filmography.credit.person", "old name") == []

    def test_a_theme_by_another_name(self, editor: Client) -> None:
        theme = make.make_theme("Agency", broader=make.make_theme("Power"))
        ThemeName.objects.create(theme=theme, name="Self-determination")
        assert choices(editor, "critiques.excerpt.themes", "determination") == ["Agency (Power)"]

    def test_drafts_too_with_their_draft_directors(self, editor: Client) -> None:
        film = make.make_film("Draft", published=False)
        make.make_credit(film, make.make_person("Draft Director", published=False))
        assert films(editor, "draft") == ["Draft — Draft Director"]

    @pytest.mark.parametrize("term", ["\x00", "%00", "'\"", "\\", "%", "_", "x" * 10_000, "☃", "—"])
    def test_odd_terms_do_no_harm(self, editor: Client, term: str) -> None:
        assert isinstance(films(editor, term), list)
        assert editor.get(url(Film), {"q": term}).status_code == 200


class TestLabels:
    def test_tell_namesakes_apart(self, editor: Client) -> None:
        make.make_person("John Smith", born="1950", died="2001")
        make.make_person("John Smith", disambiguation="film critic")
        found = choices(editor, "filmography.credit.person", "john smith")
        assert sorted(found) == ["John Smith (1950–2001)", "John Smith (film critic)"]

    def test_of_a_source_an_excerpt_a_scene_and_an_organisation(self, editor: Client) -> None:
        source = make.make_source(
            "On Anora", publication=make.make_publication("Film Review"), published_on="2024-11"
        )
        make.make_excerpt("A passage of some words.", source=source)
        make.make_scene(make.make_film("Anora", year=2024), "The ring")
        make.make_organisation("Gaumont", country=Country.objects.get(code="FR"))
        assert choices(editor, "critiques.excerpt.source", "anora") == [
            "On Anora — Film Review, 2024"
        ]
        assert choices(editor, "critiques.response.to_excerpt", "passage") == [
            "A passage of some words. — On Anora"
        ]
        assert choices(editor, "critiques.excerpt.scenes", "ring") == ["The ring — Anora (2024)"]
        assert choices(editor, "filmography.award.organisation", "gaumont") == [
            "Gaumont (company, France)"
        ]

    def test_stay_on_what_is_chosen(self, editor: Client) -> None:
        film = make.make_film("Namesake", year=1999)
        make.make_credit(film, make.make_person("Ann Director"))
        page = editor.get(url(make.make_excerpt(about=film)))
        assert "Namesake (1999) — Ann Director</option>" in page.content.decode()


def relation_fields(page: object) -> list[tuple[str, object]]:
    found = [page.context["adminform"].form]
    found += [inline.formset.empty_form for inline in page.context["inline_admin_formsets"]]
    return [
        (f"{type(form).__name__}.{name}", field.widget)
        for form in found
        for name, field in form.fields.items()
        if isinstance(field, ModelChoiceField) and not field.widget.is_hidden
    ]


def test_every_relation_is_chosen_by_autocomplete(editor: Client) -> None:
    stock = [
        name
        for model, model_admin in admin.site._registry.items()
        if isinstance(model_admin, RecordAdmin) and model not in NOT_ADDED_HERE
        for name, widget in relation_fields(editor.get(url(model, "add")))
        if not isinstance(getattr(widget, "widget", widget), AutocompleteMixin)
    ]
    assert stock == []


class TestTags:
    @pytest.fixture
    def themes(self, db: None) -> list[Theme]:
        return [make.make_theme("Agency"), make.make_theme("Labour, sold"), make.make_theme("日本")]

    def test_are_saved_as_they_are_chosen(self, editor: Client, themes: list[Theme]) -> None:
        excerpt = make.make_excerpt(themes=(themes[0],))
        chosen = [themes[1].pk, themes[2].pk]
        assert errors(send(editor, url(excerpt), themes=chosen)) == []
        assert set(excerpt.themes.all()) == set(themes[1:])
        assert Theme.objects.count() == 3

    def test_are_kept_when_something_else_changes(
        self, editor: Client, themes: list[Theme]
    ) -> None:
        excerpt = make.make_excerpt(themes=tuple(themes))
        links = set(excerpt.tagged_themes.values_list("pk", flat=True))
        assert errors(send(editor, url(excerpt), content_notes="Changed")) == []
        assert set(excerpt.tagged_themes.values_list("pk", flat=True)) == links

    def test_are_all_taken_away(self, editor: Client, themes: list[Theme]) -> None:
        excerpt = make.make_excerpt(themes=tuple(themes))
        data = form_data(editor.get(url(excerpt)))
        del data["themes"]
        editor.post(url(excerpt), {**data, "_save": "on"})
        assert not excerpt.themes.exists()

    @pytest.mark.parametrize("made_up", ["999999", "abc", "", "Agency"])
    def test_that_do_not_exist_are_refused(self, editor: Client, made_up: str) -> None:
        excerpt = make.make_excerpt()
        assert len(errors(send(editor, url(excerpt), themes=[made_up]))) == 1
        assert not excerpt.themes.exists()

    def test_genres_of_a_new_film(self, editor: Client) -> None:
        genre = Genre.objects.create(name="Screwball comedy")
        assert errors(send(editor, url(Film, "add"), title="New", genres=[genre.pk])) == []
        assert list(Film.objects.get(title="New").genres.all()) == [genre]

    def test_chosen_ones_are_shown_with_their_names(
        self, editor: Client, themes: list[Theme]
    ) -> None:
        page = editor.get(url(make.make_excerpt(themes=(themes[1],))))
        assert f'<option value="{themes[1].pk}" selected>Labour, sold</option>' in (
            page.content.decode()
        )


class TestQuickAdd:
    @pytest.mark.parametrize(
        ("model", "fields"),
        [
            (Film, {"title": "Quick"}),
            (Person, {"name": "Quick"}),
            (Theme, {"name": "Quick"}),
            (Genre, {"name": "Quick"}),
            (Source, {"title": "Quick"}),
        ],
    )
    def test_asks_for_little_and_hands_back_the_record(
        self, editor: Client, model: type, fields: dict[str, str]
    ) -> None:
        address = f"{url(model, 'add')}?_popup=1"
        page = editor.get(address)
        assert len(page.context["adminform"].form.fields) <= 6
        assert page.context["inline_admin_formsets"] == []
        saved = send(editor, address, _popup="1", **fields)
        assert "Quick" in saved.context["popup_response_data"]
        record = model.objects.get(**fields)
        assert getattr(record, "state", "draft") == "draft"

    def test_is_offered_beside_the_field(self, editor: Client) -> None:
        page = editor.get(url(Excerpt, "add")).content.decode()
        for field in ("add_id_source", "add_id_themes", "add_id_subjects-__prefix__-film"):
            assert f'id="{field}"' in page

    def test_no_cross_beside_a_choice_deletes_the_record(self, editor: Client) -> None:
        assert "delete-related" not in editor.get(url(Excerpt, "add")).content.decode()
