"""`manage.py check_quotation`"""

import json
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from critiques.quotation import (
    Check,
    Kind,
    Prepared,
    State,
    UnreadableText,
    check,
    context,
    found_in,
    prepare,
)

_UNPROVED = (State.ALTERED, State.ABSENT)


class Command(BaseCommand):
    help = (
        "Check a quotation, read from standard input, against the text in SOURCE_FILE; or, with "
        "--batch, the cases of a JSON file against the texts in a folder. Prints one JSON object "
        "for each quotation: id, state, start and end (code points, half-open), occurrences, "
        "found_in, difference, warnings."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("source_file", nargs="?", type=Path, metavar="SOURCE_FILE")
        parser.add_argument("--batch", type=Path, metavar="CASES.json")
        parser.add_argument("--articles", type=Path, metavar="DIR")

    def handle(
        self,
        *args: Any,
        source_file: Path | None,
        batch: Path | None,
        articles: Path | None,
        **options: Any,
    ) -> None:
        if batch and articles and not source_file:
            lines = _check_batch(batch, articles)
        elif source_file and not batch and not articles:
            lines = iter([_check_one(source_file)])
        else:
            raise CommandError(
                "Give either SOURCE_FILE, or --batch CASES.json with --articles DIR.", returncode=2
            )
        for line in lines:
            self.stdout.write(json.dumps(line))


def _check_one(source_file: Path) -> dict[str, Any]:
    source = _prepare(source_file)
    quotation = _standard_input()
    try:
        return _line(source_file.name, check(quotation, source), source)
    except UnreadableText as unreadable:
        raise CommandError(str(unreadable), returncode=2) from unreadable


def _check_batch(batch: Path, articles: Path) -> Iterator[dict[str, Any]]:
    cases = _cases(batch)
    if not articles.is_dir():
        raise CommandError(f"{articles} is no folder.", returncode=2)
    names = sorted({path.name for path in articles.glob("*.txt")} | _named(cases))
    sources = {name: _prepare(articles / name) for name in names}
    return (_check_case(case, sources) for case in cases)


def _cases(batch: Path) -> list[dict[str, Any]]:
    try:
        cases = json.loads(_read(batch))
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{batch} is no JSON: {error}", returncode=2) from error
    if not isinstance(cases, list):
        raise CommandError(f"{batch} holds no list of cases.", returncode=2)
    for nth, case in enumerate(cases, 1):
        if not isinstance(case, dict) or not isinstance(case.get("quote"), str):
            raise CommandError(f"Case {nth} of {batch} has no “quote”.", returncode=2)
        for key in ("article", "prefix", "suffix"):
            if not isinstance(case.get(key, ""), str | None):
                raise CommandError(f"“{key}” in case {nth} of {batch} is no text.", returncode=2)
        if not _is_plain_name(case.get("article") or "x"):
            raise CommandError(
                f"“article” in case {nth} of {batch} is no name of a file in the folder.",
                returncode=2,
            )
    return cases


def _is_plain_name(name: str) -> bool:
    """Whether it stays in the folder, so that cases from elsewhere read nothing else."""
    return name not in (".", "..") and not re.search(r"[/\\\0]", name)


def _named(cases: list[dict[str, Any]]) -> set[str]:
    return {case["article"] for case in cases if case.get("article")}


def _check_case(case: dict[str, Any], sources: dict[str, Prepared]) -> dict[str, Any]:
    """A case without an article is one whose source has no capture."""
    article = case.get("article")
    source = sources[article] if article else None
    words = case["quote"], case.get("prefix") or "", case.get("suffix") or ""
    try:
        result = check(words[0], source, *words[1:])
    except UnreadableText as unreadable:
        result = Check(State.INVALID, warnings=(str(unreadable),))
    elsewhere = None
    if result.state in _UNPROVED:
        others = {name: other for name, other in sources.items() if name != article}
        elsewhere = found_in(words[0], others)
    return _line(case.get("id"), result, source, elsewhere)


def _line(
    name: Any, result: Check, source: Prepared | None, elsewhere: str | None = None
) -> dict[str, Any]:
    warnings = list(result.warnings)
    if result.is_proved and source:
        warnings += context(result.segments, source).warnings
    start, end = result.span or (None, None)
    return {
        "id": name,
        "state": result.state,
        "start": start,
        "end": end,
        "occurrences": len(result.occurrences),
        "found_in": elsewhere,
        "difference": [
            {"kind": change.kind, "quotation": change.quoted, "source": change.source}
            for change in result.difference
            if change.kind is not Kind.SAME
        ],
        "warnings": warnings,
    }


def _prepare(path: Path) -> Prepared:
    try:
        return prepare(_read(path))
    except UnreadableText as unreadable:
        raise CommandError(f"{path}: {unreadable}", returncode=2) from unreadable


def _read(path: Path) -> str:
    try:
        return _decode(path.read_bytes(), str(path))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.", returncode=2) from error


def _standard_input() -> str:
    words = getattr(sys.stdin, "buffer", sys.stdin).read()
    return words if isinstance(words, str) else _decode(words, "standard input")


def _decode(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{name} is not in UTF-8 (byte {error.start}). Save it as UTF-8 and try again.",
            returncode=2,
        ) from error
