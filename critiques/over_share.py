"""Finds the sources of which more is quoted than the site's operator wants to be warned of.

By what is known without a look at any text: where each quotation stands in the capture it is
anchored in. What a family quotes together is told on the source's own page.
"""

from collections import defaultdict

from critiques.models import Excerpt, ExcerptAnchor
from critiques.models.sources import Rights
from critiques.quotation import Share, union
from critiques.quoted_share import Budget
from filmography.publishing.site import SiteSettings

# The newest so many quotations are looked at.
MOST = 50_000


def sources_over_share() -> list[int]:
    quoted = Excerpt.objects.released().quotations().filter(source__rights=Rights.IN_COPYRIGHT)
    anchors = ExcerptAnchor.objects.filter(excerpt__in=quoted.order_by().values("pk"))
    rows = anchors.order_by("-excerpt").values_list(
        "excerpt__source", "capture", "capture__words", "words"
    )
    ranges, totals = defaultdict(list), {}
    for source, capture, total, words in rows[:MOST]:
        ranges[source, capture] += [tuple(pair) for pair in words]
        totals[source, capture] = total
    settings = SiteSettings.load()
    return [
        source
        for (source, capture), held in ranges.items()
        if Budget(_share(held, totals[source, capture]), settings).is_worth_a_warning
    ]


def _share(held: list[tuple[int, int]], total: int) -> Share:
    runs = [end - start for start, end in union(held)]
    return Share(sum(runs), total, max(runs, default=0))
