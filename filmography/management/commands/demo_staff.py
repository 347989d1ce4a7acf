"""Makes the three log-ins of a demonstration, with new passwords each time."""

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.crypto import get_random_string

from filmography.publishing.roles import EDITORS, MODERATORS

# User names with the group of each; the administrator needs none.
STAFF = {"administrator": None, "editor": EDITORS, "moderator": MODERATORS}
# Without characters that are mistaken for others when copied from a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
LENGTH = 16


class Command(BaseCommand):
    help = "Make or renew the log-ins of a demonstration: an administrator, an editor, a moderator."

    def handle(self, *args: Any, **options: Any) -> None:
        if not _is_loopback(urlsplit(settings.SITE_URL).hostname or ""):
            raise CommandError(
                f"This site is at {settings.SITE_URL} and so no demonstration: everybody knows "
                "these user names. Make an account of your own with `manage.py createsuperuser`."
            )
        with transaction.atomic():
            passwords = {name: _renew(name, group) for name, group in STAFF.items()}
        self.stdout.write("  user name      password")
        for name, password in passwords.items():
            self.stdout.write(f"  {name:<13}  {password}")


def _renew(name: str, group: str | None) -> str:
    password = get_random_string(LENGTH, ALPHABET)
    user = User.objects.filter(username=name).first() or User(username=name)
    user.is_staff = user.is_active = True
    user.is_superuser = group is None
    user.set_password(password)
    user.save()
    user.user_permissions.clear()
    user.groups.set([_group(group)] if group else [])
    return password


def _group(name: str) -> Group:
    try:
        return Group.objects.get(name=name)
    except Group.DoesNotExist as error:
        raise CommandError(f"There is no group {name}. Run `manage.py migrate` first.") from error


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
