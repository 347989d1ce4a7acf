"""`manage.py erase_contributor ADDRESS`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Q

from critiques.models import Contribution, Report
from filmography.publishing.history import ToldInHistory


class Command(ToldInHistory):
    help = (
        "Erase a person who contributed or reported: their name, address, messages, what they "
        "offered, and their replies under passages. Excerpts that were accepted stay, without "
        "their credit. Give the address, or the id of one contribution (--contribution) or one "
        "report (--report)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", nargs="?")
        parser.add_argument("--contribution", metavar="ID", help="As the queue shows it.")
        parser.add_argument("--report", metavar="ID", help="As the queue shows it.")

    def handle(
        self,
        *args: Any,
        address: str | None,
        contribution: str | None,
        report: str | None,
        **options: Any,
    ) -> None:
        if len(list(filter(None, [address, contribution, report]))) != 1:
            raise CommandError("Give an address, or --contribution ID, or --report ID.")
        offered, reported = Q(public_id=contribution), Q(public_id=report)
        if address:
            offered = Q(contributor__email__iexact=address)
            reported = Q(reporter__email__iexact=address)
        items = [*Contribution.objects.filter(offered), *Report.objects.filter(reported)]
        if not items:
            raise CommandError("Nothing of this person is here.")
        with transaction.atomic():
            for item in items:
                item.erase_person()
        self.stdout.write(f"{len(items)} erased.")
