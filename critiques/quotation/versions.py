"""Owns what is worked out once for two versions of a text: where each word of the old one went,
and where the new one has words like some of the old one's."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from critiques.quotation.alignment import Break, aligned, at_breaks
from critiques.quotation.folding import Folded, fold
from critiques.quotation.nearest import similarity
from critiques.quotation.words import Words, words_of

# From the strongest on.
_BREAKS = tuple(map(re.compile, (r"\n", r"[.!?…]", r"[;:—–]", r"\W\W")))
# How strong the break of a clause is; those of sentences are stronger.
CLAUSE = 2
# A passage may begin with so many other words before the first that is the same.
_OTHER_WORDS_BEFORE = 2


class Compared:
    """Two versions of a text and what became of the words. Words are indices, in each text."""

    def __init__(self, old_text: str, new_text: str) -> None:
        self.old_text, self.new_text = old_text, new_text
        self.old, self.new = words_of(old_text), words_of(new_text)
        self.new_string = self.old.encode(
            new_text[start:end] for start, end in zip(self.new.starts, self.new.ends, strict=True)
        )

    @cached_property
    def carried(self) -> Mapping[int, int]:
        """Which word of the new text each word of the old one is, of those that were kept."""
        strings = self.old.string, self.new_string
        return {
            in_old + nth: in_new + nth
            for in_old, in_new, length in at_breaks(aligned(*strings), strings, self.breaks)
            for nth in range(length)
        }

    @cached_property
    def breaks(self) -> tuple[Break, Break]:
        """How strongly each word of either text is parted from the one before."""
        return _breaks(self.old_text, self.old), _breaks(self.new_text, self.new)

    @cached_property
    def origins(self) -> Mapping[int, int]:
        """Which word of the old text each word of the new one was, of those that were kept."""
        return {new: old for old, new in self.carried.items()}

    @cached_property
    def folded_old(self) -> Folded:
        return fold(self.old_text)

    @cached_property
    def folded_new(self) -> Folded:
        return fold(self.new_text)

    @cached_property
    def _indices(self) -> Mapping[str, Sequence[int]]:
        indices: dict[str, list[int]] = defaultdict(list)
        for index, word in enumerate(self.new_string):
            indices[word].append(index)
        return indices

    def alike(self, words: range) -> Iterator[tuple[int, int]]:
        """Where as many words of the new text begin as these of the old one, of which at least
        half are the same, in order; each with how many are. In no order."""
        query = self.old.string[words.start : words.stop]
        fewest = (len(query) + 1) // 2
        same = sorted(index for word in set(query) for index in self._indices.get(word, ()))
        starts = {
            max(0, same[nth] - before)
            for nth in range(len(same) - fewest + 1)
            if same[nth + fewest - 1] < same[nth] + len(query)
            for before in range(_OTHER_WORDS_BEFORE + 1)
        }
        for start in starts:
            common = similarity(query, self.new_string[start : start + len(query)])
            if common >= fewest:
                yield start, common

    def kept_from_elsewhere(self, words: range, new_words: range) -> int:
        """How many of these words of the new text were kept from the old one, and not from
        `words`."""
        origins = (self.origins.get(word) for word in new_words)
        return sum(origin is not None and origin not in words for origin in origins)


def _breaks(text: str, words: Words) -> Break:
    """How strongly a word is parted from the one before: by a line's end, a sentence's end …"""

    def before(word: int) -> int:
        if not 0 < word < len(words):
            return len(_BREAKS)
        between = text[words.ends[word - 1] : words.starts[word]]
        return next((len(_BREAKS) - nth for nth, b in enumerate(_BREAKS) if b.search(between)), 0)

    return before
