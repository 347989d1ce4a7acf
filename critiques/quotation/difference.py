"""Owns the difference between a quotation and the passage it is closest to, word by word.

Words are here what white space parts, so that a mark left out or a space lost shows as well.
Source of the measure: longest common subsequence, bit-parallel (Hyyrö 2004), as rapidfuzz has it.
"""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from critiques.quotation.folding import SPACE, Folded, fold

# Longer texts differ in too much to be read; comparing them takes the square of their length.
MOST_WORDS = 5_000
_MOST_CHARACTERS = 20 * MOST_WORDS


class Kind(enum.StrEnum):
    SAME = "same"
    REPLACED = "replaced"
    ADDED = "added"  # only in the quotation
    LEFT_OUT = "left out"  # only in the source


@dataclass(frozen=True, slots=True)
class Change:
    """Words of the quotation and what the source has in their place; typography never counts."""

    kind: Kind
    quoted: str
    source: str


def difference(quoted: str, source: str) -> tuple[Change, ...]:
    """The steps from the source's words to the quoted ones, those that are the same included.

    Both are cut after MOST_WORDS words.
    """
    ours, theirs = (_tokens(fold(text[:_MOST_CHARACTERS])) for text in (quoted, source))
    ids: dict[str, int] = {}
    encoded = [[ids.setdefault(key, len(ids)) for key, _ in side] for side in (ours, theirs)]
    changes: list[Change] = []
    done = (0, 0)
    for block in LCSseq.editops(*encoded).as_matching_blocks():
        changes += _change(ours[done[0] : block.a], theirs[done[1] : block.b])
        done = (block.a + block.size, block.b + block.size)
        if block.size:
            same = _join(ours[block.a : done[0]]), _join(theirs[block.b : done[1]])
            changes.append(Change(Kind.SAME, *same))
    return tuple(changes)


def _change(
    quoted: Sequence[tuple[str, str]], source: Sequence[tuple[str, str]]
) -> Iterator[Change]:
    if quoted or source:
        kind = Kind.REPLACED if quoted and source else Kind.ADDED if quoted else Kind.LEFT_OUT
        yield Change(kind, _join(quoted), _join(source))


def _join(tokens: Iterable[tuple[str, str]]) -> str:
    return SPACE.join(words for _, words in tokens)


def _tokens(text: Folded) -> list[tuple[str, str]]:
    """What is compared and what is shown of each word."""
    breaks = [
        (place, separator)
        for place, separator in zip(text.places, text.separators, strict=True)
        if 0 < place < len(text.skeleton)
    ]
    tokens = []
    start, key_parts, done = 0, [], 0
    for place, separator in [*breaks, (len(text.skeleton), SPACE)]:
        key_parts.append(text.skeleton[done:place])
        done = place
        if SPACE not in separator and "\n" not in separator:
            key_parts.append(separator)
            continue
        if place > start:
            key = "".join(key_parts) + separator.replace(SPACE, "")
            tokens.append((key, text.original[text.start(start) : text.end(place)]))
        start, key_parts = place, []
        if len(tokens) == MOST_WORDS:
            break
    return tokens
