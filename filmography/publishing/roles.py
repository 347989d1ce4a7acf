"""The two groups of staff, and how an app says what their members may do with its records."""

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig

EDITORS = "Editors"
MODERATORS = "Moderators"


def grant_exactly(app_config: AppConfig, group: str, codenames: Iterable[str], using: str) -> None:
    """Gives the group these permissions on the app's records, and takes away its others on them.

    To grant more, make another group: this one is set anew by every `migrate`.
    """
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    create_permissions(app_config, verbosity=0, using=using)
    of_app = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    members, _ = Group.objects.using(using).get_or_create(name=group)
    members.permissions.remove(
        *members.permissions.filter(content_type__app_label=app_config.label)
    )
    members.permissions.add(*of_app.filter(codename__in=set(codenames)))


def codenames(actions: Iterable[str], models: Iterable[Any]) -> list[str]:
    names = [model._meta.model_name for model in models]
    return [f"{action}_{name}" for action in actions for name in names]
