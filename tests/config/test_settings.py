"""config/settings.py as a process meets it: each case starts Python anew with its environment."""

import os
import re
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

MANAGE = settings.BASE_DIR / "manage.py"
KEY = "k3y-of-the-tests-with-more-than-fifty-characters-0123456789"
HTTPS = {"SITE_URL": "https://films.example.org"}


def manage(data_dir: Path, *args: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(MANAGE), *args],
        env={
            "PATH": os.environ["PATH"],
            "ENV_FILE": os.devnull,
            "DATA_DIR": str(data_dir),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )


def setting(data_dir: Path, name: str, **environment: str) -> str:
    code = f"from config import settings; print(settings.{name})"
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env={"ENV_FILE": os.devnull, "DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize(
    ("environment", "advice"),
    [
        ({"DEBUG": "maybe"}, "DEBUG=on"),
        ({"TRUST_PROXY": "2"}, "TRUST_PROXY=on"),
        ({"SECRET_KEY": "short"}, "50 random characters"),
        ({"SECRET_KEY": "a" * 60}, "random characters"),
        ({"SECRET_KEY": f"django-insecure-{KEY}"}, "development only"),
        ({"SECRET_KEY_FILE": "/dev/null/key"}, "SECRET_KEY_FILE"),
        ({"DATA_DIR": "/dev/null/data"}, "DATA_DIR"),
        ({"DATABASE_URL": "mysql://user:pa55word@host/name"}, "one of sqlite, postgres"),
        ({"DATABASE_URL": "films.sqlite3"}, "one of sqlite, postgres"),
        ({"DATABASE_URL": "sqlite://:memory:"}, "sqlite:////srv"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all/db.sqlite3"}, "/nowhere/at/all"),
        ({"DATABASE_URL": "postgres://user@host:notaport/name"}, "DATABASE_URL"),
        ({"DATABASE_URL": "postgres://"}, "DATABASE_URL"),
        ({"CACHE_URL": "floppy://"}, "CACHE_URL"),
        ({"EMAIL_URL": "pigeon://"}, "EMAIL_URL"),
        ({"EMAIL_URL": "smtp://"}, "mail server"),
        ({"DEFAULT_FROM_EMAIL": "nobody"}, "site@example.org"),
        ({"SITE_URL": "films.example.org"}, "https://films.example.org"),
        ({"SITE_URL": "https://films.example.org/path"}, "SITE_URL"),
        ({"SITE_URL": "https://user:pa55word@films.example.org"}, "SITE_URL"),
        ({"SITE_URL": "https://films.example.org:99999"}, "SITE_URL"),
        ({"SITE_URL": "https://[::1"}, "SITE_URL"),
        ({"SITE_URL": "ftp://localhost"}, "SITE_URL"),
        ({"SITE_URL": "http://films.example.org"}, "https://films.example.org"),
        ({"ALLOWED_HOSTS": "*"}, "host names"),
        ({"ALLOWED_HOSTS": "https://films.example.org"}, "host names"),
        ({"ADMIN_PATH": "/"}, "ADMIN_PATH"),
        ({"ADMIN_PATH": "ad min"}, "ADMIN_PATH"),
        ({"TIME_ZONE": "Mars/Olympus_Mons"}, "Europe/Paris"),
        ({"TIME_ZONE": "../../etc/passwd"}, "Europe/Paris"),
        ({"PORT": "http"}, "1 to 65535"),
        ({"PORT": "65536"}, "1 to 65535"),
        ({"PORT": "9" * 5000}, "1 to 65535"),
        ({"REQUIRE_SECOND_MODERATOR": "never"}, "REQUIRE_SECOND_MODERATOR=off"),
        ({"CONTRIBUTIONS_MOST_OPEN": "-1"}, "CONTRIBUTIONS_MOST_OPEN is '-1': write a whole"),
        ({"CONTRIBUTIONS_MOST_OPEN": "many"}, "0 to 999999"),
        ({"CONTRIBUTIONS_PER_HOUR": "0"}, "1 to 9999"),
        ({"CONTRIBUTIONS_PER_HOUR": "2.5"}, "1 to 9999"),
        ({"CONTRIBUTIONS_PER_DAY": "10000"}, "1 to 9999"),
        ({"CONTRIBUTIONS_PER_DAY": "٢٠"}, "1 to 9999"),
        ({"ERASE_AFTER_DAYS": "0"}, "1 to 3650"),
        ({"ERASE_AFTER_DAYS": "never"}, "1 to 3650"),
    ],
    ids=lambda value: next(iter(value.items()))[1][:30] if isinstance(value, dict) else "",
)
def test_nonsense_is_refused_with_one_sentence(
    tmp_path: Path, environment: dict[str, str], advice: str
) -> None:
    result = manage(tmp_path, "check", **environment)

    assert result.returncode == 1
    assert result.stderr.startswith("The site cannot start.")
    assert len(result.stderr.splitlines()) == 1
    assert advice in result.stderr


def test_a_refusal_does_not_repeat_the_password(tmp_path: Path) -> None:
    for url in ("mysql://user:pa55word@host/name", "postgres://user:pa55word@host:x/name"):
        assert "pa55word" not in manage(tmp_path, "check", DATABASE_URL=url).stderr


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert setting(tmp_path, "DEBUG") == "False"
    assert setting(tmp_path, "DEBUG", DEBUG="on") == "True"


def test_blank_variables_count_as_not_set(tmp_path: Path) -> None:
    blank = dict.fromkeys(("DEBUG", "DATABASE_URL", "SECRET_KEY", "SITE_URL", "TIME_ZONE"), " ")
    assert setting(tmp_path, "SITE_URL", **blank) == "http://localhost:8000"


def test_the_secret_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    first = setting(tmp_path, "SECRET_KEY")
    file = tmp_path / "secret_key"

    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert setting(tmp_path, "SECRET_KEY") == first == file.read_text().strip()


def test_processes_that_start_together_share_one_secret_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        keys = set(pool.map(lambda _: setting(tmp_path, "SECRET_KEY"), range(6)))
    assert len(keys) == 1


def test_an_interrupted_first_start_is_completed(tmp_path: Path) -> None:
    (tmp_path / "secret_key").touch()
    assert len(setting(tmp_path, "SECRET_KEY")) >= 50


def test_a_secret_key_may_begin_with_a_dollar_sign(tmp_path: Path) -> None:
    assert setting(tmp_path, "SECRET_KEY", SECRET_KEY=f"${KEY}") == f"${KEY}"


def test_the_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    file = tmp_path / "site.env"
    file.write_text("TIME_ZONE=Europe/Paris\nADMIN_PATH=desk\n")
    both = {"ENV_FILE": str(file), "TIME_ZONE": "Asia/Tokyo"}

    assert setting(tmp_path, "ADMIN_PATH", **both) == "desk/"
    assert setting(tmp_path, "TIME_ZONE", **both) == "Asia/Tokyo"


def test_hosts_follow_from_the_site_url(tmp_path: Path) -> None:
    assert setting(tmp_path, "ALLOWED_HOSTS", **HTTPS) == "['films.example.org']"
    local = setting(tmp_path, "ALLOWED_HOSTS", SITE_URL="http://127.0.0.1:9000")
    assert local == "['127.0.0.1', 'localhost', '[::1]']"
    given = setting(tmp_path, "ALLOWED_HOSTS", ALLOWED_HOSTS="a.example, b.example", **HTTPS)
    assert given == "['a.example', 'b.example']"


def test_an_https_site_has_bound_cookies_and_passes_the_deployment_check(tmp_path: Path) -> None:
    assert setting(tmp_path, "SESSION_COOKIE_NAME", **HTTPS) == "__Host-sessionid"
    assert setting(tmp_path, "CSRF_COOKIE_NAME", **HTTPS) == "__Host-csrftoken"

    result = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **HTTPS)

    assert result.returncode == 0, result.stderr


def test_the_proxy_header_is_believed_only_when_told(tmp_path: Path) -> None:
    name = "__dict__.get('SECURE_PROXY_SSL_HEADER')"
    assert setting(tmp_path, name, **HTTPS) == "None"
    assert "X_FORWARDED_PROTO" in setting(tmp_path, name, TRUST_PROXY="on", **HTTPS)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),  # FULL
        ("busy_timeout", 20_000),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("journal_size_limit", 67108864),
    ],
)
def test_sqlite_connections_are_set_up_for_many_and_for_power_cuts(
    pragma: str, value: str | int
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("this run is not on SQLite")
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")  # names from the list above
        assert cursor.fetchone() == (value,)


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_statements_and_locks_have_an_end_and_indexes_are_cheap() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("5s",)
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("3s",)
        cursor.execute("SHOW random_page_cost")
        assert cursor.fetchone() == ("1.1",)


# --- All of them ------------------------------------------------------------------------------

READ = re.findall(
    r'environment\.\w+\("([A-Z_]+)"', (settings.BASE_DIR / "config/settings.py").read_text("utf-8")
)


@pytest.mark.parametrize("name", READ)
def test_each_stands_in_the_example_with_a_word_on_it(name: str) -> None:
    lines = (settings.BASE_DIR / ".env.example").read_text("utf-8").splitlines()
    at = [line.partition("=")[0] for line in lines].index(f"#{name}")
    while lines[at].startswith("#") and not lines[at].startswith("# "):
        at -= 1
    assert lines[at].startswith("# ")


def test_the_environment_does_not_change_what_is_tested(tmp_path: Path) -> None:
    """All but the database, which is chosen so, and where the tests' own files lie."""
    other = {
        "REQUIRE_SECOND_MODERATOR": "off",
        "CONTRIBUTIONS_MOST_OPEN": "7",
        "CONTRIBUTIONS_PER_HOUR": "7",
        "CONTRIBUTIONS_PER_DAY": "7",
        "ERASE_AFTER_DAYS": "7",
    }
    code = "from tests import settings; print(*(getattr(settings, name) for name in {!r}))"
    result = subprocess.run(
        [sys.executable, "-c", code.format(list(other))],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], **other},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.stdout.split() == ["True", "2000", "5", "20", "90"], result.stderr
    source = (settings.BASE_DIR / "tests/settings.py").read_text("utf-8")
    for name in {*READ} - {"DATABASE_URL"}:
        assert f'"{name}"' in source or f"{name}=" in source, name


def test_tests_stay_out_of_the_sites_data() -> None:
    assert settings.BASE_DIR not in Path(settings.DATA_DIR).parents
