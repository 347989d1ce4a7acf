"""`manage.py load_demo`"""

from typing import Any

from critiques import demonstration
from filmography.publishing.history import ToldInHistory


class Command(ToldInHistory):
    help = "Load the demonstration filmography into a site that has no films yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if demonstration.load():
            self.stdout.write("The demonstration filmography is loaded.")
        else:
            self.stdout.write("There are films already: the demonstration was not loaded.")
