"""Every notice is delivered once, whatever happens to the mail server and to who sends."""

import io
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.utils import timezone

from critiques.models import StaffNotices
from filmography.models import OutgoingMail
from filmography.publishing.outbox import post, register, send_due
from tests import factories as make
from tests.critiques.moderation.clock import clock_at, later
from tests.critiques.moderation.together import together


class Server(BaseEmailBackend):
    """Mailboxes that take each Message-ID once, behind a server that may be down."""

    def __init__(self) -> None:
        super().__init__()
        self.is_up, self.dies = True, False
        self.taken: list[str] = []
        self.mailboxes: dict[str, Any] = {}

    def send_messages(self, messages: list[Any]) -> int:
        if not self.is_up:
            raise ConnectionRefusedError("The address may stand here: reader@example.org")
        for message in messages:
            name = message.extra_headers["Message-ID"]
            self.taken.append(name)
            self.mailboxes[name] = message
        if self.dies:
            raise SystemExit  # after it was sent, before it is noted
        return len(messages)

    def delivered(self) -> Counter[tuple[str, str]]:
        told = [(each.to[0], each.subject.partition(": ")[2]) for each in self.mailboxes.values()]
        return Counter(told)


@pytest.fixture
def server() -> Server:
    return Server()


def a_day_of_work() -> Counter[tuple[str, str]]:
    """Contributions, a report and decisions; gives whom each must be told what."""
    moderator = make.make_moderator()
    StaffNotices.objects.create(user=moderator, pace="never")
    expected = []
    for number, decision in enumerate(["decline", "request_changes", "mark_duplicate", "accept"]):
        address = f"reader-{number}@example.org"
        contribution = make.make_contribution(email=address)
        contribution.confirm_address()
        expected.append((address, "your passage is with the moderators"))
        decide(contribution, decision, moderator)
        expected.append((address, DECISIONS[decision]))
    report = make.make_report(email="reporter@example.org")
    report.reject(by=moderator, seen=report.content_hash, reason="in_order")
    expected.append(("reporter@example.org", "your report has arrived"))
    expected.append(("reporter@example.org", "your report was looked into"))
    return Counter(expected)


DECISIONS = {
    "decline": "about the passage that you offered",
    "request_changes": "a question about your passage",
    "mark_duplicate": "your passage is here already",
    "accept": "your passage has been accepted",
}


def decide(contribution: Any, name: str, by: Any) -> None:
    fields: dict[str, Any] = {"by": by, "seen": contribution.content_hash}
    if name == "accept":
        fields["acceptance"] = make.make_acceptance(contribution.current.text)
    if name in ("decline", "request_changes"):
        fields |= {"reason": "other", "message": "Words."}
    getattr(contribution, name)(**fields)


@pytest.mark.django_db
def test_a_server_that_was_down_all_the_time_loses_nothing(server: Server) -> None:
    expected = a_day_of_work()
    now = timezone.now()
    server.is_up = False
    for minute in range(0, 180, 5):
        with clock_at(now + timedelta(minutes=minute)):
            list(send_due(connection=server))
    assert not server.mailboxes
    assert OutgoingMail.objects.waiting().exclude(attempts=0).exists()

    server.is_up = True
    for day in range(1, 4):
        with clock_at(now + timedelta(days=day)):
            list(send_due(connection=server))

    assert server.delivered() == expected
    assert len(server.taken) == expected.total()
    assert not OutgoingMail.objects.waiting().exists()


@pytest.mark.django_db
def test_a_server_that_is_down_is_not_asked_for_each_mail(server: Server) -> None:
    a_day_of_work()
    server.is_up = False

    with later(minutes=1):
        tried = list(send_due(connection=server))

    assert [error for _, error in tried if error] == ["ConnectionRefusedError"] * 3
    assert not OutgoingMail.objects.filter(last_error__contains="example.org").exists()


@pytest.mark.django_db
def test_a_sender_that_dies_after_sending_delivers_nothing_twice(server: Server) -> None:
    expected = a_day_of_work()
    now = timezone.now()
    for attempt in range(expected.total()):
        server.dies = True
        with clock_at(now + timedelta(minutes=1 + 11 * attempt)), pytest.raises(SystemExit):
            list(send_due(connection=server))
        server.dies = False
    with clock_at(now + timedelta(days=1)):
        list(send_due(connection=server))

    assert len(server.taken) > expected.total()
    assert server.delivered() == expected
    assert not OutgoingMail.objects.waiting().exists()


@pytest.mark.django_db
def test_who_holds_a_mail_is_not_overtaken_before_it_is_surely_dead(server: Server) -> None:
    a_day_of_work()
    server.dies = True
    with later(minutes=1), pytest.raises(SystemExit):
        list(send_due(connection=server))
    server.dies = False
    held = OutgoingMail.objects.exclude(leased_until=None).get()

    with later(minutes=10):
        assert held.pk not in {mail.pk for mail, _ in send_due(connection=server)}
    with later(minutes=12):
        assert [mail.pk for mail, _ in send_due(connection=server)] == [held.pk]


@pytest.mark.django_db
def test_a_notice_that_cannot_be_written_stops_no_other(server: Server) -> None:
    expected = a_day_of_work()
    register("broken", lambda about: 1 // 0)
    for number in range(5):
        post("broken", number, key=f"broken-{number}")

    with later(minutes=1):
        list(send_due(connection=server))

    assert server.delivered() == expected
    assert set(OutgoingMail.objects.waiting().values_list("kind", "last_error")) == {
        ("broken", "ZeroDivisionError")
    }


@pytest.mark.django_db
def test_a_notice_that_is_noted_twice_is_one(server: Server) -> None:
    contribution = make.make_contribution(email="reader@example.org")
    event = contribution.events.get()

    post("confirm-address", event.pk, key=contribution._mail_key(event))
    list(send_due(connection=server))

    assert server.delivered().total() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("senders", [2, 6])
def test_senders_at_once_do_not_send_the_same(senders: int, server: Server) -> None:
    for number in range(12):
        make.make_contribution(email=f"reader-{number}@example.org")
    take, lock = server.send_messages, threading.Lock()

    def slowly(messages: list[Any]) -> int:
        with lock:
            return take(messages)

    server.send_messages = slowly
    came = together([lambda: [mail.pk for mail, _ in send_due(connection=server)]] * senders)

    assert not [error for error in came if isinstance(error, Exception)]
    assert sum(map(len, came)) == len(server.taken) == len(server.mailboxes) == 12


@pytest.mark.django_db
def test_the_command_says_what_it_did() -> None:
    make.make_contribution(email="reader@example.org")
    out, err = io.StringIO(), io.StringIO()

    call_command("send_outbox", stdout=out, stderr=err)
    call_command("send_outbox", stdout=out, stderr=err)

    assert (out.getvalue(), err.getvalue()) == ("1 sent, 0 to be tried again.\n", "")
