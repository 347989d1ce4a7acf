"""In what order those that were found are shown. Pure: works on the tokens of an entry.

An entry is as good as the level of its weakest word: names before texts, short texts that say a
word often before long ones, these before words or phrases that only stand around. Among equals
come first those with all words in a row, then rarer words count more, then the newest is first.
"""

from collections.abc import Callable, Iterable, Sequence
from math import log

from critiques.models.search_entries import lasting
from critiques.search.backends.rows import Read
from critiques.search.expressions import (
    AROUND,
    MARKS,
    OF_NAME,
    OWN,
    Clause,
    is_any,
    patterns,
    words_of,
)

# By what stands before a token: of each the highest mark stands last.
_LEVELS = {" ": OWN} | {mark: level for level, mark in MARKS.items()}
_HIGHEST_FIRST = sorted(_LEVELS.items(), key=lambda each: each[1], reverse=True)


class Ranking:
    """`rarity` says of the tokens that a word may be how much it counts; `row` is what stands for
    all words in a row."""

    def __init__(
        self, clauses: Sequence[Clause], row: Clause, rarity: Callable[[Clause], float]
    ) -> None:
        words = words_of(clauses)
        self.words = [(_forms(word), rarity(word) if words[1:] else 1.0) for word in words]
        self.row = patterns(row)
        self.phrases = [patterns(clause) for clause in clauses if len(clause[0].tokens) > 1]

    def best_first(self, entries: Iterable[Read]) -> list[int]:
        if len(self.words) == 1 and not self.phrases:  # the same, sooner
            ((forms, _),) = self.words
            best = [(_level(forms, f" {tokens} "), lasting(pk), pk) for pk, tokens, _ in entries]
            return [pk for _, _, pk in sorted(best, reverse=True)]
        keys = []
        for entry, tokens, _ in entries:
            text, lowest, weight = f" {tokens} ", OF_NAME, 0.0
            for forms, rarity in self.words:
                level = _level(forms, text)
                weight += level * rarity
                if level < lowest:
                    lowest = level
            if self.phrases and not all(is_any(rows, text) for rows in self.phrases):
                lowest = AROUND
            in_a_row = bool(self.row) and is_any(self.row, text)
            keys.append((lowest, in_a_row, weight, lasting(entry), entry))
        keys.sort(reverse=True)
        return [key[-1] for key in keys]


def weight_of(found: int, among: int) -> float:
    """How much a word counts that so many entries have among so many."""
    return log(1 + (among + 1) / (found + 1))


def _forms(word: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return [(token if begins else f"{token} ", begins) for token, begins in word]


def _level(forms: Sequence[tuple[str, bool]], text: str) -> int:
    """Of a word that may be several tokens, the highest."""
    highest = AROUND
    for form, begins in forms:
        at = text.rfind(form)
        if at > 0:
            level = None if begins else _LEVELS.get(text[at - 1])
            # It may be the end of another word, or the beginning of several.
            level = _level_by_each(form, text) if level is None else level
            highest = level if level > highest else highest
    return highest


def _level_by_each(form: str, text: str) -> int:
    return next((level for mark, level in _HIGHEST_FIRST if mark + form in text), AROUND)
