"""The cast at the desk, each with a browser of their own."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories as make

ROLES = {
    "anonymous": lambda: None,
    "moderator": make.make_moderator,
    "editor": make.make_editor,
    "administrator": make.make_administrator,
}


def client_of(role: str) -> Client:
    client = Client()
    if user := ROLES[role]():
        client.force_login(user)
        client.user = user
    return client


@pytest.fixture
def as_role(db: None) -> Callable[[str], Client]:
    return client_of


@pytest.fixture
def editor(db: None) -> Client:
    return client_of("editor")


@pytest.fixture
def moderator(db: None) -> Client:
    return client_of("moderator")


@pytest.fixture
def administrator(db: None) -> Client:
    return client_of("administrator")
