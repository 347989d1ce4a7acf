"""Finds the sources of which more is quoted than the site's operator wants to be warned of.

By what is known without a look at any text: where each quotation stands in the capture it is
anchored in. Sources that descend from one another are counted together; words of theirs that are
quoted from two captures count twice here, and once on the source's own page, which looks.
"""

from collections import defaultdict
from collections.abc import Collection

from critiques.models import Excerpt, ExcerptAnchor, SourceRelation
from critiques.models.sources import Rights
from critiques.quotation import Share, union
from critiques.quoted_share import Budget
from filmography.publishing.site import SiteSettings

# The newest so many quotations and relations of sources are looked at.
MOST = 50_000

Runs = list[int]


def sources_over_share() -> list[int]:
    quoted = Excerpt.objects.released().quotations().filter(source__rights=Rights.IN_COPYRIGHT)
    anchors = ExcerptAnchor.objects.filter(excerpt__in=quoted.order_by().values("pk"))
    rows = anchors.order_by("-excerpt").values_list(
        "excerpt__source", "capture", "capture__words", "words"
    )
    ranges, totals, captures = defaultdict(list), {}, defaultdict(set)
    for source, capture, total, words in rows[:MOST]:
        ranges[capture] += [tuple(pair) for pair in words]
        totals[capture] = total
        captures[source].add(capture)
    runs = {key: [end - start for start, end in union(held)] for key, held in ranges.items()}
    settings = SiteSettings.load()
    return [
        source
        for family in _families(captures)
        if Budget(
            _share(set().union(*map(captures.get, family)), runs, totals), settings
        ).is_worth_a_warning
        for source in family
    ]


def _share(captures: Collection[int], runs: dict[int, Runs], totals: dict[int, int]) -> Share:
    """Of the shortest capture, in which the same words are the greatest part."""
    quoted = [run for capture in captures for run in runs[capture]]
    total = min(totals[capture] for capture in captures)
    return Share(sum(quoted), total, max(quoted, default=0))


def _families(sources: Collection[int]) -> list[list[int]]:
    """The sources by families, of which others may be members that hold them together."""
    parents: dict[int, int] = {}

    def head_of(source: int) -> int:
        while (parent := parents.get(source, source)) != source:
            parents[source] = parents.get(parent, parent)
            source = parent
        return source

    pairs = SourceRelation.objects.order_by("-pk").values_list("source", "original")
    for source, original in pairs[:MOST]:
        parents[head_of(source)] = head_of(original)
    families = defaultdict(list)
    for source in sources:
        families[head_of(source)].append(source)
    return list(families.values())
