"""Times the pages that readers browse, on the database of the settings, at whatever size it has:

python -m tests.benchmarks.make_sample --films 1000 --excerpts 100000 --seed 1
python -m tests.benchmarks.time_pages
"""

import os
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from critiques.models import Publication, Source  # noqa: E402
from filmography.models import Film, Person  # noqa: E402

RUNS = 3
LISTS = (
    "/",
    "/excerpts/",
    "/excerpts/?kind=paraphrase",
    "/excerpts/?stance=mixed",
    "/films/",
    "/sources/",
    "/people/",
    "/themes/",
    "/timeline/",
    "/debates/",
)


def main() -> None:
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    firsts = (model.objects.published().first() for model in (Film, Person, Source, Publication))
    print("milliseconds of processor time, in this process, the least of", RUNS)
    for page in [*LISTS, *(record.get_absolute_url() for record in firsts if record)]:
        assert client.get(page, secure=True).status_code == 200, page
        least = min(
            _milliseconds(lambda page=page: client.get(page, secure=True)) for _ in range(RUNS)
        )
        print(f"{page:40}{least:8.0f}", flush=True)


def _milliseconds(act: Callable[[], object]) -> float:
    before = time.process_time()
    act()
    return (time.process_time() - before) * 1e3


if __name__ == "__main__":
    main()
