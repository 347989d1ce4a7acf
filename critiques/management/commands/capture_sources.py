"""`manage.py capture_sources MANIFEST`"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from critiques.capturing import Unkept, capture_file
from critiques.management.commands.capture_source import ORIGINS
from critiques.models import Source
from filmography.publishing.history import ToldInHistory
from filmography.publishing.text import fold


class Command(ToldInHistory):
    help = (
        "Capture the texts of many sources. MANIFEST is a JSON list of objects with `file` (beside "
        "the manifest) and `source` (slug) or `url` or `title`, and `origin` if the file is "
        "silent. What fails is told, and the others are captured."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("manifest", type=Path)

    def handle(self, *args: Any, manifest: Path, **options: Any) -> None:
        failed = 0
        entries = _entries(manifest)
        for number, entry in enumerate(entries, start=1):
            told = f"[{number}/{len(entries)}] {entry['file']}: "
            try:
                result = capture_file(
                    _source(entry), manifest.parent / entry["file"], origin=entry.get("origin", "")
                )
                self.stdout.write(told + result.in_words())
            except Unkept as refusal:
                failed += 1
                self.stderr.write(f"{told}{refusal}")
        if failed:
            raise CommandError(f"{failed} of {len(entries)} were not captured.")


def _entries(manifest: Path) -> list[dict[str, Any]]:
    try:
        entries = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{manifest} cannot be read: {error}") from None
    for entry in entries if isinstance(entries, list) else [None]:
        file = entry.get("file") if isinstance(entry, dict) else None
        if not isinstance(file, str) or Path(file).is_absolute() or ".." in Path(file).parts:
            raise CommandError(f"{manifest}: each entry names a `file` beside the manifest.")
        if entry.get("origin", "") not in ("", *ORIGINS):
            raise CommandError(f"{manifest}: `origin` is one of {', '.join(ORIGINS)}.")
    return entries


def _source(entry: dict[str, Any]) -> Source:
    """By its slug, address or title; raises Unkept."""
    if slug := entry.get("source"):
        found = Source.objects.filter(slug=slug)
    elif url := entry.get("url"):
        found = Source.objects.filter(url=url)
    else:
        wanted = fold(str(entry.get("title") or ""))
        found = [source for source in Source.objects.all() if fold(source.title) == wanted]
    if len(found) != 1:
        raise Unkept(f"{len(found) or 'no'} sources are called so. Give `source`, the slug.")
    return found[0]
