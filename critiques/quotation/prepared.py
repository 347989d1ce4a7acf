"""Owns what is worked out once for a source, so that many quotations can be checked fast."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from critiques.quotation.folding import Folded, fold
from critiques.quotation.reading import readable
from critiques.quotation.sentences import paragraph_starts, sentence_starts
from critiques.quotation.words import Words, words_of

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Prepared:
    """A source text with its folded form and its words."""

    text: str
    folded: Folded
    words: Words

    @cached_property
    def sentences(self) -> Sequence[int]:
        """Where they begin."""
        return sentence_starts(self.text)

    @cached_property
    def paragraphs(self) -> Sequence[int]:
        """Where they begin."""
        return paragraph_starts(self.text)


def prepare(source_text: str) -> Prepared:
    """Prepare a source for `check`. Linear in its length; not changed by checking.

    A byte order mark is dropped, and offsets count from behind it. Raises UnreadableText on a
    NUL or a lone surrogate.
    """
    text = readable(source_text.removeprefix(_BYTE_ORDER_MARK), "the source text")
    return Prepared(text, fold(text), words_of(text))
