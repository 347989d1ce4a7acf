"""How log lines are written: without the secrets of links, whatever names them."""

import logging
import re

# Of links that nobody can guess: whoever reads a log must not be able to use them.
_SECRET = re.compile(r"[0-9a-f]{64}")


class SecretsMasked(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return _SECRET.sub("[secret]", super().format(record))
