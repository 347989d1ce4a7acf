"""Owns the walls around the reading of strangers' files: a process of its own, which is given
little time and nothing else, and whose answer is not trusted either.

Knows nothing of any kind of file.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from critiques.extraction.kinds import Kind
from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile
from critiques.extraction.text import LONGEST_LINE, MOST_CHARACTERS

logger = logging.getLogger(__name__)

SECONDS = 30
COMMAND = (sys.executable, "-B", "-m", "critiques.extraction.child")

_ROOT = Path(__file__).resolve().parents[2]
# Without the secrets that the site itself is started with.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
# Each character at its longest, and room for marks.
_LONGEST_ANSWER = 4 * MOST_CHARACTERS + 10_000_000

_OVER_LIMITS = "This file could not be read within the limits. Paste the text instead."


def read_apart(kind: Kind, data: bytes) -> Extracted:
    """What the child process takes from a file. Raises UnreadableFile."""
    answer, exit_code = _run(kind, data)
    match _loaded(answer):
        case {"refused": refusal} if _is_line(refusal):
            raise UnreadableFile(refusal)
        case {"failed": cause} if _is_line(cause):
            logger.warning("Reading an uploaded file (%s) failed: %s", kind, cause)
        case dict(found) if (extracted := _extracted(found)) is not None:
            return extracted
        case _:
            logger.warning("Reading an uploaded file (%s) ended with %s", kind, exit_code)
    raise UnreadableFile(_OVER_LIMITS)


def _run(kind: Kind, data: bytes) -> tuple[bytes, int]:
    """The answer, cut off where it is too long, and the exit code of the child."""
    child = subprocess.Popen(  # noqa: S603 - the command is ours
        (*COMMAND, kind),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    )
    timer = threading.Timer(SECONDS, child.kill)
    timer.start()
    try:
        with child:
            # It writes nothing before it has read everything, or has ended.
            with suppress(OSError), child.stdin:
                child.stdin.write(data)
            answer = child.stdout.read(_LONGEST_ANSWER)
        return answer, child.returncode
    finally:
        timer.cancel()


def _loaded(answer: bytes) -> Any:
    try:
        return json.loads(answer)
    except (ValueError, RecursionError):
        return None


def _extracted(found: dict[str, Any]) -> Extracted | None:
    """What the child should have made, or nothing. The text is looked at by the caller, as any
    other."""
    try:
        marks = tuple(map(_mark, found["marks"]))
        warnings = tuple(found["warnings"])
        told = {"origin": Origin(found["origin"]), "marks": marks, "warnings": warnings}
        extracted = Extracted(**found | told)
    except (KeyError, TypeError, ValueError):
        return None
    lines = (extracted.version, extracted.title, extracted.author, extracted.date, *warnings)
    is_as_made = (
        isinstance(extracted.text, str)
        and all(map(_is_line, lines))
        and all(_is_place(mark, len(extracted.text)) for mark in marks)
    )
    return extracted if is_as_made else None


def _mark(found: dict[str, Any]) -> Mark:
    return Mark(found["offset"], MarkKind(found["kind"]), found["label"])


def _is_place(mark: Mark, length: int) -> bool:
    is_inside = type(mark.offset) is int and 0 <= mark.offset <= length
    return is_inside and _is_line(mark.label) and mark.label != ""


def _is_line(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_LINE and value.isprintable()
