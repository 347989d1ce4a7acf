"""In what order those that were found are shown. Pure: works on the tokens of an entry.

BM25 (Robertson and Zaragoza 2009) within a bounded set of candidates, each of which holds all that
was asked for: so words weigh by how many candidates have them in their own text and not only in
what they stand with. A name counts more than a text.
"""

import math
from collections.abc import Mapping, Sequence

from critiques.search.expressions import SECTION, Clause

_K, _B, _MEAN_LENGTH = 1.2, 0.75, 45.0
_IN_NAME, _WHOLE_NAME, _AROUND = 3.0, 6.0, 0.4


def ranked(candidates: Mapping[int, str], clauses: Sequence[Clause]) -> list[int]:
    """Ids of the candidates (id to tokens), the best first; among equals the newest."""
    if not clauses:
        return sorted(candidates, reverse=True)
    patterns = [[_pattern(each) for each in clause] for clause in clauses]
    counts = {pk: _Found(tokens, patterns) for pk, tokens in candidates.items()}
    weights = [_weight(place, counts) for place in range(len(patterns))]
    scores = {pk: _score(found, weights) for pk, found in counts.items()}
    return sorted(candidates, key=lambda pk: (-scores[pk], -pk))


def _pattern(alternative: tuple) -> str:
    """As it stands in a text of tokens with a space on both sides."""
    return f" {' '.join(alternative[0])}{'' if alternative[1] else ' '}"


class _Found:
    """For each clause, how often it stands in the name, the text, and around."""

    __slots__ = ("around", "length", "name", "text", "whole_name")

    def __init__(self, tokens: str, patterns: list[list[str]]) -> None:
        name, text, around = (f" {section} " for section in tokens.split(SECTION, 3)[:3])
        self.length = text.count(" ")
        self.text = [sum(map(text.count, clause)) for clause in patterns]
        self.name = [_holds(name, clause) for clause in patterns]
        self.around = [_holds(around, clause) for clause in patterns]
        self.whole_name = all(self.name) and len(name.split()) == sum(
            clause[0].count(" ") - 1 for clause in patterns
        )


def _holds(text: str, clause: list[str]) -> bool:
    return any(pattern in text for pattern in clause)


def _weight(place: int, counts: Mapping[int, _Found]) -> float:
    having = sum(found.text[place] > 0 for found in counts.values())
    return math.log(1 + (len(counts) - having + 0.5) / (having + 0.5)) + 1


def _score(found: _Found, weights: list[float]) -> float:
    norm = _K * (1 - _B + _B * found.length / _MEAN_LENGTH)
    score = _WHOLE_NAME if found.whole_name else 0.0
    for place, weight in enumerate(weights):
        often = found.text[place]
        score += weight * (often * (_K + 1) / (often + norm) if often else 0.0)
        score += _IN_NAME * found.name[place] + _AROUND * found.around[place]
    return score
