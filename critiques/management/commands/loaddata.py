"""`manage.py loaddata`: as Django has it, but each record is indexed for search only once."""

from typing import Any

from django.core.management.commands import loaddata

from critiques.search.indexing import gathered


class Command(loaddata.Command):
    def loaddata(self, fixture_labels: Any) -> None:
        with gathered():
            super().loaddata(fixture_labels)
