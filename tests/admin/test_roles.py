"""Each role has exactly its rights on every way to a record. The table stands in verdicts.py."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from critiques.models import (
    Annotation,
    Capture,
    CaptureRead,
    Excerpt,
    FilmList,
    Publication,
    Reply,
    Response,
    Source,
    Theme,
)
from filmography.models import (
    Award,
    Country,
    Film,
    FilmVersion,
    Genre,
    Image,
    Language,
    Organisation,
    Person,
    Scene,
    SiteSettings,
)
from filmography.publishing.roles import EDITORS, MODERATORS
from tests import factories as make
from tests.admin.desk import form_data, url
from tests.admin.verdicts import KINDS, ROLES, rows

pytestmark = pytest.mark.django_db

MAKERS: dict[type[models.Model], Callable[..., models.Model]] = {
    Film: make.make_film,
    Person: make.make_person,
    Annotation: make.make_annotation,
    Excerpt: make.make_excerpt,
    FilmList: make.make_list,
    Response: make.make_response,
    Source: make.make_source,
    Theme: make.make_theme,
    Reply: make.make_reply,
    Capture: make.make_capture,
    CaptureRead: lambda: CaptureRead.objects.create(
        capture=make.make_capture(), by_name="Somebody", why="reading"
    ),
    Award: lambda: make.make_award(make.make_film()),
    Country: lambda: Country.objects.first(),
    FilmVersion: lambda: FilmVersion.objects.create(film=make.make_film(), name="Cut"),
    Genre: lambda: Genre.objects.create(name="Comedy"),
    Image: make.make_image,
    Language: make.make_language,
    Organisation: make.make_organisation,
    Publication: make.make_publication,
    Scene: lambda: make.make_scene(make.make_film()),
    Group: lambda: Group.objects.first(),
    SiteSettings: lambda: SiteSettings.objects.get_or_create(pk=1)[0],
}
# A relation through which each record is chosen by autocomplete.
CHOSEN_AS = {
    Film: ("filmography", "credit", "film"),
    Person: ("filmography", "credit", "person"),
    Annotation: None,
    Excerpt: ("critiques", "response", "to_excerpt"),
    FilmList: None,
    Response: None,
    Reply: None,
    Source: ("critiques", "excerpt", "source"),
    Theme: ("critiques", "excerpt", "themes"),
    Award: None,
    Image: None,
    Country: ("filmography", "film", "countries"),
    FilmVersion: ("filmography", "scene", "version"),
    Genre: ("filmography", "film", "genres"),
    Language: ("critiques", "source", "language"),
    Organisation: ("filmography", "award", "organisation"),
    Publication: ("critiques", "source", "publication"),
    Scene: ("critiques", "excerpt", "scenes"),
}


WITHOUT_RECORD = {"changelist", "add", "popup", "choose"}


def make_record(model: type[models.Model], state: str) -> models.Model:
    if model not in MAKERS:
        return make.make_administrator()
    if state == "-":
        return MAKERS[model]()
    record = MAKERS[model](published=state != "draft")
    if state == "withdrawn":
        record.withdraw(by=make.make_administrator())
    return record


def ask(
    client: Client, model: type[models.Model], view: str, record: models.Model | None
) -> HttpResponse | None:
    if view in ("changelist", "add"):
        return client.get(url(model, view))
    if view == "popup":
        return client.get(url(model, "add"), {"_popup": "1"})
    if view == "choose":
        return choose(client, model)
    if view == "save":
        return client.post(url(record), {"_continue": "on"})
    return client.get(url(record, view))


def choose(client: Client, model: type[models.Model]) -> HttpResponse | None:
    if CHOSEN_AS[model] is None:
        return None
    names = dict(zip(("app_label", "model_name", "field_name"), CHOSEN_AS[model], strict=True))
    return client.get(reverse("admin:autocomplete"), {**names, "term": ""})


def verdict(page: HttpResponse) -> str:
    if page.status_code in (200, 409):  # 409: of a save that says nothing of what it changes
        return "ok"
    if page.status_code in (403, 405):
        return "no"
    if page.status_code == 302 and page.url.startswith(reverse("admin:login")):
        return "login"
    return {reverse("admin:index"): "hidden"}.get(page.url, page.url)


def is_way_in_of_settings(model: type, view: str, page: HttpResponse) -> bool:
    """The list of site settings leads to the one row there is."""
    return model is SiteSettings and view == "changelist" and page.status_code == 302


@pytest.mark.parametrize(("kind", "view", "state", "expected"), rows())
def test_the_table_of_verdicts(
    as_role: Callable[[str], Client],
    kind: str,
    view: str,
    state: str,
    expected: dict[str, str],
) -> None:
    clients = {role: as_role(role) for role in ROLES}
    wrong = {}
    for model in KINDS[kind]:
        record = None if view in WITHOUT_RECORD else make_record(model, state)
        for role, client in clients.items():
            with transaction.atomic():
                page = ask(client, model, view, record)
                transaction.set_rollback(True)
            if page is None or (
                role == "administrator" and is_way_in_of_settings(model, view, page)
            ):
                continue
            if verdict(page) != expected[role]:
                wrong[model.__name__, role] = verdict(page)
    assert not wrong


def test_the_table_knows_every_admin() -> None:
    listed = [model for models_of_kind in KINDS.values() for model in models_of_kind]
    assert sorted(map(str, listed)) == sorted(map(str, admin.site._registry))


def test_autocompletes_that_are_not_choices_answer_nobody(as_role: Callable) -> None:
    """Not even by way of relations that no form offers, such as who wrote an annotation."""
    names = {"app_label": "critiques", "model_name": "annotation", "field_name": "author"}
    assert as_role("editor").get(reverse("admin:autocomplete"), names).status_code == 403
    assert as_role("moderator").get(reverse("admin:autocomplete"), names).status_code == 403


def test_what_moderators_see_names_no_draft(moderator: Client) -> None:
    secret = make.make_film("Secret film", published=False)
    person = make.make_person("Known person", pseudonym_of=None)
    excerpt = make.make_excerpt("Public words.", about=secret)
    make.make_subject(excerpt, make.make_film("Public film"))
    make.make_annotation(excerpt, "words", body="Secret note", published=False)
    make.make_response(excerpt, justification="Secret reason", published=False)
    excerpt.themes.add(make.make_theme("Secret theme", published=False))
    make.make_credit(secret, person)
    for address in (url(Excerpt), url(excerpt), url(Person), url(person), url(Film), url(Theme)):
        page = moderator.get(address)
        assert page.status_code == 200
        assert "ecret" not in page.content.decode(), address


def test_moderators_cannot_search_by_what_they_do_not_see(moderator: Client) -> None:
    excerpt = make.make_excerpt("Public words.", about=make.make_film("Secret", published=False))
    make.make_subject(excerpt, make.make_film())
    page = moderator.get(url(Excerpt), {"q": "secret"})
    assert list(page.context["cl"].result_list) == []


def test_no_page_tells_the_addresses_of_drafts(as_role: Callable) -> None:
    """Django's `admin/r/…` redirects any staff to the address of any record."""
    film = make.make_film(published=False)
    for role in ROLES:
        page = as_role(role).get(f"{reverse('admin:index')}r/{film.pk}/{film.pk}/", follow=False)
        assert page.status_code in (302, 404)
        assert film.slug not in page.headers.get("Location", "")


@pytest.mark.parametrize(("group", "role"), [(EDITORS, "editor"), (MODERATORS, "moderator")])
def test_revoked_rights_end_with_the_next_request(as_role: Callable, group: str, role: str) -> None:
    client = as_role(role)
    assert client.get(url(Film)).status_code == 200
    client.user.groups.clear()
    assert client.get(url(Film)).status_code == 403


@pytest.mark.parametrize("flag", ["is_staff", "is_active"])
def test_who_is_dismissed_is_out_at_once(editor: Client, flag: str) -> None:
    setattr(editor.user, flag, False)
    editor.user.save()
    assert verdict(editor.get(url(Film))) == "login"


def test_editors_and_moderators_have_no_right_outside_the_two_apps() -> None:
    outside = Permission.objects.exclude(content_type__app_label__in=["filmography", "critiques"])
    assert not outside.filter(group__isnull=False).exists()
    owners = Permission.objects.filter(content_type__model__in=["sitesettings", "formerslug"])
    assert not owners.filter(group__isnull=False).exists()


def test_moderators_may_view_and_withdraw_and_nothing_else() -> None:
    given = Group.objects.get(name=MODERATORS).permissions.values_list("codename", flat=True)
    assert {name.split("_")[0] for name in given} == {"view", "withdraw", "moderate"}
    assert not {name for name in given if "capture" in name}


def forged(model: type[models.Model]) -> dict[str, Any]:
    """Keys that are no fields of any form."""
    return {
        "state": "published",
        "published_at": "2020-01-01",
        "published_at_0": "2020-01-01",
        "published_at_1": "00:00:00",
        "published_until": "2030-01-01",
        "withdrawal_notice": "Forged",
        "public_id": "forged00",
        "folded": "forged",
        "author": "1",
        "id": "999999",
        "pk": "999999",
        "created_at": "2020-01-01",
    }


@pytest.mark.parametrize("model", KINDS["publishable"])
def test_forged_fields_change_nothing(editor: Client, model: type[models.Model]) -> None:
    record = MAKERS[model](published=False)
    before = model.objects.filter(pk=record.pk).values().get()
    data = form_data(editor.get(url(record))) | forged(model)
    assert editor.post(url(record), {**data, "_save": "on"}).status_code == 302
    after = model.objects.filter(pk=record.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"updated_at", "author_id"}
    assert after.get("author_id") in (None, editor.user.pk)


@pytest.mark.parametrize("model", KINDS["publishable"])
def test_moderators_cannot_press_buttons_that_they_do_not_have(
    moderator: Client, model: type[models.Model]
) -> None:
    record = MAKERS[model](published=True)
    for button in ("_save", "_publish", "_return_to_draft", "_send_to_review", "_saveasnew"):
        assert moderator.post(url(record), {button: "on"}).status_code == 403
    for action in ("publish", "return_to_draft", "send_to_review", "delete_selected"):
        moderator.post(url(model), {"action": action, "_selected_action": [record.pk]})
    record.refresh_from_db()
    assert record.state == "published"


def test_editors_do_not_delete_lists_of_records(editor: Client) -> None:
    film = make.make_film(published=False)
    data = {"action": "delete_selected", "_selected_action": [film.pk], "post": "yes"}
    editor.post(url(Film), data)
    assert Film.objects.filter(pk=film.pk).exists()
