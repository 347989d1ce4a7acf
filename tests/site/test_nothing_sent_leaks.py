"""Nothing that the public sends gets out: through the real forms, on every way, in every state.

test_nothing_unpublished_leaks.py plants the same texts in the tables and crawls; here they come in
as a stranger sends them, wrong ones too, and logs, mails and exports are searched as well.
"""

import logging
from collections.abc import Callable
from io import StringIO
from itertools import count
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command

from config.logs import SecretsMasked
from critiques.models import Contribution, Report
from critiques.models.moderation.states import ContributionState, ReportState
from tests import factories as make
from tests.critiques.moderation.clock import later
from tests.site import addresses, sending
from tests.site.canaries import MARK, canaries_in
from tests.site.sending import send
from tests.site.visitor import Visitor, everything_sent

pytestmark = pytest.mark.django_db

_numbers = count(1)


def canary(field: str) -> str:
    return f"{MARK}{field.replace('_', '')}{next(_numbers):06}"


def a_passage(**changed: Any) -> Contribution:
    texts = ["about", "text", "source_title", "source_author", "source_publication", "locator"]
    texts += ["voice", "why", "themes", "translation", "name", "credit"]
    values = {name: canary(name) for name in texts} | {
        "source_url": f"https://{canary('host')}.example/",
        "email": f"{canary('email')}@example.org",
        "kind": "translation",
        **changed,
    }
    response = send("/contribute/", sending.contribution(**values))
    assert response.status_code == 302
    return Contribution.objects.latest("pk")


def confirmed(**changed: Any) -> Contribution:
    contribution = a_passage(**changed)
    contribution.confirm_address()
    return contribution


def by_moderator(how: str, **said: Any) -> Callable[[User], Contribution]:
    def act(by: User) -> Contribution:
        contribution = confirmed()
        getattr(contribution, how)(by=by, seen=contribution.content_hash, **said)
        return contribution

    return act


def accepted(by: User) -> Contribution:
    contribution = confirmed(credit="A clean credit", translation="A clean translation.")
    acceptance = make.make_acceptance("Clean words of an accepted passage.")
    contribution.accept(by=by, seen=contribution.content_hash, acceptance=acceptance)
    return contribution


def withdrawn(by: User) -> Contribution:
    contribution = a_passage()
    contribution.withdraw()
    return contribution


def expired(by: User) -> Contribution:
    contribution = ASKED(by)
    contribution.expire()
    return contribution


SAID = {"reason": "other", "message": canary("message")}
ASKED = by_moderator("request_changes", **SAID)
STATES: dict[str, Callable[[User], Contribution]] = {
    "received": lambda by: a_passage(),
    "pending": lambda by: confirmed(),
    "accepted": accepted,
    "changes_requested": ASKED,
    "declined": by_moderator("decline", **SAID),
    "duplicate": by_moderator("mark_duplicate"),
    "spam": by_moderator("mark_spam"),
    "withdrawn": withdrawn,
    "expired": expired,
}
DECISIONS = {"upheld": "uphold", "rejected": "reject", "duplicate": "mark_duplicate"}


def a_report(state: str, by: User) -> Report:
    texts = {name: canary(name) for name in ("words", "reply_text", "name")}
    about = make.make_excerpt().get_absolute_url()
    email = f"{canary('email')}@example.org"
    assert send("/report/", sending.report(about, **texts, email=email)).status_code == 302
    report = Report.objects.latest("pk")
    if how := DECISIONS.get(state):
        said = {} if state == "duplicate" else SAID
        getattr(report, how)(by=by, seen=report.content_hash, **said)
    elif state == "spam":
        report.mark_spam(by=by, seen=report.content_hash)
    return report


@pytest.fixture
def everything_sent_in(
    settings: Any, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of each state, come in by the forms, with wrong ones before; all that is logged kept."""
    settings.CONTRIBUTIONS_PER_HOUR = settings.CONTRIBUTIONS_PER_DAY = 100
    settings.REQUIRE_SECOND_MODERATOR = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    caplog.set_level(logging.INFO)
    moderator = make.make_moderator()
    wrong = {"text": canary("wrong"), "email": canary("wrong"), "about": canary("wrong")}
    send("/contribute/", sending.contribution(**wrong))
    send("/contribute/", sending.contribution(**wrong), headers={"origin": "https://evil.example"})
    send("/report/", sending.report(canary("wrong"), kind=canary("wrong")))
    for state, come_to in STATES.items():
        assert come_to(moderator).state == state
    for state in ReportState.values:
        assert a_report(state, moderator).state == state


def test_every_state_is_tried() -> None:
    assert set(STATES) == set(ContributionState.values)


@pytest.mark.usefixtures("everything_sent_in")
def test_no_public_address_feed_or_sitemap_tells_any_of_it() -> None:
    visitor = Visitor()
    every = [address for _, address in addresses.of_all_records()]
    sent = {address: everything_sent(visitor.get(address)) for address in every}

    assert len(every) > 60
    assert any(b"Clean words of an accepted passage." in found for found in sent.values())
    assert not {address: told for address, found in sent.items() if (told := canaries_in(found))}


@pytest.mark.usefixtures("everything_sent_in")
def test_no_log_line_tells_any_of_it(caplog: pytest.LogCaptureFixture) -> None:
    send("/contribute/sent/", {"text": canary("wrong")})
    lines = [SecretsMasked().format(record) for record in caplog.records]

    assert lines
    assert canaries_in("\n".join(lines).encode()) == set()


@pytest.mark.usefixtures("everything_sent_in")
def test_no_mail_tells_any_of_it() -> None:
    with later(minutes=5):
        call_command("send_outbox", stdout=StringIO())

    words = "\n".join(f"{each.subject}\n{each.body}" for each in mail.outbox)
    assert len(mail.outbox) > 10
    assert canaries_in(words.encode()) == set()


@pytest.mark.usefixtures("everything_sent_in")
def test_no_export_tells_any_of_it() -> None:
    out = StringIO()
    call_command("dumpdata", "filmography", "critiques", stdout=out)

    assert "Clean words of an accepted passage." in out.getvalue()
    assert canaries_in(out.getvalue().encode()) == set()


@pytest.mark.usefixtures("everything_sent_in")
def test_a_status_page_tells_only_its_own() -> None:
    for item in (*Contribution.objects.all(), *Report.objects.all()):
        own = {str(value) for value in _own_texts(item)}
        shown = sending.page(
            f"/{'contribute' if hasattr(item, 'rounds') else 'report'}/{item.secret}/"
        )
        others = {
            found
            for found in canaries_in(shown.encode())
            if not any(found.decode() in text for text in own)
        }
        assert others - canaries_in(SAID["message"].encode()) == set()


def _own_texts(item: Any) -> list[Any]:
    if isinstance(item, Report):
        return [*vars(item).values(), *vars(item.reporter).values()]
    return [*vars(item.current).values(), *vars(item.contributor).values()]
