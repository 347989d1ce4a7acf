"""What somebody has sent to the demonstration: one of each that has a page of its own."""

from typing import Any

from django.urls import reverse

TEXT = "Nobody in this house sits down for longer than a minute, and nobody says why."
SENT_KINDS = [
    "contribute",
    "contribute from a source",
    "contribution sent",
    "terms",
    "contribution waiting",
    "contribution to change",
    "contribution declined",
    "contribution to confirm",
    "report",
    "report about a passage",
    "report decided",
    "passage with a reply",
]


def make_sent() -> dict[str, str]:
    """Makes it; gives the address of each page."""
    from critiques.intake.gate import again_token
    from tests import factories as make

    source = make.make_source("A review to take from", url="https://example.org/review")
    make.make_capture(source, f"Before. {TEXT} After.")
    altered = TEXT.replace("house", "home")
    offered = {"source": source, "source_title": source.title, "source_url": source.url}
    waiting, to_change, declined = (
        make.make_contribution(altered, **offered, credit="Rosa L.", locator=f"paragraph {n}")
        for n in range(3)
    )
    unconfirmed = make.make_contribution(TEXT, **offered, email="rosa@example.org")
    moderator = make.make_moderator()
    asked = {"by": moderator, "message": "Please compare the words once more."}
    to_change.request_changes(seen=to_change.content_hash, reason="wording", **asked)
    declined.decline(seen=declined.content_hash, reason="not_criticism", **asked)
    passage = make.make_excerpt(TEXT, source=source)
    report = make.make_report(passage, reply_text="I never said so.", name="Mara Quint")
    report.uphold(seen=report.content_hash, reason="corrected", publish_reply=True, **asked)
    confirm = reverse("critiques:contribution-confirm", args=[unconfirmed.confirmation_secret])
    again = again_token(unconfirmed)
    about = f"?about={passage.get_absolute_url()}"
    return {
        "contribute": reverse("critiques:contribute"),
        "contribute from a source": f"{reverse('critiques:contribute')}?source={source.slug}",
        "contribution sent": f"{reverse('critiques:contribution-sent')}?again={again}",
        "terms": reverse("critiques:terms"),
        "contribution waiting": _status(waiting),
        "contribution to change": _status(to_change),
        "contribution declined": _status(declined),
        "contribution to confirm": confirm,
        "report": reverse("critiques:report"),
        "report about a passage": f"{reverse('critiques:report')}{about}",
        "report decided": _status(report),
        "passage with a reply": passage.get_absolute_url(),
    }


def _status(item: Any) -> str:
    return reverse(f"critiques:{item._meta.model_name}-status", args=[item.secret])
