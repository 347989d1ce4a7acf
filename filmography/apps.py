"""Start-up of the facts: roles after `migrate`, and the admin site that both apps register with."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate, pre_migrate

from filmography.publishing import triggers
from filmography.publishing.roles import EDITORS, MODERATORS, codenames, grant_exactly


class FilmographyConfig(AppConfig):
    name = "filmography"

    def ready(self) -> None:
        from filmography.kept import keep_facts

        keep_facts()
        pre_migrate.connect(triggers.lift_all, sender=self)
        post_migrate.connect(grant_roles, sender=self)


class EditorialAdminConfig(AdminConfig):
    default_site = "filmography.admin_site.EditorialAdminSite"


def grant_roles(*, app_config: AppConfig, using: str, **_: Any) -> None:
    from filmography import models as facts

    public = [facts.Film, facts.Person]
    parts = [
        facts.Award,
        facts.Country,
        facts.Credit,
        facts.FilmOrganisation,
        facts.FilmVersion,
        facts.Genre,
        facts.Language,
        facts.Organisation,
        facts.OtherName,
        facts.OtherTitle,
        facts.Scene,
        facts.TaggedFilm,
    ]
    edit = codenames(["add", "change", "delete", "view"], public + parts)
    decide = codenames(["publish", "withdraw"], public)
    mend = codenames(["change", "view"], [facts.Image])
    grant_exactly(app_config, EDITORS, edit + decide + mend, using)
    withdraw = codenames(["view", "withdraw"], public)
    grant_exactly(app_config, MODERATORS, withdraw, using)
