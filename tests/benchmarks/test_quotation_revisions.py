"""Anchors carried over revisions by hand: every span of about 12, 25, 50, 100 and 200 characters.

Prints a table. A wrong place is an error; a span that was deleted must be nowhere.
"""

import re
from collections import Counter

import pytest

from critiques.quotation import Anchor, Outcome, Reanchored, Versions
from tests.benchmarks.revisions import Revision, revisions

pytestmark = pytest.mark.benchmark

LENGTHS = (12, 25, 50, 100, 200)  # characters
MOST_WRONG = 0.01


def test_revisions_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    rows, totals, false_anchors, words = [], Counter(), 0, 0
    read = [(revision, Versions(revision.old, revision.new)) for revision in revisions()]
    for length in LENGTHS:
        counts, outcomes, gone = Counter(), Counter(), Counter()
        for revision, versions in read:
            for span in _spans(revision.old, length):
                result = versions.reanchor(Anchor(*span))
                verdict = _verdict(result, revision, span)
                counts[verdict] += 1
                outcomes[result.outcome.value] += 1
                if _is_deleted(revision, span):
                    gone[verdict] += 1
        rows.append(
            f"{length:3} characters  right {counts['right']:5}  wrong {counts['wrong']:3}  "
            f"orphaned {counts['orphaned']:4}; {gone.total():3} deleted, {gone['wrong']} of them "
            f"wrong; {dict(outcomes)}"
        )
        totals += counts
        false_anchors += gone["wrong"]
    words = sum(len(revision.old.split()) for revision, _ in read)
    with capsys.disabled():
        print("", *rows, f"{len(read)} texts, {words:,} words: {dict(totals)}", sep="\n")

    assert false_anchors == 0
    assert totals["wrong"] <= MOST_WRONG * totals.total()


def _spans(text: str, length: int) -> list[tuple[int, int]]:
    """From the beginning of each word to the first end of a word that is so far away."""
    words = [match.span() for match in re.finditer(r"\w+(?:[’'-]\w+)*", text)]
    found = []
    for nth, (start, _) in enumerate(words):
        end = next((end for _, end in words[nth : nth + length] if end - start >= length), None)
        if end:
            found.append((start, end))
    return found


def _letters(text: str, start: int, end: int) -> list[int]:
    return [at for at in range(start, end) if text[at].isalnum()]


def _is_deleted(revision: Revision, span: tuple[int, int]) -> bool:
    """Whether no letter of it is left, and nothing came in its place."""
    kept = any(revision.places[at] is not None for at in _letters(revision.old, *span))
    return not kept and not _instead(revision, span)


def _instead(revision: Revision, span: tuple[int, int]) -> list[tuple[int, int]]:
    """What came in the place of any part of the span."""
    return [come for gone, come in revision.instead if gone[0] < span[1] and span[0] < gone[1]]


def _verdict(result: Reanchored, revision: Revision, span: tuple[int, int]) -> str:
    """Other words are right where they came in the place of the span's own; the same ones are
    right where all of them are those that were kept, or came in their place."""
    letters = _letters(revision.old, *span)
    there = {revision.places[at] for at in letters} - {None}
    if result.outcome is Outcome.ORPHANED:
        return "orphaned" if 2 * len(there) > len(letters) else "right"
    for come in _instead(revision, span):
        there.update(_letters(revision.new, *come))
    found = _letters(revision.new, *result.span)
    needed = len(found) / 2 if result.outcome is Outcome.CHANGED else len(letters)
    return "right" if sum(at in there for at in found) >= needed else "wrong"
