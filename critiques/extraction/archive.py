"""Owns how far an archive of strangers is trusted: what is in it is counted before it is opened,
and nothing is ever written to a disk."""

import io
import posixpath
import zipfile
import zlib

from critiques.extraction.result import UnreadableFile

MOST_MEMBERS = 2_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100

_DAMAGED = (
    "This EPUB is damaged or incomplete and cannot be opened. Download or save it again, or paste "
    "the text."
)
_UNUSUAL = (
    "This EPUB is packed in a way that is not opened here ({}). Save it again with another "
    "program, or paste the text."
)
_ENCRYPTED = 0x1


class Archive:
    """The members of a ZIP file by their names. Raises UnreadableFile, also when one is read."""

    def __init__(self, data: bytes) -> None:
        opened = _opened(data)
        if opened is None:
            raise UnreadableFile(_DAMAGED)
        self._zip = opened
        if objection := _objection(opened.infolist(), len(data)):
            raise UnreadableFile(_UNUSUAL.format(objection))
        self._names = frozenset(opened.namelist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def read(self, name: str) -> bytes:
        """The whole member; never more of it than the archive announced and was checked for."""
        if name not in self._names or (data := _member(self._zip, name)) is None:
            raise UnreadableFile(_DAMAGED)
        return data


def _opened(data: bytes) -> zipfile.ZipFile | None:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        return None


def _member(opened: zipfile.ZipFile, name: str) -> bytes | None:
    try:
        return opened.read(name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ):
        return None


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
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or posixpath.isabs(name) or name[1:2] == ":" or name.startswith("\\")
