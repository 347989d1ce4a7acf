"""The one settings file. What differs from site to site comes from the environment or from a
file `.env` (see .env.example); with nothing set, a safe site on this machine is the result.
"""

from pathlib import Path
from typing import Any

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_file(BASE_DIR / ".env")

# --- Where things lie -------------------------------------------------------------------------
# Database, secret key, media and mail in one folder: it is what to back up and what to protect.
DATA_DIR = environment.directory("DATA_DIR", BASE_DIR / "var")

# --- Secrets and switches ---------------------------------------------------------------------
DEBUG = environment.switch("DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR / "secret_key", debug=DEBUG)

# --- Address ----------------------------------------------------------------------------------
# Absolute links are built from SITE_URL and never from a request's Host header, which the
# sender of the request chooses.
PORT = environment.number("PORT", 8000, low=1, high=65535)
_SITE = environment.site_url("SITE_URL", f"http://localhost:{PORT}")
SITE_URL = _SITE.url
IS_HTTPS = _SITE.scheme == "https"
if not (IS_HTTPS or DEBUG or _SITE.is_loopback):
    environment.refuse(
        f"SITE_URL is {SITE_URL}, which would send passwords over the network unencrypted: "
        f"write https://{_SITE.host}, or use a localhost address on your own machine."
    )
ALLOWED_HOSTS = environment.hosts(
    "ALLOWED_HOSTS",
    list(dict.fromkeys([_SITE.host, "localhost", "127.0.0.1", "[::1]"]))
    if _SITE.is_loopback
    else [_SITE.host],
)
# Configurable, so that a site can move its log-in away from what robots try first.
ADMIN_PATH = environment.path_prefix("ADMIN_PATH", "admin/")

# --- Applications -----------------------------------------------------------------------------
INSTALLED_APPS = [
    "filmography.apps.FilmographyConfig",
    "critiques.apps.CritiquesConfig",
    "filmography.apps.EditorialAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    # WhiteNoise serves static files under runserver too: the same headers as in production.
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "taggit",
]

MIDDLEWARE = [
    # Outermost, so that redirects, errors and static files bear the headers too.
    "config.middleware.HeadersMiddleware",
    "config.middleware.ReadersFieldsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "filmography.publishing.freshness.FreshnessMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "filmography.publishing.gone.GoneMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # First, so that a template there replaces an app's (and the admin's) of the same name.
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "filmography.publishing.context.site",
            ],
        },
    },
]

# --- Database ---------------------------------------------------------------------------------
_DATABASE = environment.database("DATABASE_URL", DATA_DIR / "db.sqlite3")
_OPTIONS: dict[str, Any] = _DATABASE["OPTIONS"]
if _DATABASE["ENGINE"] == "django.db.backends.sqlite3":
    _OPTIONS.update(
        # The default, DEFERRED, answers "database is locked" at once when a transaction that
        # has read wants to write: 608 of 800 failed in a trial, with IMMEDIATE none.
        transaction_mode="IMMEDIATE",
        # Seconds to wait for another writer. Waiters are not served in turn: of sixteen who send
        # and four who decide without a pause, one waited for more than five.
        timeout=20,
        init_command=(
            "PRAGMA journal_mode=WAL;"  # readers do not wait for the writer
            "PRAGMA synchronous=FULL;"  # what was answered with 200 survives a power cut
            "PRAGMA busy_timeout=20000;"
            "PRAGMA cache_size=-20000;"  # 20 MB in place of 2
            # As much as SQLite takes: what is in memory is read there and not copied, which among a
            # million passages takes a fifth to a third off pages that count much.
            "PRAGMA mmap_size=2147418112;"
            "PRAGMA journal_size_limit=67108864;"  # a grown WAL shrinks again
            "PRAGMA trusted_schema=OFF;"  # a doctored file cannot call functions
        ),
    )
else:
    # A query that runs away must not hold a worker or a lock for ever. For a long migration:
    # DATABASE_STATEMENT_SECONDS=0 manage.py migrate.
    _SECONDS = environment.number("DATABASE_STATEMENT_SECONDS", 5, low=0, high=86400)
    _OPTIONS.setdefault(
        "options",
        f"-c statement_timeout={_SECONDS}s -c lock_timeout=3s"
        " -c idle_in_transaction_session_timeout=60s"
        # What pages are made of is in memory. The default is of turning disks: it reads whole
        # tables where an index leads to a thousand rows.
        " -c random_page_cost=1.1",
    )
# Opening SQLite costs more than a page's queries; a pool keeps connections by itself.
_DATABASE.setdefault("CONN_MAX_AGE", 0 if _OPTIONS.get("pool") else 60)
_DATABASE["CONN_HEALTH_CHECKS"] = True
# Every transaction is a writer under IMMEDIATE, so none is opened for mere reading.
_DATABASE["ATOMIC_REQUESTS"] = False
DATABASES = {"default": _DATABASE}
FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# --- Cache ------------------------------------------------------------------------------------
CACHES = {"default": environment.cache("CACHE_URL")}

# --- Contributions ----------------------------------------------------------------------------
# Whether words that a moderator changed, and that no capture proves, need a second moderator.
REQUIRE_SECOND_MODERATOR = environment.switch("REQUIRE_SECOND_MODERATOR", default=True)
# With so many open ones the form closes politely, until moderators have caught up.
CONTRIBUTIONS_MOST_OPEN = environment.number("CONTRIBUTIONS_MOST_OPEN", 2000, low=0, high=999_999)
CONTRIBUTIONS_PER_HOUR = environment.number("CONTRIBUTIONS_PER_HOUR", 5, low=1, high=9999)
CONTRIBUTIONS_PER_DAY = environment.number("CONTRIBUTIONS_PER_DAY", 20, low=1, high=9999)
# After so many days the words and names of what was not accepted are erased.
ERASE_AFTER_DAYS = environment.number("ERASE_AFTER_DAYS", 90, low=1, high=3650)

# --- Editors ----------------------------------------------------------------------------------
# Whether a film or an excerpt needs another editor's consent to what is published.
REVIEW_BEFORE_PUBLISH = environment.switch("REVIEW_BEFORE_PUBLISH")

# --- Encryption in transit --------------------------------------------------------------------
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
# Preloading binds a whole domain for years and is for its owner to decide, not for this site.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
TRUST_PROXY = environment.switch("TRUST_PROXY")
if TRUST_PROXY:
    # Only where a proxy sets this header itself: else any client could claim to be on HTTPS.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Readers who follow a link to a source tell it this site's name, but not the page.
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"

# --- Cookies (staff only: readers get none) ---------------------------------------------------
# Browsers accept a __Host- cookie from this very host over HTTPS only, so that no sibling
# domain can plant one.
_COOKIE = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{_COOKIE}sessionid"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds from log-in; config.middleware makes it absolute
CSRF_COOKIE_NAME = f"{_COOKIE}csrftoken"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True  # no script of ours reads it
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_AGE = None  # gone with the browser's session

# --- Accounts ---------------------------------------------------------------------------------
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# The only log-in is the admin's.
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# --- Mail -------------------------------------------------------------------------------------
vars().update(environment.email("EMAIL_URL", DATA_DIR / "mail"))
EMAIL_TIMEOUT = 10  # seconds; without it a silent mail server holds a worker for ever
DEFAULT_FROM_EMAIL = environment.address("DEFAULT_FROM_EMAIL", f"noreply@{_SITE.host}")

# --- Language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
TIME_ZONE = environment.time_zone("TIME_ZONE")
USE_TZ = True

# --- Static files and media -------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False  # other sites have no need of these files
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Hashed names and Brotli, cached for ever; needs `collectstatic`, hence not with DEBUG.
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.HashedFiles"
    },
}

# The form of a film with two hundred credits sends 1,700 fields; Django's own limit is 1,000, which
# config.middleware keeps for readers.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6_000

FILE_UPLOAD_HANDLERS = [
    "filmography.publishing.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Tags -------------------------------------------------------------------------------------
TAGGIT_CASE_INSENSITIVE = True  # "Agency" and "agency" are one theme

# --- Forms ------------------------------------------------------------------------------------
# What Django 6 does anyway: an address typed without a scheme is https.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Logs -------------------------------------------------------------------------------------
# To the standard error stream only. No mails about errors: their local variables would carry
# private texts (captures, contributions) out of the site.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.SecretsMasked",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nothing": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # Robots ask with made-up hosts all day; the answer 400 says enough.
        "django.security.DisallowedHost": {"handlers": ["nothing"], "propagate": False},
    },
}
