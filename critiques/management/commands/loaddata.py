"""`manage.py loaddata`: as Django has it, but with one entry for search and one version of each."""

from typing import Any

from django.core.management.commands import loaddata

from filmography.models import RecordVersion
from filmography.publishing.history import ToldInHistory, recording
from filmography.publishing.natural import looked_up_once


class Command(ToldInHistory, loaddata.Command):
    def loaddata(self, fixture_labels: Any) -> None:
        with recording(kind=RecordVersion.Kind.IMPORTED), looked_up_once():
            super().loaddata(fixture_labels)
