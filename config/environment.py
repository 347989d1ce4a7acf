"""Reads environment variables for settings.py; knows neither models nor apps.

A variable that is set but blank counts as not set. Every wrong value is refused with one
sentence that names the variable and says what to write instead.
"""

import fcntl
import importlib.util
import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import environ
from django.core.exceptions import ImproperlyConfigured

SWITCHES = {
    **dict.fromkeys(("1", "true", "yes", "on"), True),
    **dict.fromkeys(("0", "false", "no", "off"), False),
}
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
CACHE_SCHEMES = ("locmemcache", "dbcache", "filecache", "dummycache", "redis", "rediss")
EMAIL_SCHEMES = ("consolemail", "filemail", "dummymail", "smtp", "smtps", "smtp+tls", "smtp+ssl")
LABEL = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?"
HOST_NAME = re.compile(rf"{LABEL}(\.{LABEL})*", re.IGNORECASE)
KEY_LENGTH = 50


def refuse(sentence: str) -> NoReturn:
    # `from None` keeps a library's own error out of what the operator reads.
    raise ImproperlyConfigured(sentence) from None


def read_file(default: Path) -> None:
    """Take variables from ENV_FILE or `default`; real environment variables win."""
    path = Path(text("ENV_FILE", str(default)))
    if not path.exists():
        return
    try:
        environ.Env.read_env(path)
    except (OSError, ValueError):
        refuse(f"The settings file {path} cannot be read: it must be readable text in UTF-8.")


def text(name: str, default: str = "") -> str:
    # Not through environ.Env(): it reads a value that begins with `$` as another variable.
    return os.environ.get(name, "").strip() or default


def switch(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in SWITCHES:
        refuse(f"{name} is {value!r}: write {name}=on or {name}=off.")
    return SWITCHES[value]


def number(name: str, default: int, *, low: int, high: int) -> int:
    value = text(name, str(default))
    # Six digits at most, so that int() never meets a number it refuses to convert.
    if not re.fullmatch(r"[0-9]{1,6}", value) or not low <= int(value) <= high:
        refuse(f"{name} is {value[:40]!r}: write a whole number from {low} to {high}.")
    return int(value)


def time_zone(name: str) -> str:
    value = text(name, "UTC")
    try:
        ZoneInfo(value)
    except (OSError, ValueError, KeyError):
        refuse(f"{name} is {value!r}, which is no time zone: write a name like Europe/Paris.")
    return value


def directory(name: str, default: Path) -> Path:
    """The absolute path of a directory that exists (made if need be) and can be written to."""
    path = default.parent / text(name, str(default))
    try:
        path.mkdir(mode=0o750, parents=True, exist_ok=True)
    except OSError as error:
        refuse(f"{name} is {path}, which cannot be made ({error.strerror}): name another folder.")
    if not os.access(path, os.W_OK | os.X_OK):
        refuse(f"{name} is {path}, where this user cannot write: change its owner or {name}.")
    return path


def path_prefix(name: str, default: str) -> str:
    value = text(name, default).strip("/")
    if not re.fullmatch(r"[a-z0-9_-]+(/[a-z0-9_-]+)*", value):
        refuse(f"{name} is {value!r}: write a path of a-z, 0-9, - and _, such as {default}.")
    return f"{value}/"


def address(name: str, default: str) -> str:
    value = text(name, default)
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+|[^@<>\r\n]+ <[^@\s<>]+@[^@\s<>]+>", value):
        refuse(f"{name} is {value!r}: write an address like site@example.org.")
    return value


class SiteURL(NamedTuple):
    url: str  # without a closing slash
    scheme: str
    host: str

    @property
    def is_loopback(self) -> bool:
        if self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def site_url(name: str, default: str) -> SiteURL:
    value = text(name, default)
    try:
        parts = urlsplit(value)
        host, port = parts.hostname or "", parts.port
        if ":" in host:
            ipaddress.IPv6Address(host)
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    whole = f"{parts.scheme}://{parts.netloc}"
    if (
        parts.scheme not in ("http", "https")
        or "@" in parts.netloc
        or port == 0
        or not (":" in host or HOST_NAME.fullmatch(host))
        or value.rstrip("/") != whole
    ):
        refuse(f"{name} is {value!r}: write the site's address like https://films.example.org.")
    return SiteURL(whole, parts.scheme, host)


def hosts(name: str, default: list[str]) -> list[str]:
    value = [item for item in (word.strip() for word in text(name).split(",")) if item]
    for item in value:
        bare = item.removeprefix(".")
        if not (HOST_NAME.fullmatch(bare) or re.fullmatch(r"\[[0-9a-fA-F:.]+\]", bare)):
            refuse(f"{name} holds {item!r}: write host names, such as films.example.org, "
                   "divided by commas.")  # fmt: skip
    return value or default


def secret_key(default_file: Path, *, debug: bool) -> str:
    """The key of SECRET_KEY, or of the file SECRET_KEY_FILE, which is made at the first start."""
    path = Path(text("SECRET_KEY_FILE", str(default_file)))
    key = text("SECRET_KEY") or _key_in_file(path)
    if not debug and (len(key) < KEY_LENGTH or len(set(key)) < 10):
        refuse(f"The secret key can be guessed: it needs {KEY_LENGTH} random characters or more. "
               "Leave SECRET_KEY empty to have one made.")  # fmt: skip
    if not debug and key.startswith("django-insecure"):
        refuse("SECRET_KEY is a key for development only: leave it empty to have one made.")
    return key


def _key_in_file(path: Path) -> str:
    try:
        if path.exists() and path.stat().st_size:
            return path.read_text(encoding="utf-8").strip()
        # Several processes may start at once. Whoever has the lock first writes; the others,
        # waiting for it, then read what was written. A half-made file is completed here too.
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            key = file.read().strip()
            if not key:
                key = secrets.token_urlsafe(64)
                os.fchmod(file.fileno(), 0o600)
                file.write(key + "\n")
            return key
    except (OSError, UnicodeDecodeError):
        refuse(f"The secret key's file {path} can be neither read nor made: "
               "name another one in SECRET_KEY_FILE.")  # fmt: skip


def database(name: str, default_file: Path) -> dict[str, Any]:
    """Django's DATABASES entry without the options that settings.py adds for each engine."""
    value = text(name)
    if not value:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(default_file), "OPTIONS": {}}
    scheme = _scheme(name, value, DATABASE_SCHEMES)
    try:
        entry = environ.Env.db_url_config(value)
    except (ValueError, LookupError, ImproperlyConfigured):
        entry = {}
    if scheme == "sqlite":
        if not value.startswith("sqlite:///") or entry.get("OPTIONS"):
            entry = {}  # a host or options: the file is not what was meant
        return _sqlite(name, entry, default_file.parent)
    if not entry.get("NAME") or not entry.get("ENGINE"):
        refuse(f"{name} is incomplete: write it like postgres://user:password@host:5432/database.")
    _need(name, "psycopg")
    options = entry.setdefault("OPTIONS", {})
    if "pool" in options:
        options["pool"] = SWITCHES.get(str(options["pool"]).lower(), False)
    return entry


def _sqlite(name: str, entry: dict[str, Any], data_dir: Path) -> dict[str, Any]:
    file = data_dir / str(entry.get("NAME") or ":memory:")
    if file.name == ":memory:" or file.is_dir():
        refuse(f"{name} names no file: write it like sqlite:////srv/filmography/db.sqlite3.")
    if not (file.parent.is_dir() and os.access(file.parent, os.W_OK | os.X_OK)):
        refuse(f"{name}: the folder {file.parent} is missing or closed to this user.")
    return {"OPTIONS": {}, **entry, "NAME": str(file)}


def cache(name: str) -> dict[str, Any]:
    value = text(name, "locmemcache://")
    if _scheme(name, value, CACHE_SCHEMES).startswith("redis"):
        _need(name, "redis")
    return _url_config(name, value, environ.Env.cache_url_config)


def email(name: str, mail_dir: Path) -> dict[str, Any]:
    """Django's EMAIL_… settings."""
    value = text(name, "consolemail://")
    scheme = _scheme(name, value, EMAIL_SCHEMES)
    entry = _url_config(name, value, environ.Env.email_url_config)
    if scheme.startswith("smtp") and not entry.get("EMAIL_HOST"):
        refuse(f"{name} names no mail server: write it like smtp+tls://user:password@host:587.")
    if entry.get("EMAIL_PORT") is None:
        entry["EMAIL_PORT"] = {"smtp+tls": 587, "smtps": 587, "smtp+ssl": 465}.get(scheme, 25)
    if scheme == "filemail":
        entry["EMAIL_FILE_PATH"] = entry.get("EMAIL_FILE_PATH") or str(mail_dir)
    return {key: item for key, item in entry.items() if key.startswith("EMAIL_")}


def _scheme(name: str, value: str, known: tuple[str, ...]) -> str:
    scheme, colon, _ = value.partition("://")
    if not colon or scheme not in known:
        # The rest of the value is not repeated: it may hold a password.
        refuse(f"{name} begins with {scheme[:20]!r}: begin it with one of {', '.join(known)}, "
               "then ://")  # fmt: skip
    return scheme


def _url_config(name: str, value: str, parse: Any) -> dict[str, Any]:
    try:
        return parse(value)
    except (ValueError, LookupError, ImproperlyConfigured):
        refuse(f"{name} cannot be read: compare it with the examples in .env.example.")


def _need(name: str, package: str) -> None:
    if importlib.util.find_spec(package) is None:
        refuse(f"{name} needs {package}: run `pip install -r requirements-production.txt`.")
