"""`manage.py load_demo`"""

from typing import Any

from django.core.management.base import BaseCommand

from critiques import demonstration


class Command(BaseCommand):
    help = "Load the demonstration filmography into a site that has no films yet."

    def handle(self, *args: Any, **options: Any) -> None:
        if demonstration.load():
            self.stdout.write("The demonstration filmography is loaded.")
        else:
            self.stdout.write("There are films already: the demonstration was not loaded.")
