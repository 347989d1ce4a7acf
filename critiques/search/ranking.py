"""In what order those that were found are shown. Pure: works on the tokens of an entry.

An entry is as good as the level of its weakest word: names before texts, short texts that say a
word often before long ones, these before words or phrases that only stand around. Among equals
come first those with all words in a row, then rarer words count more, then the newest is first.
"""

from collections.abc import Callable, Iterable, Sequence
from math import log
from operator import mul

from critiques.models.search_entries import record_of
from critiques.search.expressions import AROUND, MARKS, OWN, Clause, words_of

# A word that may be several tokens: how it stands at each level, the best first.
_Patterns = list[tuple[int, str]]


class Ranking:
    """`rarity` says of the tokens that a word may be how much it counts; `row` is what stands for
    all words in a row."""

    def __init__(
        self, clauses: Sequence[Clause], row: Clause, rarity: Callable[[Clause], float]
    ) -> None:
        words = words_of(clauses)
        self.weights = [rarity(word) for word in words] if len(words) > 1 else [1.0]
        self.words = [_patterns(word) for word in words]
        self.row = _rows(row)
        self.phrases = [_rows(clause) for clause in clauses if len(clause[0].tokens) > 1]

    def best_first(self, entries: Iterable[tuple[int, str]], most: int) -> list[int]:
        """Of ids with tokens; no word has more than the level `most`."""
        words = [[each for each in word if each[0] <= most] for word in self.words]
        keys = {entry: self._key(entry, f" {tokens} ", words) for entry, tokens in entries}
        return sorted(keys, key=keys.__getitem__, reverse=True)

    def _key(
        self, entry: int, tokens: str, words: Sequence[_Patterns]
    ) -> tuple[int, bool, float, int]:
        found = [_level(patterns, tokens) for patterns in words]
        in_a_row = _is_any(self.row, tokens) if self.row else False
        has_phrases = all(_is_any(rows, tokens) for rows in self.phrases) if self.phrases else True
        return (
            min(found) if has_phrases else AROUND,
            in_a_row,
            sumprod(found, self.weights),
            record_of(entry),
        )


def sumprod(levels: list[int], weights: list[float]) -> float:
    return sum(map(mul, levels, weights))


def weight_of(found: int, among: int) -> float:
    """How much a word counts that so many entries have among so many."""
    return log(1 + (among + 1) / (found + 1))


def _patterns(word: Sequence[tuple[str, bool]]) -> _Patterns:
    """Those that begin with a mark are only among the levels, those without only before them."""
    return [
        (level, _pattern((mark + token,), begins))
        for level, mark in [*sorted(MARKS.items(), reverse=True), (OWN, "")]
        for token, begins in word
    ]


def _rows(clause: Clause) -> list[str]:
    return [_pattern(each.tokens, each.is_prefix) for each in clause]


def _is_any(patterns: Sequence[str], tokens: str) -> bool:
    return any(pattern in tokens for pattern in patterns)


def _pattern(tokens: Sequence[str], is_prefix: bool) -> str:
    """As it stands in a text of tokens with a space on both sides."""
    return f" {' '.join(tokens)}{'' if is_prefix else ' '}"


def _level(patterns: _Patterns, tokens: str) -> int:
    for level, pattern in patterns:
        if pattern in tokens:
            return level
    return AROUND
