"""The log-ins of a demonstration, which exist nowhere else."""

from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command

from filmography.publishing.roles import EDITORS, MODERATORS

pytestmark = pytest.mark.django_db


def demo_staff() -> dict[str, str]:
    """The user names and passwords that are printed."""
    out = StringIO()
    call_command("demo_staff", stdout=out)
    _, *lines = out.getvalue().splitlines()
    return dict(line.split() for line in lines)


def test_the_printed_passwords_open_the_desk_in_the_three_roles() -> None:
    users = {
        name: authenticate(username=name, password=word) for name, word in demo_staff().items()
    }
    assert all(user.is_staff and user.is_active for user in users.values())
    groups = {
        name: list(user.groups.values_list("name", flat=True)) for name, user in users.items()
    }
    assert groups == {"administrator": [], "editor": [EDITORS], "moderator": [MODERATORS]}
    assert [name for name, user in users.items() if user.is_superuser] == ["administrator"]


def test_each_time_the_passwords_are_new_and_the_accounts_the_same() -> None:
    first, second = demo_staff(), demo_staff()
    assert not set(first.values()) & set(second.values())
    assert User.objects.count() == 3
    assert not authenticate(username="editor", password=first["editor"])


def test_rights_that_somebody_added_are_taken_away_again() -> None:
    demo_staff()
    User.objects.filter(username="editor").update(is_superuser=True, is_active=False)
    demo_staff()
    editor = User.objects.get(username="editor")
    assert (editor.is_superuser, editor.is_active) == (False, True)


@pytest.mark.parametrize(
    "address",
    ["https://films.example.org", "http://192.168.0.7:8000", "https://localhost.evil.org"],
)
def test_a_site_that_others_reach_is_refused(settings: Any, address: str) -> None:
    settings.SITE_URL = address
    with pytest.raises(CommandError, match="no demonstration"):
        demo_staff()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "address", ["http://localhost:8001", "http://127.0.0.1", "http://[::1]:8000"]
)
def test_a_site_on_this_machine_is_served(settings: Any, address: str) -> None:
    settings.SITE_URL = address
    assert set(demo_staff()) == {"administrator", "editor", "moderator"}


def test_without_the_groups_it_says_what_to_do() -> None:
    Group.objects.all().delete()
    with pytest.raises(CommandError, match="migrate"):
        demo_staff()
    assert not User.objects.exists()
