"""`manage.py remove_demo`"""

from typing import Any

from critiques import demonstration
from filmography.publishing.history import ToldInHistory


class Command(ToldInHistory):
    help = "Remove the records of the demonstration that nobody has changed or built upon."

    def handle(self, *args: Any, **options: Any) -> None:
        removed, kept = demonstration.remove()
        self.stdout.write(f"Removed {removed} records of the demonstration.")
        if kept:
            self.stdout.write(f"Kept {kept} that were changed, or that other records need.")
