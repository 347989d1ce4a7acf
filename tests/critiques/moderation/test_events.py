"""What was decided stays written down: the database refuses to change or delete an event."""

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from critiques.models import Contribution, ModerationEvent, ModerationMessage, Report
from filmography.publishing import triggers
from tests import factories as make
from tests.critiques.moderation.chain import assert_unbroken


def sql(statement: str) -> Callable[[], Any]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def saved() -> None:
    event = ModerationEvent.objects.first()
    event.reason = "other"
    event.save()


def upserted() -> None:
    event = ModerationEvent.objects.first()
    event.reason = "other"
    ModerationEvent.objects.bulk_create(
        [event], update_conflicts=True, unique_fields=["id"], update_fields=["reason"]
    )


ATTEMPTS: dict[str, Callable[[], Any]] = {
    "save": saved,
    "delete": lambda: ModerationEvent.objects.first().delete(),
    "update": lambda: ModerationEvent.objects.update(actor_id=None),
    "bulk update": lambda: ModerationEvent.objects.bulk_update(
        ModerationEvent.objects.all(), ["reason"]
    ),
    "upsert": upserted,
    "delete all": lambda: ModerationEvent.objects.all().delete(),
    "raw delete": lambda: ModerationEvent.objects.all()._raw_delete("default"),
    "SQL update": sql("UPDATE critiques_moderationevent SET reason = 'other'"),
    "SQL update of nothing new": sql("UPDATE critiques_moderationevent SET id = id"),
    "SQL delete": sql("DELETE FROM critiques_moderationevent"),
    "by its contribution": lambda: Contribution.objects.all().delete(),
    "by its report": lambda: Report.objects.all().delete(),
}
OF_SQLITE = {
    "replace": sql(
        "INSERT OR REPLACE INTO critiques_moderationevent "
        "SELECT id, transition, from_state, to_state, role, 99, 'other', content_hash, at, "
        "contribution_id, report_id FROM critiques_moderationevent"
    ),
    "update or replace": sql("UPDATE OR REPLACE critiques_moderationevent SET reason = 'other'"),
}
OF_POSTGRESQL = {
    "truncate": sql("TRUNCATE critiques_moderationevent CASCADE"),
    "truncate what it hangs on": sql("TRUNCATE critiques_contribution CASCADE"),
}


def assert_all_refused(attempts: dict[str, Callable[[], Any]]) -> None:
    before = list(ModerationEvent.objects.values())
    for name, attempt in attempts.items():
        with pytest.raises((IntegrityError, ProtectedError)), transaction.atomic():  # noqa: PT012
            attempt()
            pytest.fail(name)
        assert list(ModerationEvent.objects.values()) == before, name


@pytest.mark.django_db
def test_an_event_is_never_changed_or_deleted() -> None:
    make.make_contribution(), make.make_report()

    assert_all_refused(ATTEMPTS)
    connection.check_constraints()  # else PostgreSQL would not truncate for another reason
    assert_all_refused(OF_SQLITE if connection.vendor == "sqlite" else OF_POSTGRESQL)


@pytest.mark.django_db
def test_an_account_goes_and_its_events_stay() -> None:
    contribution, moderator = make.make_contribution(), make.make_moderator()
    contribution.mark_spam(by=moderator, seen=contribution.content_hash)
    number = moderator.pk

    moderator.delete()

    assert contribution.events.last().actor_id == number


@pytest.mark.django_db
def test_an_item_goes_by_no_way_around_its_events() -> None:
    contribution = make.make_contribution()

    with transaction.atomic():
        Contribution.objects.filter(pk=contribution.pk)._raw_delete("default")
        with pytest.raises(IntegrityError):
            connection.check_constraints()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_words_that_go_with_an_event_can_be_erased_while_it_stays() -> None:
    contribution = make.make_contribution()
    contribution.decline(
        by=make.make_moderator(), seen=contribution.content_hash, reason="other", message="No."
    )

    contribution.erase()

    assert not ModerationMessage.objects.exists()
    assert len(assert_unbroken(contribution)) == 2


# --- Whole databases ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_flush_empties_all_and_the_next_events_are_protected_as_before() -> None:
    make.make_contribution()

    call_command("flush", interactive=False, verbosity=0)

    assert not ModerationEvent.objects.exists()
    make.make_contribution()
    make.make_report()
    assert_all_refused(ATTEMPTS)


@pytest.mark.django_db(transaction=True)
def test_a_flush_that_fails_leaves_them_protected(monkeypatch: pytest.MonkeyPatch) -> None:
    make.make_contribution(), make.make_report()
    monkeypatch.setattr("django.core.management.commands.flush.sql_flush", lambda *_, **__: ["NO"])

    with pytest.raises(CommandError):
        call_command("flush", interactive=False, verbosity=0)

    assert_all_refused(ATTEMPTS)


@pytest.mark.django_db(transaction=True)
def test_a_migration_leaves_them_protected() -> None:
    make.make_contribution(), make.make_report()

    triggers.lift_all(using="default", plan=[True])  # as before one that changes tables
    call_command("migrate", interactive=False, verbosity=0)

    assert_all_refused(ATTEMPTS)


def a_whole_life() -> None:
    film, moderator = make.make_film(), make.make_moderator()
    source = make.make_source()
    make.make_capture(source, "It is late. Nobody leaves the party.")
    contribution = make.make_contribution(
        "Nobody leaves the party.", email="reader@example.org", film=film, credit="A. Reader"
    )
    contribution.confirm_address()
    contribution.claim(by=moderator)
    contribution.accept(
        by=moderator,
        seen=contribution.content_hash,
        acceptance=make.make_acceptance(contribution.current.text, source=source, films=[film]),
    )
    report = make.make_report(contribution.excerpt, name="N", email="n@example.org", reply_text="R")
    report.uphold(
        by=moderator, seen=report.content_hash, reason="other", message="Yes.", publish_reply=True
    )


def to_millisecond(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(microsecond=value.microsecond // 1000 * 1000)
    return value


def everything() -> dict[str, list[dict[str, Any]]]:
    """All rows, but for when the words were last checked, which loading does anew; times to the
    millisecond, as JSON has them."""
    labels = ["auth.User", "admin.LogEntry"]
    models = [apps.get_model(label) for label in labels]
    models += [*apps.get_app_config("filmography").get_models()]
    models += [*apps.get_app_config("critiques").get_models()]
    return {
        model._meta.label: [
            {name: to_millisecond(value) for name, value in row.items() if name != "checked_at"}
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in models
    }


DUMP = [
    "--with-private",
    "--natural-foreign",
    "--exclude=contenttypes",
    "--exclude=auth.permission",
]


@pytest.mark.django_db(transaction=True)
def test_a_private_dump_restores_all_of_it_into_an_empty_database(tmp_path: Path) -> None:
    call_command("flush", interactive=False, verbosity=0)  # for the groups to be as on every site
    a_whole_life()
    dump = tmp_path / "all.json"
    call_command("dumpdata", *DUMP, output=str(dump), verbosity=0)
    before = everything()
    call_command("flush", interactive=False, verbosity=0)

    call_command("loaddata", str(dump), verbosity=0)

    after = everything()
    for label, rows in before.items():
        assert after[label] == rows, label
    # And it goes on from there.
    contribution = Contribution.objects.get()
    contribution.change_credit("")
    assert len(assert_unbroken(contribution)) == 5
    with pytest.raises(IntegrityError):
        call_command("loaddata", str(dump), verbosity=0)


@pytest.mark.django_db
def test_a_private_dump_keeps_the_numbers_by_which_events_name_people_and_records() -> None:
    with pytest.raises(CommandError, match="by number"):
        call_command("dumpdata", "--with-private", "--natural-primary", stdout=io.StringIO())
