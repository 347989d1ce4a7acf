"""Preview links: one draft for whoever has the link, until it ends; and nothing else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from critiques.models import Excerpt, FilmList, Source, Theme
from filmography.models import Film, FormerSlug, Person, PreviewLink
from filmography.publishing.models import Publishable
from tests import factories as make
from tests.admin.desk import told, url
from tests.site.canaries import Canaries
from tests.site.hidden import HIDDEN, HiddenRecords, PublicSite, hang_on_attributes

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.user = make.make_editor()
    client.force_login(client.user)
    return client


def link_to(record: Any, days: int = 7) -> PreviewLink:
    return PreviewLink.make(record, by=make.make_editor(), days=days)


def opened(link: PreviewLink) -> HttpResponse:
    return Client().get(reverse("filmography:preview", args=[link.secret]))


def test_a_draft_is_shown_as_it_stands(editor: Client) -> None:
    film = make.make_film("Anora", published=False, logline="First.")
    link = link_to(film)
    assert "First." in opened(link).content.decode()

    Film.objects.filter(pk=film.pk).update(logline="Second.")
    page = opened(link)

    assert page.status_code == 200
    text = page.content.decode()
    assert "Second." in text
    assert "This is a draft, shown to you until" in text
    assert not Film.objects.get(pk=film.pk).is_public
    assert Client().get(film.get_absolute_url()).status_code == 404


def test_its_page_is_kept_and_told_nowhere() -> None:
    page = opened(link_to(make.make_film(published=False)))
    assert page["Cache-Control"] == "private, no-store"
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert '<meta name="robots" content="noindex, nofollow">' in page.content.decode()
    assert not page.cookies
    assert "/preview/" not in Client().get("/sitemap-pages.xml").content.decode()


@pytest.mark.parametrize("how", ["revoked", "lapsed", "foreign", "deleted"])
def test_a_closed_link_says_no_word_of_the_record(
    how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = make.make_film("Anora", published=False)
    link = link_to(film)
    if how == "revoked":
        link.revoke()
    elif how == "lapsed":
        later = link.until
        monkeypatch.setattr(timezone, "now", lambda: later)
    elif how == "foreign":
        link = PreviewLink(salt="0" * 32)
    else:
        film.delete()

    page = opened(link)

    assert page.status_code == (410 if how in ("revoked", "lapsed") else 404)
    assert "This link leads nowhere now" in page.content.decode()
    assert "Anora" not in page.content.decode()
    assert page["Cache-Control"] == "private, no-store"


def test_a_passage_whose_source_is_a_draft_is_not_shown() -> None:
    excerpt = make.make_excerpt("Secret.", source=make.make_source(published=False))
    page = opened(link_to(excerpt))
    assert (page.status_code, "Secret." in page.content.decode()) == (404, False)


def test_the_secret_is_stored_nowhere_and_one_key_makes_it(settings: Any) -> None:
    link = link_to(make.make_film(published=False))
    stored, secret = PreviewLink.objects.values().get(), link.secret
    assert secret not in map(str, stored.values())
    settings.SECRET_KEY = "another" * 10
    assert PreviewLink.objects.get().secret != secret


def test_when_it_was_opened_last_is_noted() -> None:
    link = link_to(make.make_film(published=False))
    opened(link)
    assert PreviewLink.objects.get().opened_at is not None


LINKED = [Film, Person, Source, Theme, FilmList, Excerpt]


def test_no_other_record_that_is_hidden_is_seen_through_a_link() -> None:
    canaries, site = Canaries(), PublicSite()
    hidden = [HiddenRecords(canaries, site, why) for why in HIDDEN]
    hang_on_attributes(site, hidden[0])
    FormerSlug.objects.all().delete()
    publishable = {m._meta.label for m in apps.get_models() if issubclass(m, Publishable)}
    records = [r for m in LINKED for r in m._base_manager.all()]
    seen = 0
    for record in records:
        page = opened(link_to(record))
        seen += page.status_code == 200
        own = {str(value) for value in vars(record).values() if isinstance(value, str)}
        for place in canaries.found_in(page.content):
            words = [word for word, where in canaries.places.items() if where == place]
            kind = re.match(r"(\w+\.\w+)\.", place)[1]
            is_own = any(word in value.lower() for value in own for word in words)
            assert is_own or kind not in publishable, (record, place)
            assert not kind.startswith("critiques.Capture"), (record, place)
    assert seen > 15


# --- At the desk --------------------------------------------------------------------------------


def test_links_are_made_listed_and_revoked(editor: Client) -> None:
    film = make.make_film("Anora", published=False)
    assert url(film, "preview_links") in editor.get(url(film)).content.decode()

    page = editor.post(url(film, "preview_links"), {"make": "on", "days": "7"}, follow=True)
    link = PreviewLink.objects.get()
    assert link.address in page.content.decode()
    assert link.made_by == editor.user
    assert link.until - link.made_at == timedelta(days=7)

    page = editor.post(url(film, "preview_links"), {"revoke": str(link.pk)}, follow=True)
    assert link.address not in page.content.decode()
    assert "Revoked on" in page.content.decode()
    assert opened(link).status_code == 410


@pytest.mark.parametrize(
    "sent",
    [
        {"make": "on", "days": "9999"},
        {"make": "on"},
        {"revoke": "abc"},
        {"revoke": "99999999999999999999999"},
        {},
    ],
)
def test_what_makes_no_sense_makes_nothing(editor: Client, sent: dict[str, str]) -> None:
    film = make.make_film(published=False)
    assert editor.post(url(film, "preview_links"), sent).status_code == 200
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_record_is_not_revoked(editor: Client) -> None:
    link = link_to(make.make_film(published=False))
    editor.post(url(make.make_film(), "preview_links"), {"revoke": str(link.pk)})
    assert PreviewLink.objects.get().is_open


def test_only_who_may_change_the_record_may_make_one() -> None:
    moderator, film = Client(), make.make_film()
    moderator.force_login(make.make_moderator())
    assert moderator.get(url(film, "preview_links")).status_code == 403
    assert moderator.post(url(film, "preview_links"), {"make": "on"}).status_code == 403
    assert Client().get(url(film, "preview_links")).status_code == 302
    assert not PreviewLink.objects.exists()


def test_a_link_that_would_show_nothing_is_said_to(editor: Client) -> None:
    excerpt = make.make_excerpt(source=make.make_source(published=False), published=False)
    page = editor.get(url(excerpt, "preview_links"))
    assert "the link shows nothing yet" in page.content.decode()
    assert told(page) == []
