"""Words that nobody wrote, and what was probably meant: one letter more, less, other, or swapped.

Whether a word is there is asked of the index itself, so that only what is public is suggested.
"""

from collections import Counter
from collections.abc import Iterator
from string import ascii_lowercase

from critiques.models.search_entries import ids_of_kind, kind_of
from critiques.search import finding
from critiques.search.backends import backend
from critiques.search.backends.rows import newest_first
from critiques.search.expressions import Alternative, Expression, around_token, field_token
from critiques.search.finding import Kind, exists, languages
from critiques.search.indexing import now_in_microseconds
from critiques.search.parsing import Query, Term, parse
from critiques.search.tokens import forms

SHORTEST, LONGEST = 5, 20
_MOST_WORDS = 3
_LOOKED_AT = 60


def corrected(query: Query) -> Query | None:
    """The query with the words that are nowhere put right, or nothing if that cannot be."""
    text, tried = query.text, 0
    for term in query.wanted:
        if not _can_be_a_slip(term) or exists(Query(terms=(term,))):
            continue
        tried += 1
        meant = likeliest(term) if tried <= _MOST_WORDS else ""
        if not meant:
            return None
        text = text.replace(_typed(term), meant, 1)
    return parse(text) if text != query.text else None


def _can_be_a_slip(term: Term) -> bool:
    word = term.words[0]
    return len(term.words) == 1 and word.isalpha() and SHORTEST <= len(word) <= LONGEST


def _typed(term: Term) -> str:
    return term.text.strip('"*')


def likeliest(term: Term) -> str:
    """The word one slip away that stands in most of the newest records that have one."""
    known, meant = languages(), {}
    for variant in variants(term.words[0]):
        for form in forms(variant, known):
            if term.field:
                meant.setdefault(field_token(term.field, form), variant)
            else:
                meant.setdefault(form, variant)
                meant.setdefault(around_token(form), variant)
    counts = _counts(set(meant))
    best = max(sorted(counts), key=counts.__getitem__, default="")
    return meant.get(best, "")


def _counts(tokens: set[str]) -> Counter[str]:
    """In how many of the newest records of each kind each of these tokens is."""
    wanted = Expression((tuple(Alternative((token,)) for token in sorted(tokens)),))
    counts: Counter[str] = Counter()
    for _, own, around, _ in backend().texts_of(_newest_of_each_kind(wanted)):
        counts.update(tokens.intersection(own.split()) | tokens.intersection(around.split()))
    return counts


def _newest_of_each_kind(wanted: Expression) -> list[int]:
    """A thousand alternatives are dear to look up: once for all kinds, where few have any."""
    now, newest = now_in_microseconds(), []
    few = backend().everything(wanted, now, finding.FEW + 1)
    for kind in Kind:
        if len(few) <= finding.FEW:
            newest += newest_first([each for each in few if kind_of(each) == kind], _LOOKED_AT)
        else:
            read = backend().first_ones(wanted, ids_of_kind(kind), now, _LOOKED_AT)
            newest += [entry for entry, _, _ in read]
    return newest


def variants(word: str) -> Iterator[str]:
    """All words that one slip makes of this one or this one of them, likelier slips first."""
    letters = sorted({*ascii_lowercase, *word})
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1 and b[0] != b[1])
    yield from (a + b[1:] for a, b in cuts if b)
    yield from (a + letter + b for a, b in cuts for letter in letters)
    yield from (a + letter + b[1:] for a, b in cuts if b for letter in letters if letter != b[0])
