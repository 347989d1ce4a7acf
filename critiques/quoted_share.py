"""Owns how much of a source the site quotes, and whether that is within what its operator allows.

It is an editorial budget, not legal advice. Sources that descend from one another are a family
and are counted together; only those in copyright have a budget.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from critiques.checking import prepared
from critiques.models.anchors import ExcerptAnchor
from critiques.models.captures import Capture
from critiques.models.sources import Rights, Source
from critiques.quotation import Share, check, standing, union
from critiques.quotation.words import word_list
from filmography.publishing.site import SiteSettings

Ranges = list[tuple[int, int]]


@dataclass(frozen=True)
class Budget:
    """What the operator allows, and what a source's share is of it."""

    share: Share
    settings: SiteSettings

    @property
    def is_worth_a_warning(self) -> bool:
        by_part = self.share.ratio * 100 > self.settings.share_warn_percent
        return by_part or self.share.quoted > self.settings.share_warn_words

    @property
    def is_exceeded(self) -> bool:
        by_part = self.share.ratio * 100 > self.settings.share_refuse_percent
        return by_part and self.share.quoted > self.settings.share_refuse_words

    def in_words(self) -> str:
        return (
            f"{self.share.quoted} of {self.share.total} words ({self.share.percent} %), "
            f"at most {self.share.longest_run} in a row"
        )


def public_share(source: Source, excerpts: Any) -> Share | None:
    """How much of a source its public excerpts quote, by what is known without its text."""
    capture = Capture.objects.current_of(source.pk)
    if capture is None:
        return None
    quotations = excerpts.published().quotations().filter(source=source)
    return _share_of(capture, quotations.only("pk", "text"), can_look=False)


def budget_of(source: Source, excerpts: Any, *, with_also: Any = None) -> Budget | None:
    """The budget of the family's member of which most is quoted; None if nothing limits it.

    `with_also` is an excerpt, stored or not, that is counted as if it were published.
    """
    family = Source.objects.family_of(source)
    members = [member for member in family if member.rights == Rights.IN_COPYRIGHT]
    captures = [capture for one in members if (capture := Capture.objects.current_of(one.pk))]
    if not captures:
        return None
    released = excerpts.released().quotations().filter(source__in=members)
    counted = list(released.only("pk", "text"))
    if with_also is not None and with_also.is_quotation and with_also not in counted:
        counted.append(with_also)
    shares = [_share_of(capture, counted, can_look=True) for capture in captures]
    return Budget(max(shares, key=lambda share: share.ratio), SiteSettings.load())


def share_obstacle(excerpt: Any, excerpts: Any) -> str:
    """The sentence that keeps an excerpt from being published, or nothing."""
    if not excerpt.is_quotation:
        return ""
    budget = budget_of(excerpt.source, excerpts, with_also=excerpt)
    if budget is None or not budget.is_exceeded:
        return ""
    return (
        f"With it, {budget.in_words()}, of “{excerpt.source}” and its versions would be quoted. "
        f"Where more than {budget.settings.share_refuse_words} words are quoted this site allows "
        f"{budget.settings.share_refuse_percent} %. Shorten it, or withdraw another."
    )


def _share_of(capture: Capture, quotations: Iterable[Any], *, can_look: bool) -> Share:
    """Words that stand in the capture are counted once, however often they are quoted; words that
    are known to stand elsewhere only are counted beside them."""
    quotations = list(quotations)
    held: Ranges = []
    beside = 0
    known = ExcerptAnchor.objects.filter(excerpt__in=[each.pk for each in quotations if each.pk])
    anchors = {each.excerpt_id: each for each in known.only("excerpt_id", "capture_id", "words")}
    for excerpt in quotations:
        anchor = anchors.get(excerpt.pk)
        if anchor and anchor.capture_id == capture.pk:
            held += [tuple(pair) for pair in anchor.words]
        elif can_look and (found := _ranges(excerpt, capture)):
            held += found
        elif anchor:
            beside += _length(anchor.words)
        else:
            beside += len(word_list(excerpt.text))
    together = union(held)
    runs = [end - start for start, end in together]
    return Share(sum(runs) + beside, capture.words, max(runs, default=0))


def _ranges(excerpt: Any, capture: Capture) -> Ranges:
    context = excerpt.chosen_context or ("", "")
    found = check(excerpt.text, prepared(capture), *context)
    return list(standing(found.segments, prepared(capture)).words) if found.is_proved else []


def _length(ranges: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in ranges)
