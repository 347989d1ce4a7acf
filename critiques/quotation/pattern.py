"""Owns what a quotation claims to be the source's, in pieces, and whether that is enough to prove
anything (architecture §4, "Omissions" and "Brackets")."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from critiques.quotation.closing import other_closings
from critiques.quotation.folding import Folded, fold
from critiques.quotation.words import word_list

FEWEST_WORDS_OF_A_SEGMENT = 3
FEWEST_WORDS_IN_A_ROW = 3
_MOST_CHARACTERS = 100_000


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
    """A quotation as pieces of the source with joints around them: one more than pieces.

    `marks`: how many marks of omission it was read from.
    """

    pieces: tuple[Folded, ...]
    joints: tuple[Joint, ...]
    marks: int = 0

    @property
    def added(self) -> list[str]:
        return [words for joint in self.joints for words in joint.added]

    @property
    def is_marked(self) -> bool:
        """Whether anything is left out or put in."""
        return any(joint.is_omission or joint.added for joint in self.joints)

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
