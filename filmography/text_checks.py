"""Owns what can be seen to be amiss in a text while it is written, and where.

Pure: knows no model, request or database. Offsets are code points, half-open.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from filmography.timecode import InvalidTimecode, format_timecode, parse_timecode

WARNING, HINT = "warning", "hint"
# Longer texts are not looked at: nothing is written here by hand at that length.
LONGEST = 50_000

_HEADING = re.compile(r"^ {0,3}(#{1,6})(?=\s|$)[ \t]*(.*?)[ \t#]*$", re.M)
_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\([^()\s]*\)")
_SAYS_NOTHING = {
    "click", "click here", "here", "link", "this link", "more", "read more", "this", "this page",
}  # fmt: skip
# Guillemets are left out: languages differ in which way they point.
_CLOSES = {")": "(", "]": "[", "}": "{", "”": "“„"}
_OPENS = set("([{“„")
_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)|\.{5,}|…\.{2,}|…{2,}")
_LOOKS_LIKE_TIMECODE = re.compile(r"(?<![\d:.])\d{1,4}(?::\d{1,3}){1,3}(?![\d:])")
_BETWEEN = re.compile(r"\s?[–—-]\s?")
_SCRIPTS = {
    "CYRILLIC": {"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"},
    "GREEK": {"el", "grc"},
    "ARABIC": {"ar", "fa", "ur", "ps", "ku"},
    "HEBREW": {"he", "yi"},
    "HIRAGANA": {"ja"},
    "KATAKANA": {"ja"},
    "HANGUL": {"ko"},
    "THAI": {"th"},
    "DEVANAGARI": {"hi", "mr", "ne", "sa"},
    "CJK": {"zh", "ja", "ko", "yue"},
    "ARMENIAN": {"hy"},
    "GEORGIAN": {"ka"},
}
_OTHER_THAN_LATIN = set().union(*_SCRIPTS.values())


@dataclass(frozen=True)
class Finding:
    severity: str
    start: int
    end: int
    message: str
    hint: str


def of_markdown(text: str, minutes: int | None = None) -> list[Finding]:
    """Headings that skip a level, links whose words say nothing, odd timecodes (`minutes` is the
    running time, None if unknown), and the marks that `of_words` looks at."""
    if len(text) > LONGEST:
        return []
    found = (*_headings(text), *_links(text), *_marks(text), *_ellipses(text))
    return _in_order(*found, *timecodes_in(text, minutes))


def of_words(text: str, language: str = "") -> list[Finding]:
    """Brackets and quotation marks without a partner, odd ellipses, and words in a script that the
    language (a BCP 47 tag, "" if unknown) is not written in."""
    if len(text) > LONGEST:
        return []
    return _in_order(*_marks(text), *_ellipses(text), *_script(text, language))


def timecodes_in(text: str, minutes: int | None = None) -> list[Finding]:
    """Numbers in running text that look like timecodes and are none, that lie beyond the running
    time, or that end a stretch before its start."""
    found = []
    before, ends_at = None, 0
    for match in _LOOKS_LIKE_TIMECODE.finditer(text[:LONGEST]):
        try:
            seconds = parse_timecode(match[0])
        except InvalidTimecode as error:
            found.append(Finding(HINT, *match.span(), f"“{match[0]}” is no timecode.", str(error)))
            before = None
            continue
        if (
            before is not None
            and seconds < before
            and _BETWEEN.fullmatch(text, ends_at, match.start())
        ):
            message = f"The end, {match[0]}, is before the start, {format_timecode(before)}."
            found.append(Finding(HINT, *match.span(), message, "Look at both timecodes."))
        if is_beyond(seconds, minutes):
            message = f"{match[0]} is beyond the running time of {minutes} minutes."
            found.append(Finding(HINT, *match.span(), message, "Look at both."))
        before, ends_at = seconds, match.end()
    return found


def of_timecode(text: str, start: str = "", minutes: int | None = None) -> list[Finding]:
    """What is amiss in a field for one timecode: that it is none, that it lies beyond the running
    time, or before the `start` that another field says ("" if none does)."""
    written = text.strip()
    if not written:
        return []
    span = len(text) - len(text.lstrip()), len(text.rstrip())
    try:
        seconds = parse_timecode(written)
    except InvalidTimecode as error:
        return [Finding(WARNING, *span, "This is no timecode.", str(error))]
    found = []
    if is_before(seconds, start):
        message = f"The end, {written}, is before the start, {start.strip()}."
        found.append(Finding(HINT, *span, message, "Look at both timecodes."))
    if is_beyond(seconds, minutes):
        message = f"{written} is beyond the running time of {minutes} minutes."
        found.append(Finding(HINT, *span, message, "Look at both."))
    return found


def is_before(seconds: int, start: str) -> bool:
    """Whether a moment lies before another one, if that is a timecode."""
    try:
        return seconds < parse_timecode(start)
    except InvalidTimecode:
        return False


def is_beyond(seconds: int | None, minutes: int | None) -> bool:
    """Running times are rounded, so that a minute more is none too many."""
    return bool(seconds and minutes) and seconds > (minutes + 1) * 60


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Both from 1, as editors count."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def _in_order(*found: Finding) -> list[Finding]:
    return sorted(found, key=lambda finding: (finding.start, finding.end))


def _headings(text: str) -> Iterator[Finding]:
    last = 0
    for match in _HEADING.finditer(text):
        level = len(match[1])
        if not match[2]:
            yield Finding(WARNING, *match.span(), "An empty heading.", "Write it, or delete it.")
        if last and level > last + 1:
            message = f"A heading of level {level} follows one of level {last}."
            hint = f"Write {'#' * (last + 1)} for the next level, so that none is skipped."
            yield Finding(WARNING, *match.span(1), message, hint)
        last = level


def _links(text: str) -> Iterator[Finding]:
    for match in _LINK.finditer(text):
        words = match[1].strip().strip(".…!").lower()
        if not words:
            yield Finding(WARNING, *match.span(), "A link without words.", "Say where it leads.")
        elif words in _SAYS_NOTHING:
            message = f"“{match[1].strip()}” does not say where the link leads."
            yield Finding(WARNING, *match.span(1), message, "Name the page that it leads to.")


def _marks(text: str) -> Iterator[Finding]:
    open_marks: list[tuple[str, int]] = []
    # Swedish and Finnish open with the mark that closes elsewhere.
    ignored = set() if "“" in text or "„" in text else {"”"}
    for at, mark in enumerate(text):
        last = open_marks[-1][0] if open_marks else ""
        if mark == "“" and last == "„":
            open_marks.pop()
        elif mark == "“" and last == "“" and text[at - 1] == "\n":
            # A quotation over several paragraphs is opened in each and closed in the last.
            open_marks[-1] = (mark, at)
        elif mark in _OPENS:
            open_marks.append((mark, at))
        elif mark in _CLOSES and last and last in _CLOSES[mark]:
            open_marks.pop()
        elif mark in _CLOSES and mark not in ignored:
            yield _alone(mark, at, "closes what nothing opens")
    for mark, at in open_marks:
        yield _alone(mark, at, "is never closed")
    yield from _straight_marks(text)


def _alone(mark: str, at: int, what: str) -> Finding:
    return Finding(WARNING, at, at + 1, f"“{mark}” {what}.", "Add its partner, or take it out.")


def _straight_marks(text: str) -> Iterator[Finding]:
    for paragraph in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text):
        marks = [match.start() for match in re.finditer('"', paragraph[0])]
        if len(marks) % 2:
            at = paragraph.start() + marks[-1]
            yield Finding(
                HINT, at, at + 1, "A quotation mark without a partner.", "Add it, or take this out."
            )


def _ellipses(text: str) -> Iterator[Finding]:
    for match in _DOTS.finditer(text):
        hint = "Write … or three dots; after the end of a sentence, four."
        yield Finding(HINT, *match.span(), f"“{match[0]}” is no ellipsis.", hint)


def _script(text: str, language: str) -> Iterator[Finding]:
    """Only if most letters are of the other script: names may be in any."""
    code = language.lower().partition("-")[0]
    letters = [(at, unicodedata.name(char, "")) for at, char in enumerate(text) if char.isalpha()]
    if not code or not letters:
        return
    latin = [at for at, name in letters if name.startswith("LATIN")]
    other = {script: [at for at, name in letters if name.startswith(script)] for script in _SCRIPTS}
    for script, places in other.items():
        if code not in _SCRIPTS[script] and 2 * len(places) > len(letters):
            message = f"These letters are {script.capitalize()}, which this language is not in."
            yield Finding(WARNING, places[0], places[-1] + 1, message, "Look at the language.")
    if code in _OTHER_THAN_LATIN - {"sr", "ku", "kk"} and 2 * len(latin) > len(letters):
        message = "These letters are Latin, in which this language is not written."
        yield Finding(WARNING, latin[0], latin[-1] + 1, message, "Look at the language.")
