"""Owns how subtitles become a text with its times: the words of each cue on lines of their own."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile

VERSION = "cues 1"

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKUP = re.compile(
    r"</?(?:i|b|u|s|c|v|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.I
)
# Only programs time single words; their cues roll, so that each line comes two or three times.
_TIMED_WORD = re.compile(r"<\d{1,3}:\d{2}:\d{2}\.\d{3}>")
_WEBVTT = re.compile(r"WEBVTT(?:[ \t\r\n]|\Z)")

_NO_CUES = "There are no subtitles in it: no line with times such as 00:01:02,000 --> 00:01:05,000."
_NO_HEADER = "This is no WebVTT file: its first line does not begin with WEBVTT."
_MACHINE_MADE = (
    "Single words are timed, so the transcript was probably made by a program. Choose another "
    "origin if a person wrote or corrected it."
)


@dataclass(frozen=True, slots=True)
class _Cue:
    time: str
    lines: tuple[str, ...]


def read_srt(text: str) -> Extracted:
    """Raises UnreadableFile if there are no cues."""
    return _extracted(_srt_cues(text), is_machine_made=False)


def read_vtt(text: str) -> Extracted:
    """Raises UnreadableFile if there are no cues, or no header."""
    if not _WEBVTT.match(text):
        raise UnreadableFile(_NO_HEADER)
    is_machine_made = _TIMED_WORD.search(text) is not None
    cues = _vtt_cues(text)
    return _extracted(_without_rolling(cues) if is_machine_made else cues, is_machine_made)


def _extracted(cues: Iterator[_Cue], is_machine_made: bool) -> Extracted:
    pieces: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for cue in cues:
        words = "\n".join(line for line in cue.lines if line.strip())
        if not words:
            continue
        marks.append(Mark(offset, MarkKind.TIME, cue.time))
        pieces.append(words)
        offset += len(words) + 1
    if not pieces:
        raise UnreadableFile(_NO_CUES)
    return Extracted(
        text="\n".join(pieces),
        origin=Origin.MACHINE_TRANSCRIPT if is_machine_made else Origin.TRANSCRIPT,
        marks=tuple(marks),
        version=VERSION,
        warnings=(_MACHINE_MADE,) if is_machine_made else (),
    )


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines between empty lines."""
    block: list[str] = []
    for line in _LINE_END.split(text):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _timing(block: Sequence[str]) -> tuple[int, str] | None:
    """Which line holds the times, with or without a number or name above, and the first time."""
    for nth, line in enumerate(block[:2]):
        if found := _TIMING.match(line):
            hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
            return nth, f"{hours:02}:{minutes:02}:{seconds:02}"
    return None


def _srt_cues(text: str) -> Iterator[_Cue]:
    """An empty line may stand inside a cue: what follows it without times belongs to it."""
    time: str | None = None
    lines: list[str] = []
    for block in _blocks(text):
        if timing := _timing(block):
            if time is not None:
                yield _Cue(time, tuple(lines))
            nth, time = timing
            lines = [_words(line) for line in block[nth + 1 :]]
        elif time is not None:
            lines += [_words(line) for line in block]
    if time is not None:
        yield _Cue(time, tuple(lines))


def _vtt_cues(text: str) -> Iterator[_Cue]:
    """Blocks without times are notes, styles and regions."""
    for block in _blocks(text):
        if timing := _timing(block):
            nth, time = timing
            lines = (html.unescape(_words(line)) for line in block[nth + 1 :])
            yield _Cue(time, tuple(lines))


def _without_rolling(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Each line once, where it first appears."""
    last = ""
    for cue in cues:
        lines = []
        for line in filter(str.strip, cue.lines):
            if line.strip() != last:
                lines.append(line)
            last = line.strip()
        yield _Cue(cue.time, tuple(lines))


def _words(line: str) -> str:
    return _MARKUP.sub("", line).strip()
