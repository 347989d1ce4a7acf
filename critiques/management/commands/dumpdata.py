"""`manage.py dumpdata`: as Django has it, but captures stay here."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.commands import dumpdata

PRIVATE = (
    "critiques.Capture",
    "critiques.CaptureRead",
    "critiques.ExcerptAnchor",
    "critiques.Reanchoring",
)


class Command(dumpdata.Command):
    help = f"{dumpdata.Command.help} Captures, which are private, are left out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--with-captures",
            action="store_true",
            help="Take the private captures along, to move the whole site to another database. "
            "Keep such a file as private as the database, and delete it afterwards.",
        )

    def handle(self, *app_labels: str, **options: Any) -> None:
        if not options.pop("with_captures"):
            options["exclude"] = [*options["exclude"], *PRIVATE]
        super().handle(*app_labels, **options)
