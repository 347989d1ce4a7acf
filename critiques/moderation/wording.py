"""Owns the sentences that a reason puts into a message: kind, and to be edited before sending."""

from critiques.models.moderation.states import CONTRIBUTION, REPORT, Reason

_ASKED = {
    Reason.WORDING: "Thank you for this passage. Its words differ from those that we find in the "
    "source. Could you compare them once more, and mark what you leave out with […]?",
    Reason.NO_LOCATOR: "Thank you for this passage. Could you say where in the source it stands: "
    "the page, the time, or the part of the page on the web?",
    Reason.TOO_LONG: "Thank you for this passage. It quotes more of the source than we may show. "
    "Could you choose the sentences that matter most?",
    Reason.CONTEXT: "Thank you for this passage. What stands around it in the source changes its "
    "sense. Could you take in the sentence before or after it?",
    Reason.PARAPHRASE: "Thank you for this passage. It seems to be in your own words. Could you "
    "mark it as a paraphrase, or give the source’s own words?",
    Reason.NOT_SOURCE: "Thank you for this passage. We do not find it in the source that you "
    "name. Could you look where you read it, and give its link?",
    Reason.OTHER: "Thank you for this passage. ",
}
_DECLINED = {
    Reason.NOT_CRITICISM: "Thank you for this passage. It does not speak about one of these films "
    "or its makers, so that it has no place here.",
    Reason.NOT_SOURCE: "Thank you for this passage. We could not find it in the source that you "
    "name, and do not show what we cannot find.",
    Reason.SOURCE: "Thank you for this passage. We do not take passages from sources of this kind.",
    Reason.CONTEXT: "Thank you for this passage. In its source it means something else than it "
    "seems to mean alone, so that we do not show it by itself.",
    Reason.TOO_LONG: "Thank you for this passage. So much of this source is quoted here already "
    "that we cannot show more of it.",
    Reason.RIGHTS: "Thank you for this passage. We may not show these words.",
    Reason.OTHER: "Thank you for this passage. ",
}
_UPHELD = {
    Reason.CORRECTED: "Thank you for telling us. You were right, and it has been put right.",
    Reason.REMOVED: "Thank you for telling us. It has been taken down.",
    Reason.RIGHTS: "Thank you for telling us. It has been taken down because of the rights in it.",
    Reason.OTHER: "Thank you for telling us. ",
}
_REJECTED = {
    Reason.IN_ORDER: "Thank you for telling us. We have compared it with its source and found it "
    "in order, so that it stays as it is.",
    Reason.OTHER: "Thank you for telling us. ",
}
_HERE_ALREADY = "Thank you for this passage. It is here already."
_REPORTED_ALREADY = (
    "Thank you for telling us. Somebody else has told us before, and we look into it."
)

MESSAGES: dict[tuple[str, str], dict[str, str]] = {
    ("contribution", "request_changes"): _ASKED,
    ("contribution", "decline"): _DECLINED,
    ("contribution", "mark_duplicate"): {Reason.DUPLICATE: _HERE_ALREADY},
    ("report", "uphold"): _UPHELD,
    ("report", "reject"): _REJECTED,
    ("report", "mark_duplicate"): {Reason.DUPLICATE: _REPORTED_ALREADY},
}


def choices(kind: str, name: str) -> list[tuple[str, str, str]]:
    """Each reason for a decision: code, label, and the message that it begins with."""
    table = CONTRIBUTION if kind == "contribution" else REPORT
    messages = MESSAGES.get((kind, name), {})
    return [
        (reason.value, reason.label, messages.get(reason, "")) for reason in table[name].reasons
    ]
