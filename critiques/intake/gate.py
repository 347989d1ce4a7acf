"""Owns whether something that the public sends may come in: how often, how many, whether again.

No puzzles: a field that only machines fill, a form that takes a person some seconds, limits for
each network, and a queue that is never longer than moderators can read.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from critiques.models import Contribution, ContributionRound, Terms
from critiques.models.moderation.states import ContributionState
from filmography.publishing import networks
from filmography.publishing.form_guard import (
    LIFE,
    FormRefused,
    TooSoon,
    form_key,
    new_form_token,
)
from filmography.publishing.secret_links import hash_of

# Hidden from people; what is written there comes from a machine.
TRAP = "homepage"
CLOSED = (
    "So many passages wait for a moderator that we take no more for now. Try again in some days: "
    "what you wrote is kept on this page."
)
TOO_MANY = (
    "From your network as much has come in as we take in a while. Try again in an hour, or "
    "tomorrow: what you wrote is kept on this page."
)
ALREADY = (
    "The very same passage has been offered already and waits for a moderator. Thank you all the "
    "same."
)
# How often who has a secret link may act with it.
ANSWERS = {"per_hour": 20, "per_day": 60}
_SALT = "critiques.again"


class Shut(Exception):
    """What was sent is not taken in now; the message says why, `status` tells machines."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Sent:
    """A form as it was sent: its token, what it was taken in as before, and what is wrong."""

    token: str
    key: str = ""
    known: Any = None
    refused: str = ""


def fell_into_trap(request: HttpRequest) -> bool:
    return bool(request.POST.get(TRAP))


def sent(request: HttpRequest, model: Any) -> Sent:
    """Recognises the form of a POST. One that is unknown or too old is replaced by a new one."""
    token = request.POST.get("form", "")
    try:
        key = form_key(token)
    except TooSoon as refused:
        return Sent(token, refused=str(refused))
    except FormRefused as refused:
        return Sent(new_form_token(), refused=str(refused))
    known = _known(model, key)
    if known and _is_other_address(known, request.POST.get("email", "")):
        key = f"{key} {request.POST['email'].strip().casefold()}"
        known = _known(model, key)
    return Sent(token, key, known)


def _known(model: Any, key: str) -> Any | None:
    return model.objects.filter(form_key_hash=hash_of(key)).first()


def _is_other_address(known: Any, typed: str) -> bool:
    """Whether somebody came back to mend an address: nobody has confirmed the one before."""
    if known.state != ContributionState.RECEIVED:
        return False
    before = known.contributor.email if hasattr(known, "contributor") else ""
    return bool(typed.strip()) and typed.strip().casefold() != before.casefold()


def open_for_contributions() -> bool:
    return Contribution.objects.open().count() < settings.CONTRIBUTIONS_MOST_OPEN


def let_contribution_in(request: HttpRequest, key: str, words: dict[str, Any]) -> None:
    """Raises Shut. The same form, sent twice at once, is no second passage."""
    if not open_for_contributions():
        raise Shut(CLOSED, 503)
    let_in("contribution", request)
    others = Contribution.objects.offered().exclude(form_key_hash=hash_of(key))
    if ContributionRound.objects.filter(contribution__in=others, text=words["text"]).exists():
        raise Shut(ALREADY, 200)


def let_in(kind: str, request: HttpRequest) -> None:
    """Raises Shut if the network has sent as much of the kind as it may."""
    _limit(kind, request, settings.CONTRIBUTIONS_PER_HOUR, settings.CONTRIBUTIONS_PER_DAY)


def let_answer_in(request: HttpRequest) -> None:
    """The same of what comes by a secret link, where a person may try things out."""
    _limit("answer", request, **ANSWERS)
    note("answer", request)


def note(kind: str, request: HttpRequest) -> None:
    networks.note(kind, networks.network_of(request))


def agreed_to() -> str:
    """Keeps the terms that somebody has just agreed to; gives their version."""
    current = Terms.current()
    Terms.objects.get_or_create(version=current.version, defaults={"text": current.text})
    return current.version


def again_token(contribution: Contribution) -> str:
    """Lets who has just sent something open the form for the same source, for a day."""
    return signing.dumps(contribution.public_id, salt=_SALT)


def sent_with(token: str) -> Contribution | None:
    """The contribution that the token was given for, unless it has been erased."""
    try:
        public_id = signing.loads(token, salt=_SALT, max_age=LIFE)
    except signing.BadSignature:
        return None
    return Contribution.objects.filter(public_id=public_id, erased_at=None).first()


def _limit(kind: str, request: HttpRequest, per_hour: int, per_day: int) -> None:
    network = networks.network_of(request)
    if networks.is_over(kind, network, per_hour=per_hour, per_day=per_day):
        raise Shut(TOO_MANY, 429)
