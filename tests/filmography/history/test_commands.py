"""Commands that change records name themselves in the versions that they write."""

from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command, get_commands

from critiques.models import Source
from filmography.models import Film, RecordVersion
from filmography.publishing.history import ToldInHistory, latest, recording
from tests import factories as make

pytestmark = pytest.mark.django_db
# They change no records of editors.
OTHERS = {
    "check_quotation",
    "demo_staff",
    "dumpdata",
    "flush",
    "rebuild_search",
    "send_outbox",
}


def test_every_command_names_itself_or_changes_no_record() -> None:
    ours = {
        name: app for name, app in get_commands().items() if app in ("filmography", "critiques")
    }
    for name, app in ours.items():
        command = import_module(f"{app}.management.commands.{name}").Command
        assert issubclass(command, ToldInHistory) != (name in OTHERS), name


def test_a_fixture_is_loaded_by_the_command(tmp_path: Path) -> None:
    make.make_film("Anora")
    call_command("dumpdata", "filmography.film", output=str(tmp_path / "films.json"))
    Film.objects.all().delete()
    RecordVersion.objects.all().delete()
    call_command("loaddata", str(tmp_path / "films.json"), verbosity=0)
    version = latest(Film.objects.get(title="Anora"))
    assert (version.by, version.by_name, version.kind) == (
        None,
        "the command loaddata",
        RecordVersion.Kind.IMPORTED,
    )


def test_what_a_command_changes_names_it_and_what_follows_does_not() -> None:
    class Command(ToldInHistory):
        def handle(self, *args: object, **options: object) -> None:
            Film.objects.update(title="Renamed")

    Command.__module__ = "critiques.management.commands.rename_films"
    film, other = make.make_film("Anora"), make.make_source()
    call_command(Command())
    Source.objects.filter(pk=other.pk).update(title="Other")
    assert latest(film).by_name == "the command rename_films"
    assert latest(other).by_name == "the system"


def test_who_is_named_stays_named() -> None:
    class Command(ToldInHistory):
        def handle(self, *args: object, **options: object) -> None:
            with recording(by_name="an import of ours"):
                Film.objects.update(title="Renamed")

    film = make.make_film("Anora")
    call_command(Command())
    assert latest(film).by_name == "an import of ours"
