"""Owns the process that reads what strangers made: `python -m critiques.extraction.child KIND`,
the file on standard input, the answer on standard output. It must not import Django.
"""

import json
import sys
import traceback
from dataclasses import asdict

from critiques.extraction.kinds import Kind
from critiques.extraction.result import Extracted, UnreadableFile
from critiques.extraction.text import kept

MEMORY = 2**30
CPU_SECONDS = 20


def read(kind: Kind, data: bytes) -> Extracted:
    """Raises UnreadableFile; and anything at all on a file that was made to do harm."""
    # To start is most of the time that a file takes: each kind loads its own library only.
    match kind:
        case Kind.HTML:
            from critiques.extraction.page import read_page as reader
        case Kind.PDF:
            from critiques.extraction.pdf import read_pdf as reader
        case Kind.EPUB:
            from critiques.extraction.epub import read_epub as reader
        case _:
            raise ValueError(f"{kind} is not read in a process of its own.")
    return kept(reader(data))


def _answer(kind: Kind, data: bytes) -> dict[str, object]:
    try:
        return asdict(read(kind, data))
    except UnreadableFile as refusal:
        return {"refused": str(refusal)}
    except Exception as error:
        # Where it happened, and never the message, which may quote the text.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"failed": f"{type(error).__name__} in {place.name}, line {place.lineno}"}


def limit() -> None:
    """What the process may take. Where the system knows no such limits, the parent still limits
    the time."""
    try:
        import resource
    except ImportError:
        return
    for resource_limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it writes to no file
        (resource.RLIMIT_CORE, 0),  # and leaves no image of its memory: the text is private
    ):
        try:
            resource.setrlimit(resource_limit, (value, value))
        except (OSError, ValueError):
            continue  # macOS knows RLIMIT_AS and refuses to set it


def main() -> None:
    limit()
    answer = _answer(Kind(sys.argv[1]), sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode())


if __name__ == "__main__":
    main()
