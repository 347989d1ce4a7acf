"""Terms and privacy notice: built in and true, or as the owner writes them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from filmography.models import SiteSettings
from tests import factories as make
from tests.site.html import Page
from tests.site.sending import page

pytestmark = pytest.mark.django_db


def test_the_owner_edits_terms_and_privacy_notice_in_the_admin() -> None:
    SiteSettings.objects.get_or_create(pk=1)
    client = Client()
    client.force_login(make.make_administrator())
    address = reverse("admin:filmography_sitesettings_change", args=[1])
    found = Page(client.get(address).content)
    named = [e for e in found.all("input") if "name" in e.attributes]
    fields = {e.attributes["name"]: e.attributes.get("value", "") for e in named}
    fields |= {e.attributes["name"]: e.text for e in found.all("textarea")}

    sent = fields | {"terms": "Our *own* terms.", "privacy": "Our *own* notice."}
    assert client.post(address, sent).status_code == 302

    assert "Our <em>own</em> terms." in page("/contribute/")
    assert "Our <em>own</em> terms." in page("/contribute/terms/")
    assert "Our <em>own</em> notice." in page("/privacy/")
    assert {"share_warn_percent", "share_refuse_words"} <= set(fields)


def test_the_built_in_terms_license_own_words_and_leave_quoted_ones_to_their_author() -> None:
    terms = Page(page("/contribute/terms/").encode()).all("main")[0].text

    assert "What I wrote myself" in terms
    assert "CC BY 4.0" in terms
    assert "Quoted words remain their author’s" in terms


def test_the_built_in_notice_names_the_periods_that_hold(settings: Any) -> None:
    settings.ERASE_AFTER_DAYS = 61

    notice = Page(page("/privacy/").encode()).all("main")[0].text

    assert "is erased 61 days after that" in notice
    assert "deleted after seven days" in notice
    assert "erased thirty days after the last notice" in notice
    assert "for 48 hours" in notice


@pytest.mark.parametrize("address", ["/contribute/", "/report/"])
def test_where_one_writes_the_notice_is_named(address: str) -> None:
    links = [e.attributes.get("href", "") for e in Page(page(address).encode()).all("a")]

    assert "/privacy/#contributors" in links
    assert 'id="contributors"' in page("/privacy/")
