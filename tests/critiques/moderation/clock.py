"""Time that stands where a test puts it, also for what fields put in by default."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

from django.utils import timezone


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return moment

    with mock.patch("django.utils.timezone.datetime", Clock):
        yield


@contextmanager
def later(**span: Any) -> Iterator[None]:
    """So long after now; also inside another one of these."""
    with clock_at(timezone.now() + timedelta(**span)):
        yield
