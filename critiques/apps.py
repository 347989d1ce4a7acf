"""Start-up of the criticism: roles and database triggers after `migrate`."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, post_save, pre_save

from filmography.publishing import triggers
from filmography.publishing.roles import EDITORS, MODERATORS, codenames, grant_exactly


class CritiquesConfig(AppConfig):
    name = "critiques"

    def ready(self) -> None:
        from critiques import receivers
        from critiques.kept import keep_criticism
        from critiques.models import Excerpt, Source
        from critiques.moderation import notices
        from critiques.search import following
        from critiques.triggers import ANNOTATED_WORDS, CAPTURED_TEXT, MODERATION_EVENTS

        for trigger in (ANNOTATED_WORDS, CAPTURED_TEXT, MODERATION_EVENTS):
            triggers.register(trigger)
        keep_criticism()
        notices.register()
        following.connect()
        post_save.connect(receivers.capture_published_text, sender=Source)
        pre_save.connect(receivers.forget_state, sender=Excerpt)
        post_save.connect(receivers.check_loaded, sender=Excerpt)
        post_migrate.connect(triggers.install_all, sender=self)
        post_migrate.connect(following.forget_flushed, sender=self)
        post_migrate.connect(grant_roles, sender=self)


def grant_roles(*, app_config: AppConfig, using: str, **_: Any) -> None:
    from critiques import models as said

    public = [
        said.Annotation,
        said.Excerpt,
        said.FilmList,
        said.Reply,
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
    captures = codenames(["add", "view"], [said.Capture])
    report = ["moderate_report"]
    grant_exactly(app_config, EDITORS, edit + decide + captures + report, using)
    moderate = [*codenames(["view", "withdraw"], public), "moderate_contribution", *report]
    grant_exactly(app_config, MODERATORS, moderate, using)
