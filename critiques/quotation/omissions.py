"""Owns how a quotation marks what it leaves out and what it puts in (architecture §4, "Omissions"
and "Brackets")."""

import re
from collections.abc import Collection, Iterator
from itertools import combinations

from critiques.quotation.characters import ELLIPSIS, without_unseen
from critiques.quotation.folding import Folded, fold
from critiques.quotation.pattern import FEWEST_WORDS_OF_A_SEGMENT, Joint, Pattern
from critiques.quotation.words import word_list

MOST_WORDS_OF_A_BRACKET = 12
_LONGEST_WORD = 100
_MOST_MARKS_ONE_BY_ONE = 4
_LONGEST_ONE_BY_ONE = 20_000
_MANY_MARKS = 1_000
_MOST_MARKS = 20_000

_DOTS = r"(?:…|\.(?:\s{0,2}\.){2,3})"
_MARKED_OMISSION = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)")
_LETTERS = re.compile(r"[^\W_]*")
_BRACKET = re.compile(r"[\[\]]")
_FULL_STOP_AFTER = re.compile(r"…(\s{0,2})\.(?!\s{0,2}[.…])")
_TOKEN = re.compile(rf"(?P<marked>{_MARKED_OMISSION.pattern})|[\[\]]|…|\.(?:\s{{0,2}}\.)+")


def unmarked(quotation: str) -> list[str]:
    """The parts of a quotation that it gives as the source's own, without white space around and
    without the rest of a word of which letters stand in brackets."""
    pattern = parse(quotation)
    parts = []
    for nth, piece in enumerate(pattern.pieces):
        words = piece.original.split(maxsplit=1)[1:] if pattern.joints[nth].right_grown else None
        text = "".join(words) if words is not None else piece.original
        if pattern.joints[nth + 1].left_grown:
            text = "".join(text.rsplit(maxsplit=1)[:-1])
        parts.append(text.strip())
    return [part for part in parts if part]


def parse(quotation: str, own: Collection[int] = ()) -> Pattern:
    """Pieces and joints of a quotation; one piece where nothing is marked.

    `own` are the marks of omission, counted from 0, that are taken for the source's own. Brackets
    nest: the outermost count. One without its partner is a character like others. Linear in the
    length of the quotation. One that is hardly anything but thousands of marks could prove
    nothing and is left in one piece, and so is one with more than 20,000.
    """
    text = _FULL_STOP_AFTER.sub(r".\1…", without_unseen(quotation))
    pieces: list[Folded] = []
    joints = [Joint()]
    done = marks = 0
    if _has_hardly_words(text):
        return Pattern((fold(text),), (Joint(), Joint()))
    for start, end, joint in _elements(text):
        marks += joint.is_omission
        if joint.is_omission and marks - 1 in own:
            continue
        _add_piece(pieces, joints, text[done:start])
        joints[-1] = joint if joints[-1] == Joint() else joints[-1].then(joint)
        done = end
    _add_piece(pieces, joints, text[done:])
    return Pattern(tuple(pieces), tuple(joints), marks)


def readings_of_marks(quotation: str, pattern: Pattern) -> Iterator[Pattern]:
    """The quotation with each of its marks of omission first taken for the source's own, then
    for what it leaves out; of many marks, or in a very long one, all at once."""
    marks = range(pattern.marks)
    is_long = pattern.marks > _MOST_MARKS_ONE_BY_ONE or len(quotation) > _LONGEST_ONE_BY_ONE
    fewest = pattern.marks if is_long else 1
    for number in range(pattern.marks, fewest - 1, -1):
        for own in combinations(marks, number):
            yield parse(quotation, frozenset(own))
    yield pattern


def _has_hardly_words(text: str) -> bool:
    marks = sum(map(text.count, ("…", "...", "[")))
    if marks <= _MANY_MARKS:
        return False
    return marks > _MOST_MARKS or len(word_list(text)) < FEWEST_WORDS_OF_A_SEGMENT * marks / 2


def _add_piece(pieces: list[Folded], joints: list[Joint], text: str) -> None:
    piece = fold(text)
    if piece.skeleton:
        pieces.append(piece)
        joints.append(Joint())


def _elements(text: str) -> Iterator[tuple[int, int, Joint]]:
    brackets = _brackets(text)
    done = 0
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if start < done:
            continue
        if token["marked"]:
            mark = token[0][0] + ELLIPSIS + token[0][-1]
        elif token[0] == "[" and start in brackets:
            done = brackets[start]
            yield start, done, _bracket(text, start, done)
            continue
        elif token[0] in "[]" or (token[0] != "…" and token[0].count(".") not in (3, 4)):
            continue
        else:
            mark = ELLIPSIS
            if token[0].count(".") == 4:  # a full stop, then an omission
                start = token[0].index(".", 1) + start
        done = end
        yield start, end, Joint(most_words=None, mark=mark)


def _brackets(text: str) -> dict[int, int]:
    """Start and end of each outermost pair of square brackets."""
    opened: list[int] = []
    pairs = []
    for found in _BRACKET.finditer(text):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            pairs.append((opened.pop(), found.end()))
    outermost: dict[int, int] = {}
    end = 0
    for pair in sorted(pairs):
        if pair[0] >= end:
            outermost[pair[0]] = end = pair[1]
    return outermost


def _letters(text: str) -> int:
    """How many letters or digits it begins with."""
    return len(_LETTERS.match(text)[0])


def _bracket(text: str, start: int, end: int) -> Joint:
    inside = sum(map(str.isalnum, text[start:end]))
    if not inside:
        # Marks may be put in, but nothing in the place of words: "He is [] the best".
        return Joint(added=(text[start + 1 : end - 1],))
    before = _letters(text[max(0, start - _LONGEST_WORD) : start][::-1])
    after = _letters(text[end : end + _LONGEST_WORD])
    return Joint(
        most_words=0 if before or after else MOST_WORDS_OF_A_BRACKET,
        left_grown=before > 0,
        right_grown=after > 0,
        is_within_word=before > 0 and after > 0,
        keeps_word=before + after > inside,
        added=(text[start + 1 : end - 1],),
    )
