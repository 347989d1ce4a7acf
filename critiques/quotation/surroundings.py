"""Owns what stands around a quotation in its source: it chooses among several places, and never
proves words (architecture §4, "Context")."""

from dataclasses import dataclass

from critiques.quotation.characters import QUOTE
from critiques.quotation.folding import Folded, fold

# Marks at the seam belong now to the quotation, now to what is around it.
_AT_SEAM = QUOTE + ".,"
_MOST_AT_SEAM = 100
# Of what is given so much is compared, on the side of the quotation.
_LONGEST = 10_000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Folded words before and after a quotation; empty ones say nothing."""

    prefix: str
    suffix: str

    @classmethod
    def of(cls, prefix: str, suffix: str) -> "Surroundings":
        return cls(
            fold(prefix[-_LONGEST:]).skeleton.rstrip(_AT_SEAM),
            fold(suffix[:_LONGEST]).skeleton.lstrip(_AT_SEAM),
        )

    def __bool__(self) -> bool:
        return bool(self.prefix or self.suffix)

    @property
    def has_both(self) -> bool:
        return bool(self.prefix and self.suffix)

    def stand_around(self, source: Folded, place: int, end_place: int) -> bool:
        """Whether all that is given stands there: before and after two places in a skeleton."""
        text = source.skeleton
        seam_before = text[max(0, place - _MOST_AT_SEAM) : place]
        seam_after = text[end_place : end_place + _MOST_AT_SEAM]
        before = place - len(seam_before) + len(seam_before.rstrip(_AT_SEAM))
        after = end_place + len(seam_after) - len(seam_after.lstrip(_AT_SEAM))
        return text.endswith(self.prefix, 0, before) and text.startswith(self.suffix, after)
