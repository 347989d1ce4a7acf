"""Absolute addresses, built from the configured one and never from what a request claims."""

from urllib.parse import urljoin

from django.conf import settings


def absolute(path: str) -> str:
    """`/films/` → `https://example.org/films/`"""
    return urljoin(settings.SITE_URL, path)
