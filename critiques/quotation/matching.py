"""Owns where a piece of a quotation stands in a source, with nothing but typography between them.

It compares folded texts exactly; nothing here is about similarity.
"""

import enum
import re
import unicodedata
from dataclasses import dataclass

from critiques.quotation.characters import HYPHEN
from critiques.quotation.folding import (
    HYPHEN_AT_LINE_END,
    SOFT_HYPHEN_AT_LINE_END,
    SPACE,
    Folded,
)
from critiques.quotation.graphemes import is_boundary
from critiques.quotation.lost_spaces import was_lost
from critiques.quotation.reading import INVISIBLE, is_invisible
from critiques.quotation.words import is_unspaced

# More than anyone would choose from. With those below it bounds what a megabyte of one letter or
# word can cost: characters to compare in all, what a separator costs beside them, the lost spaces
# that one piece is forgiven, and the places where one is looked for.
MOST_OCCURRENCES = 10_000
_MOST_COMPARED = 2_000_000
_COST_OF_SEPARATOR = 20
_MOST_LOST_SPACES = 1_000
_MOST_PLACES_OF_SPACES = 20_000

_OF_LINE_END = {
    HYPHEN_AT_LINE_END: ("", HYPHEN, HYPHEN + SPACE),
    SOFT_HYPHEN_AT_LINE_END: ("", SPACE),
}
_OF_WORD = re.compile(r"[^\W_]")
# Cut at their marks "$100,000" would be "$100", and "can't" would be "can".
_ONE_WORD_WITH_MARK = re.compile(r"\d[.,:/]\d|n't", re.IGNORECASE)
_WHITE = re.compile("[\\s\u00ad]")
_HYPHEN = re.compile("[-\u2010\u2011]")
_HYPHENS_AFTER = re.compile(rf"[\s{INVISIBLE}]*(?:[-\u2010\u2011][\s{INVISIBLE}]*)*[-\u2010\u2011]")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a piece stands: in the skeleton (place, end_place) and in the source (start, end),
    half-open, in code points.

    `is_inside_word`: it begins or ends within a word. `splits_word`: the piece has a space where
    the source has none, and nothing shows that the capture lost it.
    """

    place: int
    end_place: int
    start: int
    end: int
    begins_inside_word: bool = False
    ends_inside_word: bool = False
    splits_word: bool = False

    @property
    def is_inside_word(self) -> bool:
        return self.begins_inside_word or self.ends_inside_word

    @property
    def is_sure(self) -> bool:
        return not (self.is_inside_word or self.splits_word)


def occurrences(
    piece: Folded,
    source: Folded,
    *,
    start: int = 0,
    any_first_case: bool = True,
    most: int = MOST_OCCURRENCES,
) -> list[Occurrence]:
    """Where `piece` stands in `source` from the skeleton's place `start` on, in order.

    The first letter may differ in case, if `any_first_case`. At most so many, fewer of a very
    long piece.
    """
    length = len(piece.skeleton)
    if not length:
        return []
    cost = length + _COST_OF_SEPARATOR * len(piece.places)
    most = max(2, min(most, _MOST_COMPARED // cost))
    variants = {piece.skeleton}
    if any_first_case:
        variants.add(_with_first_letter_swapped(piece.skeleton))
    found: list[Occurrence] = []
    places = _places(variants, source.skeleton, start, most)
    separators = piece.separators_within(0, length) if places else []
    lost: dict[int, bool] = {}
    for place in sorted(places):
        spacing = _compare_separators(separators, place, length, source, lost)
        edges = _edges(piece, source, place)
        if edges and spacing is not _Spacing.DIFFERENT:
            found.append(
                Occurrence(
                    place,
                    place + length,
                    *edges,
                    is_inside_word(source, place),
                    is_inside_word(source, place + length),
                    spacing is _Spacing.SPLITS_WORD,
                )
            )
    return found


def is_inside_word(source: Folded, place: int) -> bool:
    """Whether letters or digits stand on both sides of a place, with nothing between.

    From lower case to a capital does not count: so captures look that lost their spaces. Nor do
    scripts that have none. A mark within a number and that of "can't" part no words.
    """
    if not 0 < place < len(source.skeleton):
        return False
    if source.separator(place) not in ("", SOFT_HYPHEN_AT_LINE_END):
        return False
    before, after = source.skeleton[place - 1], source.skeleton[place]
    if not (_is_of_word(before) and _is_of_word(after)):
        return _is_beside_inner_mark(source, place)
    return not ((before.islower() and after.isupper()) or is_unspaced(before) or is_unspaced(after))


def _is_beside_inner_mark(source: Folded, place: int) -> bool:
    return any(
        _ONE_WORD_WITH_MARK.fullmatch(source.skeleton, start, start + 3)
        and not source.separators_within(start, start + 3)
        for start in (place - 1, place - 2)
        if start >= 0
    )


def may_be_spaced_so(quoted: str, captured: str) -> bool:
    """Whether one separator may stand for another, lost spaces included."""
    return _compare(quoted, captured) is not _Spacing.DIFFERENT


def _is_of_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character)[0] == "M"


def _places(variants: set[str], haystack: str, start: int, most: int) -> set[int]:
    found: set[int] = set()
    for variant in variants:
        place = haystack.find(variant, start)
        for _ in range(most):
            if place < 0:
                break
            found.add(place)
            place = haystack.find(variant, place + 1)
    return found


def _with_first_letter_swapped(skeleton: str) -> str:
    first = _OF_WORD.search(skeleton)
    if first is None or len(first[0].swapcase()) != 1:
        return skeleton
    return skeleton[: first.start()] + first[0].swapcase() + skeleton[first.end() :]


class _Spacing(enum.Enum):
    SAME = enum.auto()
    SPLITS_WORD = enum.auto()
    DIFFERENT = enum.auto()


def _compare_separators(
    separators: list[tuple[int, str]],
    place: int,
    length: int,
    source: Folded,
    lost: dict[int, bool],
) -> _Spacing:
    """`lost` keeps where spaces of the source were lost, of places looked at before."""
    theirs = source.separators_within(place, place + length)
    if theirs == separators:
        return _Spacing.SAME
    if len(separators) - len(theirs) > _MOST_LOST_SPACES:
        return _Spacing.DIFFERENT
    quoted, captured = dict(separators), dict(theirs)
    result = _Spacing.SAME
    for at in quoted.keys() | captured.keys():
        if at in captured and at not in quoted and not _may_join(source, place + at):
            return _Spacing.DIFFERENT
        match _compare(quoted.get(at, ""), captured.get(at, "")):
            case _Spacing.DIFFERENT:
                return _Spacing.DIFFERENT
            case _Spacing.SPLITS_WORD if not (
                _may_be_lost(quoted.get(at, "")) and _was_lost(source, place + at, lost)
            ):
                result = _Spacing.SPLITS_WORD
    return result


def _may_be_lost(quoted: str) -> bool:
    """Whether its spaces may be lost: never two around a hyphen, as around a dash."""
    return not (HYPHEN in quoted and quoted.startswith(SPACE) and quoted.endswith(SPACE))


def _was_lost(source: Folded, place: int, lost: dict[int, bool]) -> bool:
    if place not in lost:
        is_one_too_many = len(lost) >= _MOST_PLACES_OF_SPACES
        lost[place] = not is_one_too_many and was_lost(source.original, source.start(place))
    return lost[place]


def _may_join(source: Folded, place: int) -> bool:
    """Whether what stands before and after a line's end can be one word: "1914-1918" cannot."""
    before, after = source.skeleton[place - 1], source.skeleton[place]
    return not (before.isdigit() or after.isdigit() or (before.islower() and after.isupper()))


def _compare(quoted: str, captured: str) -> _Spacing:
    """SPLITS_WORD here means: the quotation has a space that the capture has not."""
    if quoted == captured:
        return _Spacing.SAME
    # Only the capture's lines end where a page made them end.
    quoted = quoted.replace("\u00ad", "").replace("\n", SPACE)
    if captured in _OF_LINE_END:
        return _Spacing.SAME if quoted in _OF_LINE_END[captured] else _Spacing.DIFFERENT
    if quoted == captured:
        return _Spacing.SAME
    has_same_hyphens = _hyphens(quoted) == _hyphens(captured)
    lacks_space = any(
        end(captured, SPACE) and not end(quoted, SPACE) for end in (str.startswith, str.endswith)
    )
    return _Spacing.SPLITS_WORD if has_same_hyphens and not lacks_space else _Spacing.DIFFERENT


def _edges(piece: Folded, source: Folded, place: int) -> tuple[int, int] | None:
    """Start and end in the source, hyphens at the piece's ends included.

    None where the source has no such hyphen, or where a grapheme would be cut.
    """
    end_place = place + len(piece.skeleton)
    start, end = source.start(place), source.end(end_place)
    if lead := _hyphens(piece.separator(0)):
        if lead != _hyphens(source.separator(place)):
            return None
        start = _HYPHEN.search(source.original, source.end(place) if place else 0).start()
    if trail := _hyphens(piece.separator(len(piece.skeleton))):
        if trail != _hyphens(source.separator(end_place)):
            return None
        end = _HYPHENS_AFTER.match(source.original, end).end()
    return _on_graphemes(source.original, start, end)


def _hyphens(separator: str) -> str:
    return _WHITE.sub("", separator)


def _on_graphemes(text: str, start: int, end: int) -> tuple[int, int] | None:
    while not is_boundary(text, end) and is_invisible(text[end]):
        end += 1
    return (start, end) if is_boundary(text, start) and is_boundary(text, end) else None
