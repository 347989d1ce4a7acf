"""`manage.py check_quotations`: all quotations of the site, checked again."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from critiques.models import Excerpt, ExcerptAnchor, Source
from tests import factories as make

pytestmark = pytest.mark.django_db

TEXT = "Nobody leaves the party. Somebody counts the bottles."
WORDS = "Nobody leaves the party."


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run(*args: str, stderr: io.StringIO | None = None) -> str:
    told = io.StringIO()
    call_command("check_quotations", *args, stdout=told, stderr=stderr or io.StringIO())
    return told.getvalue()


@pytest.fixture
def source() -> Source:
    source = make.make_source(slug="counting")
    make.make_capture(source, TEXT)
    return source


def as_if_found(excerpt: Excerpt, **fields: str) -> Excerpt:
    """As if other rules, or somebody beside them, had once found so."""
    Excerpt.objects.filter(pk=excerpt.pk).update(**fields)
    return excerpt


def test_what_fell_is_listed_and_no_longer_public(source: Source, client: Client) -> None:
    fallen = as_if_found(make.make_excerpt(WORDS, source=source), text="Nobody leaves a party.")
    make.make_excerpt("Somebody counts the bottles.", source=source)
    make.make_excerpt("It says so.", source=source, kind="paraphrase")
    assert client.get(fallen.get_absolute_url()).status_code == 200

    told = run()

    assert [line.split(maxsplit=1) for line in told.splitlines()[:2]] == [
        ["1", "Word for word"],
        ["1", "Altered"],
    ]
    assert f"{fallen.public_id}  verbatim → altered" in told
    assert client.get(fallen.get_absolute_url()).status_code == 410
    assert not ExcerptAnchor.objects.filter(excerpt=fallen).exists()
    assert "Fell" not in run()


def test_what_is_proved_now_is_listed(source: Source) -> None:
    risen = as_if_found(
        make.make_excerpt(WORDS, source=source, published=False), quotation_state="absent"
    )

    assert f"Proved now:\n  {risen.public_id}  absent → verbatim" in run()
    assert ExcerptAnchor.objects.get(excerpt=risen).end == len(WORDS)


def test_a_full_text_that_came_without_its_capture_is_captured() -> None:
    source = make.make_source(rights="public_domain")
    Source.objects.filter(pk=source.pk).update(full_text=TEXT)
    excerpt = make.make_excerpt(WORDS, source=source)
    assert excerpt.quotation_state == "unchecked"

    run()

    excerpt.refresh_from_db()
    assert excerpt.quotation_state == "verbatim"


def test_those_of_one_source_can_be_checked_alone(source: Source) -> None:
    other = make.make_source()
    make.make_capture(other, TEXT)
    untouched = as_if_found(make.make_excerpt(WORDS, source=other), quotation_state="absent")
    make.make_excerpt(WORDS, source=source)

    assert "Proved now" not in run("--source", "counting")
    untouched.refresh_from_db()
    assert untouched.quotation_state == "absent"


def test_progress_is_shown_at_a_terminal_only(source: Source) -> None:
    make.make_excerpt(WORDS, source=source)
    terminal, file = Terminal(), io.StringIO()
    run(stderr=terminal)
    run(stderr=file)

    assert "█" * 30 + " 1 of 1" in terminal.getvalue()
    assert file.getvalue() == ""


def test_a_source_that_is_not_there_is_told() -> None:
    with pytest.raises(CommandError, match="no source “counting”"):
        run("--source", "counting")
