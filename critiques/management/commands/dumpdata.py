"""`manage.py dumpdata`: as Django has it, but what is private stays here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import dumpdata

# Captures and what lies in them; what the public sent, and what was decided on it.
PRIVATE = (
    "critiques.Capture",
    "critiques.CaptureRead",
    "critiques.Contribution",
    "critiques.ContributionRound",
    "critiques.Contributor",
    "critiques.ExcerptAnchor",
    "critiques.ModerationEvent",
    "critiques.ModerationMessage",
    "critiques.ModerationNote",
    "critiques.Reanchoring",
    "critiques.Report",
    "critiques.Reporter",
    "critiques.StaffNotices",
    "critiques.Terms",
    "filmography.Consent",
    "filmography.NetworkTrace",
    "filmography.OpenForm",
    "filmography.OutgoingMail",
    "filmography.PreviewLink",
    "filmography.RecordVersion",
)
# Made from the records again wherever they are loaded.
DERIVED = ("critiques.SearchEntry", "critiques.SearchLanguage")


class Command(dumpdata.Command):
    help = f"{dumpdata.Command.help} Captures and contributions, which are private, are left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--with-private",
            action="store_true",
            help="Take captures and contributions along, to move the whole site to another "
            "database. Keep such a file as private as the database, and delete it afterwards.",
        )

    def handle(self, *app_labels: str, **options: Any) -> None:
        with_private = options.pop("with_private")
        if with_private and options["use_natural_primary_keys"]:
            raise CommandError(
                "What was decided names people and records by number, and these would change: "
                "leave --natural-primary out."
            )
        left_out = DERIVED if with_private else (*PRIVATE, *DERIVED)
        options["exclude"] = [*options["exclude"], *left_out]
        super().handle(*app_labels, **options)
