"""One moderator as a process of their own: `python -m tests.critiques.moderation.contest USER`.

Reads a line with the numbers of contributions and loads them; at each further line decides on the
next one, and says what came of it.
"""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def contest(users: list[int]) -> Any:
    """Starts a process for each; gives a function that lets them contest some contributions."""
    command = [sys.executable, "-m", "tests.critiques.moderation.contest"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PYTHONPATH": str(ROOT),
    }
    processes = [
        subprocess.Popen([*command, str(user)], cwd=ROOT, env=environment, **pipes)
        for user in users
    ]

    turn = count()

    def tell(line: str) -> list[str]:
        """At the same moment; now the one hears it first, now the other."""
        order = processes[::-1] if next(turn) % 2 else processes
        for process in order:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
        return [process.stdout.readline().strip() for process in processes]

    def let_them(numbers: list[int]) -> list[list[str]]:
        """What came of each contribution for each of those who were let loose on it at once."""
        tell(json.dumps(numbers))
        return [tell("go") for _ in numbers]

    try:
        yield let_them
    finally:
        for process in processes:
            process.communicate(timeout=30)


def database_url() -> str:
    """Of the database that the tests are using."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def decide(contribution: Any, user: Any) -> None:
    from tests.factories import make_acceptance

    seen = contribution.content_hash
    if contribution.pk % 4 == 0:
        acceptance = make_acceptance(contribution.current.text)
        contribution.accept(by=user, seen=seen, acceptance=acceptance)
    elif contribution.pk % 4 == 1:
        contribution.mark_spam(by=user, seen=seen)
    else:
        contribution.decline(by=user, seen=seen, reason="other", message="No.")


def main(user_id: int) -> None:
    import django

    django.setup()
    from django.contrib.auth.models import User

    from critiques.models import Contribution

    user = User.objects.get(pk=user_id)
    for line in sys.stdin:
        contributions = [Contribution.objects.get(pk=pk) for pk in json.loads(line)]
        print("ready", flush=True)
        for contribution in contributions:
            sys.stdin.readline()
            try:
                decide(contribution, user)
                print("decided", flush=True)
            except Exception as error:
                print(f"{type(error).__name__}: {error}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
