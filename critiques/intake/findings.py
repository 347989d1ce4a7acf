"""Owns what a contributor is told of the check of their quotation.

The capture is private: no word of it is told that the contributor did not type. Words are counted,
and of those that differ only the typed ones are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from critiques.models import ContributionRound
from critiques.quotation import Change, Kind, State, unmarked
from critiques.quotation.pattern import FEWEST_WORDS_OF_A_SEGMENT
from critiques.quotation.words import word_list
from critiques.seals import Seal
from critiques.taking import Passage, unsaved

_CHECKED = "checked"
_SEALS = {
    State.VERBATIM: Seal(_CHECKED, "Checked: word for word"),
    State.TYPOGRAPHIC: Seal(_CHECKED, "Checked: word for word"),
    State.ABRIDGED: Seal(_CHECKED, "Checked: abridged as marked"),
    State.ABSENT: Seal("unproved", "Not found in our copy of the source"),
    State.AMBIGUOUS: Seal("open", "Found, but not at one certain place"),
}
_SENTENCES = {
    State.VERBATIM: "Every character stands so in our copy of the source.",
    State.TYPOGRAPHIC: "The words stand so in our copy of the source; only typography differs.",
    State.ABRIDGED: "What is not marked as left out or put in stands so in our copy of the source.",
    State.ABSENT: "The words may stand in another text, or in a later version of this one. It is "
    "for a moderator to find out.",
    State.AMBIGUOUS: "The words are few, or stand there more than once. It is for a moderator to "
    "find the place.",
}
_NO_CAPTURE = Seal("open", "Not checked yet")
_NO_SOURCE = "A moderator will look for the source that you name, and compare your words with it."
_ONLY_MARKS = "Only spaces, marks or the order of parts differ from the source"
_AROUND = " ,;:."
_ALTERED = (
    "Compare your words with the source once more. What you left out is marked […], and what you "
    "put in stands in [square brackets]; nothing else may differ."
)
_SHORT_PARTS = (
    f" Beside […] at least {FEWEST_WORDS_OF_A_SEGMENT} words in a row have to stand: fewer cannot "
    "be looked for, so add the next ones."
)


@dataclass(frozen=True)
class Finding:
    seal: Seal
    sentence: str
    # Of the contributor's own words, those that do not stand in the source.
    typed: Sequence[str] = ()
    # How many words of the source are left out without a mark.
    missing: int = 0


def finding(sent: ContributionRound) -> Finding | None:
    """What checking finds of the words that were sent; None where there is nothing to check."""
    if sent.kind == ContributionRound.Kind.PARAPHRASE or not sent.text:
        return None
    if sent.source is None:
        return Finding(_NO_CAPTURE, _NO_SOURCE)
    found = unsaved(sent.source, Passage(sent.text)).verdict().check
    if found.state is State.ALTERED:
        return _altered(found.difference, has_short_parts=_has_short_parts(sent.text))
    if found.state not in _SEALS:
        return Finding(
            _NO_CAPTURE, "We have no copy of this source. It is for a moderator to compare them."
        )
    return Finding(_SEALS[found.state], _SENTENCES[found.state])


def _has_short_parts(words: str) -> bool:
    """Whether beside a mark of omission stand too few words to be looked for."""
    is_marked = "…" in words or "..." in words
    parts = unmarked(words)
    return is_marked and len(parts) > 1 and min(map(_count, parts)) < FEWEST_WORDS_OF_A_SEGMENT


def _altered(changes: Sequence[Change], *, has_short_parts: bool) -> Finding:
    differing = [change for change in changes if change.kind is not Kind.SAME]
    count = sum(max(_count(change.quoted), _count(change.source)) for change in differing)
    label = f"{count} word{'s'[: count != 1]} differ{'s'[: count == 1]} from the source"
    typed = [change.quoted.strip(_AROUND) for change in differing if word_list(change.quoted)]
    missing = sum(_count(each.source) for each in differing if each.kind is Kind.LEFT_OUT)
    seal = Seal("unproved", label if count else _ONLY_MARKS)
    return Finding(seal, _ALTERED + _SHORT_PARTS * has_short_parts, typed, missing)


def _count(words: str) -> int:
    return len(word_list(words))
