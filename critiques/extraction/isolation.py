"""Owns the walls around the reading of strangers' files: a process of its own, that is given
little time and nothing else, and whose answer is not trusted either.

Knows nothing of any kind of file.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any

from critiques.extraction.kinds import Kind
from critiques.extraction.result import (
    LONGEST_LABEL,
    Extracted,
    Mark,
    MarkKind,
    Origin,
    UnreadableFile,
)
from critiques.extraction.text import MOST_CHARACTERS

logger = logging.getLogger(__name__)

SECONDS = 30
COMMAND = (sys.executable, "-B", "-m", "critiques.extraction.child")

_ROOT = Path(__file__).resolve().parents[2]
# Without the secrets that the site itself is started with.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR", "VIRTUAL_ENV")
# Each character at its longest, and room for marks.
_LONGEST_ANSWER = 4 * MOST_CHARACTERS + 10_000_000
_MOST_MARKS = 100_000
_LONGEST_SENTENCE = 500

_OVER_LIMITS = (
    "This file could not be read within the limits (1 GB of memory, 20 seconds of work). Paste "
    "the text instead."
)


def read_apart(kind: Kind, data: bytes) -> Extracted:
    """What the child process takes from a file. Raises UnreadableFile."""
    answer, ended = _run(kind, data)
    found = _loaded(answer)
    if isinstance(found, dict) and _is_sentence(refusal := found.get("refused")):
        raise UnreadableFile(refusal)
    extracted = _validated(found)
    if extracted is None:
        failed = found.get("failed") if isinstance(found, dict) else None
        cause = failed if _is_sentence(failed) else f"exit code {ended}"
        logger.warning("Reading an uploaded file (%s) failed: %r", kind, cause)
        raise UnreadableFile(_OVER_LIMITS)
    return extracted


def _run(kind: Kind, data: bytes) -> tuple[bytes, int]:
    """The answer, cut off where it is too long, and the exit code of the child."""
    child = subprocess.Popen(  # noqa: S603 - the command is ours
        (*COMMAND, kind),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
    )
    timer = threading.Timer(SECONDS, child.kill)
    timer.start()
    try:
        _feed(child.stdin, data)
        with child.stdout:
            answer = child.stdout.read(_LONGEST_ANSWER + 1)
        return answer, child.wait()
    finally:
        timer.cancel()
        child.kill()  # which does nothing to one that has ended


def _feed(pipe: IO[bytes], data: bytes) -> None:
    """All of it at once: the child writes nothing before it has read everything."""
    try:
        with pipe:
            pipe.write(data)
    except OSError:
        pass  # it ended before; what it answered, if anything, tells more


def _environment() -> dict[str, str]:
    passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed_on, "PYTHONPATH": str(_ROOT)}


def _loaded(answer: bytes) -> Any:
    if len(answer) > _LONGEST_ANSWER:
        return None
    try:
        return json.loads(answer.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        return None


def _validated(found: Any) -> Extracted | None:
    """Exactly what the child should have made, or nothing. The text is looked at by the caller,
    as any other."""
    if not isinstance(found, dict) or set(found) != set(Extracted.__slots__):
        return None
    text, marks, warnings = found["text"], found["marks"], found["warnings"]
    names = ("version", "title", "author", "date")
    if (
        not isinstance(text, str)
        or found["origin"] not in set(Origin)
        or not all(_is_sentence(found[name]) for name in names)
        or not (isinstance(warnings, list) and all(map(_is_sentence, warnings)))
        or not (isinstance(marks, list) and len(marks) <= _MOST_MARKS)
        or not all(_is_mark(mark, len(text)) for mark in marks)
    ):
        return None
    return Extracted(
        text=text,
        origin=Origin(found["origin"]),
        marks=tuple(Mark(mark["offset"], MarkKind(mark["kind"]), mark["label"]) for mark in marks),
        warnings=tuple(warnings),
        **{name: found[name] for name in names},
    )


def _is_mark(mark: Any, length: int) -> bool:
    return (
        isinstance(mark, dict)
        and set(mark) == set(Mark.__slots__)
        and type(mark["offset"]) is int
        and 0 <= mark["offset"] <= length
        and mark["kind"] in set(MarkKind)
        and isinstance(mark["label"], str)
        and 0 < len(mark["label"]) <= LONGEST_LABEL
    )


def _is_sentence(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST_SENTENCE and value.isprintable()
