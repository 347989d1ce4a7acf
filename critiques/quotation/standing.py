"""Owns what may be told of where a quotation stands without telling other words of its source."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from critiques.quotation.prepared import Prepared
from critiques.quotation.words import has_words


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the quoted parts of a source stand in it.

    `paragraph` and `last_paragraph` count from 1, `paragraphs` is how many there are; `words` are
    the words quoted, as half-open ranges of the source's words; `left_out` is how many words the
    omissions leave out.
    """

    paragraph: int
    last_paragraph: int
    paragraphs: int
    starts_inside_sentence: bool
    ends_inside_sentence: bool
    left_out: int
    words: tuple[tuple[int, int], ...]


def standing(segments: Sequence[tuple[int, int]], prepared: Prepared) -> Standing:
    """Where these parts of a source stand: given in order, half-open, in code points
    (`Check.segments`). Raises ValueError if there are none."""
    if not segments:
        raise ValueError("There is no quoted part to place.")
    text, words = prepared.text, prepared.words
    start, end = segments[0][0], segments[-1][1]
    paragraphs, sentences = prepared.paragraphs, prepared.sentences
    sentence_start = sentences[bisect_right(sentences, start) - 1]
    following = bisect_right(sentences, end - 1)
    sentence_end = sentences[following] if following < len(sentences) else len(text)
    ranges = [words.between(*segment) for segment in segments]
    return Standing(
        paragraph=bisect_right(paragraphs, start),
        last_paragraph=bisect_right(paragraphs, end - 1),
        paragraphs=len(paragraphs),
        starts_inside_sentence=has_words(text[sentence_start:start]),
        ends_inside_sentence=has_words(text[end:sentence_end]),
        left_out=sum(max(0, after.start - before.stop) for before, after in pairwise(ranges)),
        words=tuple((held.start, held.stop) for held in ranges if held),
    )
