"""`manage.py check_quotations`"""

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError

from critiques.capturing import capture_full_text
from critiques.models import Excerpt, QuotationState, Source
from critiques.models.quotation_states import SHOWABLE
from filmography.publishing.history import ToldInHistory

WIDTH = 30


class Command(ToldInHistory):
    help = (
        "Check all quotations of the site again, against the captures that there are. States "
        "change where the text of truth changed; what fell is listed and is no longer public."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--source", help="Only those of the source with this slug.")

    def handle(self, *args: Any, source: str | None, **options: Any) -> None:
        sources = Source.objects.filter(slug=source) if source else Source.objects.all()
        if source and not sources:
            raise CommandError(f"There is no source “{source}”.")
        for published in sources.exclude(full_text=""):
            capture_full_text(published)
        quotations = Excerpt.objects.quotations().filter(source__in=sources)
        found: Counter[str] = Counter()
        fell, rose = [], []
        for excerpt in self._with_progress(quotations):
            before, after = excerpt.recheck()
            found[after] += 1
            if before in SHOWABLE and after not in SHOWABLE:
                fell.append((excerpt, before, after))
            elif before not in SHOWABLE and after in SHOWABLE:
                rose.append((excerpt, before, after))
        self._tell(found, "Fell, and no longer public unless a reason is given:", fell)
        self._tell(Counter(), "Proved now:", rose)

    def _with_progress(self, quotations: Any) -> Iterator[Excerpt]:
        """Those of one source one after the other, whose text is then prepared once."""
        total = quotations.count()
        for number, excerpt in enumerate(quotations.order_by("source", "pk").iterator(500), 1):
            yield excerpt
            if self.stderr.isatty() and (number % 50 == 0 or number == total):
                bar = "█" * (WIDTH * number // total)
                self.stderr.write(f"\r{bar:<{WIDTH}} {number} of {total}", ending="")
        if self.stderr.isatty():
            self.stderr.write("")

    def _tell(
        self, found: Counter[str], title: str, changed: list[tuple[Excerpt, str, str]]
    ) -> None:
        for state, label in QuotationState.choices:
            if found[state]:
                self.stdout.write(f"{found[state]:>8}  {label}")
        if not changed:
            return
        self.stdout.write(title)
        for excerpt, before, after in changed:
            self.stdout.write(f"  {excerpt.public_id}  {before} → {after}  {excerpt}")
