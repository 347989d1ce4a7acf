"""Owns how subtitles become a text with its times: the words of each cue on lines of their own."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from critiques.extraction.result import Extracted, Mark, MarkKind, Origin, UnreadableFile

VERSION = "subtitles 1"

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,]\d{1,3}"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}")
_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKUP = re.compile(
    r"</?(?:i|b|u|s|c|v|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.I
)
# Only those that WebVTT has, and numbers of a length that Python's own function bears.
_REFERENCE = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|#\d{1,7}|#x[\da-fA-F]{1,6});")
_NO_SPEECH = ("NOTE", "STYLE", "REGION")
# Only programs time single words; their cues roll, so that each line comes two or three times.
_TIMED_WORD = re.compile(r"<\d{1,3}:\d{2}:\d{2}\.\d{3}>")

_NO_CUES = "There are no subtitles in it: no line with times such as 00:01:02,000 --> 00:01:05,000."
_MACHINE_MADE = (
    "Single words are timed, so the transcript was probably made by a program. Choose another "
    "origin if a person wrote or corrected it."
)


@dataclass(slots=True)
class _Cue:
    time: str
    lines: list[str]


def read_subtitles(text: str) -> Extracted:
    """Of an SRT or WebVTT file. Raises UnreadableFile if there are no cues with words."""
    is_machine_made = _TIMED_WORD.search(text) is not None
    cues = _cues(text, is_webvtt=text.startswith("WEBVTT"))
    words, marks = _joined(_without_rolling(cues) if is_machine_made else cues)
    if not words:
        raise UnreadableFile(_NO_CUES)
    return Extracted(
        text=words,
        origin=Origin.MACHINE_TRANSCRIPT if is_machine_made else Origin.TRANSCRIPT,
        marks=marks,
        version=VERSION,
        warnings=(_MACHINE_MADE,) if is_machine_made else (),
    )


def _joined(cues: Iterator[_Cue]) -> tuple[str, tuple[Mark, ...]]:
    pieces: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for cue in cues:
        if cue.lines:
            words = "\n".join(cue.lines)
            marks.append(Mark(offset, MarkKind.TIME, cue.time))
            pieces.append(words)
            offset += len(words) + 1
    return "\n".join(pieces), tuple(marks)


def _cues(text: str, *, is_webvtt: bool) -> Iterator[_Cue]:
    """An empty line may stand inside a cue: what follows it without times belongs to it."""
    cue: _Cue | None = None
    for block in _blocks(text):
        nth, time = _timing(block)
        if time:
            if cue:
                yield cue
            cue = _Cue(time, [])
        elif cue is None or (is_webvtt and block[0].startswith(_NO_SPEECH)):
            continue
        words = (_MARKUP.sub("", line).strip() for line in block[nth:])
        cue.lines += [_REFERENCE.sub(_meant, line) if is_webvtt else line for line in words if line]
    if cue:
        yield cue


def _blocks(text: str) -> Iterator[list[str]]:
    """Lines between empty lines."""
    block: list[str] = []
    for line in (*_LINE_END.split(text), ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def _timing(block: list[str]) -> tuple[int, str]:
    """From which line on the words stand, and the time they begin at; a number or name may stand
    above the times."""
    for nth, line in enumerate(block[:2], 1):
        if found := _TIMING.match(line):
            hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
            return nth, f"{hours:02}:{minutes:02}:{seconds:02}"
    return 0, ""


def _meant(reference: re.Match[str]) -> str:
    return html.unescape(reference[0])


def _without_rolling(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """Each line once, where it first appears."""
    last = ""
    for cue in cues:
        lines = [line for line, _ in groupby([last, *cue.lines])]
        last = lines[-1]
        yield _Cue(cue.time, lines[1:])
