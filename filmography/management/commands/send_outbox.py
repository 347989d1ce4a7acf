"""`manage.py send_outbox`"""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.mail import get_connection
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from filmography.publishing.outbox import send_due


class Command(BaseCommand):
    help = (
        "Send the mails that are due. Run it every minute by a timer, or let it run with --every. "
        "What a mail server does not take is tried again later; nothing is lost."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=int, metavar="SECONDS", help="Go on, so often.")

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        self._send()
        while every:
            time.sleep(every)
            close_old_connections()
            self._send()

    def _send(self) -> None:
        sent = failed = 0
        for mail, error in send_due(connection=get_connection()):
            sent, failed = sent + (not error), failed + bool(error)
            if error:
                self.stderr.write(f"{mail.key}: {error}; tried again later.")
        if sent or failed:
            self.stdout.write(f"{sent} sent, {failed} to be tried again.")
