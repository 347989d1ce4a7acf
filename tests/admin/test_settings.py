"""The settings of the site: one row, edited as carefully as any record."""

import pytest
from django.test import Client

from filmography.models import SiteSettings
from tests.admin.conftest import client_of
from tests.admin.desk import errors, form_data, url

pytestmark = pytest.mark.django_db


def test_a_second_save_is_refused_with_what_differs(administrator: Client) -> None:
    settings = SiteSettings.objects.get_or_create(pk=1)[0]
    other = client_of("administrator")
    opened = form_data(administrator.get(url(settings)))
    theirs = {
        **form_data(other.get(url(settings))),
        "tagline": "Theirs",
        "contact_email": "a@b.org",
    }
    assert other.post(url(settings), theirs).status_code == 302

    page = administrator.post(url(settings), {**opened, "tagline": "Mine", "name": "Our films"})

    assert page.status_code == 409
    found = {one["label"]: one["difference"].is_conflict for one in page.context["differences"]}
    assert found == {"Name": False, "Tagline": True, "Contact email": False}
    settings.refresh_from_db()
    assert (settings.tagline, settings.name) == ("Theirs", "Critical filmography")


def test_texts_get_hints_while_they_are_written(administrator: Client) -> None:
    told = administrator.post(url(SiteSettings, "hints"), {"field": "about", "text": "One (two"})
    assert [hint["start"] for hint in told.json()["hints"]] == [4]


def test_a_warning_comes_before_the_refusal(administrator: Client) -> None:
    settings = SiteSettings.objects.get_or_create(pk=1)[0]
    opened = form_data(administrator.get(url(settings)))

    page = administrator.post(url(settings), {**opened, "share_warn_percent": "30"})

    assert "warn above 25 per cent at most" in errors(page)[0]
    assert (
        administrator.post(url(settings), {**opened, "share_warn_percent": "25"}).status_code == 302
    )
