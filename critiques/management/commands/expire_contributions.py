"""`manage.py expire_contributions`"""

from collections import Counter
from typing import Any

from django.conf import settings

from critiques.models import Contribution, Contributor, Report
from critiques.models.moderation.events import TransitionRefused
from filmography.publishing import networks
from filmography.publishing.history import ToldInHistory

KEEP_ADDRESS_DAYS = 30


class Command(ToldInHistory):
    help = (
        "What time does to contributions; run it once a day. Reminds after 20 days without an "
        "answer to a request for changes and closes after 30; deletes what was never confirmed "
        "after 7; erases the words and names of what was not accepted, the addresses of what was, "
        "and the traces of networks, when their time has come."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        days = settings.ERASE_AFTER_DAYS
        done: Counter[str] = Counter()
        for what, items, act in (
            # First, so that nobody is reminded of what is closed in the same run.
            ("expired", Contribution.objects.unanswered_for_too_long(), Contribution.expire),
            (
                "never confirmed",
                Contribution.objects.unconfirmed_for_too_long(),
                Contribution.expire,
            ),
            ("reminded", Contribution.objects.to_be_reminded(), Contribution.remind),
            ("erased", Contribution.objects.closed_for(days), Contribution.erase),
            ("reports erased", Report.objects.closed_for(days), Report.erase),
        ):
            for item in items:
                try:
                    act(item)
                    done[what] += 1
                except TransitionRefused:
                    continue  # the contributor was faster
        done["addresses erased"] = self._forget_addresses()
        networks.forget_old()
        told = ", ".join(f"{count} {what}" for what, count in done.items() if count)
        self.stdout.write(told or "Nothing to do.")

    def _forget_addresses(self) -> int:
        """Of accepted ones, so long after the last notice; name and credit stay with the work."""
        accepted = Contribution.objects.told_before(KEEP_ADDRESS_DAYS)
        theirs = Contributor.objects.filter(contribution__in=accepted).exclude(email="")
        return theirs.update(email="", email_confirmed_at=None)
