"""The queue: what waits, in order or in groups, and what is decided of many at once."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from critiques.admin.moderation.reasons import ReasonForm
from critiques.admin.moderation.undoing import remember
from critiques.models import StaffNotices
from critiques.models.moderation.contributions import usual_wait
from critiques.models.moderation.events import TransitionRefused
from critiques.models.moderation.states import CONTRIBUTION, ContributionState, ReportState
from critiques.moderation.queue import (
    CONTRIBUTIONS,
    MODELS,
    PER_PAGE,
    WAITING,
    Entry,
    Filters,
    Group,
    Row,
    entries_of,
    groups_of,
    rows_of,
    waiting,
)

MOST_AT_ONCE = 500


def context(request: HttpRequest, filters: Filters) -> dict[str, Any]:
    entries = entries_of(filters)
    page, groups = _page(entries, filters.grouped_by, request.GET.get("page"))
    counts, oldest = waiting(filters.moderates)
    decides = CONTRIBUTIONS in filters.moderates
    return {
        "filters": filters,
        "page": page,
        "groups": groups,
        "total": len(entries),
        "counts": counts,
        "usual_wait": usual_wait() if decides else None,
        "oldest": oldest,
        "states": _states(filters.moderates),
        "pace": StaffNotices.pace_of(request.user) if decides else None,
        "paces": StaffNotices.Pace.choices,
        "decline": ReasonForm(CONTRIBUTIONS, CONTRIBUTION["decline"], None) if decides else None,
        "is_waiting": filters.state == WAITING,
    }


def press(request: HttpRequest, moderates: frozenset[str]) -> None:
    """Does what a button of the queue says, and tells what came of it."""
    if "_pace" in request.POST:
        _set_pace(request)
    elif "_spam" in request.POST:
        _decide_all(request, moderates, "mark_spam", {})
    elif "_decline" in request.POST:
        form = ReasonForm(CONTRIBUTIONS, CONTRIBUTION["decline"], request.POST)
        if form.is_valid():
            _decide_all(request, moderates & {CONTRIBUTIONS}, "decline", form.cleaned_data)
        else:
            messages.error(request, "Choose a reason.")


def _set_pace(request: HttpRequest) -> None:
    pace = request.POST.get("pace", "")
    if pace in StaffNotices.Pace.values:
        StaffNotices.objects.update_or_create(user=request.user, defaults={"pace": pace})
        messages.success(request, "Kept.")


def _decide_all(
    request: HttpRequest, moderates: frozenset[str], name: str, said: dict[str, Any]
) -> None:
    """Each is decided for itself: what a colleague has open or has decided stays as it is."""
    chosen = list(_chosen(request))
    done: list[str] = []
    for kind, public_id, seen in chosen:
        item = MODELS[kind].objects.filter(public_id=public_id).first()
        if item is None:
            continue
        try:
            if kind not in moderates:
                raise TransitionRefused("Reports are declined one by one.")
            getattr(item, name)(by=request.user, seen=seen, **said)
            done.append(f"{kind}-{public_id}")
        except TransitionRefused as refusal:
            messages.error(request, f"{item}: {refusal}")
    if not chosen:
        messages.warning(request, "Nothing was chosen. Tick what this is for.")
    if done:
        count = f"{len(done)} item{'s'[: len(done) != 1]}"
        remember(request, done, f"{count} {CONTRIBUTION[name].done}.")


def _chosen(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    """Kind, public id and seen hash of what was ticked."""
    for value in request.POST.getlist("chosen")[:MOST_AT_ONCE]:
        kind, _, rest = value.partition("-")
        public_id, _, seen = rest.partition("-")
        if kind in MODELS:
            yield kind, public_id, seen


def _page(
    entries: Sequence[Entry], grouped_by: str, number: Any
) -> tuple[Page, list[tuple[Group, list[Row]]]]:
    """A page of so many items, under their groups. Only to group them all have to be read."""
    if not grouped_by:
        page = Paginator(entries, PER_PAGE).get_page(number)
        rows = rows_of(page.object_list)
        return page, [(Group(""), rows)] if rows else []
    groups = groups_of(rows_of(entries), grouped_by)
    page = Paginator([(each, row) for each in groups for row in each.rows], PER_PAGE).get_page(
        number
    )
    on_page = groupby(page.object_list, lambda pair: id(pair[0]))
    together = [list(pairs) for _, pairs in on_page]
    return page, [(pairs[0][0], [row for _, row in pairs]) for pairs in together]


def _states(moderates: frozenset[str]) -> list[tuple[str, str]]:
    known: dict[str, str] = {}
    if CONTRIBUTIONS in moderates:
        known |= dict(ContributionState.choices)
    known |= dict(ReportState.choices)
    known.pop(ContributionState.PENDING, None)
    known.pop(ReportState.OPEN, None)
    return [(WAITING, "Waiting"), *known.items(), ("", "All")]
