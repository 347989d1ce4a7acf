"""Many at the same moment, each with a connection of its own."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection


def together(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Does all of it at once, each in a thread with a connection of its own; gives what came of
    each: its value, or the exception."""
    acts = list(acts)
    came: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        start.wait()
        try:
            came[number] = act()
        except Exception as error:
            came[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came
