"""Owns what stands around a quotation, and what a moderator should look at twice."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from critiques.quotation.prepared import Prepared
from critiques.quotation.words import has_words, turns

MOST_WORDS_LEFT_OUT = 25

_PARAGRAPH = re.compile(r"\n")


@dataclass(frozen=True, slots=True)
class Context:
    """The words of the source before and after a quotation, and warnings about what it cuts.

    `before`: from the beginning of the sentence before on; if the quotation starts inside a
    sentence, the beginning of that one too. `after` likewise.
    """

    before: str
    after: str
    warnings: tuple[str, ...]


def context(segments: Sequence[tuple[int, int]], prepared: Prepared) -> Context:
    """What stands around the quoted parts of a source, given in order, half-open, in code
    points (`Check.segments`). Raises ValueError if there are none."""
    if not segments:
        raise ValueError("There is no quoted part to show the context of.")
    text = prepared.text
    start, end = segments[0][0], segments[-1][1]
    begins = prepared.sentences
    sentence = bisect_right(begins, start) - 1
    following = bisect_right(begins, end - 1)
    after = begins[following + 1] if following + 1 < len(begins) else len(text)
    sentence_end = begins[following] if following < len(begins) else len(text)
    cut_before, cut_after = text[begins[sentence] : start], text[end:sentence_end]
    return Context(
        before=text[begins[max(0, sentence - 1)] : start],
        after=text[end:after],
        warnings=tuple(_warnings(cut_before, cut_after, segments, prepared)),
    )


def _warnings(
    before: str, after: str, segments: Sequence[tuple[int, int]], prepared: Prepared
) -> Iterator[str]:
    if has_words(before):
        yield "It starts inside a sentence."
    if has_words(after):
        yield "It ends inside a sentence."
    left_out = [prepared.text[one[1] : other[0]] for one, other in pairwise(segments)]
    if any(_PARAGRAPH.search(words) for words in left_out):
        yield "An omission bridges a paragraph."
    counts = [
        prepared.words.beginning_between(one[1], other[0]) for one, other in pairwise(segments)
    ]
    if max(counts, default=0) > MOST_WORDS_LEFT_OUT:
        yield f"An omission leaves out {max(counts)} words."
    if found := turns(" … ".join([before, *left_out, after])):
        yield f"The words cut away deny or concede: {', '.join(dict.fromkeys(found))}."
