"""`manage.py rebuild_search`"""

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from critiques.models import SearchEntry
from critiques.search import indexing
from critiques.search.backends import backend
from critiques.search.documents import MODELS
from filmography.publishing.statistics import gather_statistics

WIDTH = 40


class Command(BaseCommand):
    help = (
        "Go through all records and put right what search knows of them. It keeps itself right "
        "as records change: this is for after changes that went past it, such as SQL by hand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Change nothing; say what is wrong, and end with an error if anything is.",
        )
        parser.add_argument(
            "--anew",
            action="store_true",
            help="Empty the index first and make it at once, as for an empty one. Faster for "
            "many records, but changes wait meanwhile, and on PostgreSQL searches do too.",
        )

    def handle(self, *, check: bool, anew: bool, **options: Any) -> None:
        gather_statistics()  # it may be called for after an import, of which the planner knows not
        if check:
            self._check()
        elif anew or not SearchEntry.objects.exists():
            self._make_anew()
        else:
            self._put_right()

    def _check(self) -> None:
        wrong = [
            f"{kind.label}: {len(found)} are wrong, {orphans} are of records that are no more"
            for kind in SearchEntry.Kind
            if any((found := self._wrong(kind), orphans := self._orphans(kind)))
        ]
        if not backend().is_sound():
            wrong.append("The full-text index differs from the entries")
        if wrong:
            raise CommandError(". ".join([*wrong, "Run rebuild_search"]) + ".")
        self.stdout.write("Search knows all records as they are.")

    def _wrong(self, kind: SearchEntry.Kind) -> set[int]:
        found: set[int] = set()

        def steps() -> Iterator[tuple[int, int]]:
            for pks in indexing.batches(indexing.all_pks(kind)):
                found.update(indexing.wrong_entries(kind, pks))
                yield len(pks), 0

        self._go(kind, steps())
        return found

    def _orphans(self, kind: SearchEntry.Kind) -> int:
        return indexing.remove_orphans(kind, only_count=True)

    def _make_anew(self) -> None:
        with transaction.atomic():
            backend().begin_rebuild()
            for kind in indexing.KINDS_TO_FILL:
                self._go(kind, indexing.fill(kind))
            self.stdout.write("Making the full-text index…")
            backend().finish_rebuild()
            gather_statistics()
        self.stdout.write(f"{SearchEntry.objects.count():,} entries.")

    def _put_right(self) -> None:
        for kind in SearchEntry.Kind:
            wrong = self._go(kind, indexing.put_all_right(kind)) + indexing.remove_orphans(kind)
            self.stdout.write(f"{kind.label}: {wrong:,} put right.")

    def _go(self, kind: SearchEntry.Kind, steps: Iterator[tuple[int, int]]) -> int:
        """Shows how far it is; gives the sum of what the steps say."""
        total, seen, wrong = MODELS[kind]._base_manager.count(), 0, 0
        for number, found in steps:
            seen, wrong = seen + number, wrong + found
            if self.stderr.isatty():
                bar = "█" * (WIDTH * seen // max(total, 1))
                self.stderr.write(f"\r{kind.label:10}{bar:<{WIDTH}} {seen} of {total}", ending="")
        if self.stderr.isatty():
            self.stderr.write("")
        return wrong
