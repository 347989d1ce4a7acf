"""Owns how a quotation marks what it leaves out and what it puts in, and what is then left as
proof (architecture §4, "Omissions" and "Brackets")."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from critiques.quotation.characters import ELLIPSIS, is_quote, without_unseen
from critiques.quotation.folding import Folded, fold
from critiques.quotation.words import word_list

MOST_WORDS_OF_A_BRACKET = 12
FEWEST_WORDS_OF_A_SEGMENT = 3
FEWEST_WORDS_IN_A_ROW = 3
_LONGEST_WORD = 100
_MOST_CLOSING_MARKS = 3
_MANY_MARKS = 1_000
_MOST_CHARACTERS = 100_000

_DOTS = r"(?:…|\.(?:\s{0,2}\.){2,3})"
_MARKED_OMISSION = re.compile(rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)")
_LETTERS = re.compile(r"[^\W_]*")
_BRACKET = re.compile(r"[\[\]]")
_FULL_STOP_AFTER = re.compile(r"…(\s{0,2})\.(?!\s{0,2}[.…])")
_TOKEN = re.compile(rf"(?P<marked>{_MARKED_OMISSION.pattern})|[\[\]]|…|\.(?:\s{{0,2}}\.)+")


@dataclass(frozen=True, slots=True)
class Joint:
    """What stands between two pieces of a quotation, or before the first or after the last.

    `most_words` of the source may lie there, None for any number. Where it is grown to the word
    on its left or right, that word's letters belong to it; `is_within_word` if to one word;
    `keeps_word` if more of its letters stand outside, so that it is still the source's.
    """

    most_words: int | None = 0
    left_grown: bool = False
    right_grown: bool = False
    is_within_word: bool = False
    keeps_word: bool = False
    added: tuple[str, ...] = ()  # what stood in brackets
    mark: str = ""  # the omission mark as the source itself may have it, folded

    @property
    def is_omission(self) -> bool:
        return self.most_words is None

    def then(self, other: "Joint") -> "Joint":
        """Both of them, where nothing stands between."""
        is_omission = self.is_omission or other.is_omission
        return Joint(
            None if is_omission else self.most_words + other.most_words,
            self.left_grown,
            other.right_grown,
            added=self.added + other.added,
        )


@dataclass(frozen=True, slots=True)
class Pattern:
    """A quotation as pieces of the source with joints around them: one more than pieces."""

    pieces: tuple[Folded, ...]
    joints: tuple[Joint, ...]

    @property
    def added(self) -> list[str]:
        return [words for joint in self.joints for words in joint.added]

    @property
    def is_marked(self) -> bool:
        """Whether anything is left out or put in."""
        return self.is_omitting or bool(self.added)

    @property
    def is_omitting(self) -> bool:
        return any(joint.is_omission for joint in self.joints)

    @property
    def omissions(self) -> frozenset[int]:
        """Indices of the joints between pieces where something is left out."""
        inner = range(1, len(self.pieces))
        return frozenset(nth for nth in inner if self.joints[nth].is_omission)

    @property
    def words(self) -> list[str]:
        """The words that are claimed to be the source's: all but those in brackets.

        A word with letters in brackets is one of them. Of a very long quotation the first ones.
        """
        text = []
        for joint, piece in zip(self.joints, (*self.pieces, None), strict=True):
            is_grown = joint.left_grown or joint.right_grown
            text.append("".join(joint.added) if is_grown else " ")
            text.append(piece.original if piece else "")
        return word_list("".join(text)[:_MOST_CHARACTERS])

    def with_other_closings(self) -> Iterator["Pattern"]:
        """The same with its closing full stop or comma as the source may have it."""
        for last in other_closings(self.pieces[-1].original) if self.pieces else ():
            piece = fold(last)
            if piece.skeleton:
                yield Pattern((*self.pieces[:-1], piece), self.joints)
            else:
                *before, joint, end = self.joints
                yield Pattern(self.pieces[:-1], (*before, joint.then(end)))

    def proves(self, own: Collection[int] = ()) -> bool:
        """Whether enough words of the source are left to prove anything.

        `own` are indices of omission marks that the source itself has.
        """
        if any(length < FEWEST_WORDS_OF_A_SEGMENT for length in self._segment_lengths(own)):
            return False
        if not self.added:
            return True
        rows = [0]
        for nth in range(len(self.pieces)):
            if nth and nth not in own and not self.joints[nth].keeps_word:
                rows.append(0)
            rows[-1] += self._whole_words(nth)
        return max(rows) >= FEWEST_WORDS_IN_A_ROW and sum(rows) > self._bracketed_words()

    def _segment_lengths(self, own: Collection[int]) -> Iterator[int]:
        """Words of each segment that stands beside an omission; a word with brackets is one."""
        length = 0
        is_beside_omission = self.joints[0].is_omission
        for nth, piece in enumerate(self.pieces):
            following = self.joints[nth + 1]
            length += len(word_list(piece.original)) - following.is_within_word
            if following.is_omission and nth + 1 not in own:
                yield length
                length, is_beside_omission = 0, True
        if is_beside_omission and not self.joints[-1].is_omission:
            yield length

    def _bracketed_words(self) -> int:
        taking = [joint for joint in self.joints if not joint.keeps_word]
        return sum(len(word_list(words)) for joint in taking for words in joint.added)

    def _whole_words(self, nth: int) -> int:
        """Words of a piece that are the source's; one in two pieces counts with the first."""
        before, after = self.joints[nth], self.joints[nth + 1]
        is_begun = before.is_within_word if before.keeps_word else before.right_grown
        is_broken_off = after.left_grown and not after.keeps_word
        words = len(word_list(self.pieces[nth].original))
        return max(0, words - is_begun - is_broken_off)


def unmarked(quotation: str) -> list[str]:
    """The parts of a quotation that it gives as the source's own, without white space around."""
    return [words for piece in parse(quotation).pieces if (words := piece.original.strip())]


def without_closing_mark(text: str) -> str | None:
    """The text, of which all is seen, without its closing full stop or comma; None where none
    closes it."""
    text = text.rstrip()
    if not text.endswith((".", ",")) or text.endswith(".."):
        return None
    return text[:-1]


def other_closings(text: str) -> list[str]:
    """The text, of which all is seen, without its closing full stop or comma; where quotation
    marks follow that, also with one for the other."""
    text = text.rstrip()
    end = len(text)
    while end and is_quote(text[end - 1]) and len(text) - end < _MOST_CLOSING_MARKS:
        end -= 1
    begun = without_closing_mark(text[:end])
    if begun is None:
        return []
    marks = text[end:]
    if not marks:
        return [begun]
    other = "," if text[end - 1] == "." else "."
    return [f"{begun}{other}{marks}", begun + marks]


def parse(quotation: str, *, are_marks_own: bool = False) -> Pattern:
    """Pieces and joints of a quotation; one piece where nothing is marked.

    With `are_marks_own` nothing is left out: such marks are the source's. Brackets nest: the
    outermost count. One without its partner is a character like others. Linear in the length of
    the quotation. One that is hardly anything but thousands of marks could prove nothing and is
    left in one piece.
    """
    text = _FULL_STOP_AFTER.sub(r".\1…", without_unseen(quotation))
    pieces: list[Folded] = []
    joints = [Joint()]
    done = 0
    if _has_hardly_words(text):
        return Pattern((fold(text),), (Joint(), Joint()))
    for start, end, joint in _elements(text):
        if are_marks_own and joint.is_omission:
            continue
        _add_piece(pieces, joints, text[done:start])
        joints[-1] = joint if joints[-1] == Joint() else joints[-1].then(joint)
        done = end
    _add_piece(pieces, joints, text[done:])
    return Pattern(tuple(pieces), tuple(joints))


def _has_hardly_words(text: str) -> bool:
    marks = sum(map(text.count, ("…", "...", "[")))
    return marks > _MANY_MARKS and len(word_list(text)) < FEWEST_WORDS_OF_A_SEGMENT * marks / 2


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
