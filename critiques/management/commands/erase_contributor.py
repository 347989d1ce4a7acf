"""`manage.py erase_contributor ADDRESS`"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from critiques.models import Contribution, Report


class Command(BaseCommand):
    help = (
        "Erase a person who contributed or reported: their name, address, messages and what they "
        "offered. Excerpts that were accepted stay, without their credit. Give the address, or the "
        "id of one contribution (--contribution)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", nargs="?")
        parser.add_argument("--contribution", metavar="ID", help="As the queue shows it.")

    def handle(
        self, *args: Any, address: str | None, contribution: str | None, **options: Any
    ) -> None:
        if bool(address) == bool(contribution):
            raise CommandError("Give an address, or --contribution ID.")
        if contribution:
            theirs = Contribution.objects.filter(public_id=contribution)
            reports = Report.objects.none()
        else:
            theirs = Contribution.objects.filter(contributor__email__iexact=address)
            reports = Report.objects.filter(reporter__email__iexact=address)
        with transaction.atomic():
            erased = [self._erase(item) for item in [*theirs, *reports]]
        if not erased:
            raise CommandError("Nothing of this person is here.")
        self.stdout.write(f"{len(erased)} erased.")

    def _erase(self, item: Contribution | Report) -> None:
        if isinstance(item, Contribution) and item.excerpt:
            item.excerpt.contributor_credit = ""
            item.excerpt.save(update_fields=["contributor_credit"])
        item.erase()
