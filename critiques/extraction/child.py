"""Owns the process that reads what strangers made: `python -m critiques.extraction.child KIND`,
the file on standard input, the answer on standard output. It must not import Django.
"""

import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict

from critiques.extraction.kinds import Kind
from critiques.extraction.result import Extracted, UnreadableFile
from critiques.extraction.text import kept

MEMORY = 2**30
CPU_SECONDS = 20


def read(kind: Kind, data: bytes) -> Extracted:
    """Raises UnreadableFile; and anything at all on a file that was made to do harm."""
    return kept(_reader(kind)(data))


def _reader(kind: Kind) -> Callable[[bytes], Extracted]:
    # Each kind has libraries of its own, and to start is most of the time that a file takes.
    match kind:
        case Kind.HTML:
            from critiques.extraction.page import read_html as reader
        case Kind.XHTML:
            from critiques.extraction.page import read_xhtml as reader
        case Kind.PDF:
            from critiques.extraction.pdf import read_pdf as reader
        case Kind.EPUB:
            from critiques.extraction.epub import read_epub as reader
        case _:
            raise ValueError(f"{kind} is not read in a process of its own.")
    return reader


def _answer(kind: Kind, data: bytes) -> dict[str, object]:
    try:
        return asdict(read(kind, data))
    except UnreadableFile as refusal:
        return {"refused": str(refusal)}
    except Exception as error:
        # Where it happened, and never the message, which may quote the text.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"failed": f"{type(error).__name__} in {place.name}, line {place.lineno}"}


def _limit() -> None:
    """What the process may take; where the system knows no such limits, only time is limited,
    by the parent."""
    try:
        import resource
    except ImportError:
        return
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it writes to no file
        (resource.RLIMIT_CORE, 0),  # and leaves no image of its memory: the text is private
    ):
        try:
            resource.setrlimit(limit, (value, value))
        except (OSError, ValueError):
            continue  # macOS knows RLIMIT_AS and refuses to set it


def main() -> None:
    _limit()
    answer = _answer(Kind(sys.argv[1]), sys.stdin.buffer.read())
    written = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.buffer.write(written.encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    main()
