"""“Preview” shows the public pages with the unsaved form, and leaves nothing behind."""

from html import unescape

import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.db import models
from django.http import HttpResponse
from django.test import Client

from critiques.models import (
    Annotation,
    Excerpt,
    FilmList,
    Publication,
    Reply,
    Response,
    Source,
    Theme,
)
from filmography.models import Film, Organisation, Person, Scene
from tests import factories as make
from tests.admin.desk import errors, new_rows, send, told, url

pytestmark = pytest.mark.django_db


def labels(page: HttpResponse) -> list[str]:
    return [place.label for place in page.context["places"]]


def texts(page: HttpResponse) -> list[str]:
    return [unescape(place.page) for place in page.context["places"]]


def rows() -> dict[str, list]:
    """Everything that is stored, but for sessions."""
    return {
        model._meta.label: sorted(map(repr, model._base_manager.values()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label != "sessions" and model._meta.managed
    }


def test_a_form_is_shown_as_readers_would_see_it_and_not_saved(editor: Client) -> None:
    film = make.make_film("Anora", published=False, logline="As stored.")
    person = make.make_person("Maker Seen")
    before = rows()

    page = send(
        editor,
        url(film),
        press="_preview",
        logline="As typed.",
        data=new_rows("credits", {"person": person.pk, "role": "director"}),
    )

    assert page.status_code == 200
    assert labels(page) == ["By itself", "Its scenes"]
    assert "As typed." in texts(page)[0]
    assert "Maker Seen" in texts(page)[0]
    assert rows() == before
    assert told(page) == []
    assert not mail.outbox
    assert page["Cache-Control"] == "private, no-store"
    assert page["X-Robots-Tag"].startswith("noindex")
    assert 'content="noindex' in texts(page)[0]


def test_a_record_that_was_never_saved(editor: Client) -> None:
    before = rows()
    page = send(editor, url(Film, "add"), press="_preview", title="New film")
    assert "New film" in texts(page)[0]
    assert rows() == before


def test_a_passage_is_shown_everywhere_that_it_will_appear(editor: Client) -> None:
    film, theme = make.make_film("Anora", published=False), make.make_theme("Thrift")
    source = make.make_source("The review", published=False)
    before = rows()
    data = new_rows("subjects", {"film": film.pk, "role": "subject", "stance": "mixed"})

    page = send(
        editor,
        url(Excerpt, "add"),
        press="_preview",
        data=data,
        source=source.pk,
        text="Words to be seen.",
        themes=[theme.pk],
    )

    assert labels(page) == [
        "By itself", "On the page of Anora", "On the page of Thrift", "On the page of The review",
    ]  # fmt: skip
    assert all("Words to be seen." in text for text in texts(page))
    assert rows() == before


def test_nothing_else_that_is_hidden_is_shown_with_it(editor: Client) -> None:
    film = make.make_film("Anora", published=False)
    make.make_credit(film, make.make_person("Nobody Yet", published=False))
    make.make_excerpt("A draft passage.", about=film, published=False)
    page = send(editor, url(film), press="_preview")
    assert not [text for text in texts(page) if "Nobody Yet" in text or "draft passage" in text]


def test_words_that_are_not_proved_are_shown_and_said_to_be_so(editor: Client) -> None:
    source = make.make_source()
    make.make_capture(source, "Quite other words stand in this source, and many of them.")
    excerpt = make.make_excerpt("Words it does not hold.", source=source, published=False)
    page = send(editor, url(excerpt), press="_preview")
    assert "these words cannot be published" in texts(page)[0]
    assert "do not stand in the captured text" in " ".join(page.context["told"])


def test_a_form_that_is_wrong_comes_back_with_its_errors(editor: Client) -> None:
    film = make.make_film("Anora", published=False)
    page = send(editor, url(film), press="_preview", title="", logline="Kept.")
    assert errors(page)
    assert "Kept." in page.content.decode()
    assert "Nothing was saved" in page.content.decode()


KINDS = {
    Film: lambda: make.make_film(published=False),
    Person: lambda: make.make_person(published=False),
    Source: lambda: make.make_source(published=False),
    Theme: lambda: make.make_theme(published=False),
    FilmList: lambda: make.make_list(published=False),
    Excerpt: lambda: make.make_excerpt(published=False),
    Annotation: lambda: make.make_annotation(published=False),
    Response: lambda: make.make_response(published=False),
    Organisation: lambda: make.make_award(make.make_film()).organisation,
    Publication: lambda: make.make_source(publication=make.make_publication()).publication,
    Scene: lambda: make.make_scene(make.make_film(published=False)),
}


@pytest.mark.parametrize("model", KINDS, ids=lambda model: model.__name__)
def test_every_kind_of_record_with_a_page(editor: Client, model: type[models.Model]) -> None:
    record = KINDS[model]()
    stored = editor.get(url(record, "preview"))
    typed = send(editor, url(record), press="_preview")
    assert labels(stored) == labels(typed) != []
    assert 'name="_preview"' in editor.get(url(record)).content.decode()


def test_no_kind_with_a_page_is_forgotten() -> None:
    with_page = {model for model in admin.site._registry if hasattr(model, "get_absolute_url")}
    assert with_page - set(KINDS) <= {Reply}  # which is decided on elsewhere


def test_what_has_no_page_yet_says_why(editor: Client) -> None:
    page = editor.get(url(make.make_organisation("Nowhere"), "preview"))
    assert page.context["places"] == []
    assert "Readers would see no page of it" in page.content.decode()


def test_who_may_not_see_a_draft_may_not_preview_it(moderator: Client) -> None:
    draft, public = make.make_film(published=False), make.make_film()
    assert moderator.get(url(draft, "preview")).status_code == 302
    assert moderator.get(url(public, "preview")).status_code == 200
    assert moderator.post(url(public), {"_preview": "on"}).status_code == 403
    assert Client().get(url(draft, "preview")).status_code == 302


def test_a_preview_costs_a_bounded_number_of_queries(
    editor: Client, django_assert_max_num_queries: object
) -> None:
    excerpt = make.make_excerpt(themes=(make.make_theme(),))
    with django_assert_max_num_queries(170):
        editor.get(url(excerpt, "preview"))
