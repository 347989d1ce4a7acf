#!/usr/bin/env python
"""Django's command line. A refused environment ends in one sentence, not in a traceback."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.conf import settings
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed in this Python: run `make setup`, then .venv/bin/python.")
    try:
        settings.DEBUG  # noqa: B018 (loads the settings, which may refuse the environment)
    except ImproperlyConfigured as refusal:
        sys.exit(f"The site cannot start. {refusal}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
