"""Start-up of the criticism: roles and database triggers after `migrate`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from filmography.publishing import triggers
from filmography.publishing.roles import EDITORS, MODERATORS, codenames, grant_exactly


class CritiquesConfig(AppConfig):
    name = "critiques"

    def ready(self) -> None:
        from critiques.triggers import ANNOTATED_WORDS

        triggers.register(ANNOTATED_WORDS)
        post_migrate.connect(triggers.install_all, sender=self)
        post_migrate.connect(grant_roles, sender=self)


def grant_roles(*, app_config: AppConfig, using: str, **_: Any) -> None:
    from critiques import models as said

    public = [
        said.Annotation,
        said.Excerpt,
        said.FilmList,
        said.Response,
        said.Source,
        said.Theme,
    ]
    parts = [
        said.ExcerptSubject,
        said.ExcerptTranslation,
        said.ExcerptVoice,
        said.FilmListEntry,
        said.Publication,
        said.SourceContributor,
        said.SourceRelation,
        said.TaggedExcerpt,
        said.ThemeName,
    ]
    edit = codenames(["add", "change", "delete", "view"], public + parts)
    decide = codenames(["publish", "withdraw"], public)
    grant_exactly(app_config, EDITORS, edit + decide, using)
    grant_exactly(app_config, MODERATORS, codenames(["view", "withdraw"], public), using)
