"""What of the criticism has a history, with which of its parts, and which records have none.

Captures, what lies in them and what the public sent never stand in a version.
"""

from critiques import models as said
from critiques.models.checked import SETTLED
from critiques.models.search_entries import SearchEntry, SearchLanguage
from filmography.publishing import history

_PRIVATE = "private"
WITHOUT_HISTORY = {
    said.Capture: _PRIVATE,
    said.CaptureRead: _PRIVATE,
    said.Contribution: _PRIVATE,
    said.ContributionRound: _PRIVATE,
    said.Contributor: _PRIVATE,
    said.ExcerptAnchor: _PRIVATE,
    said.ModerationEvent: "a log itself",
    said.ModerationMessage: _PRIVATE,
    said.ModerationNote: _PRIVATE,
    said.Reanchoring: _PRIVATE,
    said.Report: _PRIVATE,
    said.Reporter: _PRIVATE,
    said.StaffNotices: _PRIVATE,
    said.Terms: "never changes",
    SearchEntry: "made from the records",
    SearchLanguage: "made from the records",
}
# Contributors may take it back at any time, and then it stands nowhere.
_THE_CONTRIBUTORS = ("contributor_credit",)


def keep_criticism() -> None:
    history.keep(said.Publication)
    history.keep(said.Source, parts=("contributors", "relations"))
    history.keep(said.Theme, parts=("other_names",))
    history.keep(
        said.Excerpt,
        parts=("subjects", "voices", "translations"),
        leave_out=(*SETTLED, *_THE_CONTRIBUTORS),
        notes=("correction_note", "corrected_on"),
    )
    history.keep(said.FilmList, parts=("entries",))
    for model in (said.Annotation, said.Reply, said.Response):
        history.keep(model)
