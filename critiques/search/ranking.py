"""In what order those that were found are shown. Pure: works on the tokens of an entry.

BM25 (Robertson and Zaragoza 2009) within a bounded set of candidates, each of which holds all that
was asked for: so words weigh by how many candidates have them in their own text and not only in
what they stand with. A name counts more than a text.
"""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

from critiques.search.expressions import SECTION, Alternative, Clause

_K, _B, _MEAN_LENGTH = 1.2, 0.75, 45.0
_IN_NAME, _WHOLE_NAME, _AROUND = 3.0, 6.0, 0.4


class _Found(NamedTuple):
    """How often each clause stands in the text, how long that is, and what the rest is worth."""

    often: list[int]
    length: int
    worth: float


def ranked(candidates: Mapping[int, str], clauses: Sequence[Clause]) -> list[int]:
    """Ids of the candidates (id to tokens), the best first; among equals the newest."""
    patterns = [tuple(map(_pattern, clause)) for clause in clauses]
    found = {pk: _found(tokens, patterns) for pk, tokens in candidates.items()}
    weights = [_weight(place, found) for place in range(len(patterns))]
    scores = {pk: _score(each, weights) for pk, each in found.items()}
    return sorted(candidates, key=lambda pk: (-scores[pk], -pk))


def _pattern(alternative: Alternative) -> str:
    """As it stands in a text of tokens with a space on both sides."""
    return f" {' '.join(alternative.tokens)}{'' if alternative.is_prefix else ' '}"


def _found(tokens: str, patterns: Sequence[tuple[str, ...]]) -> _Found:
    name, text, around, _ = tokens.split(SECTION, 3)
    often = [sum(map(text.count, clause)) for clause in patterns]
    worth = 0.0 if name == " " else _worth_of_name(f" {name}", patterns)
    for place, clause in enumerate(patterns):
        if not often[place] and any(pattern in around for pattern in clause):
            worth += _AROUND
    return _Found(often, text.count(" "), worth)


def _worth_of_name(name: str, patterns: Sequence[tuple[str, ...]]) -> float:
    named = sum(any(pattern in name for pattern in clause) for clause in patterns)
    words = sum(clause[0].count(" ") - 1 for clause in patterns)
    is_whole = named == len(patterns) and words == len(name.split())
    return _IN_NAME * named + _WHOLE_NAME * is_whole


def _weight(place: int, found: Mapping[int, _Found]) -> float:
    having = sum(each.often[place] > 0 for each in found.values())
    return log(1 + (len(found) - having + 0.5) / (having + 0.5)) + 1


def _score(found: _Found, weights: list[float]) -> float:
    norm = _K * (1 - _B + _B * found.length / _MEAN_LENGTH)
    return found.worth + sum(
        weight * often * (_K + 1) / (often + norm)
        for often, weight in zip(found.often, weights, strict=True)
        if often
    )
