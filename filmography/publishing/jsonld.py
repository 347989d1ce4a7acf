"""Owns how structured data is written into a page; must not know what the data describes."""

import json
from collections.abc import Mapping
from typing import Any, Self

from django.core.serializers.json import DjangoJSONEncoder

# These would end a script element, or a line in older JavaScript. The escapes are plain JSON.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


class JsonLd(str):
    """JSON that may stand inside <script type="application/ld+json"> and is not escaped again."""

    __slots__ = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Self:
        """JSON of the data, without keys and items that are None, "" or, then, empty.

        Dates, decimals and lazy strings are written as Django writes them. Raises ValueError
        on NaN and infinity, TypeError on what JSON cannot hold.
        """
        written = json.dumps(
            _filled(data),
            cls=DjangoJSONEncoder,
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
        )
        # A lone surrogate cannot be sent as UTF-8; its escape can.
        return cls(written.translate(_ESCAPES).encode("utf-8", "backslashreplace").decode())

    def __html__(self) -> str:
        return str(self)


def _filled(value: Any) -> Any:
    if isinstance(value, Mapping):
        filled = {key: _filled(item) for key, item in value.items()}
        return {key: item for key, item in filled.items() if not _is_empty(item)}
    if isinstance(value, list | tuple):
        return [item for item in map(_filled, value) if not _is_empty(item)]
    return value


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)
