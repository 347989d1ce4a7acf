"""Owns what stands around a quotation in its source: it chooses among several places, and never
proves words (architecture §4, "Context")."""

from dataclasses import dataclass

from critiques.quotation.characters import QUOTE
from critiques.quotation.folding import Folded, fold

# Marks at the seam belong now to the quotation, now to what is around it.
_AT_SEAM = QUOTE + ".,"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Folded words before and after a quotation; empty ones say nothing."""

    prefix: str
    suffix: str

    @classmethod
    def of(cls, prefix: str, suffix: str) -> "Surroundings":
        return cls(
            fold(prefix).skeleton.rstrip(_AT_SEAM),
            fold(suffix).skeleton.lstrip(_AT_SEAM),
        )

    def __bool__(self) -> bool:
        return bool(self.prefix or self.suffix)

    @property
    def has_both(self) -> bool:
        return bool(self.prefix and self.suffix)

    def stand_around(self, source: Folded, place: int, end_place: int) -> bool:
        """Whether all that is given stands there: before and after two places in a skeleton."""
        text = source.skeleton
        before = next(at for at in range(place, -1, -1) if not at or text[at - 1] not in _AT_SEAM)
        after = next(
            (at for at in range(end_place, len(text)) if text[at] not in _AT_SEAM), len(text)
        )
        return text.endswith(self.prefix, 0, before) and text.startswith(self.suffix, after)
