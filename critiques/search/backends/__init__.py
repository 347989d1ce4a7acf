"""The full-text index of each database behind the same few functions."""

from types import ModuleType

from django.db import connection

from critiques.search.backends import postgresql, sqlite


def backend() -> ModuleType:
    return sqlite if connection.vendor == "sqlite" else postgresql
