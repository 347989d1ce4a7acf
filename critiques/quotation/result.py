"""Owns what checking a quotation finds: the states of architecture §4 and the result."""

import enum
from dataclasses import dataclass
from typing import NamedTuple

from critiques.quotation.difference import Change


class State(enum.StrEnum):
    """What is known of a quotation. All but ATTESTED are found by `check`."""

    VERBATIM = "verbatim"
    TYPOGRAPHIC = "typographic"
    ABRIDGED = "abridged"
    ALTERED = "altered"
    ABSENT = "absent"
    AMBIGUOUS = "ambiguous"
    INVALID = "invalid"
    UNCHECKED = "unchecked"
    ATTESTED = "attested"


PROVED = frozenset({State.VERBATIM, State.TYPOGRAPHIC, State.ABRIDGED})


class Span(NamedTuple):
    """A part of a text in code points from 0, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Check:
    """What checking a quotation against a source found.

    `span`: where it stands; of an altered quotation the nearest passage; None if nowhere or
    undecided. `segments`: the parts of the span that are quoted, several if abridged.
    `occurrences`: the span, or all places to choose from if ambiguous. `passage`: the source's
    words at `span`. `difference`: of an altered quotation. `warnings`: sentences for the editor.
    """

    state: State
    span: Span | None = None
    segments: tuple[Span, ...] = ()
    occurrences: tuple[Span, ...] = ()
    passage: str = ""
    difference: tuple[Change, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_proved(self) -> bool:
        return self.state in PROVED
