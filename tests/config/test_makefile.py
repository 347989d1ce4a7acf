"""The Makefile's words to a newcomer. Each case runs on a copy, in a folder with a space."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")

TARGETS = ("setup", "demo", "test", "lint", "bench", "clean")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("Makefile", "requirements.txt", "requirements-lint.txt"):
        shutil.copy(settings.BASE_DIR / name, folder)
    return folder


def make(checkout: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "-C", str(checkout), f"PYTHON={sys.executable}", *args],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
    )


def pretending(folder: Path, lie: str) -> str:
    """A Python that runs `lie` before what it is given by `-c`."""
    script = folder / "python-that-pretends"
    code = f"import sys; {lie}; exec(sys.argv[1])"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$2"\n')
    script.chmod(0o755)
    return f"PYTHON={script}"


def test_make_alone_lists_every_target(checkout: Path) -> None:
    result = make(checkout)

    assert result.returncode == 0
    for target in TARGETS:
        assert f"make {target} " in result.stdout


def test_a_taken_port_is_said_before_anything_is_installed(checkout: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        result = make(checkout, "demo", f"PORT={port}")

    assert result.returncode != 0
    assert f"Port {port} is taken" in result.stderr
    assert "make demo PORT=" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "8000; id", "", "8\u0660"])
def test_a_port_that_is_none_is_refused(checkout: Path, port: str) -> None:
    result = make(checkout, "demo", f"PORT={port}")

    assert result.returncode != 0
    assert "a number from 1 to 65535" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_old_python_is_refused(checkout: Path) -> None:
    old = pretending(checkout, "sys.version_info = (3, 9, 0)")

    result = make(checkout, "setup", old)

    assert result.returncode != 0
    assert "Python 3.11 or newer is needed, this is 3.9." in result.stderr


def test_a_python_without_venv_is_refused_with_the_package_to_install(checkout: Path) -> None:
    bare = pretending(checkout, "sys.modules['ensurepip'] = None")

    result = make(checkout, "setup", bare)

    assert result.returncode != 0
    assert "apt install python3-venv" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_python_is_said(checkout: Path) -> None:
    result = make(checkout, "setup", "PYTHON=no-such-python")

    assert result.returncode != 0
    assert "no-such-python was not found" in result.stderr


def test_clean_leaves_the_data_alone(checkout: Path) -> None:
    (checkout / "var" / "static").mkdir(parents=True)
    (checkout / "var" / "db.sqlite3").touch()

    assert make(checkout, "clean").returncode == 0

    assert (checkout / "var" / "db.sqlite3").exists()
    assert not (checkout / "var" / "static").exists()
