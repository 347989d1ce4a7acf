"""An editor sees who else has the same record open."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from filmography.models import Film, OpenForm
from tests import factories as make
from tests.admin.conftest import client_of
from tests.admin.desk import url

pytestmark = pytest.mark.django_db


@pytest.fixture
def film(db: None) -> Film:
    return make.make_film()


def others(client: Client, film: Film) -> list[str]:
    answer = client.post(url(film, "presence"))
    return answer.json()["others"] if answer.status_code == 200 else []


def test_each_sees_the_other_until_one_leaves(editor: Client, film: Film) -> None:
    ada = client_of("editor")
    ada.user.first_name, ada.user.last_name = "Ada", "Example"
    ada.user.save()
    assert editor.post(url(film, "presence")).status_code == 204
    assert others(ada, film) == [
        f"{editor.user.username} has this open since {timezone.localtime():%H:%M}."
    ]
    assert others(editor, film)[0].startswith("Ada Example has this open since ")
    assert ada.post(url(film, "presence"), {"leave": "on"}).status_code == 204
    assert others(editor, film) == []
    assert OpenForm.objects.count() == 1


def test_who_falls_silent_is_forgotten(editor: Client, film: Film) -> None:
    ada = client_of("editor")
    others(ada, film)
    OpenForm.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert others(editor, film) == []
    assert [entry.user for entry in OpenForm.objects.all()] == [editor.user]


def test_other_records_do_not_count(editor: Client, film: Film) -> None:
    others(client_of("editor"), make.make_film())
    others(client_of("editor"), make.make_person(pk=film.pk))
    assert others(editor, film) == []


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 302), ("moderator", 403), ("administrator", 204)]
)
def test_only_those_who_may_change_it_are_told(
    as_role: Callable[[str], Client], film: Film, role: str, status: int
) -> None:
    assert as_role(role).post(url(film, "presence")).status_code == status


@pytest.mark.parametrize("key", ["999999", "abc", "9" * 40, "%00"])
def test_a_record_that_is_not_there(editor: Client, film: Film, key: str) -> None:
    address = url(film, "presence").replace(f"/{film.pk}/", f"/{key}/")
    assert editor.post(address).status_code == 410


def test_nothing_is_noted_on_get(editor: Client, film: Film) -> None:
    assert editor.get(url(film, "presence")).status_code == 405
    assert not OpenForm.objects.exists()
