"""Who moves a contribution or a report, with the rights that they have at this moment."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model

from critiques.models.moderation.states import Role


@dataclass(frozen=True)
class Actor:
    role: Role
    user_id: int | None = None
    # The account as it is now, for the history of what they change.
    user: Any = field(default=None, compare=False, repr=False)


CONTRIBUTOR = Actor(Role.CONTRIBUTOR)
REPORTER = Actor(Role.REPORTER)
TIMER = Actor(Role.TIMER)


def acting(by: Any) -> Actor:
    """A member of the staff as an actor. Rights are read anew: they may have been taken away since
    the request began. Without any the role is none that may do something."""
    if isinstance(by, Actor):
        return by
    user = get_user_model().objects.filter(pk=by.pk, is_active=True, is_staff=True).first()
    if user is None:
        return Actor(Role.CONTRIBUTOR, by.pk)
    if user.is_superuser:
        return Actor(Role.ADMINISTRATOR, user.pk, user)
    if user.has_perm("critiques.moderate_contribution"):
        return Actor(Role.MODERATOR, user.pk, user)
    if user.has_perm("critiques.moderate_report"):
        return Actor(Role.EDITOR, user.pk, user)
    return Actor(Role.CONTRIBUTOR, user.pk)
