"""Management commands that change records: the history calls them by their names."""

from typing import Any

from django.core.management.base import BaseCommand

from filmography.publishing.history.recording import in_the_name_of


class ToldInHistory(BaseCommand):
    """Comes before the command of Django's that a command builds upon, if any."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        name = type(self).__module__.rpartition(".")[2]
        with in_the_name_of(by_name=f"the command {name}"):
            return super().execute(*args, **options)
