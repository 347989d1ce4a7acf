"""`manage.py loaddata`: as Django has it, but with one entry for search and one version of each."""

from typing import Any

from django.core.management.commands import loaddata

from critiques.search.indexing import gathered
from filmography.models import RecordVersion
from filmography.publishing.history import recording


class Command(loaddata.Command):
    def loaddata(self, fixture_labels: Any) -> None:
        with gathered(), recording(by_name="loaddata", kind=RecordVersion.Kind.IMPORTED):
            super().loaddata(fixture_labels)
