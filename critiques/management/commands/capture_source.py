"""`manage.py capture_source SLUG FILE`"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from critiques.capturing import Unkept, capture_file
from critiques.models import Capture, Source
from filmography.publishing.history import ToldInHistory

ORIGINS = [origin.value for origin in Capture.Origin if origin is not Capture.Origin.FULL_TEXT]


class Command(ToldInHistory):
    help = "Capture the text of a source from a file, and check its quotations against it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="The last part of the address of the source's page.")
        parser.add_argument("file", type=Path, help="Plain text, HTML, PDF, EPUB, SRT or VTT.")
        parser.add_argument("--origin", choices=ORIGINS, default="", help="If the file is silent.")

    def handle(self, *args: Any, slug: str, file: Path, origin: str, **options: Any) -> None:
        source = Source.objects.filter(slug=slug).first()
        if source is None:
            raise CommandError(f"There is no source “{slug}”.")
        try:
            result = capture_file(source, file, origin=origin)
        except Unkept as refusal:
            raise CommandError(f"{file}: {refusal}") from None
        self.stdout.write(result.in_words())
