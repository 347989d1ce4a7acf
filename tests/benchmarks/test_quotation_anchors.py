"""Anchors carried over edits as editors make them: right, wrong and orphaned, for each length.

Texts: the programme notes of the demonstration and prose written for this test. Prints a table.
"""

import json
import random
from collections import Counter
from collections.abc import Callable

import pytest
from django.conf import settings

from critiques.quotation import Anchor, Outcome, Reanchored, reanchor

pytestmark = pytest.mark.benchmark

SEED = 4
TRIES = 100
LENGTHS = (2, 5, 10, 20, 40)  # words
MOST_WRONG = 0.01
OTHER_WORDS = ("often", "quiet", "rather", "house", "while", "early", "seldom", "river", "shows")
SENTENCE_IN_FRONT = "This note was revised for print."


class Marked:
    """A text as words that know where they came from, so that edits can be followed."""

    def __init__(self, text: str) -> None:
        self.paragraphs = [
            [[word, (nth, at)] for at, word in enumerate(paragraph.split())]
            for nth, paragraph in enumerate(text.split("\n"))
            if paragraph.strip()
        ]

    def text(self) -> str:
        return "\n".join(" ".join(w for w, _ in paragraph) for paragraph in self.paragraphs)

    def span_of(self, marks: set[tuple[int, int]]) -> tuple[int, int] | None:
        """From the first to the last of these words, as far as they are still there."""
        found, at = [], 0
        for paragraph in self.paragraphs:
            for word, mark in paragraph:
                if mark in marks:
                    found.append((at, at + len(word)))
                at += len(word) + 1
        return (min(found)[0], max(found)[1]) if found else None


def copy_edit(text: Marked, marks: set[tuple[int, int]], chance: random.Random) -> None:
    """One word in twenty is exchanged, wherever it stands."""
    for paragraph in text.paragraphs:
        for entry in paragraph:
            if chance.random() < 0.05:
                entry[0] = chance.choice(OTHER_WORDS)


def rewrite_around(text: Marked, marks: set[tuple[int, int]], chance: random.Random) -> None:
    """One word in five outside the span is exchanged, and a sentence is added in front."""
    for paragraph in text.paragraphs:
        for entry in paragraph:
            if entry[1] not in marks and chance.random() < 0.2:
                entry[0] = chance.choice(OTHER_WORDS)
    text.paragraphs.insert(0, [[word, None] for word in SENTENCE_IN_FRONT.split()])


def move_paragraphs(text: Marked, marks: set[tuple[int, int]], chance: random.Random) -> None:
    text.paragraphs.append(text.paragraphs.pop(chance.randrange(len(text.paragraphs))))


def typography(text: Marked, marks: set[tuple[int, int]], chance: random.Random) -> None:
    table = str.maketrans({"\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2014": "\u2013"})
    for paragraph in text.paragraphs:
        for entry in paragraph:
            entry[0] = entry[0].translate(table)


def delete_span(text: Marked, marks: set[tuple[int, int]], chance: random.Random) -> None:
    text.paragraphs = [[e for e in paragraph if e[1] not in marks] for paragraph in text.paragraphs]


def replace_span(text: Marked, marks: set[tuple[int, int]], chance: random.Random) -> None:
    """All its words are exchanged for others, so that nothing of it is left."""
    for paragraph in text.paragraphs:
        for entry in paragraph:
            if entry[1] in marks:
                entry[:] = [chance.choice(OTHER_WORDS), None]


EDITS: tuple[Callable[[Marked, set[tuple[int, int]], random.Random], None], ...] = (
    copy_edit,
    rewrite_around,
    move_paragraphs,
    typography,
    delete_span,
    replace_span,
)
DELETING = (delete_span, replace_span)


def texts() -> list[str]:
    """Paraphrases and notes of the demonstration, put together to the length of an article."""
    records = json.loads((settings.BASE_DIR / "fixtures" / "excerpts.json").read_text("utf-8"))
    films = json.loads((settings.BASE_DIR / "fixtures" / "films.json").read_text("utf-8"))
    found = [record["fields"].get("text") for record in records]
    found += [film["fields"].get("synopsis") for film in films]
    paragraphs = [" ".join(text.split()) for text in found if text and len(text.split()) > 12]
    return ["\n".join(paragraphs[at : at + 12]) for at in range(0, len(paragraphs) - 11, 12)]


def test_anchors_are_carried_over_edits(capsys: pytest.CaptureFixture[str]) -> None:
    chance = random.Random(SEED)  # noqa: S311
    sources = texts()
    rows, totals, false_anchors = [], Counter(), 0
    for edit in EDITS:
        for length in LENGTHS:
            counts = Counter(_try(edit, length, sources, chance) for _ in range(TRIES))
            rows.append(
                f"{edit.__name__:16} {length:3} words  right {counts['right']:3}  "
                f"wrong {counts['wrong']:3}  orphaned {counts['orphaned']:3}"
            )
            totals += counts
            false_anchors += counts["wrong"] if edit in DELETING else 0
    with capsys.disabled():
        print("", *rows, dict(totals), sep="\n")

    assert sources
    assert false_anchors == 0
    assert totals["wrong"] <= MOST_WRONG * totals.total()


def _try(edit: Callable[..., None], length: int, sources: list[str], chance: random.Random) -> str:
    text = Marked(chance.choice(sources))
    long_enough = [p for p in text.paragraphs if len(p) >= min(length, 30)]
    paragraph = chance.choice(long_enough)
    size = min(length, len(paragraph))
    first = chance.randrange(len(paragraph) - size + 1)
    marks = {mark for _, mark in paragraph[first : first + size]}
    old, span = text.text(), text.span_of(marks)
    edit(text, marks, chance)
    return _verdict(reanchor(old, text.text(), Anchor(*span)), text.span_of(marks))


def _verdict(result: Reanchored, expected: tuple[int, int] | None) -> str:
    """Deleted words are rightly orphaned; others are right if they cover most of the same place."""
    if result.outcome is Outcome.ORPHANED:
        return "right" if expected is None else "orphaned"
    if expected is None:
        return "wrong"
    start, end = result.span
    shared = min(end, expected[1]) - max(start, expected[0])
    if result.outcome is not Outcome.CHANGED:
        return "right" if result.span == expected or 2 * shared > end - start else "wrong"
    return "right" if 2 * shared >= expected[1] - expected[0] else "wrong"
