"""Owns what is worked out once for a source, so that many quotations can be checked fast."""

from dataclasses import dataclass

from critiques.quotation.folding import Folded, fold
from critiques.quotation.reading import readable
from critiques.quotation.words import Words, words_of

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A source text with its folded form and its words."""

    text: str
    folded: Folded
    words: Words


def prepare(source_text: str) -> Prepared:
    """Prepare a source for `check`. Linear in its length; not changed by checking.

    A byte order mark is dropped, and offsets count from behind it. Raises UnreadableText on a
    NUL or a lone surrogate.
    """
    text = readable(source_text.removeprefix(_BYTE_ORDER_MARK), "the source text")
    return Prepared(text, fold(text), words_of(text))
