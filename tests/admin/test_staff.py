"""Staff are invited by mail, choose their own password and can ask for another."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from filmography.publishing.roles import EDITORS
from tests import factories as make
from tests.admin.desk import errors, send, told, url

PASSWORD = "a quiet lighthouse keeper"
Committed = Callable[..., Any]


class BrokenServer(EmailBackend):
    def send_messages(self, messages: list) -> int:
        raise ConnectionRefusedError("Connection refused")


@pytest.fixture
def invite(
    administrator: Client, django_capture_on_commit_callbacks: Committed
) -> Callable[..., Any]:
    def send(**fields: Any) -> Any:
        groups = [Group.objects.get(name=EDITORS).pk]
        data = {"username": "ada", "email": "ada@example.org", "groups": groups, **fields}
        with django_capture_on_commit_callbacks(execute=True):
            return administrator.post(url(User, "add"), {**data, "_save": "on"})

    return send


def choose_password(link: str, password: str) -> Client:
    """As one who follows a link in a mail, in a browser of their own."""
    client = Client()
    page = client.get(link.removeprefix(settings.SITE_URL), follow=True)
    assert page.context["validlink"]
    address = page.redirect_chain[-1][0]
    done = client.post(address, {"new_password1": password, "new_password2": password})
    assert done.status_code == 302, done.context["form"].errors
    return client


def link_in(message: mail.EmailMessage) -> str:
    return re.search(r"\S+/reset/\S+", message.body)[0]


def log_in(client: Client, name: str, password: str) -> bool:
    data = {"username": name, "password": password, "next": reverse("admin:index")}
    page = client.post(reverse("admin:login"), data)
    return page.status_code == 302 and client.get(reverse("admin:index")).status_code == 200


def test_an_invitation_leads_to_the_desk(invite: Callable) -> None:
    editors = Group.objects.get(name=EDITORS)
    page = invite(groups=[editors.pk])
    assert "An invitation was sent to ada@example.org." in told(page)
    [message] = mail.outbox
    assert message.to == ["ada@example.org"]
    assert "ada" in message.body
    assert link_in(message).startswith(settings.SITE_URL)
    client = choose_password(link_in(message), PASSWORD)
    assert log_in(client, "ada", PASSWORD)
    user = User.objects.get(username="ada")
    assert (user.is_staff, user.is_superuser, list(user.groups.all())) == (True, False, [editors])


def test_a_link_serves_once(invite: Callable) -> None:
    invite()
    link = link_in(mail.outbox[0])
    choose_password(link, PASSWORD)
    page = Client().get(link.removeprefix(settings.SITE_URL), follow=True)
    assert not page.context["validlink"]


def test_a_host_header_does_not_reach_the_mail(
    administrator: Client, django_capture_on_commit_callbacks: Committed, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    groups = [Group.objects.get(name=EDITORS).pk]
    data = {"username": "ada", "email": "ada@example.org", "groups": groups}
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(url(User, "add"), data, headers={"host": "evil.example"})
    assert "evil.example" not in mail.outbox[0].body + mail.outbox[0].subject


def test_before_the_link_is_followed_nobody_can_log_in(invite: Callable) -> None:
    invite()
    assert not log_in(Client(), "ada", "")


def test_a_mail_server_that_is_down_is_told_and_the_account_remains(
    invite: Callable, settings: Any
) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"
    page = invite()
    [sentence] = [text for text in told(page) if "could not be sent" in text]
    assert "Connection refused" in sentence
    assert "Send the invitation again" in sentence
    assert User.objects.filter(username="ada", is_staff=True).exists()


def test_an_invitation_can_be_sent_again(administrator: Client, invite: Callable) -> None:
    invite()
    ticked = {"action": "invite_again", "_selected_action": [User.objects.get(username="ada").pk]}
    administrator.post(url(User), ticked)
    assert len(mail.outbox) == 2
    choose_password(link_in(mail.outbox[1]), PASSWORD)


def test_who_is_not_active_is_not_invited(administrator: Client) -> None:
    user = make.make_staff(is_active=False)
    page = administrator.post(url(User), {"action": "invite_again", "_selected_action": [user.pk]})
    assert mail.outbox == []
    assert "nothing was sent" in told(page)[0]


def test_an_invitation_is_to_a_group(invite: Callable) -> None:
    page = invite(groups=[])
    assert errors(page) == ["Choose a group: without one they may do nothing here."]
    assert "moderators decide on what readers offer" in " ".join(page.content.decode().split())
    assert not User.objects.filter(username="ada").exists()


def test_one_address_has_one_account(invite: Callable) -> None:
    make.make_staff(email="Ada@example.org")
    page = invite()
    assert errors(page) == ["Somebody with this address has an account already."]
    assert mail.outbox == []


def test_staff_can_ask_for_a_new_password(client: Client, db: None) -> None:
    user = make.make_editor()
    login = client.get(reverse("admin:login")).content.decode()
    assert reverse("admin_password_reset") in login
    page = client.post(reverse("admin_password_reset"), {"email": user.email}, follow=True)
    assert page.status_code == 200
    chosen = choose_password(link_in(mail.outbox[0]), PASSWORD)
    assert log_in(chosen, user.username, PASSWORD)


def test_asking_for_an_address_that_nobody_has_tells_nothing(client: Client, db: None) -> None:
    user = make.make_editor()
    address = reverse("admin_password_reset")
    known = client.post(address, {"email": user.email}, follow=True)
    unknown = client.post(address, {"email": "nobody@example.org"}, follow=True)
    assert known.content == unknown.content
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("password", ["short", "123456789012", "password1234"])
def test_weak_passwords_are_refused(invite: Callable, password: str) -> None:
    invite()
    client = Client()
    page = client.get(link_in(mail.outbox[0]).removeprefix(settings.SITE_URL), follow=True)
    address = page.redirect_chain[-1][0]
    page = client.post(address, {"new_password1": password, "new_password2": password})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_the_desk_has_no_log_in_for_readers(client: Client, db: None) -> None:
    User.objects.create_user("reader", password=PASSWORD)
    assert not log_in(client, "reader", PASSWORD)


@pytest.mark.parametrize("name", ["is_active", "is_staff", "is_superuser"])
def test_the_last_administrator_stays_one(administrator: Client, name: str) -> None:
    user = administrator.user
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "09:00:00"}
    page = send(administrator, url(user), **joined, **{name: ""})
    assert any("This is the last administrator." in each for each in errors(page))
    assert administrator.get(url(user, "delete")).status_code == 403
    user.refresh_from_db()
    assert getattr(user, name)

    make.make_administrator()
    assert send(administrator, url(user), **joined, **{name: ""}).status_code == 302
