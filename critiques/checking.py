"""Owns checking quotations against the captures of their sources.

It fetches the texts and remembers them prepared; what they prove, `critiques.quotation` decides.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from critiques.models.captures import Capture
from critiques.quotation import Check, Prepared, State, check, prepare, quoted_words
from critiques.quotation.words import word_list

# Prepared texts that a process keeps, in characters of all together.
_MOST_CHARACTERS = 3_000_000
# Captures in which words that a source lacks are looked for.
_MOST_OTHERS = 20
# So many words in a row, without marks that typography may change, find a capture by.
_WORDS_IN_COMMON = 3

_NOT_THERE = frozenset({State.ALTERED, State.ABSENT})


@dataclass(frozen=True)
class Verdict:
    """What checking found, and the capture that it was found in; None if there is none."""

    check: Check
    capture: Capture | None = None
    is_of_newest: bool = True


class _PreparedTexts:
    """The texts last used, by their digest: a text never changes, and its record may go."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, Prepared] = OrderedDict()

    def of(self, capture: Capture) -> Prepared:
        key = capture.sha256
        if key not in self._texts:
            self._texts[key] = prepare(capture.text)
            while len(self._texts) > 1 and self._characters() > _MOST_CHARACTERS:
                self._texts.popitem(last=False)
        self._texts.move_to_end(key)
        return self._texts[key]

    def _characters(self) -> int:
        return sum(len(prepared.text) for prepared in self._texts.values())


prepared = _PreparedTexts().of


def judge(
    quotation: str, captures: Iterable[Capture | None], prefix: str = "", suffix: str = ""
) -> Verdict:
    """The first capture that proves the quotation; else what was found in the first, the newest."""
    first: Verdict | None = None
    for capture in filter(None, captures):
        found = check(quotation, prepared(capture), prefix, suffix)
        verdict = Verdict(found, capture, is_of_newest=first is None)
        if found.is_proved:
            return verdict
        first = first or verdict
    return first or Verdict(check(quotation, None))


def unproved_words(text: str, source_id: int) -> list[str]:
    """Words that an editor's own text quotes, and that the source is not found to have."""
    capture = Capture.objects.current_of(source_id)
    if capture is None:
        return []
    source = prepared(capture)
    return [words for words in quoted_words(text) if check(words, source).state in _NOT_THERE]


def found_elsewhere(quotation: str, source_id: int) -> Capture | None:
    """A capture of another source that proves the quotation."""
    words = _distinctive_words(quotation)
    if not words:
        return None
    others = Capture.objects.kept().exclude(source=source_id).filter(text__contains=words)
    for capture in others.newest_first()[:_MOST_OTHERS]:
        if check(quotation, prepared(capture)).is_proved:
            return capture
    return None


def _distinctive_words(quotation: str) -> str:
    """The longest few words in a row as they would stand in any capture, or nothing."""
    words = word_list(quotation)
    rows = [
        " ".join(words[at : at + _WORDS_IN_COMMON])
        for at in range(1, len(words) - _WORDS_IN_COMMON)
        if all(word.isalnum() for word in words[at : at + _WORDS_IN_COMMON])
    ]
    return max((row for row in rows if row in quotation), key=len, default="")
