"""config.settings under an environment of the tests' own: nothing of the machine, nothing in var/.

Only DATABASE_URL comes through: it chooses the database of the run.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_OWN_DIR = Path(tempfile.mkdtemp(prefix="filmography-tests-"))
atexit.register(shutil.rmtree, _OWN_DIR, ignore_errors=True)

for _name in (
    "ADMIN_PATH",
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "CONTRIBUTIONS_MOST_OPEN",
    "CONTRIBUTIONS_PER_DAY",
    "CONTRIBUTIONS_PER_HOUR",
    "DATABASE_STATEMENT_SECONDS",
    "DEBUG",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "ERASE_AFTER_DAYS",
    "PORT",
    "REQUIRE_SECOND_MODERATOR",
    "REVIEW_BEFORE_PUBLISH",
    "SECRET_KEY",
    "SECRET_KEY_FILE",
    "SITE_URL",
    "TIME_ZONE",
    "TRUST_PROXY",
):
    os.environ.pop(_name, None)
os.environ.update(DATA_DIR=str(_OWN_DIR), ENV_FILE=os.devnull)

from config.settings import *  # noqa: E402

if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in production: the default, a database in memory, has one connection only,
    # which a live server's threads would have to share, and no WAL.
    DATABASES["default"]["TEST"] = {"NAME": str(_OWN_DIR / "tests.sqlite3")}

# Plain names and no collectstatic; WhiteNoise looks files up when they are asked for.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# The real one takes a third of a second for each password.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
