"""Owns how far an archive of strangers is trusted: what is in it is counted before it is opened,
and nothing is ever written to a disk. Runs in the child process only."""

import io
import zipfile
import zlib

from critiques.extraction.result import UnreadableFile

MOST_MEMBERS = 2_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100

DAMAGED = (
    "This EPUB is damaged or incomplete and cannot be opened. Download or save it again, or paste "
    "the text."
)
_UNUSUAL = (
    "This EPUB is packed in a way that is not opened here ({}). Save it again with another "
    "program, or paste the text."
)
_ENCRYPTED = 0x1
# What zipfile raises on damaged archives, and on those it does not understand.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ValueError, NotImplementedError,
    RuntimeError,
)  # fmt: skip


class Archive:
    """The members of a ZIP file by their names. Raises UnreadableFile, also when one is read."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise UnreadableFile(DAMAGED) from None
        if objection := _objection(self._zip.infolist(), len(data)):
            raise UnreadableFile(_UNUSUAL.format(objection))

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """The whole member; never more of it than the archive announced and was checked for."""
        try:
            return self._zip.read(name)
        except _BROKEN:
            raise UnreadableFile(DAMAGED) from None


def _objection(members: list[zipfile.ZipInfo], packed: int) -> str:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS:
        return f"more than {MOST_MEMBERS:,} parts"
    if unpacked > MOST_UNPACKED:
        return f"more than {MOST_UNPACKED // 1_000_000} MB when unpacked"
    if unpacked > MOST_RATIO * packed:
        return f"more than {MOST_RATIO} times its size when unpacked"
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return "protected by a password"
    if any(_leads_outside(member.filename) for member in members):
        return "a part of it is named outside of the archive"
    return ""


def _leads_outside(name: str) -> bool:
    path = name.replace("\\", "/")
    return path.startswith("/") or ".." in path.split("/") or path[1:2] == ":"
