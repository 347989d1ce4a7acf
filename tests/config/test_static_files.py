"""Static files are cached for ever under hashed names, and lead to one another by these."""

import re
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage

from config.static_files import HashedFiles

IMPORT = re.compile(r"""from\s*["']\./([^"']+)["']""")


def test_scripts_import_one_another_by_their_hashed_names(tmp_path: Path) -> None:
    """By another name a script would be a second one, with keys and listeners of its own."""
    files = FileSystemStorage(settings.BASE_DIR / "static")
    names = [f"admin-desk/{name}" for name in files.listdir("admin-desk")[1]]
    storage = HashedFiles(location=tmp_path, base_url="/static/")
    for name in names:
        with files.open(name) as file:
            storage.save(name, file)

    list(storage.post_process({name: (storage, name) for name in names}))

    hashed = {Path(name).name for name in storage.hashed_files.values()}
    imported = {
        found
        for name in hashed
        for found in IMPORT.findall((tmp_path / "admin-desk" / name).read_text())
    }
    assert len(imported) >= 3
    assert imported <= hashed
