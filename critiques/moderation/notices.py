"""Owns what the mails to contributors, reporters and moderators say. None holds a private text:
they say where something stands and lead there.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.urls import reverse

from critiques.models import Contribution, ModerationEvent, Report, StaffNotices
from critiques.models.moderation.actors import acting
from critiques.models.moderation.contributions import ANSWER_WITHIN
from critiques.models.moderation.states import MODERATORS, ContributionState
from filmography.models import SiteSettings
from filmography.publishing import outbox
from filmography.publishing.addresses import absolute
from filmography.publishing.outbox import Words


def register() -> None:
    outbox.register("confirm-address", confirm_address)
    outbox.register("contribution", to_contributor)
    outbox.register("report", to_reporter)
    outbox.register("queue", to_moderator)


def confirm_address(event_id: int) -> Words | None:
    """To an address that has not been confirmed; nothing else ever goes to such a one."""
    contribution = _item(event_id)
    address = _address_of(contribution, "contributor")
    if not address or contribution.state != ContributionState.RECEIVED:
        return None
    secret = contribution.confirmation_secret
    link = absolute(reverse("critiques:contribution-confirm", args=[secret]))
    return _words("confirm", address, {"link": link})


def to_contributor(event_id: int) -> Words | None:
    event = ModerationEvent.objects.get(pk=event_id)
    contribution = event.contribution
    address = _address_of(contribution, "contributor")
    if not address or contribution.contributor.email_confirmed_at is None:
        return None
    if event.transition == "remind" and contribution.state != event.to_state:
        return None  # it was answered meanwhile
    closes = {"closes": contribution.state_since + ANSWER_WITHIN}
    return _words("contribution", address, _context(event, "contribution-status") | closes)


def to_reporter(event_id: int) -> Words | None:
    event = ModerationEvent.objects.get(pk=event_id)
    address = _address_of(event.report, "reporter")
    return _words("report", address, _context(event, "report-status")) if address else None


def to_moderator(user_id: int) -> Words | None:
    """Says how many items wait; nothing if none do, or if they are no moderator any more."""
    user = get_user_model().objects.filter(pk=user_id).first()
    if user is None or not user.email or acting(user).role not in MODERATORS:
        return None
    if StaffNotices.pace_of(user) == StaffNotices.Pace.NEVER:
        return None
    waiting = Contribution.objects.awaiting_decision().count()
    waiting += Report.objects.awaiting_decision().count()
    if not waiting:
        return None
    link = absolute(reverse("admin:critiques_contribution_changelist"))
    return _words("queue", user.email, {"waiting": waiting, "link": link})


def _item(event_id: int) -> Any:
    return ModerationEvent.objects.get(pk=event_id).item


def _address_of(item: Any, sender: str) -> str:
    """None of who has been erased meanwhile."""
    person = getattr(item, sender, None)
    return person.email if person else ""


def _context(event: ModerationEvent, view: str) -> dict[str, Any]:
    item = event.item
    link = absolute(reverse(f"critiques:{view}", args=[item.secret]))
    return {"event": event, "state": event.to_state, "link": link}


def _words(name: str, to: str, context: dict[str, Any]) -> Words:
    context |= {"site": SiteSettings.load(), "site_link": absolute("/")}
    subject, _, body = render_to_string(f"mail/{name}.txt", context).strip().partition("\n")
    return Words(to, subject.strip(), body.strip() + "\n")
