"""Owns the choice among the places that may hold a quotation; an editor's, if none is plain."""

from collections.abc import Sequence

from critiques.quotation.candidates import Candidate
from critiques.quotation.prepared import Prepared
from critiques.quotation.result import Check, State
from critiques.quotation.surroundings import Surroundings

CONTRADICTED = "The words given as standing before or after it do not stand there."
WORD_SPLIT = "It parts one word of the source; the words before and after it decided."
SEVERAL = "It stands in several places; the words before and after it would tell which is meant."
TOO_SHORT = "It is too short to stand there by more than chance; the words around it would tell."
INSIDE_WORD = "It begins or ends inside a word of the source."
PARTS_WORD = "It parts one word of the source: a space may have been lost, or a word changed."


def choose(
    candidates: Sequence[Candidate],
    source: Prepared,
    surroundings: Surroundings,
    *,
    is_short: bool,
) -> Check:
    """The one candidate that is meant, or AMBIGUOUS with all that may be.

    What stands around chooses among several, confirms a short one and one that begins or ends
    inside a word, and never overturns a single sure one that is long enough.
    """
    if surroundings and (confirmed := _confirmed(candidates, source, surroundings)):
        confirmed = _best(confirmed)
        if len(confirmed) == 1:
            return _proved(confirmed[0], source, WORD_SPLIT if confirmed[0].splits_word else "")
        return _ambiguous(confirmed, SEVERAL)
    sure = _best([candidate for candidate in candidates if candidate.is_sure])
    if len(sure) == 1 and not is_short:
        return _proved(sure[0], source, CONTRADICTED if surroundings else "")
    if sure:
        alike = [candidate for candidate in candidates if candidate.state == sure[0].state]
        return _ambiguous(alike, SEVERAL if len(sure) > 1 else TOO_SHORT)
    splits_word = all(candidate.splits_word for candidate in candidates)
    return _ambiguous(candidates, PARTS_WORD if splits_word else INSIDE_WORD)


def _confirmed(
    candidates: Sequence[Candidate], source: Prepared, surroundings: Surroundings
) -> list[Candidate]:
    return [
        candidate
        for candidate in candidates
        # What stands on one side says nothing about the words themselves.
        if (surroundings.has_both or not candidate.splits_word)
        and surroundings.stand_around(source.folded, candidate.place, candidate.end_place)
    ]


def _best(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Verbatim ones, if there are any."""
    return [c for c in candidates if c.state is State.VERBATIM] or candidates


def _proved(candidate: Candidate, source: Prepared, warning: str) -> Check:
    return Check(
        state=candidate.state,
        span=candidate.span,
        segments=candidate.segments,
        occurrences=(candidate.span,),
        passage=source.text[slice(*candidate.span)],
        warnings=(warning,) if warning else (),
    )


def _ambiguous(candidates: Sequence[Candidate], warning: str) -> Check:
    return Check(
        state=State.AMBIGUOUS,
        occurrences=tuple(candidate.span for candidate in candidates),
        warnings=(warning,),
    )
