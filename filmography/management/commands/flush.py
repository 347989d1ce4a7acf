"""`manage.py flush`: as Django has it, but what triggers protect goes too."""

from typing import Any

from django.core.management.commands import flush

from filmography.publishing import triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        triggers.lift_all(using=options["database"], plan=[True])
        try:
            super().handle(**options)
        finally:
            triggers.install_all(using=options["database"])
