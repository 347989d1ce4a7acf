"""Owns what a word is, and which words turn a sentence round."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import regex

from critiques.quotation.folding import fold
from critiques.quotation.reading import INVISIBLE

# In these scripts no space parts words: each letter counts as one.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_UNSPACED_LETTER = regex.compile(f"[{UNSPACED}]")
_LETTERS = rf"[[\p{{L}}\p{{N}}\p{{M}}{INVISIBLE}]--[{UNSPACED}]]"
# Apostrophes and hyphens inside a word are part of it, and points and commas inside a number.
_WORD = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*"
    rf"|[[\p{{L}}\p{{N}}]--[{UNSPACED}]]{_LETTERS}*"
    rf"(?:(?:['’ʼ\-‐‑]|(?<=\p{{N}})[.,](?=\p{{N}})){_LETTERS}+)*",
    regex.VERSION1,
)

# English first; then those of French and German that are no English words. They only warn.
_ENGLISH = (
    "no not never none nobody nothing nowhere neither nor cannot without hardly scarcely barely "
    "rarely seldom but however despite although though albeit yet except unless nevertheless "
    "nonetheless notwithstanding whereas while supposedly allegedly almost"
)
_OTHERS = "jamais pas ne mais malgré quoique sauf nicht kein keine nie niemals aber obwohl trotz"
_TURNS = frozenset(f"{_ENGLISH} {_OTHERS}".split())

# Nobody writes longer words; those that are look the same from here on.
_LONGEST = 1_000
_UNKNOWN = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where each begins and ends, in code points, and one character for
    each, the same for the same word (typography and case apart), so that libraries for strings
    compare words."""

    starts: Sequence[int]
    ends: Sequence[int]
    string: str
    vocabulary: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.starts)

    def between(self, start: int, end: int) -> range:
        """The words that have any part between two offsets."""
        return range(bisect_left(self.ends, start + 1), bisect_left(self.starts, end))

    def beginning_between(self, start: int, end: int) -> int:
        """How many words begin between two offsets."""
        return bisect_left(self.starts, end) - bisect_left(self.starts, start)

    def encode(self, words: Iterable[str]) -> str:
        """Other words in the characters of this vocabulary; unknown ones are equal to none."""
        return "".join(self.vocabulary.get(key(word), _UNKNOWN) for word in words)


def words_of(text: str) -> Words:
    """All words of a text, in order; linear in its length."""
    spans = [match.span() for match in _WORD.finditer(text)]
    starts = array("l", [start for start, _ in spans])
    ends = array("l", [end for _, end in spans])
    found = [text[start:end] for start, end in spans]
    keys = {word: key(word) for word in set(found)}
    vocabulary = {word: _character(nth) for nth, word in enumerate(sorted(set(keys.values())))}
    characters = {word: vocabulary[keys[word]] for word in keys}
    return Words(starts, ends, "".join(map(characters.get, found)), vocabulary)


def word_list(text: str) -> list[str]:
    return _WORD.findall(text)


def has_words(text: str) -> bool:
    return _WORD.search(text) is not None


def key(word: str) -> str:
    """What is the same for two words that are close: neither typography nor case counts."""
    if word.isascii() and word.isalnum():
        return word.lower()
    return fold(word[:_LONGEST]).skeleton.casefold()


def turns(text: str) -> list[str]:
    """The words of a text that deny or concede: not, never, but, despite, although …"""
    words = word_list(text)
    turning = {word for word in set(words) if _turns(key(word))}
    return [word for word in words if word in turning]


def _turns(word: str) -> bool:
    return word in _TURNS or word.endswith("n't")


def is_unspaced(character: str) -> bool:
    """Whether the character is of a script that parts no words by spaces."""
    return not character.isascii() and _UNSPACED_LETTER.match(character) is not None


def _character(nth: int) -> str:
    return chr(nth if nth < 0xD800 else nth + 0x800)
